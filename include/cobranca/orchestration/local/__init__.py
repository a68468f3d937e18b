"""A whole Airflow on one machine, for newcomers and for tests: `make run` and `make up`.

Everything it keeps stands in one folder (`.run`), everything it starts ends with it. It does not import
Airflow: it starts Airflow's own processes and talks to them by REST.
"""
