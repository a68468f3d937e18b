"""What a person may ask of a run of the daily batch, as Airflow's form shows it."""

from collections.abc import Mapping
from typing import Any, Final

from airflow.sdk import Param

from cobranca.pipeline.arguments import source_of
from cobranca.pipeline.run import Acceptance, Source

EXPECTATION: Final = r"^[a-z_]+\.[A-Za-z0-9_]+$"


def daily() -> dict[str, Param]:
    """The parameters of `cobranca_daily`, each with its type, bounds and meaning."""
    return {
        "as_of": Param(
            None,
            type=["null", "string"],
            format="date",
            title="Dia de referência (D)",
            description_md="A data de negócio da execução, `AAAA-MM-DD`. Vazio: o dia do agendamento ou, "
            "numa execução manual, hoje. Um dia futuro é recusado; um dia anterior ao último aplicado só "
            "preenche os números daquele dia.",
        ),
        "dry_run": Param(
            False,
            type="boolean",
            title="Simulação",
            description_md="Mostra o que a execução faria, em cópias das tabelas. **Nada é alterado.**",
        ),
        "source": Param(
            "erp",
            type="string",
            enum=["erp", "landing"],
            title="Origem dos dados",
            description_md="`erp`: ler o Mega agora. `landing`: usar o que foi lido e guardado no dia D, sem o Mega.",
        ),
        "accept": Param(
            [],
            type="array",
            items={"type": "string", "pattern": EXPECTATION},
            uniqueItems=True,
            maxItems=20,
            title="Verificações aceitas",
            description_md="Verificações reprovadas que uma pessoa aceita **só para este D**, uma por linha: "
            "`etapa.verificacao`, como está escrito no log da etapa Verificar. Exige nome e motivo.",
        ),
        "accept_name": Param(
            "",
            type=["null", "string"],
            maxLength=100,
            title="Aceito por",
            description_md="Nome de quem aceita as verificações acima; fica gravado com o veredito.",
        ),
        "accept_reason": Param(
            "",
            type=["null", "string"],
            maxLength=500,
            title="Motivo do aceite",
            description_md="Por que as verificações acima podem passar neste D; fica gravado com o veredito.",
        ),
    }


def acceptance(params: Mapping[str, Any]) -> Acceptance:
    """The acceptance (R8.6) that the form of a run holds."""
    return Acceptance(
        expectations=frozenset(params.get("accept") or ()),
        name=(params.get("accept_name") or "").strip(),
        reason=(params.get("accept_reason") or "").strip(),
    )


def source(params: Mapping[str, Any]) -> Source:
    """Where the day is read from. Raises ConfigurationError for an unknown source."""
    return source_of(params.get("source") or "erp")
