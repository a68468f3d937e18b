"""The REST door, to the letter of mega.md §1."""

import re
from collections import Counter

import httpx
import pytest

CARTEIRA = "/api/Carteira"
PLACES = "/api/globalestruturas/Empreendimentos"


def _contracts(client: httpx.Client) -> list[dict]:
    codes = [int(place["codigo"]) for place in client.get(PLACES).json()]
    answers = [client.get(f"{CARTEIRA}/DadosContrato/IdEmpreendimento={code}") for code in codes]
    return [contract for answer in answers if answer.status_code == 200 for contract in answer.json()]


def test_signing_in(sandbox, anonymous) -> None:
    answer = anonymous.post(
        "/api/Auth/SignIn",
        headers={"TENANTID": "x", "granttype": "Api", "Accept": "application/json"},
        json={"username": sandbox.user, "Password": sandbox.password},
    )
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert set(answer.json()) == {"accessToken", "expirationToken", "refreshToken", "expirationRefreshToken"}
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}-03:00", answer.json()["expirationToken"])
    assert answer.json()["accessToken"].count(".") == 2


def test_text_plain_comes_unless_json_is_asked_for(sandbox, client) -> None:
    answer = client.get(PLACES, headers={"Accept": "*/*"})
    assert answer.headers["content-type"].startswith("text/plain")
    assert client.get(PLACES).headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    ("said", "status"),
    [({"userName": "x", "password": "y"}, 401), ({"userName": "x"}, 400), ({}, 400), ([], 400)],
)
def test_bad_credentials(anonymous, said, status: int) -> None:
    assert anonymous.post("/api/Auth/SignIn", json=said).status_code == status


def test_refreshing_knocks_out_the_old_tokens(sandbox, anonymous) -> None:
    said = {"userName": sandbox.user, "password": sandbox.password}
    first = anonymous.post("/api/Auth/SignIn", json=said).json()
    refresh = {"refreshToken": first["refreshToken"]}
    second = anonymous.post("/api/Auth/RefreshToken", params=refresh)
    assert second.status_code == 200
    assert anonymous.post("/api/Auth/RefreshToken", params=refresh).status_code == 401
    for token, status in ((first["accessToken"], 401), (second.json()["accessToken"], 200)):
        header = {"Authorization": f"bearer {token}"}
        assert anonymous.get("/api/Auth/Authorize", headers=header).status_code == status


@pytest.mark.parametrize(
    "path",
    [PLACES, f"{CARTEIRA}/DadosParcelas/IdContrato=10001", "/api/extrato/10001", "/api/Auth/Authorize"],
)
def test_no_token_no_answer(anonymous, path: str) -> None:
    assert anonymous.get(path).status_code == 401
    assert anonymous.get(path, headers={"Authorization": "Bearer nonsense"}).status_code == 401


def test_developments_have_their_quirks(client) -> None:
    text = client.get(PLACES).text
    assert '"codigo":101.0' in text
    place = client.get(PLACES).json()[0]
    assert len(place["cnpjFilial"]) == 18
    assert re.fullmatch(r"\d{4}/\d\d/\d\d", place["inicioObra"])
    assert place["habite"] == "0001/01/01"
    assert place["tipoImovel"] == "VAZIO"


def test_developments_are_filtered(client) -> None:
    assert {p["codigoFilial"] for p in client.get(PLACES, params={"filial": 2}).json()} == {2.0}
    created = {"tipoData": "C", "operador": "ME", "dataFinal": "01/01/1990"}
    assert client.get(PLACES, params=created).json() == []
    assert len(client.get(PLACES, params={**created, "dataFinal": "01/01/2020"}).json()) == 8
    assert client.get(PLACES, params={**created, "dataFinal": "2020-01-01"}).status_code == 400


def test_contracts_are_a_list_and_of_four_branches(client) -> None:
    contracts = _contracts(client)
    assert 50 < len(contracts) <= 60
    assert {contract["cod_filial"] for contract in contracts} == {1, 2, 3, 4}
    assert len({(c["cod_filial"], c["cod_contrato"]) for c in contracts}) == len(contracts)
    one = client.get(f"{CARTEIRA}/DadosContrato/IdContrato={contracts[0]['cod_contrato']}").json()
    assert one == [contracts[0]]
    assert "data_EntregaChaves" in contracts[0]
    assert "cod_st_etapa" in contracts[0]


