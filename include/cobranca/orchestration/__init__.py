"""The only part of the product that imports Airflow: it turns the parts of the batch into tasks.

What a task does stands in `cobranca.pipeline.batch`; here stands when, in which order and how often it is
tried, and what is told to people. `local` starts a whole Airflow for newcomers and tests.
"""
