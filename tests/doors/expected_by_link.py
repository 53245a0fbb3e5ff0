"""What the routes of waardering answer to whom that are opened by a link or asked by another service."""

from schemas.words import Role
from tests.doors.expected import GONE, OFFICER, REFUSED, Expected, Key, fixed
from tests.doors.town import Json

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
    ("waardering", "POST", "/v1/own-accounts/openings"): Expected(
        Role.PUBLIC_DOOR, answers=(GONE,), body=lambda rows: MADE_UP | {"paymentId": str(rows.payment)}
    ),
    ("waardering", "POST", "/v1/own-accounts"): Expected(
        Role.PUBLIC_DOOR, answers=(GONE,), body=lambda rows: MADE_UP | {"paymentId": str(rows.payment), "iban": "NL20INGB0001234567"}
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