def test_one_code_in_two_branches(sandbox, client) -> None:
    (twin,) = sandbox.contracts("twin")
    pair = client.get(f"{CARTEIRA}/DadosContrato/IdContrato={twin['cod_contrato']}").json()
    assert len({contract["cod_filial"] for contract in pair}) == 2
    rows = client.get(f"{CARTEIRA}/DadosParcelas/IdContrato={twin['cod_contrato']}").json()
    assert {row["cod_condicao"] for row in rows} == {contract["cod_proposta"] for contract in pair}


def test_nothing_found_is_204_with_an_empty_body(client) -> None:
    for kind in ("DadosContrato", "DadosParcelas", "DadosParticipantes", "DadosRenegociacoes", "DadosParcelasReneg"):
        answer = client.get(f"{CARTEIRA}/{kind}/IdContrato=999999")
        assert (answer.status_code, answer.content) == (204, b"")


@pytest.mark.parametrize("path", ["DadosParcelas/IdContrato=abc", "DadosContrato/IdContrato=", "DadosContrato/Xyz=1"])
def test_a_bad_id_is_a_problem(client, path: str) -> None:
    answer = client.get(f"{CARTEIRA}/{path}")
    assert answer.status_code == 400
    assert set(answer.json()) == {"type", "title", "status", "detail", "instance"}


def test_extrato_is_the_same_list(client) -> None:
    rows = client.get(f"{CARTEIRA}/DadosParcelas/IdContrato=10003")
    assert client.get("/api/extrato/10003").content == rows.content
    assert len(rows.json()[0]) == 41


def test_participants_and_renegotiations_by_development_and_contract(client) -> None:
    for kind in ("DadosParticipantes", "DadosRenegociacoes", "DadosParcelasReneg"):
        whole = []
        for place in client.get(PLACES).json():
            answer = client.get(f"{CARTEIRA}/{kind}/IdEmpreendimento={int(place['codigo'])}")
            whole += answer.json() if answer.status_code == 200 else []
        by_contract = Counter(record["cod_contrato"] for record in whole)
        code, count = by_contract.most_common(1)[0]
        assert len(client.get(f"{CARTEIRA}/{kind}/IdContrato={code}").json()) == count


def test_the_portals_record_has_an_email_and_odd_keys(client) -> None:
    contract = next(c for c in _contracts(client) if c["status_contrato"] == "Inadimplente")
    (record, *_) = client.get(f"{CARTEIRA}/DadosContrato/CpfCnpj={contract['cpf_cnpj_cliente']}").json()
    assert record["codigO_CLIENTE"] == contract["cod_cliente"]
    assert record["statuS_CONTRATO"] in "AUQ"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00", record["datA_CADASTRO"])
    assert "emaiL_CLIENTE" in record
    digits = re.sub(r"\D", "", contract["cpf_cnpj_cliente"])
    assert client.get(f"{CARTEIRA}/DadosContrato/CpfCnpj={digits}").json()[0] == record
    assert client.get(f"{CARTEIRA}/DadosContrato/CpfCnpj=11111111112").status_code == 400


def test_the_day_moves_between_two_requests(sandbox, client) -> None:
    code = sandbox.contracts("plain")[1]["cod_contrato"]
    before = client.get(f"{CARTEIRA}/DadosParcelas/IdContrato={code}").json()
    sandbox.set_today("2026-06-10")
    after = client.get(f"{CARTEIRA}/DadosParcelas/IdContrato={code}").json()
    paid = [sum(row["situacao"] == "Pago" for row in rows) for rows in (before, after)]
    assert paid[0] < paid[1]


def test_calls_are_counted_by_endpoint(sandbox, client) -> None:
    sandbox.forget_calls()
    client.get(f"{CARTEIRA}/DadosParcelas/IdContrato=10003")
    client.get(f"{CARTEIRA}/DadosParcelas/IdContrato=999999")
    told = client.get("/sandbox/calls").json()
    assert told["endpoints"] == {"/api/Carteira/DadosParcelas/IdContrato=": 2}
    assert told["statuses"] == {"200": 1, "204": 1}
    assert told == sandbox.calls()
