"""
# Ações e avanços: a execução de dez minutos

A cada **dez minutos** faz o que não espera a execução diária. Cada etapa é um plano que só é aplicado depois de
verificado: **Planejar → Verificar → Aplicar**.

| etapa | o que faz |
|---|---|
| Iniciar | toma a vez desta execução (que não é a da diária) e olha se há algo a fazer |
| Executar ações | marcas e bloqueios dos status em que ocorrências entraram; cancela o que não se pode mais enviar |
| Passar adiante (minutos) | ocorrências de contrato que uma pessoa pôs num status de minutos |
| Resumir | números, no log desta tarefa |

**Sem nada a fazer, as tarefas ficam *skipped* (rosa) e a execução termina em segundos: é o normal.**

Cada ocorrência de ação se encerra sozinha depois de executada. As ocorrências marcadas mudam de solicitação na próxima
**execução diária**, que executa as ações pendentes antes de tudo. As duas podem correr ao mesmo tempo. Não há dias
perdidos: depois de uma parada, a próxima execução faz tudo.

## Quando algo fica vermelho
- **Verificar**: o log diz a verificação, quantos casos e exemplos. Nada daquela etapa foi aplicado; a próxima execução
  tenta de novo.
- **Iniciar recusou**: outra execução de dez minutos está viva, ou a configuração tem erro (`cobranca check`).

## Aviso `integrations.all_carried`
Uma ocorrência de ação pede o que não se pode executar: campo vazio ou com valor desconhecido, contrato sem cliente. Ela
**fica aberta** e é citada em toda execução, até que alguém corrija o campo dela.

Sem o Airflow: `cobranca flow`.
"""

from airflow.sdk import chain, dag

from cobranca.orchestration import schedule
from cobranca.orchestration.defaults import DEFAULT_ARGS, TAGS
from cobranca.orchestration.tasks import begin_flow, finish, groups, release
from cobranca.pipeline.steps import FLOW_STEPS


@dag(
    dag_id="cobranca_flow",
    dag_display_name="Cobrança: ações e avanços",
    description="A cada dez minutos: executa ações pedidas e passa adiante o que espera minutos.",
    doc_md=__doc__,
    schedule=schedule.EVERY_TEN_MINUTES,
    start_date=schedule.start(),
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULT_ARGS,
    tags=set(TAGS),
)
def cobranca_flow() -> None:
    """Begin, the steps one after the other, the summary; in any case the lease is given back."""
    started, ended = begin_flow(), finish()
    chain(started, *groups(FLOW_STEPS), ended)
    release(started, ended)


cobranca_flow()
