"""What the bank tells of payments: orders accepted or refused (pain.002), money that left or came back (camt.054); in any version."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from kernel.refusals import BadInput, InputError
from schemas.words import PaymentReturn

REASONS = {
    "AC01": PaymentReturn.WRONG_ACCOUNT,
    "AC03": PaymentReturn.WRONG_ACCOUNT,
    "BE01": PaymentReturn.WRONG_ACCOUNT,
    "AC04": PaymentReturn.CLOSED_ACCOUNT,
    "AC07": PaymentReturn.CLOSED_ACCOUNT,
    "AC06": PaymentReturn.BLOCKED_ACCOUNT,
    "MD07": PaymentReturn.DECEASED,
    "AG01": PaymentReturn.REFUSED_BY_BANK,
    "AG02": PaymentReturn.REFUSED_BY_BANK,
    "AM04": PaymentReturn.REFUSED_BY_BANK,
    "RR04": PaymentReturn.REFUSED_BY_BANK,
    "MS03": PaymentReturn.REFUSED_BY_BANK,
}
"""ISO 20022 external return reasons; what is not here is `other`."""
REJECTED, SETTLED, BOOKED = "RJCT", ("ACSC", "ACCC"), "BOOK"
"""Everything else is on its way: received, checked, being settled."""
Kind = Literal["pain.002", "camt.054"]
Outcome = Literal["paid", "returned", "on-its-way"]


@dataclass(frozen=True)
class Told:
    """Of one payment by its reference; with only a message, of everything in it."""

    outcome: Outcome
    reason: PaymentReturn | None = None
    reference: str | None = None
    message: str | None = None
    cents: int | None = None


@dataclass(frozen=True)
class Report:
    kind: Kind
    lines: tuple[Told, ...]


def read(xml: str, pointer: str = "/xml") -> Report:
    """Refused when it is neither; a file that tells of no payment is empty."""
    if "<!DOCTYPE" in xml or "<!ENTITY" in xml:
        raise _unreadable(pointer)
    try:
        document = etree.fromstring(xml.encode(), _parser())
    except (etree.XMLSyntaxError, ValueError):
        raise _unreadable(pointer) from None
    if (report := document.find("{*}CstmrPmtStsRpt")) is not None:
        return Report("pain.002", tuple(_judged(report)))
    if (report := document.find("{*}BkToCstmrDbtCdtNtfctn")) is not None:
        return Report("camt.054", tuple(_booked(report, pointer)))
    raise _unreadable(pointer)


def _parser() -> etree.XMLParser:
    """Nothing from elsewhere, nothing that swells."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False)


def _unreadable(pointer: str) -> BadInput:
    return BadInput([InputError(pointer, "This is no file of the bank's.", "pain.002 or camt.054 as the bank gives it")])


def _judged(report: etree._Element) -> Iterator[Told]:
    """The whole message where the bank tells of it as a whole, and otherwise each order that it names."""
    orders = [one for one in report.iterfind(".//{*}TxInfAndSts") if one.findtext("{*}OrgnlEndToEndId")]
    message = report.findtext("{*}OrgnlGrpInfAndSts/{*}OrgnlMsgId")
    parts = [report.find("{*}OrgnlGrpInfAndSts"), *report.findall("{*}OrgnlPmtInfAndSts")]
    for part in parts:
        status = None if part is None else part.findtext("{*}GrpSts") or part.findtext("{*}PmtInfSts")
        if status == REJECTED or (status is not None and status != "PART" and not orders):
            yield Told(_outcome(status), _reason(part) if part is not None and status == REJECTED else None, message=message)
            return
    for one in orders:
        status = one.findtext("{*}TxSts")
        yield Told(_outcome(status), _reason(one) if status == REJECTED else None, one.findtext("{*}OrgnlEndToEndId"))


def _outcome(status: str | None) -> Outcome:
    return "returned" if status == REJECTED else "paid" if status in SETTLED else "on-its-way"


def _booked(report: etree._Element, pointer: str) -> Iterator[Told]:
    """Money that left; or that came in again and names the payment that it was."""
    for entry in report.iterfind(".//{*}Ntry"):
        booked: Outcome = "paid" if BOOKED in (entry.findtext("{*}Sts"), entry.findtext("{*}Sts/{*}Cd")) else "on-its-way"
        details = entry.findall(".//{*}TxDtls")
        if not details and entry.findtext("{*}CdtDbtInd") == "DBIT":
            yield Told(booked, message=(entry.findtext(".//{*}Btch/{*}PmtInfId") or "").partition("-")[0] or None)
        for one in details:
            reference = one.findtext("{*}Refs/{*}EndToEndId")
            coming_in = (one.findtext("{*}CdtDbtInd") or entry.findtext("{*}CdtDbtInd")) == "CRDT"
            returned = one.find("{*}RtrInf")
            cents = _cents(one.findtext("{*}Amt") or one.findtext("{*}AmtDtls/{*}TxAmt/{*}Amt"), pointer)
            if reference and coming_in and returned is not None:
                yield Told("returned", _reason(one), reference, cents=cents)
            elif reference and not coming_in:
                yield Told(booked, reference=reference, cents=cents)


def _reason(part: etree._Element) -> PaymentReturn:
    code = part.findtext("{*}StsRsnInf/{*}Rsn/{*}Cd") or part.findtext("{*}RtrInf/{*}Rsn/{*}Cd")
    return REASONS.get(code or "", PaymentReturn.OTHER)


def _cents(amount: str | None, pointer: str) -> int | None:
    if amount is None:
        return None
    euros, _, rest = amount.strip().partition(".")
    if not euros.isdecimal() or (rest and not rest.isdecimal()):
        raise _unreadable(pointer)
    return int(euros) * 100 + int((rest + "00")[:2])
