"""Every misbehaviour that can be asked for, as a client meets it."""

import json
from decimal import Decimal
from time import perf_counter

import httpx
import pytest

ROWS = "/api/Carteira/DadosParcelas/IdContrato=10003"
CONTRACTS = "/api/Carteira/DadosContrato/IdEmpreendimento=101"


@pytest.mark.parametrize("kind", ["401", "403", "500", "503", "204"])
def test_a_status_so_many_times(sandbox, client, kind: str) -> None:
    sandbox.misbehave(kind, path="DadosParcelas", times=2)
    assert [client.get(ROWS).status_code for _ in range(3)] == [int(kind), int(kind), 200]
    assert client.get(CONTRACTS).status_code == 200


def test_429_with_and_without_retry_after(sandbox, client) -> None:
    sandbox.misbehave("429", times=1, retry_after=7)
    sandbox.misbehave("429_no_retry_after", times=1)
    first, second = client.get(ROWS), client.get(ROWS)
    assert (first.status_code, first.headers.get("retry-after")) == (429, "7")
    assert (second.status_code, second.headers.get("retry-after")) == (429, None)


def test_latency(sandbox, client) -> None:
    sandbox.misbehave("latency", milliseconds=120)
    started = perf_counter()
    assert client.get(ROWS).status_code == 200
    assert perf_counter() - started >= 0.12


def test_only_the_contracts_that_are_named(sandbox, client) -> None:
    sandbox.misbehave("500", contracts=[10003])
    assert client.get(ROWS).status_code == 500
    assert client.get("/api/extrato/10003").status_code == 500
    assert client.get(ROWS.replace("10003", "10004")).status_code == 200
    assert client.get(CONTRACTS).status_code == 200


def test_a_cut_body_is_broken_json(sandbox, client) -> None:
    sandbox.misbehave("cut", path="DadosParcelas", times=1)
    answer = client.get(ROWS)
    assert answer.status_code == 200
    with pytest.raises(json.JSONDecodeError):
        answer.json()
    assert client.get(ROWS).json()


def test_a_cut_connection(sandbox, client) -> None:
    sandbox.misbehave("cut_connection", path="DadosParcelas", times=1)
    with pytest.raises(httpx.RemoteProtocolError):
        client.get(ROWS)
    assert client.get(ROWS).json()


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("wrong_type", "vlr_corrigido", "mil e duzentos"),
        ("unknown_status", "situacao", "Vencido"),
        ("year_0001", "data_vencimento", "01/01/0001"),
    ],
)
def test_one_open_row_is_spoiled(sandbox, client, kind: str, field: str, value: str) -> None:
    good = client.get(ROWS).json()
    sandbox.misbehave(kind, path="DadosParcelas")
    spoiled = client.get(ROWS).json()
    changed = [(old, new) for old, new in zip(good, spoiled, strict=True) if old != new]
    ((old, new),) = changed
    assert new[field] == value
    assert old["situacao"] == "Aberto"
    assert {**new, field: old[field]} == old


def test_a_negative_amount_and_no_float_noise_around_it(sandbox, client) -> None:
    good = client.get(ROWS).text
    sandbox.misbehave("negative", path="DadosParcelas")
    spoiled = client.get(ROWS).text
    amounts = [row["vlr_corrigido"] for row in json.loads(spoiled, parse_float=Decimal)]
    assert sum(amount < 0 for amount in amounts) == 1
    assert abs(len(spoiled) - len(good)) < 5


def test_a_field_and_value_of_ones_own(sandbox, client) -> None:
    sandbox.misbehave("unknown_status", path="DadosParcelas", field="tipo_parcela", value="Antecipação")
    assert sum(row["tipo_parcela"] == "Antecipação" for row in client.get(ROWS).json()) == 1


def test_duplicates_halves_and_vanishing(sandbox, client) -> None:
    rows, contracts = len(client.get(ROWS).json()), client.get(CONTRACTS).json()
    sandbox.misbehave("duplicate", path="DadosParcelas", times=1)
    codes = [row["cod_parcela"] for row in client.get(ROWS).json()]
    assert (len(codes), len(set(codes))) == (rows + 1, rows)
    sandbox.misbehave("half", path="DadosContrato", times=1)
    assert len(client.get(CONTRACTS).json()) == len(contracts) // 2
    gone = contracts[1]["cod_contrato"]
    sandbox.misbehave("vanish", contracts=[gone])
    assert gone not in {contract["cod_contrato"] for contract in client.get(CONTRACTS).json()}
    assert client.get(f"/api/Carteira/DadosParcelas/IdContrato={gone}").status_code == 204


def test_a_contract_record_is_spoiled_where_it_stands(sandbox, client) -> None:
    code = client.get(CONTRACTS).json()[2]["cod_contrato"]
    sandbox.misbehave("unknown_status", path="DadosContrato", contracts=[code])
    assert [c["status_contrato"] == "Vencido" for c in client.get(CONTRACTS).json()].index(True) == 2


def test_rules_come_over_http_and_are_forgotten(client) -> None:
    rule = {"kind": "500", "path": "DadosParcelas", "contracts": [10003], "times": 3}
    assert client.post("/sandbox/misbehave", json=rule).json() == [{**rule, "left": 3}]
    assert client.get(ROWS).status_code == 500
    assert client.get("/sandbox/misbehave").json()[0]["left"] == 2
    assert client.delete("/sandbox/misbehave").json() == []
    assert client.get(ROWS).status_code == 200


@pytest.mark.parametrize("rule", [{"kind": "nonsense"}, {"kind": "500", "pth": "x"}, {"kind": "500", "times": 0}])
def test_a_rule_it_does_not_know_is_refused(client, rule: dict) -> None:
    assert client.post("/sandbox/misbehave", json=rule).status_code == 400


def test_soap_misbehaves_too(sandbox) -> None:
    sandbox.misbehave("cut", path="/soap/", times=1)
    assert not httpx.get(sandbox.wsdl_url).text.endswith("</wsdl:definitions>\n")
    assert httpx.get(sandbox.wsdl_url).text.endswith("</wsdl:definitions>\n")
