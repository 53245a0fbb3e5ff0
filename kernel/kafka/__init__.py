"""The way over several machines: a relay copies each log to its topic, and readers follow the topics instead of the logs."""

import logging

# The library says three lines at every try while a broker is away or a group forms; our own loops say what it means, once.
logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
