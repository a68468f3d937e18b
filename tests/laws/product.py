"""The product's days, with its gates or without them, whole or broken after reading."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import psycopg

from cobranca.pipeline import batch, flow
from cobranca.pipeline.lease import Request
from cobranca.pipeline.steps import STEPS
from tests.laws.schedule import Source


@dataclass
class Product:
    """Runs the batch part by part, as Airflow's tasks do."""

    conn: psycopg.Connection[Any]
    with_gates: bool
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def run(self, as_of: date, source: Source) -> None:
        """A whole run of D; 'fetch': one that breaks after reading; 'minutes': the one of every ten minutes."""
        if source == "minutes":
            flow.run()
            return
        run_id = batch.begin(Request(as_of, f"laws__{next(self.numbers)}", "erp" if source == "fetch" else source))
        try:
            self._read(run_id)
            if source == "fetch":
                batch.fail(run_id, "it broke after reading")
                return
            for step in STEPS:
                self._step(run_id, step.name)
            batch.finish(run_id)
        except Exception as error:
            batch.fail(run_id, str(error))
            raise

    @staticmethod
    def _read(run_id: int) -> None:
        batch.fetch_contracts(run_id)
        for chunk in batch.scope(run_id):
            batch.fetch_chunk(run_id, chunk)

    def _step(self, run_id: int, step: str) -> None:
        if step == "reconcile":
            batch.reread(run_id)
        batch.plan(run_id, step)
        if self.with_gates:
            batch.gate(run_id, step)
        else:
            waved = "UPDATE audit.step SET gate = 'passed' WHERE run_id = %s AND step = %s"
            self.conn.execute(waved, (run_id, step))
        batch.apply(run_id, step)
