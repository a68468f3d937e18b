"""From bytes to typed records: keys without case, decimals from text, lists or objects."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.mega.rows import body, contract, row

from cobranca.mega import decode
from cobranca.mega.records import DEVELOPMENT, INSTALLMENT, PORTAL, contract_kind
from cobranca.mega.refusals import Refusal


def test_amounts_never_pass_through_a_float() -> None:
    text = body(row()).replace(b"140000.55", b"0.10000000000000000000000001")
    assert decode.records(INSTALLMENT, text)[0].corrected == Decimal("0.10000000000000000000000001")


def test_amounts_may_come_as_text() -> None:
    assert decode.records(INSTALLMENT, body(row(vlr_multa="12.34")))[0].fine == Decimal("12.34")


@pytest.mark.parametrize("nothing", [b"", b"  \n", b"null", b"[]"])
def test_nothing_is_an_empty_list(nothing: bytes) -> None:
    assert decode.records(INSTALLMENT, nothing) == []
    assert decode.is_whole(nothing)


def test_one_object_is_a_list_of_one() -> None:
    assert len(decode.records(INSTALLMENT, json.dumps(row()).encode())) == 1


@given(st.integers(min_value=0, max_value=2**40))
def test_keys_are_matched_whatever_their_case(seed: int) -> None:
    spelled = {
        "".join(letter.upper() if seed >> place % 40 & 1 else letter for place, letter in enumerate(key)): value
        for key, value in row().items()
    }
    read = decode.records(INSTALLMENT, body(spelled))[0]
    assert (read.boleto_number, read.due_on, read.corrected) == ("0000123", "10/02/2026", Decimal("140000.55"))


def test_records_of_one_answer_may_spell_differently() -> None:
    other = {key.upper(): value for key, value in row(cod_parcela=2).items()}
    assert [read.installment_code for read in decode.records(INSTALLMENT, body(row(), other))] == [1, 2]


def test_odd_keys_of_the_portal_and_nested_records() -> None:
    assert decode.records(PORTAL, b'[{"codigO_CLIENTE": 9, "emaiL_CLIENTE": "a@b.c"}]')[0].email == "a@b.c"
    found = decode.records(DEVELOPMENT, b'[{"endereco": {"cep": "}"}, "codigo": 777.0, "nome": "x"}]')
    assert found[0].development_code == 777


@pytest.mark.parametrize(
    ("change", "field", "value"),
    [
        ({"vlr_multa": "abc"}, "vlr_multa", "abc"),
        ({"vlr_multa": True}, "vlr_multa", "true"),
        ({"cod_parcela": "x1"}, "cod_parcela", "x1"),
        ({"vlr_original": None}, "vlr_original", "null"),
        ({"situacao": 3}, "situacao", "3"),
        ({"data_vencimento": 20260210}, "data_vencimento", "20260210"),
    ],
)
def test_a_wrong_type_is_named(change: dict[str, object], field: str, value: str) -> None:
    with pytest.raises(Refusal) as refused:
        decode.records(INSTALLMENT, body(row(), row(cod_parcela=2) | change))
    assert (refused.value.endpoint, refused.value.field, refused.value.value) == ("DadosParcelas", field, value)


def test_a_missing_field_is_named_and_an_unknown_one_is_not() -> None:
    lacking = row(unknown=1)
    del lacking["situacao"]
    with pytest.raises(Refusal, match="situacao: the field is missing"):
        decode.records(INSTALLMENT, body(lacking))


@pytest.mark.parametrize("text", [b"7", b'"x"', b"[1]", b"[[]]", b"<html>", b'[{"a":1}', b'{"title": "Bad Request"}'])
def test_what_is_no_list_of_records_is_refused(text: bytes) -> None:
    with pytest.raises(Refusal):
        decode.records(INSTALLMENT, text)


def test_cut_answers_are_seen() -> None:
    text = body(row(), row(cod_parcela=2))
    assert decode.is_whole(text)
    assert not any(decode.is_whole(text[:end]) for end in range(1, len(text), 97))


def test_text_that_is_not_utf8_is_refused() -> None:
    with pytest.raises(Refusal, match="UTF-8"):
        decode.records(INSTALLMENT, body(row()).replace(b"Carteira", b"\xe9"))


def test_one_record_that_does_not_fit_leaves_the_others() -> None:
    kind, _ = contract_kind("classificacaocto")
    found = decode.sort_out(
        kind, body(contract(), contract(cod_contrato=101, perc_multa="x"), contract(cod_contrato=102))
    )
    assert [record.contract_code for record in found.fit] == [100, 102]
    assert [misfit.said["cod_contrato"] for misfit in found.misfits] == [101]


def test_the_category_is_the_field_that_the_settings_name() -> None:
    kind, name = contract_kind("desc_classificacao")
    read = decode.records(kind, body(contract(desc_classificacao="Especial")))[0]
    assert getattr(read, name) == "Especial"
    assert contract_kind("NOME_bloco")[1] == "block_name"
