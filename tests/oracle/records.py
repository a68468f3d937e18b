"""Raw answers as records; what does not fit is a fault that names field and value (R2.5, R8.8)."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tests.oracle.company import Company, percent

Key = tuple[int, ...]  # branch, contract
Title = tuple[int, ...]  # branch, contract, installment
AMOUNTS = {
    "original": "vlr_original",
    "corrected": "vlr_corrigido",
    "fine": "vlr_multa",
    "late_charge": "vlr_atraso",
    "interest": "vlr_juros",
    "discount": "vlr_desconto",
    "fees": "vlr_taxas",
    "paid": "vlr_pago",
}
LISTS = {"tipo_parcela": "tipo_parcela", "receita_parcela": "receita_parcela", "parcela_origem": "parcela_origem"}


class Unfit(Exception):
    """A record that does not fit."""


@dataclass(frozen=True)
class Contract:
    """A record of DadosContrato."""

    key: Key
    proposal: int
    status: str
    status_on: date | None
    category: str | None
    development: int
    customer: int
    fine_rate: Decimal
    late_rate: Decimal
    raw: dict[str, Any]


@dataclass(frozen=True)
class Row:
    """A record of DadosParcelas."""

    title: Title
    condition: int
    registry: str
    registry_on: date | None
    due_on: date
    amounts: dict[str, Decimal]
    settled_on: date | None
    money_source: str
    origin: str
    kind: str
    why_inactive: str
    raw: dict[str, Any]

    @property
    def key(self) -> Key:
        """The contract's key."""
        return self.title[:2]


@dataclass(frozen=True)
class Occurrence:
    """A phase or contract occurrence."""

    code: int
    key: Key
    opened_on: date
    ended_on: date | None
    phase: str | None
    type: str | None


@dataclass(frozen=True)
class Study:
    """A renegotiation."""

    key: Key
    since: date
    state: str
    state_on: date | None


def day(text: Any) -> date | None:
    """DD/MM/YYYY, YYYY-MM-DD or YYYY/MM/DD; year 0001 and nothing are no date."""
    text = str(text or "").strip()[:10]
    if not text:
        return None
    style = "%d/%m/%Y" if text[2:3] == "/" else "%Y-%m-%d" if text[4] == "-" else "%Y/%m/%d"
    try:
        found = datetime.strptime(text, style).date()
    except ValueError as error:
        raise Unfit(f"no date: {text}") from error
    return None if found.year == 1 else found


def contract(raw: dict[str, Any], company: Company) -> Contract:
    """A contract; its status by the letter of the ERP's word."""
    word = raw["status_contrato"]
    if word not in company.codes["status_contrato"]:
        raise Unfit(f"status_contrato {word!r}")
    return Contract(
        key=(int(raw["cod_filial"]), int(raw["cod_contrato"])),
        proposal=int(raw["cod_proposta"]),
        status=company.codes["status_contrato"][word],
        status_on=day(raw["data_status"]),
        category=raw.get(company.category_field),
        development=int(raw["cod_empreendimento"]),
        customer=int(raw["cod_cliente"]),
        fine_rate=percent(raw["perc_multa"]),
        late_rate=percent(raw["perc_mora"]),
        raw=raw,
    )


def row(raw: dict[str, Any], key: Key, company: Company) -> Row:
    """An installment; settlement date and `situacao` agree, amounts are not negative, the due date is one."""
    for field, known in LISTS.items():
        if raw[field] not in company.codes[known]:
            raise Unfit(f"{field} {raw[field]!r}")
    if raw["status_parcela"] not in company.codes["status_parcela"]:
        raise Unfit(f"status_parcela {raw['status_parcela']!r}")
    state = company.codes["situacao"].get(raw["situacao"])
    due_on, settled_on = day(raw["data_vencimento"]), day(raw["data_baixa"])
    if state is None or (state == "settled") != (settled_on is not None):
        raise Unfit(f"situacao {raw['situacao']!r} with data_baixa {raw['data_baixa']!r}")
    if due_on is None:
        raise Unfit(f"data_vencimento {raw['data_vencimento']!r}")
    amounts = {ours: Decimal(str(raw[theirs] or 0)) for ours, theirs in AMOUNTS.items()}
    if negative := [name for name, value in amounts.items() if value < 0]:
        raise Unfit(f"negative {negative}")
    return Row(
        title=(*key, int(raw["cod_parcela"])),
        condition=int(raw["cod_condicao"]),
        registry=raw["status_parcela"],
        registry_on=day(raw["data_status"]),
        due_on=due_on,
        amounts=amounts,
        settled_on=settled_on,
        money_source=raw["receita_parcela"],
        origin=raw["parcela_origem"],
        kind=raw["tipo_parcela"],
        why_inactive=raw["motivo_inativacao"] or "",
        raw=raw,
    )


def occurrence(raw: dict[str, Any]) -> Occurrence:
    """A phase or contract occurrence, in the example company's names."""
    opened_on = day(raw["DataAbertura"])
    if opened_on is None:
        raise Unfit(f"DataAbertura of {raw['CodigoOcorrencia']}")
    return Occurrence(
        code=int(raw["CodigoOcorrencia"]),
        key=(int(raw["CodigoFilial"]), int(raw["CodigoContrato"])),
        opened_on=opened_on,
        ended_on=day(raw.get("DataEncerramento")),
        phase=raw.get("CodigoFase"),
        type=raw.get("TipoOcorrencia"),
    )


def study(raw: dict[str, Any], key: Key, company: Company) -> Study:
    """A renegotiation; an unknown state does not fit."""
    if raw["status_reneg"] not in company.codes["status_reneg"]:
        raise Unfit(f"status_reneg {raw['status_reneg']!r}")
    since = day(raw["data_geracao"])
    if since is None:
        raise Unfit("data_geracao")
    return Study(key, since, company.codes["status_reneg"][raw["status_reneg"]], day(raw["data_status"]))
