"""Jinja2's sandbox, narrowed to what a text needs: values, `if`, `for`, macros and a few filters.

Nothing can be called but macros, no attribute but those of `parcela` and `loop` can be read, and what could make a
text grow without end (`range`, `*`, `%`, `**`, widths) is not there. Undefined names are refused (strict); files
that end in `.html.j2` are escaped. Jinja's own advice: the sandbox alone is no solution, so values are plain too.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

import jinja2
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.runtime import BlockReference, Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from cobranca.contact.templates.values import Day, money, shortened

LOOP_ATTRIBUTES: Final = frozenset(
    ("index", "index0", "revindex", "revindex0", "first", "last", "length", "previtem", "nextitem")
)
_ALLOWED: Final = (
    *("upper", "lower", "capitalize", "title", "trim", "join", "length", "count", "first", "last"),
    *("default", "d", "escape", "e", "urlize", "string", "int", "abs"),
)
HTML: Final = ".html.j2"


class TextEnvironment(ImmutableSandboxedEnvironment):
    """The one environment of texts. `load` gives the source of a name, None where there is none."""

    intercepted_binops = frozenset(("*", "/", "//", "%", "**"))

    def __init__(self, load: Callable[[str], str | None]) -> None:
        super().__init__(
            loader=jinja2.FunctionLoader(lambda name: _sourced(name, load(name))),
            undefined=jinja2.StrictUndefined,
            autoescape=lambda name: bool(name and name.endswith(HTML)),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            finalize=_written,
            cache_size=-1,
        )
        self.globals.clear()
        self.filters = {**{name: FILTERS[name] for name in _ALLOWED}, **OWN_FILTERS}

    def is_safe_callable(self, obj: Any) -> bool:
        """Macros, and blocks that are shown again; what is undefined tells its own name when it is called."""
        return isinstance(obj, Macro | BlockReference | jinja2.Undefined)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ARG002 - Jinja's own
        """Those of `loop`. The variables of `parcela` and the blocks of `self` are items, not attributes."""
        return isinstance(obj, LoopContext) and attr in LOOP_ATTRIBUTES

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ARG002
        """Refused: a text does not reckon."""
        raise SecurityError(f"`{operator}`")


def _sourced(name: str, source: str | None) -> tuple[str, str, None] | None:
    """What Jinja's loader wants; the name stands as the file's, so that errors tell where they come from."""
    return None if source is None else (source, name, None)


def _written(value: Any) -> Any:
    """Days and amounts as a customer reads them, also those that a text has added up."""
    if isinstance(value, Decimal):
        return money(value)
    return str(Day.of(value)) if isinstance(value, date) else value


def reais(value: Decimal) -> str:
    """`R$ 1.234,56`."""
    return f"R$ {money(value)}"


def lines(value: str) -> Markup:
    """Line breaks as HTML writes them; everything else escaped, unless it was already."""
    return escape(value).replace("\n", Markup("<br>\n"))


OWN_FILTERS: Final[Mapping[str, Callable[..., Any]]] = {"reais": reais, "curto": shortened, "linhas": lines}
FILTER_NAMES: Final = frozenset((*_ALLOWED, *OWN_FILTERS))
