"""Empreendimentos: dates as YYYY/MM/DD, the null date 0001/01/01, codes as doubles (mega.md §1.4)."""

import hashlib
from typing import Final

from cobranca.sandbox.portfolio import documents
from cobranca.sandbox.portfolio.days import Day, iso
from cobranca.sandbox.portfolio.places import Development
from cobranca.sandbox.wire import code, text

ORGANISATION: Final = 1
CREATED: Final[Day] = 729_000
"""All developments were registered long before the first contract."""
_NULL_DATE: Final = "0001/01/01"
_CNPJ_WIDTH: Final = 18
_DATES: Final = (
    *("inicioObra", "fimObra", "habite", "previsaoHabite", "averbacao", "instalacaoCondominio", "cadastro"),
    *("lancamento", "vencimentoDivida", "conclusaoPastaMae", "entregaAreaComum"),
)
_AREAS: Final = (
    "Terreno",
    "Equivalente",
    "Privada",
    "Total",
    "ConstrucaoPrefeitura",
    "ConstrucaoEquivalente",
)


def created(place: Development) -> Day:
    """dataCriacao."""
    return CREATED + place.code


def changed(place: Development) -> Day:
    """dataAlteracao."""
    return CREATED + place.code + 3000


def record(place: Development) -> str:
    """One development as JSON text."""
    branch, digest = place.branch, hashlib.sha256(str(place.code).encode()).hexdigest()
    known = {
        "inicioObra": created(place) + 200,
        "cadastro": created(place),
        "lancamento": created(place) + 90,
    }
    dates = ",".join(f'"{name}":"{_date(known.get(name))}"' for name in _DATES)
    areas = ",".join(f'"area{name}":{place.code * 12 + 345}.75' for name in _AREAS)
    return (
        f'{{"id":"{digest[:32]}","codigo":{code(place.code)},"codigoOrganizacao":{code(ORGANISATION)},'
        f'"codigoFilial":{code(branch.code)},"nomeFilial":{text(branch.name)},'
        f'"fantasiaFilial":{text(branch.name.split()[0])},'
        f'"cnpjFilial":"{documents.punctuated(branch.tax_id).ljust(_CNPJ_WIDTH)}",'
        f'"codigo_externo":"E{place.code}","nome":{text(place.name)},"nomeReal":{text(place.name)},'
        f'"tipoImovel":"VAZIO","disponivelPortalCliente":"S","disponivelHomepay":"N",{dates},{areas},'
        f'"areaConstrucaoTotal":{place.code * 40},"codigoCentroCustoComercial":{code(10)},'
        f'"codigoPadraoCentroCustoCliente":{code(1)},"codigoCentroCustoCliente":{code(10)},'
        f'"dataCriacao":"{_date(created(place))}","dataAlteracao":"{_date(changed(place))}",'
        f'"endereco":{_address(place)},"centroCusto":{{"padrao":{code(1)},"identificador":"CC","reduzido":{code(10)}}},'
        f'"projeto":{{"padrao":{code(1)},"identificador":"PJ","reduzido":{code(20)}}},'
        '"tabOrganizacao":53.0,"padraoOrganizacao":1.0,"expand":["projeto","centrocusto"]}'
    )


def _address(place: Development) -> str:
    return (
        f'{{"cep":"00000-000","pais":"Brasil","estado":"{place.branch.state}",'
        f'"municipio":{text(place.branch.city)},"bairro":"Centro","tipoLogradouro":"RUA",'
        f'"logradouro":"das Invenções","numero":"{place.code}","complemento":null,"referencia":null}}'
    )


def _date(day: Day | None) -> str:
    return _NULL_DATE if day is None else iso(day).replace("-", "/")
