"""When customers may be reached, and how often: windows by law, place and holiday, caps (R7.6).

Nothing here reads or writes anything. SQL has the same: `work.window_opens` (include/sql/schema/0003/05_windows.sql).
"""

from cobranca.contact.windows.calendar import is_open, opens
from cobranca.contact.windows.caps import Waiting, next_day, split
from cobranca.contact.windows.place import Place, area_code_of

__all__ = ["Place", "Waiting", "area_code_of", "is_open", "next_day", "opens", "split"]
