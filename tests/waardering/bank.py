"""What a bank sends, and a run to send it about."""

from __future__ import annotations

import httpx

from .town import Town, an_application


async def granted(town: Town, how_many: int = 1, scheme: str = "plain") -> list[str]:
    return [(await town.applies(an_application(scheme, number=number)))["id"] for number in range(1, how_many + 1)]


def pain002(*references: str, code: str = "AC04") -> str:
    """As a bank refuses single orders."""
    refused = "".join(
        f"<TxInfAndSts><OrgnlEndToEndId>{one}</OrgnlEndToEndId><TxSts>RJCT</TxSts>"
        f"<StsRsnInf><Rsn><Cd>{code}</Cd></Rsn></StsRsnInf></TxInfAndSts>"
        for one in references
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03"><CstmrPmtStsRpt>'
        f"<GrpHdr><MsgId>B1</MsgId></GrpHdr><OrgnlPmtInfAndSts><OrgnlPmtInfId>1</OrgnlPmtInfId>{refused}</OrgnlPmtInfAndSts>"
        "</CstmrPmtStsRpt></Document>"
    )


def camt054(reference: str, euros: str = "50.00", code: str = "AC01") -> str:
    """As a bank tells that a payment came back."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>'
        "<Ntfctn><Id>N1</Id><Ntry><CdtDbtInd>CRDT</CdtDbtInd><NtryDtls><TxDtls>"
        f'<Refs><EndToEndId>{reference}</EndToEndId></Refs><Amt Ccy="EUR">{euros}</Amt><CdtDbtInd>CRDT</CdtDbtInd>'
        f"<RtrInf><Rsn><Cd>{code}</Cd></Rsn></RtrInf></TxDtls></NtryDtls></Ntry></Ntfctn></BkToCstmrDbtCdtNtfctn></Document>"
    )


def booked(reference: str, euros: str = "50.00") -> str:
    """As a bank tells that it was paid."""
    return camt054(reference, euros).replace("CRDT", "DBIT").replace("<Ntry>", "<Ntry><Sts><Cd>BOOK</Cd></Sts>")


def settled(*references: str) -> str:
    return pain002(*references).replace("RJCT", "ACSC")


async def reported(town: Town, xml: str, who: httpx.AsyncClient | None = None) -> httpx.Response:
    return await (who or town.payer).post("/v1/bank-reports", json={"xml": xml})
