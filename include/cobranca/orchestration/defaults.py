"""What every task of ours has in common: owner, tags, how long it may take, how often it is tried."""

from datetime import timedelta
from typing import Any, Final

from airflow.sdk import ExceptionRetryPolicy, RetryAction, RetryRule

from cobranca.errors import ActRefused, ConfigurationError, PipelineError

OWNER: Final = "cobranca"
TAGS: Final = ("cobrança", "mega")
RETRIES: Final = 2
RETRY_DELAY: Final = timedelta(minutes=2)

MINUTES: Final = {"begin": 10, "fetch": 120, "plan": 60, "gate": 60, "apply": 60, "finish": 10, "act": 5}
"""The longest that a kind of task may take, in minutes."""
CHUNKS_AT_ONCE: Final = 4
"""How many chunks of a run are fetched at a time: each makes as many calls at once as settings allow."""

NOT_AGAIN: Final = ExceptionRetryPolicy(
    rules=[
        RetryRule(
            exception=[PipelineError, ConfigurationError, ActRefused],
            action=RetryAction.FAIL,
            reason="trying again would say the same: a person must act",
        )
    ]
)
"""What is judged, configured or asked for wrongly is not tried again; everything else is (the ERP, the network)."""

DEFAULT_ARGS: Final[dict[str, Any]] = {
    "owner": OWNER,
    "retries": RETRIES,
    "retry_delay": RETRY_DELAY,
    "retry_exponential_backoff": True,
    "max_retry_delay": timedelta(minutes=15),
    "retry_policy": NOT_AGAIN,
    "depends_on_past": False,
    "do_xcom_push": False,
}


def timeout(kind: str) -> timedelta:
    """How long a task of that kind may take."""
    return timedelta(minutes=MINUTES[kind])
