"""The steps of both batches, in order. The DAGs and the command line read these lists."""

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
    is_acceptable: bool = True
    """Whether a person may let a failed check of it pass for one D (R8.6)."""
    by_run: bool = False
    """Whether its plan table holds the rows of several runs, since both batches may be planning it."""
    is_judged_empty: bool = True
    """Whether its checks say anything of a plan without rows; where not, an empty plan passes unread."""

    @property
    def decides(self) -> bool:
        """Whether it decides something of tickets, once; the others bring tables to what is read, however often."""
        return not self.reads_erp

    @property
    def decides_of_day(self) -> bool:
        """Whether it changes tickets for D: then no earlier D may change them any more (R9.4)."""
        return self.decides and self != INTEGRATIONS

    @property
    def plan_table(self) -> str:
        """The table of what it would decide."""
        return f"work.{self.name}_plan"

    @property
    def plan_rows(self) -> str:
        """What it would decide in the run `%(run_id)s`, as a FROM clause takes it."""
        return f"(SELECT * FROM {self.plan_table} WHERE run_id = %(run_id)s)" if self.by_run else self.plan_table  # noqa: S608


INTEGRATIONS: Final = Step(
    "integrations", "Executar ações", "R4.5–R4.9", is_acceptable=False, by_run=True, is_judged_empty=False
)
"""Facts have their own dates (R4.9), so it is first in both batches and belongs to no D."""
STEPS: Final = (
    INTEGRATIONS,
    Step("ingest", "Ler o Mega", "R2, R3.2, R8.7, R8.8", reads_erp=True, in_figures=True),
    Step("tickets", "Abrir ocorrências", "R3.0–R3.5, R3.9"),
    Step("routing", "Aplicar regras de fluxo", "R4.1–R4.4"),
    Step("closures", "Baixar (D-1)", "R6"),
    Step("flows", "Avançar a régua", "R5.2–R5.4"),
    Step("contact", "Preparar comunicações", "R5.5, R7"),
    Step("reconcile", "Conciliar as bases", "R8.1", reads_erp=True, in_figures=True),
)
FLOW_STEPS: Final = (
    INTEGRATIONS,
    Step("minutes", "Passar adiante (minutos)", "R5.2, R5.3", is_acceptable=False, is_judged_empty=False),
    # What is queued is sent here, once it is sent: after whom it may not go to any more.
)
"""The batch of every ten minutes."""
REMAP: Final = Step("remap", "Mover o que a configuração não tem", "R5.6", is_acceptable=False)
"""No step of a batch: a person's mapping, planned, judged and applied like one."""
BY_NAME: Final = {step.name: step for step in (*STEPS, *FLOW_STEPS, REMAP)}
