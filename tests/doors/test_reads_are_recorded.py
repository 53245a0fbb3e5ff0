"""Who shows a person's data writes down who looked, in the same transaction; who shows nothing writes nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import pytest

from schemas.words import Role
from tests.doors.expectations import APIS, EXPECTED
from tests.doors.expected import Key
from tests.doors.expected_by_link import BY_LINK
from tests.doors.intruders import knock, right
from tests.doors.town import Town

OPEN = "open to all, and about nobody"
DESK_STEPS = ("assignee", "contacts", "consents", "contact-details", "question", "closures", "judgements")
SHOWS: dict[Key, str] = {
    ("intake", "GET", "/v1/signals/{signal_id}"): "caregiver",
    ("intake", "GET", "/v1/worklist"): "caregiver",
    ("intake", "POST", "/v1/worklist/searches"): "caregiver",
    ("intake", "GET", "/v1/worklist/{signal_id}"): "caregiver",
    **{key: "other_caregiver" for key in EXPECTED if key[0] == "intake" and key[2].endswith(tuple(f"signal_id}}/{s}" for s in DESK_STEPS))},
    ("intake", "POST", "/v1/worklist/{signal_id}/codes"): "other_caregiver",
    ("intake", "POST", "/v1/contact-details"): "caregiver",
    ("intake", "POST", "/v1/signaller-contacts"): "caregiver",
    ("intake", "GET", "/v1/my-file"): "caregiver",
    ("intake", "PUT", "/v1/my-file/contact-details"): "caregiver",
    ("intake", "POST", "/v1/my-file/withdrawals"): "caregiver",
    ("intake", "POST", "/v1/erasures/searches"): "caregiver",
    ("intake", "POST", "/v1/erasures"): "leaving",
    ("intake", "GET", "/v1/erasures/{person_id}"): "leaving",
    **{(service, "GET", "/v1/access-log"): "caregiver" for service in APIS},
    ("referral", "GET", "/v1/referrals"): "caregiver",
    ("referral", "GET", "/v1/referrals/{referral_id}"): "caregiver",
    ("referral", "POST", "/v1/referrals/{referral_id}/handovers"): "caregiver",
    ("referral", "POST", "/v1/referrals/{referral_id}/other-times"): "caregiver",
    ("notifications", "GET", "/v1/messages"): "caregiver",
    ("waardering", "GET", "/v1/applications"): "beneficiary",
    ("waardering", "POST", "/v1/applications/searches"): "beneficiary",
    ("waardering", "POST", "/v1/contact-choices/searches"): "beneficiary",
    ("waardering", "GET", "/v1/applications/records"): "beneficiary",
    ("waardering", "GET", "/v1/applications/{application_id}"): "beneficiary",
    **{
        key: "waiting_beneficiary"
        for key, expected in EXPECTED.items()
        if key[0] == "waardering" and expected.at.get("application_id") == "open_application"
    },
    ("waardering", "POST", "/v1/applications/{application_id}/cases"): "beneficiary",
    ("waardering", "GET", "/v1/applications/{application_id}/letters"): "beneficiary",
    ("waardering", "GET", "/v1/applications/{application_id}/papers"): "beneficiary",
    ("waardering", "GET", "/v1/letters"): "beneficiary",
    ("waardering", "GET", "/v1/letters/{letter_id}/file"): "beneficiary",
    ("waardering", "POST", "/v1/letters/{letter_id}/prints"): "beneficiary",
    ("waardering", "GET", "/v1/print-batches/{batch_id}/file"): "beneficiary",
    ("waardering", "GET", "/v1/cases"): "beneficiary",
    ("waardering", "GET", "/v1/cases/{case_id}"): "beneficiary",
    ("waardering", "POST", "/v1/cases/{case_id}/extensions"): "beneficiary",
    ("waardering", "PUT", "/v1/cases/{case_id}/owner"): "beneficiary",
    ("waardering", "POST", "/v1/cases/{case_id}/closures"): "beneficiary",
    ("waardering", "GET", "/v1/payments"): "beneficiary",
    ("waardering", "GET", "/v1/payments/{payment_id}"): "beneficiary",
    ("waardering", "GET", "/v1/bank-reports/{report_id}"): "beneficiary",
    ("waardering", "GET", "/v1/hand-outs/{hand_out_id}"): "beneficiary",
    ("waardering", "GET", "/v1/hand-out-tokens/{token}"): "beneficiary",
    ("waardering", "GET", "/v1/payout-runs/{run_id}/file"): "beneficiary",
}
"""Route -> whose data its answer holds."""
SHOWS_NOBODY: dict[Key, str] = {
    **{key: OPEN for key, expected in EXPECTED.items() if expected.right is None},
    **{key: "codes and ids of tasks" for key in EXPECTED if key[2].startswith("/v1/stuck")},
    **{key: "offers, colleagues and inboxes of organisations" for key in EXPECTED if key[0] == "directory" and key[2] != "/v1/access-log"},
    ("intake", "POST", "/v1/signals"): "a reference of what the sender just told",
    ("intake", "GET", "/v1/worklist/{signal_id}/offers"): "offers; the question goes out without identity",
    ("intake", "POST", "/v1/worklist/{signal_id}/appointments"): "an id of what the asker just made",
    ("intake", "POST", "/v1/links"): "a token for a mail",
    ("intake", "POST", "/v1/issued-codes"): "a code for a mail",
    ("referral", "POST", "/v1/referrals/{referral_id}/decisions"): "already answered here; a yes is proven below",
    ("referral", "POST", "/v1/referrals/{referral_id}/confirmations"): "too early here; proven in the tests of referral",
    ("referral", "POST", "/v1/referrals/{referral_id}/outcomes"): "shown after its end to who ended it, without her ids",
    ("referral", "POST", "/v1/referrals/{referral_id}/withdrawals"): "proven below, for another referral",
    ("monitor", "GET", "/v1/figures"): "counts",
    ("monitor", "GET", "/v1/figures/live"): "counts",
    ("monitor", "GET", "/v1/figures/waardering"): "counts",
    **{key: "counts of a campaign" for key in EXPECTED if "/v1/campaigns" in key[2] or key[2].endswith("/invitees")},
    ("waardering", "GET", "/v1/campaigns/{campaign_id}/letters"): "nothing waits here; proven in the tests of waardering",
    ("intake", "POST", "/v1/register-contacts"): "refused here; to waardering it is proven in the tests of waardering",
    ("waardering", "POST", "/v1/own-contact-choices"): "a link that nobody made here; proven in the tests of waardering",
    ("waardering", "POST", "/v1/own-contact-choices/lookups"): "whether she wants a message; nobody is shown",
    ("waardering", "POST", "/v1/contact-choices"): "nothing; that it was changed is recorded",
    ("waardering", "POST", "/v1/invitation-letters"): "refused here; proven in the tests of waardering",
    ("waardering", "POST", "/v1/invitation-lookups"): "a scheme; nobody is shown",
    ("waardering", "POST", "/v1/invitation-refusals"): "a scheme; nobody is shown",
    ("waardering", "POST", "/v1/applications"): "a reference of what the sender just told",
    ("waardering", "POST", "/v1/applications/decisions"): "decided already here; a grant is recorded in the tests of waardering",
    ("waardering", "POST", "/v1/schemes/{key}/trials"): "people who do not exist",
    (
        "waardering",
        "POST",
        "/v1/cases/{case_id}/hearings",
    ): "a complaint has no hearing; of an objection it is proven in the tests of waardering",
    ("waardering", "POST", "/v1/drafts"): "a token for what the sender just typed",
    ("waardering", "POST", "/v1/draft-mails"): "nothing",
    ("waardering", "POST", "/v1/application-mails"): "nothing",
    ("waardering", "POST", "/v1/application-link-requests"): "nothing",
    ("waardering", "POST", "/v1/code-contacts"): "no code waits here; proven in the tests of waardering",
    ("waardering", "POST", "/v1/code-openings"): "a link that nobody made here; proven in the tests of waardering",
    ("waardering", "POST", "/v1/draft-letters"): "nothing was saved here; proven in the tests of waardering",
    ("waardering", "POST", "/v1/papers"): "nothing asked here; what an officer opens is recorded in the tests of waardering",
    **{key: "a link that nobody made here; proven in the tests of waardering" for key in BY_LINK if "/own-" in key[2]},
    **{key: "no paper here; proven in the tests of waardering" for key in BY_LINK if "{paper_id}" in key[2]},
    ("waardering", "POST", "/v1/application-links"): "a token for a letter",
    ("waardering", "POST", "/v1/register-entries"): "refused here; to intake it is proven in the tests of waardering",
    ("waardering", "POST", "/v1/erasure-candidates"): "refused here; to intake it is proven in the tests of waardering",
    ("waardering", "POST", "/v1/wishes"): "refused here; to intake it is proven in the tests of waardering",
    ("waardering", "POST", "/v1/bank-reports"): "counts",
    ("waardering", "GET", "/v1/bank-reports"): "counts",
    ("waardering", "POST", "/v1/hand-outs"): "nothing lies ready here; it answers how many",
    ("waardering", "GET", "/v1/hand-outs"): "how many",
    ("waardering", "POST", "/v1/print-batches"): "how many",
    ("waardering", "GET", "/v1/print-batches"): "how many",
    ("waardering", "GET", "/v1/print-batches/{batch_id}"): "how many",
    ("waardering", "POST", "/v1/print-batches/{batch_id}/postings"): "how many",
    ("waardering", "POST", "/v1/letter-contacts"): "handled already here; proven in the tests of waardering",
    ("waardering", "POST", "/v1/letter-openings"): "a link that nobody made here; proven in the tests of waardering",
    **{
        key: "sums of a budget"
        for key in EXPECTED
        if key[0] == "waardering" and (key[2].startswith("/v1/budgets") or "/pools" in key[2] or "/draws" in key[2])
    },
    **{
        key: "already paid here; proven in the tests of waardering"
        for key in EXPECTED
        if key[0] == "waardering" and key[2].startswith("/v1/payments/") and key[1:] != ("GET", "/v1/payments/{payment_id}")
    },
    **{
        key: "how many, and how much"
        for key in EXPECTED
        if key[0] == "waardering" and key[2].startswith("/v1/payout-runs") and not key[2].endswith("/file")
    },
}


def test_every_route_says_whose_data_it_shows() -> None:
    assert set(SHOWS) | set(SHOWS_NOBODY) == set(EXPECTED)
    assert not set(SHOWS) & set(SHOWS_NOBODY)


async def looks(town: Town, service: str, person: str | None = None) -> int:
    counted = f'select count(*) from "{service}".access_log where $1::uuid is null or person = $1'
    return int((await town.rows(counted, UUID(person) if person else None))[0][0])


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("key", SHOWS, ids=" ".join)
async def test_who_looks_is_written_down(town: Town, key: Key) -> None:
    service, expected = key[0], EXPECTED[key]
    person = str(getattr(town.rows_there, SHOWS[key]))
    token = right(town, expected)
    await town.settled()
    before = await looks(town, service, person)
    got = await knock(town, key, expected, token)
    rows = await town.rows(
        f'select by_subject, by_client, purpose, role, what from "{service}".access_log where person = $1 order by id desc', UUID(person)
    )

    assert got.status_code in (200, 201), got.text
    assert len(rows) > before
    caller = await town.verifier.caller(token)
    mine = [row for row in rows[: len(rows) - before] if row["by_subject"] == caller.subject]
    assert mine, "somebody else is said to have looked"
    assert all(row["purpose"] and row["role"] and row["what"] and row["by_client"] == caller.client for row in mine)


IN_VAIN = """
select what from "{}".access_log where person = $1 and (region = 'elders' or by_subject = $2) and what <> 'access-log'
"""
"""Looks of who may not; an officer's question about a person is a look by itself, also when in vain."""


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("key", [key for key in SHOWS if EXPECTED[key].right is not Role.SERVICE], ids=" ".join)
async def test_a_look_that_is_refused_shows_nothing_and_is_no_look(town: Town, key: Key) -> None:
    expected, person = EXPECTED[key], UUID(getattr(town.rows_there, SHOWS[key]))
    assert expected.right is not None
    for token in (None, town.token(Role.ANALYST), town.token(expected.right, region="elders")):
        got = await knock(town, key, expected, token)
        assert not [secret for secret in town.rows_there.secrets(but=(*expected.echoes, "caregiver")) if secret in got.text]

    assert await town.rows(IN_VAIN.format(key[0]), person, str(town.staff("analyst"))) == []


