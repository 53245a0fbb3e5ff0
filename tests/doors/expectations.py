"""What every route of every API answers to whom. A route that is missing here fails the test: decide, then write it down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from schemas.words import Role
from tests.doors.town import Json, Rows

Key = tuple[str, str, str]
"""Service, method, path."""
GONE, REFUSED = 404, 403
NOTHING = 200
"""Answered, with nothing of the rows that this caller may not see."""
DESK, PROVIDER = Role.ASSESSOR, Role.PROVIDER


@dataclass(frozen=True)
class Expected:
    right: Role | None = None
    """Who is admitted and owns the row; None: open to all."""
    answers: tuple[int, ...] = (200,)
    """To the right one; a 409 there means that the row was found and is in another state."""
    elsewhere: tuple[int, ...] = (GONE,)
    """To the same role of another region."""
    stranger: tuple[int, ...] | None = (GONE,)
    """To the same role of another organisation in the region; None: the route is the region's, not an organisation's."""
    at: dict[str, str] = field(default_factory=dict)
    """Path parameter -> name of the row."""
    query: Callable[[Rows], str] = lambda rows: ""
    body: Callable[[Rows], object] | None = None
    version: Literal["", "signal", "referral", "offer", "application", "case", "run", "budget", "campaign", "batch"] = ""
    headers: dict[str, str] = field(default_factory=dict)
    private: bool = True
    """Whether strangers may read names and ids in the answer; open data may be read by all."""
    echoes: tuple[str, ...] = ()
    """Rows whose id the answer repeats because the question named it."""
    other_client: tuple[int, ...] | None = None
    """To another client (or service) of the same role."""
    herself: tuple[int, ...] = ()
    """To her own pass, without a code."""
    other_person: tuple[int, ...] = ()
    """To someone else's pass; needed wherever a pass is admitted."""
    other_referral: tuple[int, ...] = ()
    """To her own pass for another referral."""


def fixed(value: Json) -> Callable[[Rows], object]:
    return lambda rows: value


A_POSTMAN: Json = {
    "signaller": {"kind": "gp", "phone": "0355550199"},
    "caregiver": {"familyName": "Postbode", "phone": "+31655550142"},
    "grounds": [{"person": "caregiver", "ground": "legal-duty"}],
    "externalId": "EXPECTED-1",
}
SIGNAL = {"signal_id": "signal"}
OPEN_SIGNAL = {"signal_id": "open_signal"}
REFERRAL = {"referral_id": "referral"}
DESK_DEED = {"right": DESK, "at": OPEN_SIGNAL, "version": "signal", "elsewhere": (GONE,), "stranger": (REFUSED,)}
CONSENT = {"person": "caregiver", "purpose": "referral", "given": True, "on": "2027-03-01", "how": "spoken"}
MESSENGER = {"right": Role.SERVICE, "elsewhere": (), "stranger": None, "other_client": (REFUSED,)}
MEETING = {"at": "2027-03-04T14:00:00+01:00", "way": "by-phone"}


def common(service: str) -> dict[Key, Expected]:
    """The same at every service."""
    public = Expected(private=False)
    return {
        (service, "GET", "/livez"): public,
        (service, "GET", "/readyz"): public,
        (service, "GET", "/metrics"): public,
        (service, "GET", "/v1/openapi.json"): public,
        (service, "GET", "/v1/access-log"): Expected(
            Role.PRIVACY_OFFICER,
            elsewhere=(NOTHING,),
            stranger=None,
            query=lambda rows: f"?person={rows.caregiver}",
            herself=(REFUSED,),
            other_person=(GONE, REFUSED),
        ),
        (service, "GET", "/v1/stuck"): Expected(Role.COORDINATOR, elsewhere=(NOTHING,), stranger=None),
        (service, "POST", "/v1/stuck/{task_id}/completions"): Expected(
            Role.COORDINATOR, answers=(204,), stranger=None, at={"task_id": f"task of {service}"}
        ),
    }


