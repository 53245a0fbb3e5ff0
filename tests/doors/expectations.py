"""What every route of every API answers to whom. A route that is missing here fails the test: decide, then write it down."""

from schemas.words import Role
from tests.doors.expected import DESK, GONE, NOTHING, PROVIDER, REFUSED, Expected, Key, fixed
from tests.doors.expected_by_link import BY_LINK
from tests.doors.expected_of_waardering import LETTERS, WAARDERING
from tests.doors.town import Json

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
