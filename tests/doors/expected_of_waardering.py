"""What the routes of waardering answer to whom: its desk, its letters and its links."""

from schemas.words import Role
from tests.doors.expected import GONE, NOTHING, OFFICER, REFUSED, Expected, Key, fixed
from tests.doors.town import Json

PAYER = Role.PAYER
AN_APPLICATION: Json = {
    "scheme": "hilversum-mantelzorgwaardering",
    "applicant": "caregiver",
    "careRecipient": {"familyName": "Postbode", "postcode": "1216AB", "houseNumber": 1},
    "caregivers": [{"familyName": "Postbode", "birthDate": "1970-01-01", "form": "money"}],
}
NOTHING_CAME_BACK = '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03"><CstmrPmtStsRpt/></Document>'
STEP = {"right": OFFICER, "at": {"application_id": "open_application"}, "version": "application"}


def step(name: str, body: Json, method: str = "POST") -> dict[Key, Expected]:
    return {("waardering", method, f"/v1/applications/{{application_id}}/{name}"): Expected(**STEP, body=fixed(body))}


POT = {"budget_id": "pot"}
CAMPAIGN = {"campaign_id": "campaign"}
WAARDERING: dict[Key, Expected] = {
    ("waardering", "GET", "/v1/schemes"): Expected(private=False, query=lambda rows: "?region=gooi"),
    ("waardering", "GET", "/v1/schemes/{key}"): Expected(private=False, at={"key": "scheme"}, query=lambda rows: "?region=gooi"),
    ("waardering", "GET", "/v1/schemes/{key}/form"): Expected(private=False, at={"key": "scheme"}, query=lambda rows: "?region=gooi"),
    ("waardering", "GET", "/v1/schemes/{key}/beside"): Expected(private=False, at={"key": "scheme"}, query=lambda rows: "?region=gooi"),
    ("waardering", "POST", "/v1/schemes/{key}/trials"): Expected(
        OFFICER,
        elsewhere=(GONE, NOTHING),
        stranger=None,
        private=False,
        at={"key": "scheme"},
        body=fixed({"applicant": "caregiver", "receivedOn": "2027-03-02", "caregivers": [{"age": 50}]}),
    ),
    ("waardering", "POST", "/v1/applications/searches"): Expected(
        OFFICER, elsewhere=(NOTHING,), stranger=(NOTHING,), body=fixed({"reference": "GM-2027-W00001"})
    ),
    ("waardering", "POST", "/v1/applications/decisions"): Expected(
        OFFICER,
        elsewhere=(NOTHING,),
        stranger=(NOTHING,),
        echoes=("application",),
        body=lambda rows: {"items": [{"id": rows.application, "version": 1}]},
    ),
    ("waardering", "GET", "/v1/applications/records"): Expected(
        OFFICER, elsewhere=(NOTHING,), stranger=(NOTHING,), query=lambda rows: "?list=done"
    ),
    ("waardering", "POST", "/v1/applications"): Expected(
        OFFICER, answers=(201,), elsewhere=(GONE, REFUSED), stranger=(GONE, 201, REFUSED), body=fixed(AN_APPLICATION)
    ),
    ("waardering", "GET", "/v1/applications"): Expected(
        OFFICER, elsewhere=(NOTHING,), stranger=(NOTHING,), query=lambda rows: "?list=done"
    ),
    ("waardering", "GET", "/v1/applications/{application_id}"): Expected(OFFICER, at={"application_id": "application"}),
    **step("owner", {}, "PUT"),
    **step("information-request-previews", {"what": "Waar woont uw naaste?"}),
    **step("information-requests", {"what": "Waar woont uw naaste?"}),
    **step("completions", {"facts": {}}),
    **step("postponements", {"weeks": 2, "reason": "Advies gevraagd."}),
    **step("checks", {"passed": True}),
    **step("decision-previews", {"grant": False, "reason": "residence"}),
    **step("decisions", {"grant": False, "reason": "residence"}),
    **step("revisions", {}),
    **step("withdrawals", {}),
    ("waardering", "POST", "/v1/applications/{application_id}/cases"): Expected(
        OFFICER, answers=(201,), at={"application_id": "application"}, body=fixed({"kind": "complaint", "text": "Het duurde lang."})
    ),
    ("waardering", "GET", "/v1/cases"): Expected(OFFICER, elsewhere=(NOTHING,), stranger=(NOTHING,)),
    ("waardering", "GET", "/v1/cases/{case_id}"): Expected(OFFICER, at={"case_id": "case"}),
    ("waardering", "PUT", "/v1/cases/{case_id}/owner"): Expected(OFFICER, at={"case_id": "case"}, version="case", body=fixed({})),
    ("waardering", "POST", "/v1/cases/{case_id}/hearings"): Expected(
        OFFICER, answers=(409,), at={"case_id": "case"}, version="case", body=fixed({"state": "waived", "note": "Liever niet."})
    ),
    ("waardering", "POST", "/v1/cases/{case_id}/extensions"): Expected(
        OFFICER, at={"case_id": "case"}, version="case", body=fixed({"weeks": 2})
    ),
    ("waardering", "POST", "/v1/cases/{case_id}/closures"): Expected(
        OFFICER, at={"case_id": "case"}, version="case", body=fixed({"outcome": "settled", "text": "Excuses."})
    ),
    ("waardering", "GET", "/v1/budgets/allotments"): Expected(PAYER, elsewhere=(NOTHING,), stranger=(NOTHING,)),
    ("waardering", "GET", "/v1/budgets/{budget_id}/waiting"): Expected(PAYER, at=POT),
    ("waardering", "GET", "/v1/schemes/{key}/pools/{year}"): Expected(OFFICER, answers=(409,), at={"key": "scheme", "year": "year"}),
    ("waardering", "GET", "/v1/schemes/{key}/draws/{year}/lines"): Expected(OFFICER, answers=(409,), at={"key": "scheme", "year": "year"}),
    ("waardering", "GET", "/v1/schemes/{key}/draws/{year}"): Expected(OFFICER, answers=(409,), at={"key": "scheme", "year": "year"}),
    ("waardering", "GET", "/v1/budgets"): Expected(PAYER, elsewhere=(NOTHING,), stranger=(NOTHING,)),
    ("waardering", "GET", "/v1/budgets/{budget_id}"): Expected(PAYER, at=POT),
    ("waardering", "PUT", "/v1/budgets/{budget_id}"): Expected(PAYER, at=POT, version="budget", body=fixed({"totalCents": 30_000_000})),
    ("waardering", "POST", "/v1/schemes/{key}/pools"): Expected(OFFICER, answers=(409,), at={"key": "scheme"}, body=fixed({"year": 2027})),
    ("waardering", "POST", "/v1/schemes/{key}/draws"): Expected(OFFICER, answers=(409,), at={"key": "scheme"}, body=fixed({"year": 2027})),
    ("waardering", "GET", "/v1/payments"): Expected(PAYER, elsewhere=(NOTHING,), stranger=(NOTHING,), query=lambda rows: "?state=sent"),
    ("waardering", "GET", "/v1/payments/ready"): Expected(PAYER, elsewhere=(NOTHING,), stranger=(NOTHING,)),
    ("waardering", "GET", "/v1/payments/{payment_id}"): Expected(PAYER, at={"payment_id": "payment"}),
    ("waardering", "GET", "/v1/payments/{payment_id}/code"): Expected(OFFICER, answers=(GONE,), at={"payment_id": "payment"}),
    ("waardering", "POST", "/v1/payments/{payment_id}/collection-withdrawals"): Expected(
        OFFICER, answers=(409,), at={"payment_id": "payment"}
    ),
    ("waardering", "POST", "/v1/hand-outs"): Expected(
        OFFICER,
        answers=(409,),
        elsewhere=(409,),
        stranger=(409, REFUSED),
        body=fixed({"title": "Koffie", "on": "2027-11-10", "forms": ["gift"]}),
    ),
    ("waardering", "GET", "/v1/hand-outs"): Expected(OFFICER, elsewhere=(NOTHING,), stranger=(NOTHING,)),
    ("waardering", "GET", "/v1/hand-outs/{hand_out_id}"): Expected(OFFICER, at={"hand_out_id": "hand_out"}),
    ("waardering", "GET", "/v1/hand-out-tokens/{token}"): Expected(OFFICER, at={"token": "square"}),
    ("waardering", "GET", "/v1/bank-reports"): Expected(PAYER, elsewhere=(NOTHING,), stranger=(NOTHING,)),
    ("waardering", "GET", "/v1/bank-reports/{report_id}"): Expected(PAYER, at={"report_id": "report"}),
    ("waardering", "POST", "/v1/payments/{payment_id}/repeats"): Expected(
        PAYER, answers=(409,), at={"payment_id": "payment"}, body=fixed({})
    ),
    ("waardering", "POST", "/v1/payments/{payment_id}/collections"): Expected(
        OFFICER, answers=(409,), at={"payment_id": "payment"}, body=fixed({"signedBy": "A."})
    ),
    ("waardering", "POST", "/v1/payments/{payment_id}/cancellations"): Expected(
        PAYER, answers=(409,), at={"payment_id": "payment"}, body=fixed({"reason": "Toch niet."})
    ),
    ("waardering", "POST", "/v1/payout-runs"): Expected(
        PAYER, answers=(201, 409), elsewhere=(409,), stranger=(409, REFUSED), body=fixed({"form": "money"})
    ),
    ("waardering", "GET", "/v1/payout-runs"): Expected(PAYER, elsewhere=(NOTHING,), stranger=(NOTHING,)),
    ("waardering", "GET", "/v1/payout-runs/{run_id}"): Expected(PAYER, at={"run_id": "run"}),
    ("waardering", "POST", "/v1/payout-runs/{run_id}/approvals"): Expected(
        PAYER, answers=(409,), at={"run_id": "run"}, version="run", body=fixed({"approve": True})
    ),
    ("waardering", "GET", "/v1/payout-runs/{run_id}/file"): Expected(PAYER, at={"run_id": "run"}),
    ("waardering", "POST", "/v1/payout-runs/{run_id}/codes"): Expected(
        PAYER, answers=(GONE,), at={"run_id": "run"}, body=fixed({"csv": "referentie;code"})
    ),
    ("waardering", "POST", "/v1/bank-reports"): Expected(
        PAYER, elsewhere=(NOTHING,), stranger=(NOTHING, REFUSED), body=fixed({"xml": NOTHING_CAME_BACK})
    ),
    ("waardering", "GET", "/v1/schemes/{key}/invitees"): Expected(OFFICER, at={"key": "scheme"}, query=lambda rows: "?year=2028"),
    ("waardering", "POST", "/v1/campaigns"): Expected(
        OFFICER,
        answers=(201,),
        body=fixed({"scheme": "hilversum-mantelzorgwaardering", "year": 2028, "startsOn": "2028-01-10"}),
    ),
    ("waardering", "GET", "/v1/campaigns"): Expected(OFFICER, elsewhere=(NOTHING,), stranger=(NOTHING,)),
    ("waardering", "GET", "/v1/campaigns/{campaign_id}"): Expected(OFFICER, at=CAMPAIGN),
    ("waardering", "POST", "/v1/campaigns/{campaign_id}/pauses"): Expected(OFFICER, at=CAMPAIGN, version="campaign"),
    ("waardering", "POST", "/v1/campaigns/{campaign_id}/resumptions"): Expected(
        OFFICER, answers=(200, 409), at=CAMPAIGN, version="campaign"
    ),
    ("waardering", "GET", "/v1/campaigns/{campaign_id}/letters"): Expected(OFFICER, answers=(409,), at=CAMPAIGN),
    ("waardering", "POST", "/v1/campaigns/{campaign_id}/printings"): Expected(OFFICER, answers=(409,), at=CAMPAIGN, version="campaign"),
    ("waardering", "POST", "/v1/campaigns/{campaign_id}/starts"): Expected(OFFICER, answers=(200, 409), at=CAMPAIGN, version="campaign"),
    ("waardering", "POST", "/v1/campaigns/{campaign_id}/stops"): Expected(OFFICER, answers=(200, 409), at=CAMPAIGN, version="campaign"),
    ("waardering", "POST", "/v1/contact-choices"): Expected(
        OFFICER,
        answers=(204,),
        elsewhere=(400,),
        stranger=None,
        body=lambda rows: {"personId": rows.waiting_beneficiary, "mayInvite": True},
    ),
    ("waardering", "POST", "/v1/contact-choices/searches"): Expected(
        OFFICER, elsewhere=(NOTHING,), stranger=(NOTHING,), body=fixed({"name": "Zandvliet"})
    ),
    ("waardering", "POST", "/v1/own-contact-choices/lookups"): Expected(Role.PUBLIC_DOOR, answers=(GONE,), body=fixed({"token": "x" * 43})),
    ("waardering", "POST", "/v1/own-contact-choices"): Expected(
        Role.PUBLIC_DOOR, answers=(GONE,), body=fixed({"token": "x" * 43, "mayInvite": True})
    ),
    ("waardering", "POST", "/v1/invitation-lookups"): Expected(Role.PUBLIC_DOOR, answers=(GONE,), body=fixed({"token": "x" * 43})),
    ("waardering", "POST", "/v1/invitation-refusals"): Expected(Role.PUBLIC_DOOR, answers=(GONE,), body=fixed({"token": "x" * 43})),
    ("waardering", "POST", "/v1/invitation-letters"): Expected(
        Role.SERVICE,
        answers=(GONE,),
        elsewhere=(),
        stranger=None,
        other_client=(REFUSED,),
        body=lambda rows: {"invitationId": rows.campaign},
    ),
    ("waardering", "POST", "/v1/wishes"): Expected(
        Role.SERVICE,
        answers=(REFUSED,),
        elsewhere=(),
        stranger=None,
        other_client=(REFUSED,),
        body=lambda rows: {"applicationId": rows.application, "caregiverId": rows.beneficiary},
    ),
}
"""Intake alone hears a wish; who else of the house asks is refused (tests/waardering)."""
IN_BATCH = {"batch_id": "batch"}
LETTERS: dict[Key, Expected] = {
    ("waardering", "GET", "/v1/applications/{application_id}/letters"): Expected(OFFICER, at={"application_id": "application"}),
    ("waardering", "GET", "/v1/letters"): Expected(
        OFFICER, elsewhere=(NOTHING,), stranger=(NOTHING,), query=lambda rows: "?state=in-batch"
    ),
    ("waardering", "GET", "/v1/letters/{letter_id}/file"): Expected(OFFICER, at={"letter_id": "letter"}),
    ("waardering", "POST", "/v1/letters/{letter_id}/prints"): Expected(OFFICER, at={"letter_id": "letter"}),
    ("waardering", "POST", "/v1/print-batches"): Expected(
        OFFICER, answers=(201, 409), elsewhere=(409,), stranger=(409, REFUSED), body=fixed({})
    ),
    ("waardering", "GET", "/v1/print-batches"): Expected(OFFICER, elsewhere=(NOTHING,), stranger=(NOTHING,)),
    ("waardering", "GET", "/v1/print-batches/{batch_id}"): Expected(OFFICER, at=IN_BATCH),
    ("waardering", "GET", "/v1/print-batches/{batch_id}/file"): Expected(OFFICER, at=IN_BATCH),
    ("waardering", "POST", "/v1/print-batches/{batch_id}/postings"): Expected(OFFICER, at=IN_BATCH, version="batch"),
    ("waardering", "POST", "/v1/letter-contacts"): Expected(
        Role.SERVICE,
        answers=(GONE,),
        elsewhere=(),
        stranger=None,
        other_client=(REFUSED,),
        body=lambda rows: {"letterId": rows.letter},
    ),
    ("waardering", "POST", "/v1/letter-openings"): Expected(
        Role.PUBLIC_DOOR, answers=(GONE,), elsewhere=(GONE,), stranger=(GONE,), body=fixed({"token": "x" * 43})
    ),
}
"""A letter that was handled is nobody's to send again; a link that nobody made opens nothing (tests/waardering)."""
