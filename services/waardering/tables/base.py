"""What the tables share."""

from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, Sequence
from sqlalchemy.dialects.postgresql import TIMESTAMP

from kernel.database import table_base

if TYPE_CHECKING:
    from sqlmodel import SQLModel as Table
else:
    Table = table_base("waardering")

__all__ = ["MOMENT", "REFERENCES", "Table"]

MOMENT = TIMESTAMP(timezone=True)
REFERENCES = Sequence("reference_seq", schema="waardering", metadata=Table.metadata, data_type=BigInteger)
"""Numbers for people to read out."""
