"""
# Parar ou retomar a comunicação

Só à mão: *Trigger*, preencher, confirmar. A parada vale **já na próxima mensagem**, para tudo, para um canal ou para um
empreendimento, até que alguém a retome. Ocorrências, régua e baixas seguem como sempre; só nada sai.

| campo | ao parar | ao retomar |
|---|---|---|
| Parar ou retomar | Parar | Retomar |
| O que parar | Tudo, Um canal ou Um empreendimento | não é lido |
| Qual | vazio, o canal ou o código do empreendimento | **o número da parada** |
| Nome e Motivo | quem e por quê | quem e por quê |

## O que acontece com as mensagens
- O que está na fila, e o que a régua puser nela durante a parada, **espera**.
- Ao retomar, é cancelado o que envelheceu: mensagens de que nenhuma parcela continua aberta no status de que falam. O
  resto sai, cada mensagem conferida de novo antes de sair.
- Duas paradas que se cruzam (tudo e um canal) valem as duas: é preciso retomar cada uma.

## Onde se vê
No topo do resumo de toda execução, enquanto durar, e em `cobranca contact stops`, com o número de cada parada.

## Quando fica vermelho
A tarefa diz o que não coube: a mesma parada já está em vigor, o canal ou o empreendimento não existe, não há parada com
esse número. Se o banco não responder ela tenta de novo sozinha, a cada poucos segundos. **Enquanto não estiver verde,
não conte com a parada: veja `cobranca contact stops`.**

## Quem pode
A parada é de supervisor: dê permissão de disparar esta DAG só a quem tem esse papel. Com o Airflow parado, o mesmo numa
linha de comando:

    cobranca contact stop --all --as NOME --role supervisor --reason "MOTIVO"
"""

from airflow.sdk import dag

from cobranca.orchestration import stopping
from cobranca.orchestration.defaults import DEFAULT_ARGS, TAGS


@dag(
    dag_id="cobranca_contact_stop",
    dag_display_name="Cobrança: parar ou retomar a comunicação",
    description="À mão: para tudo, um canal ou um empreendimento, já na próxima mensagem; ou retoma.",
    doc_md=__doc__,
    schedule=None,
    catchup=False,
    max_active_runs=1,
    is_paused_upon_creation=False,
    default_args=DEFAULT_ARGS,
    params=stopping.params(),
    tags=set(TAGS),
)
def cobranca_contact_stop() -> None:
    """One task."""
    stopping.act()


cobranca_contact_stop()
