"""The file that the bank pays from: SEPA credit transfers (ISO 20022 pain.001), valid against the published schema."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files

from lxml import etree
from sepaxml import SepaTransfer  # type: ignore[import-untyped]  # ships none
from stdnum import iban as ibans
from stdnum.exceptions import ValidationError

from kernel.refusals import BadInput, InputError

SCHEMA = "pain.001.001.09"
SPACE = f"{{urn:iso:std:iso:20022:tech:xsd:{SCHEMA}}}"


class NotAsMade(RuntimeError):
    """The file's own count or sum is not what was put into it."""


@dataclass(frozen=True)
class Account:
    name: str
    iban: str


@dataclass(frozen=True)
class Transfer:
    """One payee. `reference` comes back with whatever the bank says about it; at most 35 characters."""

    reference: str
    to: Account
    cents: int
    text: str


def checked_iban(written: str, pointer: str) -> str:
    """Without spaces and in capitals; refused when its check digits or its country's layout are wrong."""
    try:
        return str(ibans.validate(written))
    except ValidationError:
        raise BadInput([InputError(pointer, "This is not an account number.", "an IBAN, such as NL91 ABNA 0417 1643 00")]) from None


def made(*, message: str, at: datetime, on: date, payer: Account, transfers: Sequence[Transfer]) -> bytes:
    """The same input gives the same bytes, so that a file can be told from another by its hash."""
    config = {"name": payer.name, "IBAN": payer.iban, "batch": True, "currency": "EUR"}
    file = SepaTransfer(config, schema=SCHEMA, clean=True)
    for one in transfers:
        file.add_payment(
            {
                "name": one.to.name,
                "IBAN": one.to.iban,
                "amount": one.cents,
                "execution_date": on,
                "description": one.text,
                "endtoend_id": one.reference,
            }
        )
    document = etree.fromstring(file.export(validate=False))
    # The library names messages by chance and by its own clock.
    _set(document, "GrpHdr/MsgId", message)
    _set(document, "GrpHdr/CreDtTm", at.strftime("%Y-%m-%dT%H:%M:%S"))
    for number, batch in enumerate(document.iter(f"{SPACE}PmtInfId"), start=1):
        batch.text = f"{message}-{number}"
    _as_made(document, transfers)
    schema().assertValid(document)
    return etree.tostring(document, xml_declaration=True, encoding="UTF-8")


def _as_made(document: etree._Element, transfers: Sequence[Transfer]) -> None:
    count, total = len(transfers), sum(one.cents for one in transfers)
    said = (_get(document, "GrpHdr/NbOfTxs"), _get(document, "GrpHdr/CtrlSum"))
    if said != (str(count), f"{total // 100}.{total % 100:02d}"):
        raise NotAsMade(f"{count} transfers, and the file says {said[0]}")


def _path(path: str) -> str:
    return "/".join(f"{SPACE}{part}" for part in ("CstmrCdtTrfInitn", *path.split("/")))


def _set(document: etree._Element, path: str, text: str) -> None:
    found = document.find(_path(path))
    assert found is not None  # the header always has it
    found.text = text


def _get(document: etree._Element, path: str) -> str | None:
    return document.findtext(_path(path))


@cache
def schema() -> etree.XMLSchema:
    """ISO's own, as the library ships it."""
    with (files("sepaxml") / "schemas" / f"{SCHEMA}.xsd").open("rb") as file:
        return etree.XMLSchema(etree.parse(file))
