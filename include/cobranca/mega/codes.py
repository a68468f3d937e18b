"""The known values of coded fields (R2.5): another one is an error, never a default."""

from collections.abc import Iterable, Mapping
from typing import Generic, TypeVar

from cobranca.mega.refusals import Refusal
from cobranca.mega.values import plain

T = TypeVar("T")


class Codes(Generic[T]):
    """The values of one coded field and what each means, compared without case and accents."""

    def __init__(self, endpoint: str, field: str, known: Mapping[str, T]) -> None:
        self._endpoint, self._field, self._names = endpoint, field, tuple(known)
        self._meaning = {plain(text): meaning for text, meaning in known.items()}

    def meaning(self, text: str | None) -> T:
        """What a value means.

        Raises:
            Refusal: it is not one of the known values.
        """
        try:
            return self._meaning[plain(text or "")]
        except KeyError:
            raise Refusal(
                self._endpoint,
                f"an unknown value; known are {', '.join(self._names)} (settings: erp.codes)",
                field=self._field,
                value=text,
            ) from None


def known(endpoint: str, field: str, values: Iterable[str]) -> Codes[str]:
    """A coded field whose values mean themselves."""
    return Codes(endpoint, field, {value: value for value in values})


def yes_no(endpoint: str, field: str) -> Codes[bool]:
    """A field that says Sim or Não."""
    return Codes(endpoint, field, {"Sim": True, "Não": False})
