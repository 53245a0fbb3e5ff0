"""What the bank sends back: refused orders (pain.002) and returned payments (camt.054), in whatever version."""

from collections.abc import Iterator
from dataclasses import dataclass

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
REJECTED = "RJCT"


@dataclass(frozen=True)
class Returned:
    """One payment that came back; without a reference everything of that message did."""

    reason: PaymentReturn
    reference: str | None = None
    message: str | None = None
    cents: int | None = None


def read(xml: str, pointer: str = "/xml") -> tuple[Returned, ...]:
    """Refused when it is neither; a file with nothing returned is empty."""
    if "<!DOCTYPE" in xml or "<!ENTITY" in xml:
        raise _unreadable(pointer)
    try:
        document = etree.fromstring(xml.encode(), _parser())
    except (etree.XMLSyntaxError, ValueError):
        raise _unreadable(pointer) from None
    if (report := document.find("{*}CstmrPmtStsRpt")) is not None:
        return tuple(_refused(report))
    if (report := document.find("{*}BkToCstmrDbtCdtNtfctn")) is not None:
        return tuple(_came_back(report))
    raise _unreadable(pointer)


def _parser() -> etree.XMLParser:
    """Nothing from elsewhere, nothing that swells."""
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False)


def _unreadable(pointer: str) -> BadInput:
    return BadInput([InputError(pointer, "This is no file of the bank's.", "pain.002 or camt.054 as the bank gives it")])


def _refused(report: etree._Element) -> Iterator[Returned]:
    message = report.findtext("{*}OrgnlGrpInfAndSts/{*}OrgnlMsgId")
    parts = [report.find("{*}OrgnlGrpInfAndSts"), *report.findall("{*}OrgnlPmtInfAndSts")]
    for part in parts:
        if part is not None and REJECTED in (part.findtext("{*}GrpSts"), part.findtext("{*}PmtInfSts")):
            yield Returned(_reason(part.findtext("{*}StsRsnInf/{*}Rsn/{*}Cd")), message=message)
            return
    for one in report.iterfind(".//{*}TxInfAndSts"):
        reference = one.findtext("{*}OrgnlEndToEndId")
        if one.findtext("{*}TxSts") == REJECTED and reference:
            yield Returned(_reason(one.findtext("{*}StsRsnInf/{*}Rsn/{*}Cd")), reference=reference)


def _came_back(report: etree._Element) -> Iterator[Returned]:
    """Money that came in again and names the payment that it was."""
    for entry in report.iterfind(".//{*}Ntry"):
        for one in entry.iterfind(".//{*}TxDtls"):
            reference = one.findtext("{*}Refs/{*}EndToEndId")
            returned = one.find("{*}RtrInf")
            coming_in = (one.findtext("{*}CdtDbtInd") or entry.findtext("{*}CdtDbtInd")) == "CRDT"
            if reference and returned is not None and coming_in:
                amount = one.findtext("{*}Amt") or one.findtext("{*}AmtDtls/{*}TxAmt/{*}Amt")
                yield Returned(_reason(returned.findtext("{*}Rsn/{*}Cd")), reference=reference, cents=_cents(amount))


def _reason(code: str | None) -> PaymentReturn:
    return REASONS.get(code or "", PaymentReturn.OTHER)


def _cents(amount: str | None) -> int | None:
    if amount is None:
        return None
    euros, _, rest = amount.strip().partition(".")
    return int(euros) * 100 + int((rest + "00")[:2])