DIRECTORY: dict[Key, Expected] = {
    ("directory", "GET", "/v1/organisations"): Expected(private=False),
    ("directory", "GET", "/v1/organisations/{organisation_id}"): Expected(private=False, at={"organisation_id": "organisation"}),
    ("directory", "GET", "/v1/offers"): Expected(private=False),
    ("directory", "GET", "/v1/offers/{offer_id}"): Expected(private=False, at={"offer_id": "offer"}),
    ("directory", "GET", "/v1/regions/{code}"): Expected(private=False, at={"code": "region"}),
    ("directory", "PUT", "/v1/offers/{offer_id}/capacity"): Expected(
        PROVIDER, at={"offer_id": "offer"}, body=fixed({"available": 3}), version="offer"
    ),
    ("directory", "POST", "/v1/rankings"): Expected(DESK, stranger=(200,), body=fixed({"region": "gooi", "supportAreas": ["respite"]})),
    ("directory", "POST", "/v1/staff-lookups"): Expected(
        DESK, elsewhere=(NOTHING,), stranger=(200,), body=lambda rows: {"ids": [rows.staff]}, herself=(200,), other_person=(200,)
    ),
    ("directory", "GET", "/v1/staff"): Expected(DESK, elsewhere=(NOTHING,), stranger=(NOTHING,)),
    ("directory", "GET", "/v1/inboxes/{organisation_id}"): Expected(
        Role.SERVICE, elsewhere=(), stranger=None, at={"organisation_id": "organisation"}
    ),
}
INTAKE: dict[Key, Expected] = {
    ("intake", "GET", "/v1/code-lists"): Expected(private=False),
    ("intake", "GET", "/.well-known/openid-configuration"): Expected(private=False),
    ("intake", "GET", "/jwks"): Expected(private=False),
    ("intake", "POST", "/v1/signals"): Expected(
        Role.SIGNALLER,
        answers=(200, 201),
        elsewhere=(201,),
        stranger=(200, 201),
        other_client=(201,),
        body=fixed(A_POSTMAN),
    ),
    ("intake", "GET", "/v1/signals/{signal_id}"): Expected(Role.SIGNALLER, stranger=None, other_client=(GONE,), at=SIGNAL),
    ("intake", "GET", "/v1/worklist"): Expected(DESK, elsewhere=(NOTHING,), stranger=(REFUSED,)),
    ("intake", "POST", "/v1/worklist/searches"): Expected(DESK, elsewhere=(NOTHING,), stranger=(REFUSED,), body=fixed({"q": "Zandvliet"})),
    ("intake", "GET", "/v1/worklist/{signal_id}"): Expected(DESK, stranger=(REFUSED,), at=SIGNAL),
    ("intake", "PUT", "/v1/worklist/{signal_id}/assignee"): Expected(**DESK_DEED, body=fixed({})),
    ("intake", "POST", "/v1/worklist/{signal_id}/contacts"): Expected(**DESK_DEED, body=fixed({"outcome": "no-answer"})),
    ("intake", "POST", "/v1/worklist/{signal_id}/consents"): Expected(**DESK_DEED, body=fixed({"consents": [CONSENT]})),
    ("intake", "PUT", "/v1/worklist/{signal_id}/question"): Expected(
        **DESK_DEED, body=fixed({"supportAreas": ["respite"], "urgency": "soon"})
    ),
    ("intake", "PUT", "/v1/worklist/{signal_id}/contact-details"): Expected(**DESK_DEED, body=fixed({"phone": "+31612345678"})),
    ("intake", "POST", "/v1/worklist/{signal_id}/judgements"): Expected(
        **DESK_DEED, body=lambda rows: {"other": rows.caregiver, "same": False}
    ),
    ("intake", "GET", "/v1/worklist/{signal_id}/offers"): Expected(DESK, stranger=(REFUSED,), at={"signal_id": "spoken_signal"}),
    ("intake", "POST", "/v1/worklist/{signal_id}/appointments"): Expected(
        DESK,
        answers=(201,),
        stranger=(REFUSED,),
        at={"signal_id": "spoken_signal"},
        version="signal",
        body=lambda rows: {"offers": [rows.offer]},
    ),
    ("intake", "POST", "/v1/worklist/{signal_id}/codes"): Expected(DESK, answers=(201,), stranger=(REFUSED,), at=OPEN_SIGNAL),
    ("intake", "POST", "/v1/worklist/{signal_id}/closures"): Expected(**DESK_DEED, body=fixed({"ending": "answered-by-desk"})),
    ("intake", "POST", "/v1/contact-details"): Expected(
        PROVIDER,
        elsewhere=(NOTHING,),
        stranger=(NOTHING,),
        echoes=("caregiver",),
        headers={"Mantelbrug-Purpose": "support"},
        body=lambda rows: {"personIds": [rows.caregiver]},
    ),
    ("intake", "POST", "/v1/signaller-contacts"): Expected(
        **MESSENGER, body=lambda rows: {"signalId": rows.signal, "about": "signaller-received"}
    ),
    ("intake", "POST", "/v1/register-contacts"): Expected(
        Role.SERVICE,
        answers=(REFUSED,),
        elsewhere=(),
        stranger=None,
        other_client=(REFUSED,),
        headers={"Mantelbrug-Purpose": "waardering"},
        body=lambda rows: {"personIds": [rows.caregiver]},
    ),
    ("intake", "POST", "/v1/links"): Expected(
        **MESSENGER, answers=(201,), body=lambda rows: {"personId": rows.caregiver, "action": "follow"}
    ),
    ("intake", "POST", "/v1/issued-codes"): Expected(**MESSENGER, answers=(201,), body=lambda rows: {"personId": rows.caregiver}),
    ("intake", "POST", "/v1/passes"): Expected(answers=(201,), private=False, body=lambda rows: {"token": rows.link}),
    ("intake", "POST", "/v1/codes"): Expected(answers=(202,), private=False, body=lambda rows: {"token": rows.link}),
    ("intake", "POST", "/v1/erasures/searches"): Expected(
        Role.PRIVACY_OFFICER, elsewhere=(NOTHING,), stranger=(REFUSED,), body=lambda rows: {"reference": rows.reference}
    ),
    ("intake", "POST", "/v1/erasures"): Expected(
        Role.PRIVACY_OFFICER, answers=(201,), stranger=(REFUSED,), body=lambda rows: {"personId": rows.leaving, "reason": "asked"}
    ),
    ("intake", "GET", "/v1/erasures/{person_id}"): Expected(Role.PRIVACY_OFFICER, stranger=(REFUSED,), at={"person_id": "leaving"}),
    ("intake", "GET", "/v1/my-file"): Expected(Role.CAREGIVER, herself=(200,), other_person=(GONE,), stranger=None),
    ("intake", "PUT", "/v1/my-file/contact-details"): Expected(
        Role.CAREGIVER, herself=(REFUSED,), other_person=(GONE, REFUSED), stranger=None, body=fixed({"phone": "+31612345678"})
    ),
    ("intake", "POST", "/v1/my-file/withdrawals"): Expected(
        Role.CAREGIVER, herself=(REFUSED,), other_person=(GONE, REFUSED), stranger=None, body=fixed({"purpose": "feedback-to-signaller"})
    ),
}
REFERRALS: dict[Key, Expected] = {
    ("referral", "GET", "/v1/referrals"): Expected(PROVIDER, elsewhere=(NOTHING,), stranger=(NOTHING,), query=lambda rows: "?list=planned"),
    ("referral", "GET", "/v1/referrals/{referral_id}"): Expected(
        PROVIDER, at=REFERRAL, herself=(GONE,), other_person=(GONE,), other_referral=(GONE,)
    ),
    ("referral", "POST", "/v1/referrals/{referral_id}/decisions"): Expected(
        PROVIDER, answers=(409,), stranger=(GONE, REFUSED), at=REFERRAL, version="referral", body=fixed({"accept": True})
    ),
    ("referral", "POST", "/v1/referrals/{referral_id}/handovers"): Expected(PROVIDER, at=REFERRAL, version="referral", body=fixed(MEETING)),
    ("referral", "POST", "/v1/referrals/{referral_id}/confirmations"): Expected(
        PROVIDER,
        answers=(409,),
        at=REFERRAL,
        version="referral",
        body=fixed({"tookPlace": True}),
        herself=(GONE,),
        other_person=(GONE, REFUSED),
        other_referral=(GONE,),
    ),
    ("referral", "POST", "/v1/referrals/{referral_id}/other-times"): Expected(
        Role.CAREGIVER,
        at=REFERRAL,
        body=fixed({"wish": "Liever na zes uur."}),
        herself=(GONE,),
        other_person=(GONE,),
        other_referral=(GONE,),
        stranger=None,
    ),
    ("referral", "POST", "/v1/referrals/{referral_id}/outcomes"): Expected(
        PROVIDER, answers=(200, 409), at=REFERRAL, version="referral", body=fixed({"outcome": "other-help-needed", "completed": False})
    ),
    ("referral", "POST", "/v1/referrals/{referral_id}/withdrawals"): Expected(
        DESK, at={"referral_id": "offered"}, version="referral", body=fixed({})
    ),
}
OTHERS: dict[Key, Expected] = {
    ("notifications", "GET", "/v1/messages"): Expected(
        DESK, elsewhere=(NOTHING,), stranger=(NOTHING,), query=lambda rows: f"?referral={rows.referral}"
    ),
    ("notifications", "GET", "/v1/dev-mailbox"): Expected(headers={"Host": "localhost"}, private=False),
    ("notifications", "GET", "/v1/dev-mailbox/{mail_id}"): Expected(headers={"Host": "localhost"}, private=False, at={"mail_id": "mail"}),
    ("monitor", "GET", "/v1/figures"): Expected(Role.COORDINATOR, elsewhere=(NOTHING,), stranger=(NOTHING,)),
    ("monitor", "GET", "/v1/figures/waardering"): Expected(Role.COORDINATOR, elsewhere=(NOTHING,), stranger=(NOTHING,)),
    ("monitor", "GET", "/v1/figures/live"): Expected(Role.COORDINATOR, elsewhere=(NOTHING,), stranger=(NOTHING,)),
}
OFFICER, PAYER = Role.WAARDERING_OFFICER, Role.PAYER
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
MADE_UP: Json = {"token": "x" * 43}
BY_LINK: dict[Key, Expected] = {
    ("waardering", "POST", "/v1/drafts"): Expected(
        Role.PUBLIC_DOOR,
        answers=(201,),
        elsewhere=(GONE,),
        stranger=(201,),
        body=fixed({"scheme": "hilversum-mantelzorgwaardering", "answers": {}}),
        private=False,
    ),
    **{
        ("waardering", "POST", f"/v1/{path}"): Expected(Role.PUBLIC_DOOR, answers=(GONE,), body=fixed(MADE_UP))
        for path in ("own-links/openings", "own-applications/answers", "own-applications/withdrawals", "application-mails", "code-openings")
    },
    ("waardering", "POST", "/v1/draft-mails"): Expected(
        Role.PUBLIC_DOOR, answers=(GONE,), body=fixed(MADE_UP | {"email": "anneke@example.org"})
    ),
    ("waardering", "POST", "/v1/own-codes"): Expected(
        Role.PUBLIC_DOOR, answers=(GONE,), body=lambda rows: MADE_UP | {"paymentId": str(rows.payment)}
    ),
    ("waardering", "POST", "/v1/application-link-requests"): Expected(
        Role.PUBLIC_DOOR,
        answers=(202,),
        elsewhere=(202,),
        stranger=(202,),
        body=fixed({"reference": "GM-2027-W99999", "email": "anneke@example.org"}),
        private=False,
    ),
    ("waardering", "POST", "/v1/code-contacts"): Expected(
        Role.SERVICE,
        answers=(GONE,),
        elsewhere=(),
        stranger=None,
        other_client=(REFUSED,),
        body=lambda rows: {"paymentId": rows.payment},
    ),
    ("waardering", "POST", "/v1/draft-letters"): Expected(
        Role.SERVICE,
        answers=(GONE,),
        elsewhere=(),
        stranger=None,
        other_client=(REFUSED,),
        body=lambda rows: {"draftId": rows.case},
    ),
    ("waardering", "POST", "/v1/own-papers"): Expected(
        Role.PUBLIC_DOOR, answers=(GONE,), body=fixed(MADE_UP | {"content": "JVBERi0xLjc="})
    ),
    ("waardering", "POST", "/v1/papers"): Expected(
        OFFICER, answers=(409,), body=lambda rows: {"applicationId": rows.open_application, "content": "JVBERi0xLjc="}
    ),
    ("waardering", "GET", "/v1/applications/{application_id}/papers"): Expected(OFFICER, at={"application_id": "application"}),
    ("waardering", "GET", "/v1/applications/{application_id}/papers/{paper_id}"): Expected(
        OFFICER, answers=(GONE,), at={"application_id": "application", "paper_id": "case"}
    ),
    ("waardering", "POST", "/v1/applications/{application_id}/papers/{paper_id}/judgements"): Expected(
        OFFICER,
        answers=(GONE, 412),
        at={"application_id": "application", "paper_id": "case"},
        version="application",
        body=fixed({"accepted": True}),
    ),
    ("waardering", "POST", "/v1/application-links"): Expected(
        Role.SERVICE,
        answers=(201,),
        elsewhere=(),
        stranger=None,
        other_client=(REFUSED,),
        body=lambda rows: {"applicationId": rows.application},
    ),
    ("waardering", "POST", "/v1/register-entries"): Expected(
        Role.SERVICE,
        answers=(REFUSED,),
        elsewhere=(),
        stranger=None,
        other_client=(REFUSED,),
        body=lambda rows: {"applicationId": rows.application, "caregiverId": rows.beneficiary},
    ),
    ("waardering", "POST", "/v1/erasure-candidates"): Expected(
        Role.SERVICE,
        answers=(REFUSED,),
        elsewhere=(),
        stranger=None,
        other_client=(REFUSED,),
        body=lambda rows: {"region": "gooi", "personId": rows.beneficiary},
    ),
}
"""Behind a link that nobody made is nothing; what is behind a real one is proven in tests/waardering."""
APIS = ("directory", "intake", "referral", "notifications", "monitor", "waardering")
EXPECTED: dict[Key, Expected] = {
    **{key: one for service in APIS for key, one in common(service).items()},
    **DIRECTORY,
    **INTAKE,
    **REFERRALS,
    **OTHERS,
    **WAARDERING,
    **LETTERS,
    **BY_LINK,
}
