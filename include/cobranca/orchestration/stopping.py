"""Stopping and resuming contact (R7.13) as a run of Airflow: its form, and its one task."""

# mypy: disallow-untyped-decorators=False
# (Airflow's decorators are not followed by mypy: pyproject.toml)

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from airflow.sdk import Param, get_current_context, task

from cobranca.acts import Person
from cobranca.contact.switches import stops, told
from cobranca.errors import ActRefused
from cobranca.orchestration import connections
from cobranca.orchestration.defaults import timeout

FIRST: Final = 10_000
"""Above the weight of every other task: a stop does not queue behind a batch."""


def params() -> dict[str, Param]:
    """The parameters of `cobranca_contact_stop`, each with its type, bounds and meaning."""
    return {
        "action": Param(
            "stop",
            type="string",
            enum=["stop", "resume"],
            values_display={"stop": "Parar", "resume": "Retomar"},
            title="Parar ou retomar",
            description_md="**Parar** vale já na próxima mensagem. **Retomar** encerra uma parada.",
        ),
        "scope": Param(
            "all",
            type="string",
            enum=["all", "channel", "development"],
            values_display={"all": "Tudo", "channel": "Um canal", "development": "Um empreendimento"},
            title="O que parar",
            description_md="Ao retomar, este campo não é lido: o número da parada diz o que ela parou.",
        ),
        "value": Param(
            "",
            type=["null", "string"],
            maxLength=20,
            title="Qual",
            description_md="Parar um canal: `email`, `sms`, `whatsapp` ou `phone`. Parar um empreendimento: o código "
            "do Mega. Parar tudo: vazio. **Retomar: o número da parada.**",
        ),
        "name": Param(
            type="string",
            minLength=1,
            maxLength=100,
            title="Nome",
            description_md="Quem para ou retoma; fica gravado com a parada e aparece nos relatórios.",
        ),
        "reason": Param(
            type="string",
            minLength=1,
            maxLength=500,
            title="Motivo",
            description_md="Fica gravado com a parada e aparece no topo dos relatórios. Não escreva dados de clientes.",
        ),
    }


def carry_out(asked: Mapping[str, Any]) -> list[str]:
    """Do what the form asks, as a supervisor: who may trigger the run is who may stop (R5.9). What is in force then.

    Raises:
        ActRefused: what is asked does not fit together, or cannot be done.
    """
    person, reason = Person(str(asked["name"]), "supervisor"), str(asked["reason"])
    value = str(asked.get("value") or "").strip()
    if asked["action"] == "resume":
        count = stops.resume(person, _number(value, "o número da parada"), reason)
        return [f"Parada {value} encerrada; {told.cancelled(count)}.", *(told.banner() or ["Nada mais está parado."])]
    stops.stop(person, scope(str(asked["scope"]), value), reason)
    return told.banner()


def scope(kind: str, value: str) -> stops.Scope:
    """What is to be stopped. Raises ActRefused where `value` does not fit `kind`."""
    if kind == "channel":
        return stops.Scope(channel=stops.channel(value))
    if kind == "development":
        return stops.Scope(development_code=_number(value, "o código do empreendimento"))
    if value:
        raise ActRefused(
            stops.RULE, f"parar tudo não leva valor, e veio {value!r}: escolha o canal ou o empreendimento"
        )
    return stops.Scope()


def _number(value: str, what: str) -> int:
    if not (value.isascii() and value.isdigit()):
        raise ActRefused(stops.RULE, f"{what} é um número, e veio {value!r}: veja `cobranca contact stops`")
    return int(value)


@task(
    task_id="act",
    task_display_name="Parar ou retomar",
    execution_timeout=timeout("act"),
    retries=5,
    retry_delay=timedelta(seconds=10),
    priority_weight=FIRST,
    weight_rule="absolute",
)
def act() -> None:
    """Stop or resume; what is in force afterwards stands in the log."""
    connections.export()
    print("\n".join(carry_out(get_current_context()["params"])))
