"""The ERP's raw answers of a day, read without the product's client."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import requests

Key = tuple[int, int]
LETTERS = {"Ativo": "A", "Inadimplente": "U", "Quitado": "Q", "Distratado": "D", "Transferido": "T",
           "Cessão de Direitos": "C"}  # fmt: skip
ENVELOPE = """<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>
<p:{operation} xmlns:p="{namespace}"><p:Login>{user}</p:Login><p:Senha>{password}</p:Senha></p:{operation}>
</s:Body></s:Envelope>"""


@dataclass
class Erp:
    """What it says on one day: contracts and rows by key, occurrences, renegotiations."""

    contracts: dict[Key, dict[str, Any]] = field(default_factory=dict)
    rows: dict[Key, list[dict[str, Any]]] = field(default_factory=dict)
    phases: list[dict[str, str]] = field(default_factory=list)
    occurrences: list[dict[str, str]] = field(default_factory=list)
    studies: dict[Key, list[dict[str, Any]]] = field(default_factory=dict)


def day(text: str | None) -> date | None:
    """DD/MM/YYYY or an ISO date, None where there is none."""
    if not text:
        return None
    return date.fromisoformat(text[:10]) if text[4] == "-" else datetime.strptime(text, "%d/%m/%Y").date()


def read(url: str, user: str, password: str, wsdl: str) -> Erp:
    """Everything, for every contract."""
    session = requests.Session()
    signed = session.post(f"{url}/api/Auth/SignIn", json={"userName": user, "password": password}).json()
    session.headers.update({"Authorization": f"Bearer {signed['accessToken']}", "Accept": "application/json"})

    def get(path: str) -> list[dict[str, Any]]:
        answer = session.get(f"{url}/api/{path}")
        answer.raise_for_status()
        found = requests.models.complexjson.loads(answer.text, parse_float=Decimal) if answer.text else []
        return found if isinstance(found, list) else [found]

    erp = Erp()
    for development in get("globalestruturas/Empreendimentos"):
        for contract in get(f"Carteira/DadosContrato/IdEmpreendimento={int(development['codigo'])}"):
            erp.contracts[contract["cod_filial"], contract["cod_contrato"]] = contract
    for (branch, code), contract in erp.contracts.items():
        twins = [key for key in erp.contracts if key[1] == code]
        rows = get(f"Carteira/DadosParcelas/IdContrato={code}")
        studies = get(f"Carteira/DadosRenegociacoes/IdContrato={code}")
        if len(twins) > 1:  # R3.11
            rows = [row for row in rows if row["cod_condicao"] == contract["cod_proposta"]]
            studies = [study for study in studies if study["cod_condicao"] == contract["cod_proposta"]]
        erp.rows[branch, code], erp.studies[branch, code] = rows, studies
    erp.phases = _soap(wsdl, "ListarOcorrenciasFase", user, password)
    erp.occurrences = _soap(wsdl, "ListarOcorrenciasContrato", user, password)
    return erp


def _soap(wsdl: str, operation: str, user: str, password: str) -> list[dict[str, str]]:
    described = requests.get(wsdl).text
    namespace = re.search(r'targetNamespace="([^"]+)"', described)
    assert namespace is not None
    body = ENVELOPE.format(operation=operation, namespace=namespace[1], user=user, password=password)
    answer = requests.post(
        wsdl.split("?", maxsplit=1)[0],
        data=body.encode(),
        headers={"Content-Type": "text/xml", "SOAPAction": f'"{operation}"'},
    )
    answer.raise_for_status()
    tree = ElementTree.fromstring(answer.content)
    found = [node for node in tree.iter() if node.tag.endswith("}Ocorrencia")]
    return [{child.tag.split("}")[1]: child.text or "" for child in node} for node in found]
