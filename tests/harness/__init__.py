"""Real parts for tests that break them: a PostgreSQL that can be killed, batches as processes, a Mega beside them."""
