"""
# Régua de cobrança: a execução diária

Todo dia, às **05:00 (São Paulo)**, lê o Mega e aplica a régua do dia **D**. Cada etapa do grafo é um plano que
só é aplicado depois de verificado: **Planejar → Verificar → Aplicar**.

| etapa | o que faz |
|---|---|
| Iniciar | toma a vez (duas execuções nunca correm juntas) e confere as configurações |
| Executar ações | marcas e bloqueios pedidos e ainda não executados (a execução de dez minutos faz o mesmo) |
| Ler o Mega | contratos, parcelas e contatos; confere se a atualização noturna do Mega rodou |
| Abrir ocorrências | integração, contrato e parcelas vencidas |
| Aplicar regras de fluxo | categoria e status de cobrança levam a outras solicitações |
| Baixar (D-1) | pagos, distratos, transferências, cessões, inativações |
| Avançar a régua | cada parcela fica no status da sua idade |
| Preparar comunicações | põe na fila o que deve ser avisado; nada é enviado aqui |
| Conciliar as bases | Mega × CRM, diferença por diferença |
| Resumir | números do dia, no log desta tarefa |

## Quando algo fica vermelho
- **Verificar**: o log diz a verificação, quantos casos e exemplos. Nada daquela etapa foi aplicado. Corrija a causa
  e limpe (*Clear*) a execução; ou, se o caso é legítimo, dispare o mesmo D com `accept`, `accept_name` e
  `accept_reason` (e `source: landing`, para não ler o Mega de novo).
- **Ler o Mega bloqueado**: o Mega não atualizou ou respondeu pela metade. Nada foi mudado; o próximo dia bom recupera.
- **Iniciar recusou**: outra execução está viva; espere que termine. Se ela morreu, 15 minutos sem sinal liberam a vez.
- Queda do Mega ou da rede: a tarefa é tentada de novo sozinha, duas vezes.

## Dias perdidos
Depois de uma parada, os dias perdidos são executados em ordem, atrasados e silenciosos (nenhuma mensagem sai).
Dias mais antigos que `catch_up_days` se pulam sozinhos. Para preencher os números de um dia passado (B é o dia
seguinte ao último desejado; a última opção inclui os dias que se pularam):

    airflow backfill create --dag-id cobranca_daily --from-date A --to-date B --max-active-runs 1 \\
        --reprocess-behavior completed

## Disparar à mão
*Trigger* → informe `as_of` (vazio: hoje). `dry_run` mostra o que aconteceria, sem alterar nada.
"""

from airflow.sdk import chain, dag

from cobranca.orchestration import params, schedule
from cobranca.orchestration.defaults import DEFAULT_ARGS, TAGS
from cobranca.orchestration.tasks import begin, finish, groups, release
from cobranca.pipeline.steps import STEPS


@dag(
    dag_id="cobranca_daily",
    dag_display_name="Cobrança: régua diária",
    description="Lê o Mega, verifica e aplica a régua de cobrança do dia D.",
    doc_md=__doc__,
    schedule=schedule.EVERY_MORNING,
    start_date=schedule.start(),
    catchup=True,
    max_active_runs=1,
    default_args=DEFAULT_ARGS,
    params=params.daily(),
    tags=set(TAGS),
)
def cobranca_daily() -> None:
    """Begin, the steps of the régua one after the other, the summary; in any case the lease is given back."""
    started, ended = begin(), finish()
    chain(started, *groups(STEPS), ended)
    release(started, ended)


cobranca_daily()
