"""What does not fit is refused by name, and only its contract is left out (R8.8).

ErpError
├── Refusal        one answer, or one record of it, cannot be used: the contract is left out
├── CallFailed     one call failed after its retries: the contract is left out
└── SignInRefused  the ERP does not let the user in: nothing can go on
"""

from cobranca.errors import ErpError
from cobranca.mega.masking import clipped, shown


class Refusal(ErpError):
    """An answer that does not fit its record.

    Attributes:
        endpoint: the call, as `DadosParcelas`.
        field: the ERP's name of the field, where one is to blame.
        value: what stood there, masked.
        why: what is wrong and what was expected.
    """

    def __init__(self, endpoint: str, why: str, *, field: str | None = None, value: object = None) -> None:
        self.endpoint, self.field, self.why = endpoint, field, why
        self.value = shown(field, value)
        super().__init__(self._message())

    def _message(self) -> str:
        place = f", field {self.field}" if self.field else ""
        said = f" = {self.value!r}" if self.value is not None else ""
        return f"{self.endpoint}{place}{said}: {self.why}"


class CallFailed(Refusal):
    """A call that had no usable answer after its retries."""

    def __init__(self, endpoint: str, why: str, *, status: int = 0) -> None:
        self.status = status
        super().__init__(endpoint, clipped(why) if status else why)


class SignInRefused(ErpError):
    """The ERP refused the user and password of the connection."""
