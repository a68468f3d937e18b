"""Airflow's connections, made known to the product, which reads `AIRFLOW_CONN_*` and nothing else."""

import json
import os
from typing import Any, Final

from airflow.sdk import Connection
from airflow.sdk.exceptions import AirflowNotFoundException

from cobranca.connections import exists, variable

NEEDED: Final = ("cobranca_db", "mega_rest", "mega_soap")


def export() -> None:
    """Put the batch's connections into this process's environment, where they are not there already.

    One that Airflow does not know is left out: who needs it says so by name.
    """
    for conn_id in NEEDED:
        if not exists(conn_id):
            _export(conn_id)


def _export(conn_id: str) -> None:
    try:
        found = Connection.get(conn_id)
    except AirflowNotFoundException:
        return
    os.environ[variable(conn_id)] = as_json(found)


def as_json(connection: Any) -> str:
    """A connection in Airflow's JSON form."""
    names = ("conn_type", "host", "port", "schema", "login", "password", "extra")
    return json.dumps({name: getattr(connection, name) for name in names if getattr(connection, name) is not None})
