"""A contract's answers together: branches that share a code, renegotiations, participants (R3.8, R3.11)."""

from datetime import date
from typing import Any

import pytest
from tests.unit.mega.rows import PAID, body, row
from tests.unit.mega.test_mega_contracts import ERP

from cobranca.mega.answer import Answer
from cobranca.mega.extract import PARTICIPANTS, RENEGOTIATIONS, ROWS, Extract, ExtractReader
from cobranca.mega.member import Member

D = date(2026, 3, 10)
ALONE = Member(1, 100, 500, "first_load", True)
TWIN = Member(1, 100, 500, "first_load", True, (600,))

RENEGOTIATION: dict[str, Any] = {
    "cod_contrato": 100,
    "cod_renegociacao": 5,
    "cod_condicao": 500,
    "data_geracao": "01/03/2026",
    "status_reneg": "Em estudo",
    "data_status": None,
    "valor_renegociado": 1000.5,
    "tipo_reneg": "SACOC",
}
PARTICIPANT: dict[str, Any] = {
    "cod_contrato": 100,
    "cpf_cnpj_cliente": "12345678901",
    "cod_participante": 9,
    "nome_participante": "Ana Lima",
    "perc_participacao": 100,
    "principal": "Sim",
}


def read(member: Member, *answers: Answer) -> Extract:
    return ExtractReader(ERP, D, 3).read(member, answers, frozenset())


def answer(endpoint: str, *records: dict[str, Any]) -> Answer:
    return Answer(endpoint, 200, body(*records), 1, 100)


def why(extract: Extract) -> tuple[object, ...]:
    return extract.row[7:]


def test_an_extract_counts_all_its_rows() -> None:
    extract = read(ALONE, answer(ROWS, row(), row(cod_parcela=2) | PAID, row(cod_parcela=3, status_parcela="Inativo")))
    assert extract.row == (1, 100, 3, 3, 1, 1, 1, None, None, None, None)


def test_no_row_is_no_failure_here() -> None:
    assert read(ALONE, Answer(ROWS, 204)).row == (1, 100, 3, 0, 0, 0, 0, None, None, None, None)


def test_renegotiations_and_participants_are_staged() -> None:
    extract = read(ALONE, answer(ROWS), answer(RENEGOTIATIONS, RENEGOTIATION), answer(PARTICIPANTS, PARTICIPANT))
    ((*_, status, status_on, amount, kind),) = extract.renegotiations
    assert (status, status_on, str(amount), kind) == ("studied", None, "1000.50", "SACOC")
    assert extract.participants == [(1, 100, 9, "Ana Lima", "12345678901", 100, True)]


@pytest.mark.parametrize(
    ("endpoint", "record", "change", "field"),
    [
        (RENEGOTIATIONS, RENEGOTIATION, {"status_reneg": "Cancelada"}, "status_reneg"),
        (RENEGOTIATIONS, RENEGOTIATION, {"data_geracao": "x"}, "data_geracao"),
        (RENEGOTIATIONS, RENEGOTIATION, {"valor_renegociado": -1}, "valor_renegociado"),
        (RENEGOTIATIONS, RENEGOTIATION, {"cod_contrato": 7}, "cod_contrato"),
        (PARTICIPANTS, PARTICIPANT, {"principal": "S"}, "principal"),
        (PARTICIPANTS, PARTICIPANT, {"perc_participacao": "x"}, "perc_participacao"),
        (PARTICIPANTS, PARTICIPANT, {"cod_participante": 1.5}, "cod_participante"),
    ],
)
def test_what_does_not_fit_leaves_the_contract_out(
    endpoint: str, record: dict[str, Any], change: dict[str, Any], field: str
) -> None:
    extract = read(ALONE, answer(ROWS, row()), answer(endpoint, record | change))
    assert extract.row[3:9] == (0, 0, 0, 0, endpoint, field)
    assert (extract.installments, extract.renegotiations, extract.participants) == ([], [], [])


@pytest.mark.parametrize(("endpoint", "record"), [(RENEGOTIATIONS, RENEGOTIATION), (PARTICIPANTS, PARTICIPANT)])
def test_the_same_record_twice_is_refused(endpoint: str, record: dict[str, Any]) -> None:
    assert "twice" in str(why(read(ALONE, answer(endpoint, record, record))))


def test_a_failed_call_leaves_the_contract_out() -> None:
    failed = Answer(RENEGOTIATIONS, 500, why="HTTP 500 (4 times)")
    assert why(read(ALONE, answer(ROWS, row()), failed)) == (RENEGOTIATIONS, None, None, "HTTP 500 (4 times)")


def test_a_nul_in_a_text_leaves_the_contract_out() -> None:
    assert "NUL" in str(why(read(ALONE, answer(ROWS, row(motivo_inativacao="a\x00")))))
    assert why(read(ALONE, answer(ROWS, row(nome_banco="a\x00"))))[3] is None  # a field that is not kept


def test_rows_of_a_shared_code_go_by_their_condition() -> None:
    rows = answer(ROWS, row(), row(cod_condicao=600), row(cod_parcela=2, cod_condicao=600))
    assert [staged[2] for staged in read(TWIN, rows).installments] == [1]
    other = Member(2, 100, 600, "first_load", False, (500,))
    assert [staged[2] for staged in read(other, rows).installments] == [1, 2]


@pytest.mark.parametrize(
    ("member", "condition"),
    [(TWIN, 700), (TWIN, None), (TWIN._replace(others=(500,)), 500), (TWIN._replace(others=(None,)), 700)],
)
def test_where_none_or_both_fit_the_contract_is_refused(member: Member, condition: int | None) -> None:
    extract = read(member, answer(ROWS, row(cod_condicao=condition)))
    assert extract.row[7:9] == (ROWS, "cod_condicao")
    assert "R3.11" in str(extract.row[10])


def test_renegotiations_of_a_shared_code_go_by_their_condition_and_participants_are_not_told_apart() -> None:
    renegotiations = answer(RENEGOTIATIONS, RENEGOTIATION, RENEGOTIATION | {"cod_condicao": 600, "cod_renegociacao": 6})
    extract = read(TWIN, answer(ROWS, row()), renegotiations, answer(PARTICIPANTS, PARTICIPANT))
    assert [staged[2] for staged in extract.renegotiations] == [5]
    assert extract.participants == []
