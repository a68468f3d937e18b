"""`python -m tests.end_to_end.warm scheduler`: Airflow's own command, with what tasks import already imported.

The scheduler's workers and their tasks are forks of it. Great Expectations takes seconds to import, and eight tasks
a day need it; here they find it there. Nothing else differs from `airflow scheduler`.
"""

import sys

from airflow.__main__ import main

from cobranca.pipeline import batch, gate_context  # noqa: F401 - so that every task's process has them

if __name__ == "__main__":
    gate_context._contexts()
    sys.argv = ["airflow", *sys.argv[1:]]
    main()
