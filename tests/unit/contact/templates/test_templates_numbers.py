"""Numbers that machines read: the ticket in a subject, the linha digitável, the septets of an SMS."""

import pytest

from cobranca.contact.templates import boleto, gsm7
from cobranca.contact.templates.mark import mark, number_in

BANK = "00190500954014481606906809350314337370000000100"
SLIP = "836200000005667800481000180975657313001589636081"


@pytest.mark.parametrize(
    ("subject", "number"),
    [
        (mark(1234) + " Sobre o seu contrato", 1234),
        ("Re: RES: Enc: [Ocorrência 1234] x", 1234),
        ("RE: [OCORRENCIA 1234] x", 1234),
        ("Ocorrência nº 77: parcela 5", 77),
        ("ocorrência #9", 9),
        ("[Ocorrência 12] fwd [Ocorrência 13]", 12),
        ("Ocorrência do mês 12", None),
        ("[Ocorrências 12]", None),
        ("1234", None),
        ("", None),
    ],
)
def test_r7_3_the_number_of_a_reply(subject: str, number: int | None) -> None:
    assert number_in(subject) == number


def test_a_linha_digitavel_as_printed() -> None:
    assert boleto.spaced(BANK) == "00190.50095 40144.816069 06809.350314 3 37370000000100"
    assert boleto.spaced(SLIP) == "83620000000-5 66780048100-0 18097565731-3 00158963608-1"


@pytest.mark.parametrize("digits", [BANK, SLIP])
def test_one_wrong_digit_is_seen(digits: str) -> None:
    assert boleto.is_valid(digits)
    for place, digit in enumerate(digits):
        wrong = digits[:place] + str((int(digit) + 1) % 10) + digits[place + 1 :]
        assert not boleto.is_valid(wrong), place


@pytest.mark.parametrize("text", ["", "0" * 46, "1" * 47, BANK[:-1], BANK + "0", "²" * 47])
def test_what_is_no_linha_digitavel(text: str) -> None:
    assert not boleto.is_valid(text)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"Linha: {boleto.spaced(BANK)}.", BANK),
        (f"{'1' * 47} {boleto.spaced(SLIP)}", SLIP),
        (f"boleto {BANK[:-1]}1", None),
        (f"9{BANK}9", None),
    ],
)
def test_found_in_what_the_erp_says(text: str, line: str | None) -> None:
    assert boleto.line_in(text) == line


def test_the_alphabet_has_127_characters_and_an_escape() -> None:
    assert len(gsm7.BASIC) == 127
    assert not gsm7.BASIC & gsm7.EXTENSION


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Não há ações; é à vista", "Nao ha acoes; é à vista"),
        ("Ç ç Ñ ñ Ü ü Ã Õ", "Ç c Ñ ñ Ü ü A O"),
        ("1ª 2º – “a” ‘b’ … 10°", "1a 2o - \"a\" 'b' ... 10o"),
        ("a\u00a0b\u2003c", "a b c"),
        ("ok 👍 漢", "ok ? ?"),
        ("\ufb01m", "fim"),
    ],
)
def test_folded(text: str, folded: str) -> None:
    assert gsm7.fold(text) == folded
    assert set(folded) <= gsm7.BASIC | gsm7.EXTENSION


def test_extended_characters_take_two() -> None:
    assert gsm7.septets("a{€}") == 7
