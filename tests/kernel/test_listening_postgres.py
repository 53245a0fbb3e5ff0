from kernel.testing.behaviour import ListeningBehaviour


class TestPostgres(ListeningBehaviour):
    """The log read straight from Postgres."""
