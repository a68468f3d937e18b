"""The SOAP door, by zeep and by hand (mega.md §6)."""

from datetime import date, timedelta

import httpx
import pytest
import zeep

from cobranca.sandbox.server import Running

TODAY = date(2026, 3, 10)
FAULT = "Fault>"


@pytest.fixture
def service(sandbox: Running):
    return zeep.Client(sandbox.wsdl_url).service


@pytest.fixture
def login(sandbox: Running) -> dict[str, str]:
    return {"Login": sandbox.user, "Senha": sandbox.password}


def test_phase_occurrences(service, login) -> None:
    answer = service.ListarOcorrenciasFase(**login)
    assert answer.Erro is False
    assert not answer.Descricao
    found = answer.Ocorrencias.Ocorrencia
    assert len({one.CodigoOcorrencia for one in found}) == len(found)
    assert {one.CodigoFase for one in found} >= {1, 2}
    for one in found:
        assert one.DataAbertura <= TODAY
        assert one.DataEncerramento is None or one.DataAbertura < one.DataEncerramento <= TODAY
    assert any(one.DataEncerramento is None for one in found)


def test_an_open_occurrence_belongs_to_the_letter_u(service, login, client) -> None:
    found = service.ListarOcorrenciasFase(**login).Ocorrencias.Ocorrencia
    open_now = {(one.CodigoFilial, one.CodigoContrato) for one in found if one.DataEncerramento is None}
    letters = {}
    for branch, code in open_now:
        for contract in client.get(f"/api/Carteira/DadosContrato/IdContrato={code}").json():
            if contract["cod_filial"] == branch:
                letters[branch, code] = contract["status_contrato"]
    assert set(letters) == open_now
    assert sum(letter == "Inadimplente" for letter in letters.values()) > 0.7 * len(letters)


def test_a_range_keeps_what_was_in_force_in_it(service, login) -> None:
    start, end = TODAY - timedelta(days=60), TODAY - timedelta(days=30)
    whole = service.ListarOcorrenciasFase(**login).Ocorrencias.Ocorrencia
    part = service.ListarOcorrenciasFase(**login, DataInicial=start, DataFinal=end).Ocorrencias.Ocorrencia
    expected = [
        one.CodigoOcorrencia
        for one in whole
        if one.DataAbertura <= end and (one.DataEncerramento is None or one.DataEncerramento >= start)
    ]
    assert [one.CodigoOcorrencia for one in part] == expected
    assert 0 < len(part) < len(whole)


def test_contract_occurrences_have_types_and_no_phase(service, login, sandbox) -> None:
    sandbox.set_today("2026-11-24")
    found = service.ListarOcorrenciasContrato(**login).Ocorrencias.Ocorrencia
    assert {one.TipoOcorrencia for one in found} == {"DISTRATO", "TRANSFERENCIA", "CESSAO", "INATIVACAO"}
    assert {one.CodigoFase for one in found} == {None}


def test_a_person(service, login, client) -> None:
    (contract,) = client.get("/api/Carteira/DadosContrato/IdContrato=10003").json()
    person = service.ConsultarPessoa(**login, CodigoCliente=contract["cod_cliente"]).Pessoa
    assert person.Nome == contract["nome_cliente"]
    assert person.Estado
    assert person.Cidade


def test_failures_come_as_erro_with_200(service, login) -> None:
    refused = service.ListarOcorrenciasFase(Login="x", Senha="y")
    assert refused.Erro is True
    assert refused.Descricao == "Login ou senha inválidos"
    unknown = service.ConsultarPessoa(**login, CodigoCliente=1)
    assert unknown.Erro is True
    assert unknown.Pessoa is None


def test_the_nightly_job_tells_its_day(service, login, sandbox) -> None:
    assert service.ConsultarAtualizacaoDiaria(**login).Atualizacao.DataAtualizacao == TODAY
    sandbox.misbehave("no_nightly")
    late = service.ConsultarAtualizacaoDiaria(**login).Atualizacao.DataAtualizacao
    assert late == TODAY - timedelta(days=3)
    newest = max(one.DataAbertura for one in service.ListarOcorrenciasFase(**login).Ocorrencias.Ocorrencia)
    assert newest <= late


@pytest.mark.parametrize(
    "body",
    [
        b"not xml",
        b"<a/>",
        b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>',
        b'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><Nada/></s:Body></s:Envelope>',
    ],
)
def test_what_is_no_call_is_a_fault(sandbox, body: bytes) -> None:
    answer = httpx.post(sandbox.wsdl_url.removesuffix("?wsdl"), content=body)
    assert answer.status_code == 500
    assert FAULT in answer.text


def test_the_wsdl_names_its_own_address(sandbox) -> None:
    wsdl = httpx.get(sandbox.wsdl_url)
    assert wsdl.headers["content-type"].startswith("text/xml")
    assert f'location="{sandbox.wsdl_url.removesuffix("?wsdl")}"' in wsdl.text
    assert httpx.get(sandbox.wsdl_url.removesuffix("?wsdl")).status_code == 404
