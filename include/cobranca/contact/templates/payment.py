"""How an installment is paid: asked of the ERP's boleto calls, or made from a link's pattern (R7.1, R7.4).

Nothing found is no error: the text then says whom to ask. An ERP that does not answer is asked no more by this object,
so that a batch of messages does not wait for it one by one.
"""

import logging
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Self
from urllib.parse import quote

import msgspec

from cobranca import connections
from cobranca.contact.templates.boleto import line_in
from cobranca.contact.templates.facts import HowToPay
from cobranca.errors import ErpError
from cobranca.mega.answer import Answer
from cobranca.mega.refusals import CallFailed
from cobranca.mega.rest import CONNECTION, Call, RestClient
from cobranca.mega.retry import Patience
from cobranca.settings import Settings
from cobranca.settings.correspondence import Boletos

log = logging.getLogger(__name__)

SECOND_COPY, LIST = "Boleto/ObterBoletoSegundaVia", "Boleto/Contrato"
PATIENCE: Final = Patience(retries=1, backoff_seconds=1.0, throttled_seconds=(2.0,))
_LINK: Final = re.compile(r"https://[^\s\"'<>]+")
_SERVER_ERROR: Final = 500
_NO: Final = (None, False, 0, "", "0", "false", "n", "nao", "não")


@dataclass(frozen=True)
class Title:
    """An installment to be paid.

    `is_shared`: its contract's code stands in two branches; the ERP, whose boletos name none, is not asked (R3.11).
    """

    branch_code: int
    contract_code: int
    installment_code: int
    boleto_number: str | None = None
    is_shared: bool = False


class Payments:
    """How titles are paid, as the settings say; close it to let its connection go."""

    def __init__(self, settings: Settings, client: RestClient | None = None) -> None:
        self._payment = settings.contact.payment
        self._is_asking = bool(self._payment.second_copy or self._payment.boletos)
        self._client = client
        if self._is_asking and client is None:
            self._client = RestClient(connections.get(CONNECTION), settings.erp.rest, PATIENCE)
        self._listed: dict[int, Mapping[int, HowToPay]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._client is not None:
            self._client.__exit__(*error)

    def of(self, titles: Iterable[Title], today: date) -> dict[Title, HowToPay]:
        """How each title is paid if it is paid `today`."""
        return {title: self._one(title, today) for title in titles}

    def _one(self, title: Title, today: date) -> HowToPay:
        found = HowToPay() if title.is_shared else self._asked(title, today)
        return HowToPay(found.line, found.link or self._link(title))

    def _link(self, title: Title) -> str | None:
        """The pattern's link; none where it wants a boleto's number and there is none."""
        pattern = self._payment.link
        if pattern is None or ("{boleto_number}" in pattern and not title.boleto_number):
            return None
        return pattern.format(
            branch_code=title.branch_code,
            contract_code=title.contract_code,
            installment_code=title.installment_code,
            boleto_number=quote(title.boleto_number or "", safe=""),
        )

    def _asked(self, title: Title, today: date) -> HowToPay:
        if not self._is_asking or self._client is None:
            return HowToPay()
        try:
            if self._payment.boletos:
                return self._of_list(self._client, title.contract_code, self._payment.boletos).get(
                    title.installment_code, HowToPay()
                )
            return self._second_copy(self._client, title, today)
        except CallFailed as failure:
            self._is_asking = bool(failure.status) and failure.status < _SERVER_ERROR
            log.warning("%s: %s; texts say whom to ask%s", failure.endpoint, failure.why, self._until())
        except (ErpError, msgspec.DecodeError) as error:
            self._is_asking = not isinstance(error, ErpError)
            log.warning("boletos: %s; texts say whom to ask%s", error, self._until())
        return HowToPay()

    def _until(self) -> str:
        return "" if self._is_asking else ", the ERP is asked no more"

    def _second_copy(self, client: RestClient, title: Title, today: date) -> HowToPay:
        assert self._payment.second_copy
        day = quote(today.strftime(self._payment.second_copy.date_format), safe="")
        path = f"codContrato={title.contract_code}&codParcela={title.installment_code}&dataPagamento={day}"
        answer = client.fetch(Call(SECOND_COPY, f"/api/Carteira/{SECOND_COPY}?{path}", contract=title.contract_code))
        said = _lowered(_decoded(answer))
        if _is_yes(said.get("erro")):
            return HowToPay()
        return _read(str(said.get("descricao") or ""))

    def _of_list(self, client: RestClient, contract: int, names: Boletos) -> Mapping[int, HowToPay]:
        if contract not in self._listed:
            answer = client.fetch(Call(LIST, f"/api/Carteira/{LIST}/{contract}", contract=contract))
            self._listed = {contract: dict(_records(answer, names))}  # one is enough: titles come contract by contract
        return self._listed[contract]


def _records(answer: Answer, names: Boletos) -> Iterable[tuple[int, HowToPay]]:
    said = _decoded(answer)
    for record in map(_lowered, said if isinstance(said, list) else []):
        code = re.match(r"\s*(\d+)", str(record.get(names.installment_field.casefold())))
        if code:
            line = line_in(str(record.get((names.line_field or "").casefold()) or ""))
            link = _LINK.search(str(record.get((names.link_field or "").casefold()) or ""))
            yield int(code[1]), HowToPay(line, link[0] if link else None)


def _decoded(answer: Answer) -> Any:
    return msgspec.json.decode(answer.body) if answer.body.strip() else {}


def _lowered(record: Any) -> dict[str, Any]:
    """Keys without case, as everywhere in this ERP."""
    return {str(key).casefold(): value for key, value in record.items()} if isinstance(record, dict) else {}


def _is_yes(value: Any) -> bool:
    return (value.strip().casefold() if isinstance(value, str) else value) not in _NO


def _read(text: str) -> HowToPay:
    link = _LINK.search(text)
    return HowToPay(line_in(text), link[0].rstrip(".,;)") if link else None)
