"""The old notation of variables, `%nome%`, put into ours, so that existing texts can be pasted.

What stood empty in the old notation stands empty here: `%unidade%` becomes `{{ unidade or '' }}`. Lines stay lines.
"""

import difflib
import re
from collections.abc import Collection, Iterator
from typing import Final

_TOKEN: Final = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|%([^\W\d]\w*)%", re.DOTALL)
_QUOTED_BYTE: Final = re.compile(r"[0-9A-Fa-f]{2}")


def translate(text: str, known: Collection[str]) -> str:
    """The text in our notation; names that are not known stay as they are (`unknown` names them).

    Names are compared without case. `%C3%` is a byte of a URL, not a variable.
    """

    def ours(found: re.Match[str]) -> str:
        name = (found[1] or "").lower()
        return f"{{{{ {name} or '' }}}}" if name in known else found[0]

    return _TOKEN.sub(ours, text)


def unknown(text: str, known: Collection[str]) -> Iterator[tuple[int, str]]:
    """(line, name) of each `%name%` that is not known; lines from 1."""
    for found in _TOKEN.finditer(text):
        name = found[1]
        if name and name.lower() not in known and not _QUOTED_BYTE.fullmatch(name):
            yield text.count("\n", 0, found.start()) + 1, name


def nearest(name: str, known: Collection[str]) -> str | None:
    """The known name that was probably meant."""
    return next(iter(difflib.get_close_matches(name.lower(), sorted(known), n=1, cutoff=0.6)), None)
