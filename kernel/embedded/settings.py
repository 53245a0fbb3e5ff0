"""What a server for one small house is told, on its command line so that a changed default also reaches an old folder."""

from collections.abc import Mapping
from types import MappingProxyType

DEFAULTS: Mapping[str, str] = MappingProxyType(
    {
        "listen_addresses": "",
        "max_connections": "100",
        # Little memory: the whole house has 300 MB.
        "shared_buffers": "64MB",
        "huge_pages": "off",
        "io_method": "sync",
        "jit": "off",
        "max_wal_size": "1GB",
        # The log of events leans on these three.
        "synchronous_commit": "on",
        "max_prepared_transactions": "0",
        "idle_in_transaction_session_timeout": "60s",
        "timezone": "UTC",
        "log_timezone": "UTC",
        # A file per weekday, emptied when its day comes again.
        "logging_collector": "on",
        "log_directory": "log",
        "log_filename": "postgres-%a.log",
        "log_rotation_age": "1d",
        "log_rotation_size": "0",
        "log_truncate_on_rotation": "on",
        "log_line_prefix": "%m [%p] ",
        # Statements and the details of an error hold people's data.
        "log_min_error_statement": "panic",
        "log_error_verbosity": "terse",
        "log_parameter_max_length": "0",
    }
)


def flags(settings: Mapping[str, str]) -> list[str]:
    return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
