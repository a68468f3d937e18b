"""The ERP's raw answers, fetched by plain calls: REST as mega.md §1 has it, SOAP as text."""

import json
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import requests

Raw = list[dict[str, Any]]


@dataclass
class Answers:
    """What the ERP said on one day; hand-made ones are as good."""

    contracts: Raw = field(default_factory=list)
    phase_occurrences: Raw = field(default_factory=list)
    contract_occurrences: Raw = field(default_factory=list)
    rows: dict[int, Raw] = field(default_factory=dict)  # by cod_contrato; an empty list is a 204
    renegotiations: dict[int, Raw] = field(default_factory=dict)


@dataclass
class Erp:
    """A Mega that can be asked. Only what the day needs is read: rows are asked for contract by contract."""

    url: str
    wsdl: str
    user: str
    password: str
    developments: frozenset[int] | None = None

    def __post_init__(self) -> None:
        self.session = requests.Session()
        self.session.headers["Accept"] = "application/json"

    def sign_in(self) -> None:
        """A token for the calls that follow."""
        said = {"userName": self.user, "password": self.password}
        token = self.session.post(f"{self.url}/api/Auth/SignIn", json=said).json()["accessToken"]
        self.session.headers["Authorization"] = f"Bearer {token}"

    def get(self, path: str) -> Raw:
        """A list, whatever came: list, object or 204. Numbers keep their digits."""
        answer = self.session.get(f"{self.url}/api/{path}")
        if answer.status_code == 204 or not answer.content:
            return []
        answer.raise_for_status()
        told = json.loads(answer.content.decode(), parse_float=Decimal)
        return told if isinstance(told, list) else [told]

    def listing(self) -> Answers:
        """Contracts of every development and both kinds of occurrences."""
        self.sign_in()
        told = Answers()
        for one in self.get("globalestruturas/Empreendimentos"):
            code = int(one["codigo"])
            if self.developments is None or code in self.developments:
                told.contracts += self.get(f"Carteira/DadosContrato/IdEmpreendimento={code}")
        told.phase_occurrences = self.occurrences("ListarOcorrenciasFase")
        told.contract_occurrences = self.occurrences("ListarOcorrenciasContrato")
        return told

    def read_rows(self, told: Answers, codes: set[int]) -> None:
        """Rows and renegotiations of contracts, by code."""
        for code in sorted(codes):
            told.rows[code] = self.get(f"Carteira/DadosParcelas/IdContrato={code}")
            told.renegotiations[code] = self.get(f"Carteira/DadosRenegociacoes/IdContrato={code}")

    def occurrences(self, operation: str) -> Raw:
        """A SOAP list: each record as tag -> text."""
        where, space = self.wsdl.split("?")[0], "urn:mega:portal-clientes"
        body = (
            '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>'
            f'<{operation} xmlns="{space}"><Login>{self.user}</Login><Senha>{self.password}</Senha></{operation}>'
            "</e:Body></e:Envelope>"
        )
        headers = {"Content-Type": "text/xml; charset=utf-8", "SOAPAction": '""'}
        answer = requests.post(where, data=body.encode(), headers=headers, timeout=60)
        answer.raise_for_status()
        tree = ElementTree.fromstring(answer.content)
        return [{field.tag.split("}")[-1]: field.text for field in one} for one in tree.iter(f"{{{space}}}Ocorrencia")]