@asynccontextmanager
async def nobody_can_write_down(town: Town, service: str) -> AsyncIterator[None]:
    """As when the disk is full: the look cannot be recorded."""
    await town.rows(f'alter table "{service}".access_log add constraint full_disk check (false) not valid')
    yield
    await town.rows(f'alter table "{service}".access_log drop constraint full_disk')


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("key", [key for key in SHOWS if key[1] == "GET"], ids=" ".join)
async def test_what_cannot_be_recorded_is_not_shown(town: Town, key: Key) -> None:
    """The record stands in the transaction of the reading itself: one cannot be without the other."""
    expected = EXPECTED[key]
    async with nobody_can_write_down(town, key[0]):
        got = await knock(town, key, expected, right(town, expected))

    assert got.status_code >= 500
    assert not [secret for secret in town.rows_there.secrets() if secret in got.text]


@pytest.mark.asyncio(loop_scope="module")
async def test_a_yes_is_a_look_and_a_withdrawal_as_well(town: Town) -> None:
    path = f"/v1/referrals/{town.rows_there.offered}"
    offered = await town.as_(Role.PROVIDER, "GET", path)
    assert offered.get("caregiverId") is None
    before = await looks(town, "referral")
    headers = {"If-Match": f'"{offered["version"]}"'}
    accepted = await town.as_(Role.PROVIDER, "POST", f"{path}/decisions", {"accept": True}, headers=headers)
    after_yes = await looks(town, "referral", accepted["caregiverId"])
    headers = {"If-Match": f'"{accepted["version"]}"'}
    await town.as_(Role.ASSESSOR, "POST", f"{path}/withdrawals", {}, headers=headers)

    assert after_yes > 0
    assert await looks(town, "referral") >= before + 2
