"""The SOAP door: credentials are fields of the request, failures come as Erro with HTTP 200."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from cobranca.sandbox.erp import Erp
from cobranca.sandbox.portfolio.days import Day, iso
from cobranca.sandbox.portfolio.nightly import FOREVER
from cobranca.sandbox.portfolio.people import FIRST_CUSTOMER, Person
from cobranca.sandbox.rest.auth import Tokens
from cobranca.sandbox.soap import envelope, occurrences
from cobranca.sandbox.soap.envelope import Call, element

PATH: Final = "/soap/PortalClientes"
_WSDL: Final = Path(__file__).with_name("portal.wsdl").read_text(encoding="utf-8")


class RefusalError(Exception):
    """What the service answers as Erro and Descricao."""


class Soap:
    """The SOAP door of one ERP."""

    def __init__(self, erp: Erp, tokens: Tokens) -> None:
        self._erp, self._tokens = erp, tokens
        self._operations: Final[Mapping[str, Callable[[Mapping[str, str]], str]]] = {
            "ListarOcorrenciasFase": self._phases,
            "ListarOcorrenciasContrato": self._contracts,
            "ConsultarPessoa": self._person,
            "ConsultarAtualizacaoDiaria": self._nightly,
        }

    def routes(self) -> list[Route]:
        """GET answers the WSDL, POST the calls."""
        return [Route(PATH, self._wsdl, methods=["GET"]), Route(PATH, self._call, methods=["POST"])]

    async def _wsdl(self, request: Request) -> Response:
        if not any(name.lower() == "wsdl" for name in request.query_params):
            return Response(status_code=404)
        address = str(request.url.replace(query=""))
        return Response(_WSDL.replace("{address}", address), media_type="text/xml")

    async def _call(self, request: Request) -> Response:
        try:
            call = envelope.read(await request.body())
            operation = self._operations[call.operation]
        except ValueError as error:
            return _xml(envelope.fault(str(error)), 500)
        except KeyError as error:
            return _xml(envelope.fault(f"operação desconhecida: {error.args[0]}"), 500)
        return _xml(await run_in_threadpool(self._answer, call, operation))

    def _answer(self, call: Call, operation: Callable[[Mapping[str, str]], str]) -> bytes:
        if not self._tokens.accepts(call.values.get("Login", ""), call.values.get("Senha", "")):
            return envelope.answer(call.operation, "", failure="Login ou senha inválidos")
        asked = tuple(sorted((k, v) for k, v in call.values.items() if k != "Senha"))
        key = (call.operation, asked, self._erp.day, self._erp.night)
        try:
            return self._erp.answers.get_or_make(key, lambda: envelope.answer(call.operation, operation(call.values)))
        except RefusalError as refusal:
            return envelope.answer(call.operation, "", failure=str(refusal))

    def _phases(self, values: Mapping[str, str]) -> str:
        asked = _asked(self._erp.night, values)
        return f"<Ocorrencias>{''.join(occurrences.of_phases(self._erp.portfolio, asked))}</Ocorrencias>"

    def _contracts(self, values: Mapping[str, str]) -> str:
        asked = _asked(self._erp.day, values)
        return f"<Ocorrencias>{''.join(occurrences.of_contracts(self._erp.portfolio, asked))}</Ocorrencias>"

    def _person(self, values: Mapping[str, str]) -> str:
        said = values.get("CodigoCliente", "")
        owner = int(said) - FIRST_CUSTOMER if said.isascii() and said.isdigit() else -1
        if not self._erp.portfolio.has_customer(owner):
            raise RefusalError(f"Cliente não encontrado: {said}")
        return _person(self._erp.portfolio.customer(owner))

    def _nightly(self, _values: Mapping[str, str]) -> str:
        return f"<Atualizacao>{element('DataAtualizacao', iso(self._erp.night))}</Atualizacao>"


def _person(person: Person) -> str:
    fields = {
        "CodigoCliente": person.code,
        "Nome": person.name,
        "CpfCnpj": person.tax_id,
        "Email": person.email,
        "TelefoneCelular": person.mobile,
        "TelefoneFixo": person.landline,
        "Whatsapp": person.whatsapp,
        "Estado": person.state,
        "Cidade": person.city,
    }
    return f"<Pessoa>{''.join(element(name, value) for name, value in fields.items())}</Pessoa>"


def _asked(day: Day, values: Mapping[str, str]) -> occurrences.Asked:
    return occurrences.Asked(day, _day(values, "DataInicial", 1), _day(values, "DataFinal", FOREVER))


def _day(values: Mapping[str, str], name: str, default: Day) -> Day:
    said = values.get(name)
    try:
        return default if said is None else date.fromisoformat(said[:10]).toordinal()
    except ValueError as error:
        raise RefusalError(f"{name} inválida: {said}") from error


def _xml(body: bytes, status: int = 200) -> Response:
    return Response(body, status, media_type="text/xml; charset=utf-8")
