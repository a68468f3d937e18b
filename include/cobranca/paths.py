"""Where the parts of the project stand, whatever folder a process was started in."""

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
INCLUDE: Final = ROOT / "include"
SQL: Final = INCLUDE / "sql"
TEMPLATES: Final = INCLUDE / "templates"
CONFIG: Final = INCLUDE / "config"
EXPECTATIONS: Final = ROOT / "expectations"
STATE: Final = ROOT / ".run"
"""What a local run keeps: the embedded server's data, the landing, Airflow's home."""
