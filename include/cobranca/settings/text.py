"""Text as it is compared (R4.1): the twin of the SQL function `work.plain`."""

import re

_ACCENTS = str.maketrans("áàâãäéèêëíìîïóòôõöúùûüçñº", "aaaaaeeeeiiiiooooouuuucno")


def plain(value: str) -> str:
    """Without case, accents and outer or doubled spaces: `Cheque  Pré-Datado` → `cheque pre-datado`."""
    return re.sub(r"\s+", " ", value.lower().translate(_ACCENTS).strip(" "))
