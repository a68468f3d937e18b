"""How to pay, asked of an ERP over HTTP: its answers as documented, as they may be, and none at all."""

import json
import logging
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from tests.integration.mega.erp import NOTHING, Erp, Reply, serving

from cobranca import paths, settings
from cobranca.connections import Connection
from cobranca.contact.templates.facts import HowToPay
from cobranca.contact.templates.payment import Payments, Title
from cobranca.mega.rest import RestClient
from cobranca.mega.retry import Patience
from cobranca.settings.correspondence import Payment
from cobranca.settings.erp import Rest

TODAY = date(2026, 3, 10)
LINE = "00190500954014481606906809350314337370000000100"
PRINTED = "00190.50095 40144.816069 06809.350314 3 37370000000100"
LINK = "https://banco.example.com/2via?id=7"
COPY = "/api/Carteira/Boleto/ObterBoletoSegundaVia?codContrato=4321&codParcela={}&dataPagamento=2026-03-10"
LIST = "/api/Carteira/Boleto/Contrato/4321"
ONE, TWO = Title(1, 4321, 20), Title(1, 4321, 21)


def answer(said: Any) -> Reply:
    return Reply(200, json.dumps(said).encode(), {"Content-Type": "application/json"})


@pytest.fixture
def erp() -> Iterator[Erp]:
    with serving() as running:
        yield running


def asked(erp: Erp, *titles: Title, user: str = "robo", **payment: Any) -> list[HowToPay]:
    base = settings.load(paths.CONFIG)
    contact = base.contact.model_copy(update={"payment": Payment.model_validate(payment)})
    connection = Connection("mega_rest", "http", host=erp.url, login=user, password="segredo")
    client = RestClient(connection, Rest(timeout_seconds=2), Patience(1, 0.01, (0.01,)))
    with Payments(base.model_copy(update={"contact": contact}), client) as payments:
        return list(payments.of(titles, TODAY).values())


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"erro": False, "descricao": LINK}, HowToPay(None, LINK)),
        ({"erro": 0, "descricao": PRINTED}, HowToPay(LINE, None)),
        ({"Erro": "false", "Descricao": f"Linha: {PRINTED}. Boleto em {LINK}."}, HowToPay(LINE, LINK)),
        ({"erro": True, "descricao": f"Parcela paga {LINK}"}, HowToPay()),
        ({"erro": "S", "descricao": LINK}, HowToPay()),
        ({"erro": None, "descricao": PRINTED.replace("4 ", "5 ", 1)}, HowToPay()),
        ({"erro": None, "descricao": PRINTED[:-1] + "1"}, HowToPay()),
        ({"erro": None, "descricao": "http://sem-tls.example.com javascript:alert(1)"}, HowToPay()),
        ({"erro": None, "descricao": None}, HowToPay()),
        (["inesperado"], HowToPay()),
    ],
)
def test_a_second_copy(erp: Erp, said: Any, found: HowToPay) -> None:
    """A wrong linha digitável is not shown: it would be paid to somebody else."""
    erp.on(COPY.format(20), answer(said))
    assert asked(erp, ONE, second_copy={}) == [found]


def test_the_day_of_payment_as_the_erp_wants_it(erp: Erp) -> None:
    path = COPY.format(20).replace("2026-03-10", "10%2F03%2F2026")
    erp.on(path, answer({"erro": False, "descricao": LINK}))
    assert asked(erp, ONE, second_copy={"date_format": "%d/%m/%Y"}) == [HowToPay(None, LINK)]


def test_what_the_erp_gives_goes_before_the_pattern(erp: Erp) -> None:
    erp.on(COPY.format(20), answer({"erro": False, "descricao": LINK}))
    pattern = "https://portal.example.com/{installment_code}"
    assert asked(erp, ONE, TWO, second_copy={}, link=pattern) == [
        HowToPay(None, LINK),
        HowToPay(None, "https://portal.example.com/21"),
    ]


def test_a_list_of_boletos_is_read_once_a_contract(erp: Erp) -> None:
    records = [
        {"contratoNro": 4321, "parcelaNro": "020", "linhaDigitavel": LINE, "urlBoleto": LINK, "temBoleto": True},
        {"contratoNro": 4321, "parcelaNro": 21, "linhadigitavel": "123", "urlBoleto": "ftp://x"},
        {"contratoNro": 4321, "parcelaNro": None, "linhaDigitavel": LINE},
        "lixo",
    ]
    erp.on(LIST, answer(records))
    names = {"line_field": "linhaDigitavel", "link_field": "urlBoleto"}
    assert asked(erp, ONE, TWO, Title(1, 4321, 99), boletos=names) == [HowToPay(LINE, LINK), HowToPay(), HowToPay()]
    assert erp.calls[LIST] == 1


def test_two_branches_with_one_contract_code_are_not_asked(erp: Erp) -> None:
    """R3.11: the ERP's boletos name no branch."""
    erp.on(COPY.format(20), answer({"erro": False, "descricao": LINK}))
    assert asked(erp, Title(1, 4321, 20, is_shared=True), second_copy={}) == [HowToPay()]
    assert not erp.seen


@pytest.mark.parametrize("reply", [NOTHING, Reply(404, b""), Reply(400, b'"nao existe"'), Reply(200, b"null")])
def test_nothing_found_is_no_error(erp: Erp, reply: Reply) -> None:
    erp.on(COPY.format(20), reply)
    erp.on(COPY.format(21), answer({"erro": False, "descricao": LINK}))
    assert asked(erp, ONE, TWO, second_copy={}) == [HowToPay(), HowToPay(None, LINK)]


@pytest.mark.parametrize("reply", [Reply(500, b""), Reply(200, b'{"erro": fal', cut=True)])
def test_an_erp_that_fails_is_asked_no_more(erp: Erp, reply: Reply, caplog: pytest.LogCaptureFixture) -> None:
    """A batch of messages does not wait for it one by one: texts say whom to ask."""
    erp.on(COPY.format(20), reply)
    erp.on(COPY.format(21), answer({"erro": False, "descricao": LINK}))
    with caplog.at_level(logging.WARNING):
        assert asked(erp, ONE, TWO, second_copy={}) == [HowToPay(), HowToPay()]
    assert erp.calls[COPY.format(21)] == 0
    assert [record.message.rsplit(", ", 1)[-1] for record in caplog.records if "boleto" in record.message.lower()] == [
        "the ERP is asked no more"
    ]


def test_a_user_that_the_erp_does_not_know(erp: Erp, caplog: pytest.LogCaptureFixture) -> None:
    assert asked(erp, ONE, TWO, user="outro", second_copy={}) == [HowToPay(), HowToPay()]
    assert "segredo" not in caplog.text


def test_an_erp_that_is_not_there() -> None:
    with serving() as gone:
        pass
    assert asked(gone, ONE, TWO, second_copy={}) == [HowToPay(), HowToPay()]
