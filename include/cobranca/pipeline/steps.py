"""The one list of steps, in order. The DAG and the command line both read it."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the régua: its code, what people read, the rules it carries out."""

    name: str
    title: str
    rules: str
    reads_erp: bool = False
    in_figures: bool = False
    """Whether it also runs for a day passed over, which only gets its figures (R9.4)."""

    @property
    def decides(self) -> bool:
        """Whether it decides something of tickets, once; the others bring tables to what is read, however often."""
        return not self.reads_erp

    @property
    def plan_table(self) -> str:
        """The table of what it would decide."""
        return f"work.{self.name}_plan"


STEPS: Final = (
    Step("ingest", "Ler o Mega", "R2, R3.2, R8.7, R8.8", reads_erp=True, in_figures=True),
    Step("tickets", "Abrir ocorrências", "R3.0–R3.5, R3.9"),
    Step("routing", "Aplicar regras de fluxo", "R4.1–R4.4"),
    Step("closures", "Baixar (D-1)", "R6"),
    Step("flows", "Avançar a régua", "R5.2–R5.4"),
    Step("contact", "Preparar comunicações", "R5.5, R7"),
    Step("reconcile", "Conciliar as bases", "R8.1", reads_erp=True, in_figures=True),
)
BY_NAME: Final = {step.name: step for step in STEPS}
