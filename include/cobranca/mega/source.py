"""What is asked of the ERP for one D, and by which of its interfaces."""

from collections.abc import Generator
from datetime import date
from types import TracebackType
from typing import Final, Self

from cobranca.errors import ConfigurationError, ErpError
from cobranca.mega.answer import Answer
from cobranca.mega.decode import records
from cobranca.mega.extract import PARTICIPANTS, RENEGOTIATIONS, ROWS
from cobranca.mega.fetching import unordered
from cobranca.mega.member import Member
from cobranca.mega.records import DEVELOPMENT
from cobranca.mega.refusals import CallFailed, Refusal
from cobranca.mega.rest import Call, RestClient
from cobranca.mega.soap import SoapClient
from cobranca.mega.values import whole
from cobranca.settings import Settings
from cobranca.settings.erp import Operation

CARTEIRA: Final = "/api/Carteira"
CONTRACTS: Final = "DadosContrato"


class ErpSource:
    """The ERP, asked as the settings say; close it to let its connections go."""

    def __init__(self, settings: Settings, as_of: date) -> None:
        self._erp, self._as_of = settings.erp, as_of
        self._developments = settings.developments
        self._rest = RestClient.connect(settings.erp.rest)
        self._soap: SoapClient | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._rest.__exit__(kind, error, trace)
        if self._soap is not None:
            self._soap.close()

    @property
    def soap(self) -> SoapClient:
        """The SOAP client; its WSDL is read when first asked for."""
        if self._soap is None:
            self._soap = SoapClient.connect(self._erp.rest, self._as_of)
        return self._soap

    def developments(self, *, every: bool = False) -> tuple[list[Answer], list[int]]:
        """The codes of the integrated developments, or of every one, and the answer that named them.

        Raises:
            ErpError: the ERP does not list them.
        """
        if not every and self._developments != "all":
            return [], sorted(self._developments)
        answer = self._rest.fetch(Call(DEVELOPMENT.endpoint, "/api/globalestruturas/Empreendimentos"))
        return [answer], development_codes(answer.body)

    def listings(self, developments: list[int]) -> Generator[Answer]:
        """DadosContrato of each development, as they come.

        Raises:
            ErpError: one of them cannot be had: a run never goes on with half of the contracts.
        """
        return unordered(self._listing, developments, self._erp.rest.parallel_calls)

    def extracts(self, members: list[Member]) -> Generator[tuple[Member, list[Answer]]]:
        """Each member with its answers, as they come; a failed call is an answer that says why."""
        if self._erp.rest.extract_source == "soap":
            self.soap.prepare(self._extract_operation())
        return unordered(lambda member: (member, self._extract(member)), members, self._erp.rest.parallel_calls)

    def portal(self, tax_id: str, contract: int) -> Answer:
        """The portal-style record of a person, for its e-mail."""
        path = f"{CARTEIRA}/DadosContrato/CpfCnpj={tax_id}"
        return self._rest.try_fetch(Call("DadosContrato/CpfCnpj", path, contract=contract))

    def _listing(self, development: int) -> Answer:
        path = f"{CARTEIRA}/{CONTRACTS}/IdEmpreendimento={development}"
        try:
            return self._rest.fetch(Call(CONTRACTS, path, development=development))
        except CallFailed as failure:
            raise ErpError(f"{CONTRACTS} of development {development}: {failure.why}") from failure

    def _extract(self, member: Member) -> list[Answer]:
        answers = [self._rows(member)]
        if answers[0].why is None:
            answers.append(self._of(member, RENEGOTIATIONS))
        if answers[-1].why is None and member.wants_participants:
            answers.append(self._of(member, PARTICIPANTS))
        return answers

    def _of(self, member: Member, endpoint: str) -> Answer:
        path = f"{CARTEIRA}/{endpoint}/IdContrato={member.contract_code}"
        return self._rest.try_fetch(Call(endpoint, path, member.branch_code, member.contract_code))

    def _rows(self, member: Member) -> Answer:
        if self._erp.rest.extract_source == "rest":
            return self._of(member, ROWS)
        if self._erp.rest.extract_source == "extrato":
            path = f"/api/extrato/{member.contract_code}"
            return self._rest.try_fetch(Call("extrato", path, member.branch_code, member.contract_code))
        values = {"branch_code": member.branch_code, "contract_code": member.contract_code}
        return self.soap.try_call("extract", self._extract_operation(), values, member[:2])

    def _extract_operation(self) -> Operation:
        operation = self._erp.soap.extract
        if operation is None:
            raise ConfigurationError("extract_source is soap: name the operation under erp.soap.extract")
        return operation


def development_codes(body: bytes) -> list[int]:
    """The codes of Empreendimentos, which come as doubles: 777.0 is 777.

    Raises:
        Refusal: one of them is no code, or there is none at all.
    """
    codes = set[int]()
    for record in records(DEVELOPMENT, body):
        try:
            codes.add(whole(record.development_code))
        except ValueError as error:
            said = record.development_code
            raise Refusal(DEVELOPMENT.endpoint, str(error), field="codigo", value=said) from error
    if not codes:
        raise Refusal(DEVELOPMENT.endpoint, "the ERP lists no development: without one there is no contract")
    return sorted(codes)
