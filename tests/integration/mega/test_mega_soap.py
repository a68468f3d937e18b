"""The SOAP client against a portal with its own operation and field names (mega.md §6)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from tests.integration.mega import portal
from tests.integration.mega.conftest import QUICK, REST
from tests.integration.mega.erp import Erp, Reply

from cobranca.connections import Connection
from cobranca.errors import ErpError
from cobranca.mega import occurrences
from cobranca.mega.refusals import CallFailed
from cobranca.mega.soap import SoapClient, wsdl_url
from cobranca.mega.wsdl import Unknown
from cobranca.settings.erp import OccurrenceType, Operation

D = date(2026, 3, 10)
WSDL, SERVICE = "/portal?wsdl", "/portal"
FIELDS = {
    "occurrence_code": "Numero",
    "branch_code": "Ctr.Filial",
    "contract_code": "Ctr.Codigo",
    "phase_code": "Fase",
    "opened_on": "Abertura",
    "ended_on": "Fim",
    "type": "tipo",
}


def operation(**other: Any) -> Operation:
    said: dict[str, Any] = {
        "operation": "Listar",
        "request": {"acesso.usuario": "{login}", "acesso.chave": "{password}", "desde": "{since}", "ate": "{as_of}"},
        "records": "Itens.Item",
        "fields": FIELDS,
        "error_field": "Falhou",
        "error_text_field": "Motivo",
    }
    return Operation.model_validate(said | other)


@pytest.fixture
def soap(erp: Erp) -> Iterator[SoapClient]:
    erp.on(WSDL, Reply(body=portal.wsdl(erp.url + SERVICE)))
    client = connect(erp)
    yield client
    client.close()


def connect(erp: Erp) -> SoapClient:
    where = Connection("mega_soap", "http", host=erp.url + WSDL, login="robo", password="segredo")
    return SoapClient(where, REST, D, QUICK)


def test_occurrences_come_by_the_names_of_the_settings(erp: Erp, soap: SoapClient) -> None:
    erp.on(SERVICE, Reply(body=portal.answer(portal.item(), portal.item(2, ended="2026-03-01T00:00:00"))))
    answer = soap.call("phase_occurrences", operation())
    found = occurrences.phases(answer, operation())
    assert found.rows == [
        (1, 1, 100, "F1", None, None, None, date(2026, 2, 10), None),
        (2, 1, 100, "F1", None, None, None, date(2026, 2, 10), date(2026, 3, 1)),
    ]
    sent = erp.seen[-1][2].decode()
    assert "usuario>robo<" in sent
    assert "chave>segredo<" in sent
    assert "desde>2000-01-01<" in sent  # an xsd:date
    assert "ate>10/03/2026<" in sent  # a text


@pytest.mark.parametrize("records", ["Itens.Item", "ListarResult.Itens.Item", "Itens", "ListarResult.Itens"])
def test_the_list_may_be_named_with_or_without_what_wraps_it(erp: Erp, soap: SoapClient, records: str) -> None:
    erp.on(SERVICE, Reply(body=portal.answer(portal.item())))
    named = operation(records=records)
    assert len(occurrences.phases(soap.call("phase_occurrences", named), named).rows) == 1


def test_rpc_services_are_called_too(erp: Erp, soap: SoapClient) -> None:
    named = operation(operation="ListarRpc", request={"usuario": "{login}"})
    body = portal.answer(portal.item(), wrapper="retorno").replace(b"ListarResponse", b"ListarRpcResponse")
    erp.on(SERVICE, Reply(body=body))
    assert len(occurrences.phases(soap.call("phase_occurrences", named), named).rows) == 1


def test_an_empty_answer_has_no_occurrence(erp: Erp, soap: SoapClient) -> None:
    erp.on(SERVICE, Reply(body=portal.answer()))
    assert occurrences.phases(soap.call("phase_occurrences", operation()), operation()).rows == []


@pytest.mark.parametrize(
    ("change", "missing", "there"),
    [
        ({"operation": "ListarFases"}, "'ListarFases'", "Listar, ListarRpc"),
        ({"port": "Q"}, "'Listar', but not", ""),
        ({"fields": FIELDS | {"phase_name": "Nome"}}, "'Nome'", "Abertura, Ctr, Fase, Fim, Numero, tipo"),
        ({"fields": FIELDS | {"contract_code": "Ctr.Contrato"}}, "'Ctr.Contrato'", "Codigo, Filial"),
        ({"request": {"acesso.senha": "x"}}, "'acesso.senha'", "chave, usuario"),
        ({"request": {"login": "x"}}, "'login'", "acesso, ate, desde"),
        ({"records": "Linhas.Linha"}, "'Linhas.Linha'", "Falhou, Itens, Motivo"),
        ({"error_field": "Erro"}, "'Erro'", "Falhou, Itens, Motivo"),
    ],
)
def test_what_the_wsdl_does_not_have_is_refused_by_name(
    soap: SoapClient, change: dict[str, Any], missing: str, there: str
) -> None:
    with pytest.raises(Unknown) as refused:
        soap.call("phase_occurrences", operation(**change))
    assert missing in str(refused.value)
    assert there in str(refused.value)


def test_default_error_fields_may_be_missing(erp: Erp, soap: SoapClient) -> None:
    erp.on(SERVICE, Reply(body=portal.answer()))
    said = operation().model_dump(exclude={"error_field", "error_text_field"})
    assert soap.call("phase_occurrences", Operation.model_validate(said)).status == 200


@pytest.mark.parametrize(("failed", "why"), [("true", ""), ("1", "sem acesso"), ("false", "sem acesso")])
def test_an_error_in_a_good_answer_is_a_failure(erp: Erp, soap: SoapClient, failed: str, why: str) -> None:
    erp.on(SERVICE, Reply(body=portal.answer(portal.item(), failed=failed, why=why)))
    with pytest.raises(CallFailed, match=why or "failed"):
        soap.call("phase_occurrences", operation())


def test_a_fault_of_the_caller_is_told_and_not_tried_again(erp: Erp, soap: SoapClient) -> None:
    erp.on(SERVICE, Reply(500, portal.fault("Client", "usuário inválido")))
    with pytest.raises(CallFailed, match="usuário inválido"):
        soap.call("phase_occurrences", operation())
    assert erp.calls[SERVICE] == 1


@pytest.mark.parametrize(
    "bad",
    [
        Reply(500, portal.fault("Server", "ocupado")),
        Reply(503),
        Reply(cut=True, body=portal.answer()),
        Reply(body=b"<a>"),
    ],
)
def test_what_may_pass_is_tried_again(erp: Erp, soap: SoapClient, bad: Reply) -> None:
    erp.on(SERVICE, bad, Reply(body=portal.answer(portal.item())))
    assert soap.call("phase_occurrences", operation()).status == 200
    erp.on(SERVICE, bad)
    with pytest.raises(CallFailed, match="3 times"):
        soap.call("phase_occurrences", operation())


def test_documents_with_a_dtd_are_refused(erp: Erp, soap: SoapClient) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
    erp.on(SERVICE, Reply(body=portal.answer(portal.item(phase="&b;"), head=bomb)))
    with pytest.raises(CallFailed, match="DTD"):
        soap.call("phase_occurrences", operation())
    erp.on(WSDL, Reply(body=portal.wsdl(erp.url).replace(b'<?xml version="1.0"?>', bomb.encode())))
    with pytest.raises(ErpError, match="DTD"):
        connect(erp)


def test_a_wsdl_that_imports_from_another_host_is_refused(erp: Erp) -> None:
    schema = (
        '<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema">'
        '<xsd:import namespace="urn:portal" schemaLocation="http://198.51.100.1/x.xsd"/></xsd:schema>'
    )
    erp.on(WSDL, Reply(body=portal.wsdl(erp.url, schema)))
    with pytest.raises(ErpError, match="another host"):
        connect(erp)


def test_a_wsdl_may_import_from_its_own_host(erp: Erp) -> None:
    schema = (
        '<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema">'
        '<xsd:import namespace="urn:portal" schemaLocation="/portal?xsd=1"/></xsd:schema>'
    )
    erp.on(WSDL, Reply(503), Reply(body=portal.wsdl(erp.url + SERVICE, schema)))
    erp.on("/portal?xsd=1", Reply(body=portal.SCHEMA.encode()))
    erp.on(SERVICE, Reply(body=portal.answer(portal.item())))
    client = connect(erp)
    assert client.call("phase_occurrences", operation()).status == 200
    client.close()


@pytest.mark.parametrize(
    "reply",
    [Reply(404), Reply(body=b"<html>"), Reply(body=b"<a/>"), Reply(302, headers={"Location": "http://x.invalid/"})],
)
def test_no_wsdl_is_told(erp: Erp, reply: Reply) -> None:
    erp.on(WSDL, reply)
    with pytest.raises(ErpError, match="WSDL"):
        connect(erp)


def test_credentials_are_not_carried_to_another_address(erp: Erp, soap: SoapClient) -> None:
    erp.on(SERVICE, Reply(307, headers={"Location": "http://198.51.100.1/"}))
    with pytest.raises(CallFailed, match="307"):
        soap.call("phase_occurrences", operation())


@pytest.mark.parametrize(
    ("extra", "url"),
    [
        ({}, "http://h:1/p"),
        ({"wsdl": ""}, "http://h:1/p?wsdl"),
        ({"WSDL": ""}, "http://h:1/p?WSDL"),
        ({"wsdl": "1"}, "http://h:1/p?wsdl=1"),
        ({"wsdl": "https://other/x?wsdl"}, "https://other/x?wsdl"),
    ],
)
def test_the_wsdls_url_survives_the_uri_form_of_a_connection(extra: dict[str, str], url: str) -> None:
    assert wsdl_url(Connection("mega_soap", "http", host="h", port=1, schema="p", extra=extra)) == url


def test_records_that_do_not_fit_refuse_their_contract_only(erp: Erp, soap: SoapClient) -> None:
    items = [
        portal.item(1),
        portal.item(2, contract="100.5"),
        portal.item(3, contract=101, opened="31/02/2026"),
        portal.item(4, contract=102, opened=""),
        portal.item("x", contract=103),
        portal.item(5, contract=104, phase="A"),
        portal.item(5, contract=105, phase="A"),
        portal.item(1),
    ]
    erp.on(SERVICE, Reply(body=portal.answer(*items)))
    found = occurrences.phases(soap.call("phase_occurrences", operation()), operation())
    assert [row[0] for row in found.rows] == [1, 5]
    assert [(r.contract_code, r.field) for r in found.refused] == [
        (None, "Ctr.Codigo"),
        (101, "Abertura"),
        (102, "Abertura"),
        (103, "Numero"),
        (104, "Numero"),
        (105, "Numero"),
    ]


def test_an_unmapped_occurrence_type_is_refused_by_name(erp: Erp, soap: SoapClient) -> None:
    types = {"201": OccurrenceType(cause="distrato", request="OC_DISTRATO")}
    erp.on(SERVICE, Reply(body=portal.answer(portal.item(1, kind="201.0"), portal.item(2, contract=7, kind="999"))))
    answer = soap.call("contract_occurrences", operation())
    found = occurrences.of_contracts(answer, operation(), types)
    assert found.rows == [(1, 1, 100, "201", "distrato", None, date(2026, 2, 10), None)]
    (refused,) = found.refused
    assert (refused.branch_code, refused.contract_code, refused.field, refused.value) == (1, 7, "tipo", "999")
    assert "occurrence_types" in refused.why
