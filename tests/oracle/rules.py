"""What the tables must hold after the batch of D, by the rules alone."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.oracle.erp import LETTERS, Erp, Key, day

Title = tuple[int, int, int]
REGUA = ((0, "AGUARDANDO_ATENDIMENTO"), (3, "LEMBRETE"), (5, "AVISO_5"), (10, "AVISO_10"), (20, "AVISO_20"),
         (30, "AVISO_30"), (45, "PRE_JURIDICO"), (90, "ETAPA_FINAL"))  # fmt: skip
SHORT = ((0, "AGUARDANDO_ATENDIMENTO"), (90, "ETAPA_FINAL"))
SILENT = {"Financiamento", "FGTS", "Subsídio"}
HELD = {"Cheque pré-datado", "Cheque depositado", "Cheque em custódia"}
ENDS = {"D": ("distrato", "DISTRATO"), "T": ("transfer", "TRANSFERENCIA"), "C": ("cession", "CESSAO")}
REASONS = {"distrato": "distrato", "transfer": "transferencia", "cession": "cessao"}
STATUS = {
    "paid": ("COD_BAIXA_CTR", "COD_STATUS_BAIXA"), "distrato": ("BAIXA_DISTRATO", "BX_DISTRATO_PARCELA"),
    "transfer": ("BAIXA_TRANSF", "BAIXA_TRANSF_PARCELA"), "cession": ("BAIXA_CESSAO", "BX_CESSAO_PARCELA"),
    "inactivation": ("BAIXA_INATIVACAO", "BX_INATIVACAO_PARCELA"),
}  # fmt: skip


@dataclass
class Row:
    """A row as of D (R2.2–R2.7)."""

    raw: dict[str, Any]
    due: date
    settled: bool
    inactive: bool
    overdue: bool
    buyers: bool
    total: Decimal
    days: int


@dataclass
class Oracle:
    """Open tickets by key, from day to day; what closed on the last day."""

    banking_day: Callable[[int, date], date]
    titles: dict[Title, tuple[str, str]] = field(default_factory=dict)
    contracts: dict[Key, tuple[str, str]] = field(default_factory=dict)
    values: dict[Title, Row] = field(default_factory=dict)
    closed: dict[Title | Key, tuple[str, str, str]] = field(default_factory=dict)
    missing: dict[Title, date] = field(default_factory=dict)
    rows: dict[Key, dict[int, Row]] = field(default_factory=dict)
    seen: dict[Key, dict[int, Row]] = field(default_factory=dict)

    def run(self, erp: Erp, as_of: date) -> None:
        """The batch of D."""
        self.closed = {}
        scope = {key for key in erp.contracts if self._is_read(erp, key, as_of)}
        self.rows = {key: self._rows(erp, key, as_of) if key in scope else {} for key in erp.contracts}
        self.seen |= {key: self.rows[key] for key in scope}
        self.values |= {(*key, code): row for key in scope for code, row in self.rows[key].items()}
        self._open(erp, as_of)
        self._route(erp)
        self._close(erp, as_of)
        self._advance(erp, as_of)

    def _is_read(self, erp: Erp, key: Key, as_of: date) -> bool:
        """R3.2: whose rows are read on D. All on the first load."""
        open_rows = [row for row in self.seen.get(key, {}).values() if not row.settled and not row.inactive]
        return (
            not self.seen
            or key in self.contracts
            or any(_key(found) == key and _is_lodged(found, as_of + timedelta(1)) for found in erp.phases)
            or LETTERS[erp.contracts[key]["status_contrato"]] == "U"
            or any(self.banking_day(key[0], row.due) < as_of for row in open_rows)
            or key[1] % 7 == as_of.toordinal() % 7
        )

    def overdue(self, key: Key) -> dict[int, Row]:
        """The overdue titles of a contract."""
        return {code: row for code, row in self.rows[key].items() if row.overdue}

    def _rows(self, erp: Erp, key: Key, as_of: date) -> dict[int, Row]:
        lives = _ended_by(erp, key, as_of) is None and not _is_inactive(erp, key, as_of)
        return {raw["cod_parcela"]: self._row(key[0], raw, as_of, lives) for raw in erp.rows[key]}

    def _row(self, branch: int, raw: dict[str, Any], as_of: date, lives: bool) -> Row:
        status, since = raw["status_parcela"], day(raw["data_status"])
        counts = since is None or since < as_of
        returned = status in {"Cheque devolvido", "Cheque devolvido 2x"} and counts
        settled_on, due = day(raw["data_baixa"]), day(raw["data_vencimento"])
        assert due is not None
        settled = settled_on is not None and settled_on < as_of and not returned
        inactive = status == "Inativo" and counts
        total = sum(
            (Decimal(raw[name]) for name in ("vlr_corrigido", "vlr_multa", "vlr_atraso", "vlr_taxas")), Decimal()
        )
        overdue = lives and not settled and not inactive and self.banking_day(branch, due) < as_of
        buyers = raw["receita_parcela"] not in SILENT and status not in HELD
        return Row(raw, due, settled, inactive, overdue, buyers, total, (as_of - due).days)

    def _open(self, erp: Erp, as_of: date) -> None:
        phased = {_key(found) for found in erp.phases if _is_lodged(found, as_of + timedelta(1))}
        for key in erp.contracts:
            owed = self.overdue(key)
            if not owed or not (key in self.contracts or key in phased or max(r.days for r in owed.values()) >= 1):
                continue
            self.contracts.setdefault(key, self._contract_place(erp, key))
            for code, row in owed.items():
                self.titles.setdefault((*key, code), self._title_place(erp, key, row))

    def _contract_place(self, erp: Erp, key: Key) -> tuple[str, str]:
        if _is_legal(erp, key):
            return "COD_CTR_JURIDICO", "INTEGRACAO"
        mine = [row.days for row in self.overdue(key).values() if row.buyers]
        if not mine and self.overdue(key):
            return "COD_CTR_REPASSE", "INTEGRACAO"
        return "COD_COBRANCA", "AGUARDANDO_ATENDIMENTO"

    def _title_place(self, erp: Erp, key: Key, row: Row) -> tuple[str, str]:
        if _is_legal(erp, key):
            return "COD_SOL_JURIDICO", _place(SHORT, row.days)
        if not row.buyers:
            return "COD_SOL_REPASSE", _place(SHORT, row.days)
        return "COD_SOL_PARCELAS", _place(REGUA, row.days)

    def _route(self, erp: Erp) -> None:
        for key, (request, _) in self.contracts.items():
            goes = self._contract_place(erp, key)
            stays = not self.overdue(key) and request == "COD_CTR_REPASSE" and not _is_legal(erp, key)
            if goes[0] != request and not stays:
                self.contracts[key] = goes
        for title, (request, _) in self.titles.items():
            row = self.rows[title[:2]].get(title[2])
            if row and self._title_place(erp, title[:2], row)[0] != request:
                self.titles[title] = self._title_place(erp, title[:2], row)

    def _close(self, erp: Erp, as_of: date) -> None:
        for title in list(self.titles):
            cause, reason = self._cause(erp, title, as_of)
            if cause:
                self.closed[title] = (STATUS[cause][1], cause, reason)
                del self.titles[title]
        for key in list(self.contracts):
            ended = _ended_by(erp, key, as_of)
            cause = ended[0] if ended else "inactivation" if _is_inactive(erp, key, as_of) else None
            if cause:
                self.closed[key] = (STATUS[cause][0], cause, REASONS.get(cause, "inativada"))
                del self.contracts[key]

    def _cause(self, erp: Erp, title: Title, as_of: date) -> tuple[str | None, str]:
        key, row = title[:2], self.rows[title[:2]].get(title[2])
        ended, inactive = _ended_by(erp, key, as_of), _is_inactive(erp, key, as_of)
        if row is not None:
            self.missing.pop(title, None)
            if row.settled and (not ended or ended[1] is None or day(row.raw["data_baixa"]) < ended[1]):
                return "paid", "parcial" if self._has_remainder(key, row) else "quitada"
        if ended:
            return ended[0], REASONS[ended[0]]
        if row is None:
            first = self.missing.setdefault(title, as_of)
            gone = inactive or first < as_of
            return ("inactivation" if gone else None), "inativada" if inactive else "sumiu"
        if row.inactive or inactive:
            return "inactivation", self._why_inactive(key, row)
        return (None if row.overdue else "inactivation"), "reagendada"

    def _why_inactive(self, key: Key, row: Row) -> str:
        if not row.inactive:
            return "inativada"
        if "renegocia" in (row.raw["motivo_inativacao"] or "").lower():
            return "renegociada"
        return "parcial" if self._has_remainder(key, row) else "inativada"

    def _has_remainder(self, key: Key, row: Row) -> bool:
        mine = (day(row.raw["data_baixa"]), row.raw["cod_parcela"])
        for other in self.rows[key].values():
            its = (day(other.raw["data_baixa"]), other.raw["cod_parcela"])
            is_remainder = other.raw["parcela_origem"] == "Baixa Parcial" and other.due == row.due and its[1] != mine[1]
            if is_remainder and (its[0] is None or mine[0] is None or its > mine):
                return True
        return False

    def _advance(self, erp: Erp, as_of: date) -> None:
        for title, (request, status) in self.titles.items():
            row = self.rows[title[:2]].get(title[2])
            if row is None or _is_studied(erp, title[:2], as_of):
                continue
            chain = REGUA if request == "COD_SOL_PARCELAS" else SHORT
            names = [name for _, name in chain]
            if names.index(_place(chain, row.days)) > names.index(status):
                self.titles[title] = (request, _place(chain, row.days))


def _place(chain: tuple[tuple[int, str], ...], days: int) -> str:
    return [name for start, name in chain if start <= max(days, 0)][-1]


def _is_legal(erp: Erp, key: Key) -> bool:
    return (erp.contracts[key]["classificacaocto"] or "").strip().lower() in {"jurídico", "juridico"}


def _key(occurrence: dict[str, str]) -> Key:
    return int(occurrence["CodigoFilial"]), int(occurrence["CodigoContrato"])


def _is_lodged(occurrence: dict[str, str], before: date) -> bool:
    """Opened before a day and, as of the day before it, not ended (R2.6)."""
    opened, ended = day(occurrence["DataAbertura"]), day(occurrence.get("DataEncerramento"))
    return opened is not None and opened < before and (ended is None or ended >= before - timedelta(1))


def _mine(erp: Erp, key: Key, kind: str) -> list[dict[str, str]]:
    return [found for found in erp.occurrences if _key(found) == key and found["TipoOcorrencia"] == kind]


def _ended_by(erp: Erp, key: Key, as_of: date) -> tuple[str, date | None] | None:
    """The contract's own cause and its date, as of D (R2.6, R3.9)."""
    end = ENDS.get(LETTERS[erp.contracts[key]["status_contrato"]])
    if end is None:
        return None
    dates = [day(erp.contracts[key]["data_status"]), *(day(o["DataAbertura"]) for o in _mine(erp, key, end[1]))]
    since = max((d for d in dates if d), default=None)
    return (end[0], since) if since is None or since < as_of else None


def _is_inactive(erp: Erp, key: Key, as_of: date) -> bool:
    rows = erp.rows[key]
    gone = [
        r for r in rows if r["status_parcela"] == "Inativo" and (not r["data_status"] or day(r["data_status"]) < as_of)
    ]
    lodged = [
        found
        for found in _mine(erp, key, "INATIVACAO")
        if day(found["DataAbertura"]) < as_of
        and (not found.get("DataEncerramento") or day(found["DataEncerramento"]) >= as_of)
    ]
    return bool(lodged) or (bool(rows) and len(gone) == len(rows))


def _is_studied(erp: Erp, key: Key, as_of: date) -> bool:
    for study in erp.studies[key]:
        since, until = day(study["data_geracao"]), day(study["data_status"])
        open_still = study["status_reneg"] == "Em Estudo" or (until is not None and until >= as_of)
        if open_still and (since is None or since < as_of) and as_of - (since or as_of) <= timedelta(30):
            return True
    return False
