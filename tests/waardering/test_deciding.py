"""The officer's steps, the law's clocks, and what follows a decision."""

from datetime import UTC, datetime, timedelta

from schemas.waardering import WaarderingCaseClosed, WaarderingInformationAsked, WaarderingRefused, WaarderingWithdrawn
from schemas.words import CaseKind, CaseOutcome
from services.waardering import terms

from .town import Town, an_application


async def waits(town: Town, number: int = 1, scheme: str = "plain") -> str:
    """An application that a person has to decide on: nobody said where the recipient lives."""
    body = an_application(scheme, number=number)
    del body["careRecipient"]["postcode"]
    made = await town.applies(body)
    assert made["state"] == "received"
    return str(made["id"])


async def refused(town: Town, number: int = 1, scheme: str = "plain") -> str:
    application = await waits(town, number, scheme)
    await town.did(application, "decisions", {"grant": False, "reason": "residence", "note": "Woont elders."})
    return application


LIVES_HERE = {"facts": {"careRecipient": {"familyName": "Naaste", "postcode": "1216AB"}}}


# deciding -----------------------------------------------------------------------------------------


async def test_an_officer_and_a_letter_read_where_someone_lives_by_its_name(town: Town):
    body = an_application("plain")
    body["careRecipient"]["postcode"] = "1251TV"
    seen = await town.see((await town.applies(body))["id"])
    facts = [one["fact"] for one in seen["conditions"] if one["condition"] == "residence"]

    assert facts == ["woont in Laren"]


async def test_a_refusal_names_its_reason_and_its_objection_term(town: Town):
    application = await refused(town)
    seen = await town.see(application)

    assert (seen["state"], seen["reason"], seen["note"]) == ("refused", "residence", "Woont elders.")
    assert seen["objectionUntil"].startswith("2027-04-13")  # six weeks from the day after 2 March
    (told,) = await town.told(WaarderingRefused)
    assert isinstance(told, WaarderingRefused)
    assert told.reason == "residence"
    assert (await town.budget("plain"))["reservedCents"] == 0


async def test_a_refusal_names_the_article_of_the_condition_that_is_not_met(town: Town):
    await town.applies(an_application(number=1))
    second = await town.applies(an_application(number=1))
    seen = await town.did(second["id"], "decisions", {"grant": False, "reason": "cap-reached"})

    assert seen["article"] == "artikel 4 van de proefregels"


async def test_nothing_is_refused_without_a_reason_and_nothing_unknown_granted_without_a_note(town: Town):
    application = await waits(town)
    without_reason = await town.does(application, "decisions", {"grant": False})
    without_note = await town.does(application, "decisions", {"grant": True})
    other_amount = await town.does(application, "decisions", {"grant": True, "cents": 1000})

    assert [one.status_code for one in (without_reason, without_note, other_amount)] == [400, 409, 400]
    assert (await town.see(application))["state"] == "received"


async def test_an_officer_may_grant_another_amount_with_a_note(town: Town):
    application = await waits(town)
    seen = await town.did(application, "decisions", {"grant": True, "cents": 2500, "note": "Telefonisch bevestigd."})

    assert (seen["state"], seen["grantedCents"], seen["automatic"]) == ("granted", 2500, False)
    assert [one["cents"] for one in await town.payments("due")] == [2500]
    assert (await town.budget("plain"))["committedCents"] == 2500


async def test_who_decides_second_hears_who_was_first(town: Town):
    application = await waits(town)
    version = (await town.see(application))["version"]
    await town.did(application, "decisions", {"grant": False, "reason": "residence"})
    stale = await town.does(application, "decisions", {"grant": True, "note": "Toch."}, who=town.colleague, version=version)
    late = await town.does(application, "decisions", {"grant": True, "note": "Toch."}, who=town.colleague)

    assert (stale.status_code, late.status_code) == (412, 409)
    assert len(await town.story(application)) == 2


async def test_another_region_and_another_organisation_find_nothing(town: Town):
    application = await waits(town)
    strangers = [
        town.staff("waardering-officer", "eva", organisation="maatschappelijke-zaken-hbel"),
        town.staff("waardering-officer", "eva", region="elders"),
    ]
    for stranger in strangers:
        assert (await stranger.get(f"/v1/applications/{application}")).status_code == 404
        assert (await stranger.get("/v1/applications")).json()["items"] == []
        assert (await stranger.get("/v1/budgets")).json()["items"] == [] or stranger is strangers[0]


async def test_lists_are_due_first_and_every_person_shown_is_recorded(town: Town):
    first, second = await waits(town, 1), await waits(town, 2)
    version = (await town.see(second))["version"]
    await town.officer.put(f"/v1/applications/{second}/owner", json={}, headers={"If-Match": f'"{version}"'})
    found = (await town.officer.get("/v1/applications", params={"list": "open"})).json()["items"]
    done = (await town.officer.get("/v1/applications", params={"list": "done"})).json()["items"]
    looks = await town.house.rows("select count(distinct person) from waardering.access_log where action = 'list'")

    assert [one["id"] for one in found] == [first, second]
    assert (found[1]["owner"], done) == (str(town.house.staff("wendy")), [])
    assert looks[0][0] == 2


async def test_pages_follow_each_other_without_a_gap(town: Town):
    made = [await waits(town, number) for number in range(1, 29)]
    first = (await town.officer.get("/v1/applications")).json()
    second = (await town.officer.get("/v1/applications", params={"cursor": first["next"]})).json()

    assert [one["id"] for one in (*first["items"], *second["items"])] == made
    assert "next" not in second or second["next"] is None


# clocks -------------------------------------------------------------------------------------------


async def test_the_decision_term_stands_still_while_something_is_asked(town: Town):
    application = await waits(town)
    before = datetime.fromisoformat((await town.see(application))["decideBy"])
    asked = await town.did(application, "information-requests", {"what": "Waar woont uw naaste?", "days": 14})
    await town.passes(days=10)
    seen = await town.did(application, "completions", LIVES_HERE)

    assert asked["state"] == "incomplete"
    assert (seen["state"], seen["automatic"]) == ("granted", True)
    after = datetime.fromisoformat(seen["decideBy"])
    assert before.isoformat() == "2027-04-28T21:59:59+00:00"
    assert after.isoformat() == "2027-05-10T21:59:59+00:00"  # ten days more is a Saturday, so Monday
    assert await town.story(application) == ["Requested", "InformationAsked", "Resumed", "Granted"]


async def test_what_was_asked_and_never_came_goes_back_to_a_person_who_may_refuse(town: Town):
    application = await waits(town)
    await town.did(application, "information-requests", {"what": "Waar woont uw naaste?", "days": 14})
    await town.passes(days=15)
    seen = await town.see(application)
    refused = await town.did(application, "decisions", {"grant": False, "reason": "not-completed"})

    assert (seen["state"], seen["advice"]) == ("received", "not-completed")
    assert "not-completed" not in await town.tasks()
    assert refused["reason"] == "not-completed"
    assert len(await town.told(WaarderingInformationAsked)) == 1


async def test_asked_twice_is_refused(town: Town):
    application = await waits(town)
    await town.did(application, "information-requests", {"what": "Waar?"})
    again = await town.does(application, "information-requests", {"what": "Waar?"})

    assert again.status_code == 409


async def test_who_decides_is_told_before_the_term_ends_and_whoever_is_above_after_it(town: Town):
    application = await waits(town)
    await town.passes(days=51)
    near = await town.tasks()
    await town.passes(days=7)  # eight weeks end on King's Day, so a day later
    over = await town.tasks()
    await town.passes(days=8)
    rows = await town.house.rows("select reason from waardering.task where kind = 'decision-overdue' order by created_at")

    assert near == ["decision-due"]
    assert over == ["decision-due", "decision-overdue"]
    assert [row["reason"] for row in rows] == ["officer", "coordinator"]
    await town.did(application, "decisions", {"grant": False, "reason": "residence"})
    await town.passes(days=60)
    assert await town.tasks() == []


async def test_a_decision_is_postponed_once_and_in_time(town: Town):
    application, late = await waits(town, 1), await waits(town, 2)
    seen = await town.did(application, "postponements", {"weeks": 4, "reason": "Advies gevraagd."})
    again = await town.does(application, "postponements", {"weeks": 4, "reason": "Nog een keer."})
    await town.passes(days=60)
    too_late = await town.does(late, "postponements", {"weeks": 4, "reason": "Druk."})

    assert seen["decideBy"].startswith("2027-05-26")
    assert (again.status_code, too_late.status_code) == (409, 409)


# what follows -------------------------------------------------------------------------------------


async def open_case(town: Town, application: str, kind: str, **more: object):
    return await town.officer.post(
        f"/v1/applications/{application}/cases", json={"kind": kind, "text": "Ik ben het er niet mee eens."} | more
    )


async def close(town: Town, case: dict, outcome: str, *, who=None):
    version = (await town.officer.get(f"/v1/cases/{case['id']}")).json()["version"]
    return await (who or town.colleague).post(
        f"/v1/cases/{case['id']}/closures", json={"outcome": outcome, "text": "Ons antwoord."}, headers={"If-Match": f'"{version}"'}
    )


async def test_an_objection_is_decided_by_someone_else_and_upheld_it_begins_anew(town: Town):
    application = await refused(town)
    case = (await open_case(town, application, "objection")).json()
    by_herself = await close(town, case, "upheld", who=town.officer)
    by_another = await close(town, case, "upheld")
    by_the_first = await town.does(application, "decisions", {"grant": True, "note": "Toch."})
    granted = await town.did(application, "decisions", {"grant": True, "note": "Na bezwaar.", "cents": 5000}, who=town.colleague)

    assert case["dueAt"].startswith("2027-05-25")  # six weeks from the end of the objection term
    assert (by_herself.status_code, by_another.status_code, by_the_first.status_code) == (403, 200, 403)
    assert (granted["state"], granted["grantedCents"]) == ("granted", 5000)
    assert await town.story(application) == ["Requested", "Refused", "CaseOpened", "CaseClosed", "Reopened", "Granted"]


async def test_an_objection_after_its_term_is_marked_late_and_a_committee_has_twelve_weeks(town: Town):
    application, other = await refused(town, 1), await refused(town, 2)
    with_committee = (await open_case(town, other, "objection", committee=True)).json()
    await town.passes(days=43)
    late = (await open_case(town, application, "objection")).json()

    assert with_committee["dueAt"].startswith("2027-07-06")
    assert late["late"] is True


async def test_what_is_not_decided_or_is_a_gift_knows_no_objection(town: Town):
    undecided = await open_case(town, await waits(town), "objection")
    gift = await town.applies(an_application("gift", number=5))
    refused_gift = await open_case(town, gift["id"], "objection")
    complaint = await open_case(town, gift["id"], "complaint")

    assert (undecided.status_code, refused_gift.status_code, complaint.status_code) == (409, 409, 201)


async def test_a_late_decision_costs_money_from_two_weeks_after_the_notice(town: Town):
    application = await waits(town)
    early = await open_case(town, application, "notice-of-default")
    await town.passes(days=58)
    case = (await open_case(town, application, "notice-of-default")).json()
    await town.passes(days=34)  # twenty days after the two weeks
    await town.did(application, "decisions", {"grant": False, "reason": "residence"})
    seen = (await town.officer.get(f"/v1/cases/{case['id']}")).json()

    assert early.status_code == 409
    assert (seen["outcome"], seen["penaltyCents"]) == ("upheld", 14 * 2300 + 6 * 3500)
    (closed,) = await town.told(WaarderingCaseClosed)
    assert isinstance(closed, WaarderingCaseClosed)
    assert (closed.kind, closed.outcome, closed.penalty_cents) == (CaseKind.NOTICE_OF_DEFAULT, CaseOutcome.UPHELD, seen["penaltyCents"])
    assert "penalty-due" in await town.tasks()


async def test_decided_within_the_two_weeks_it_costs_nothing(town: Town):
    application = await waits(town)
    await town.passes(days=58)
    case = (await open_case(town, application, "notice-of-default")).json()
    await town.passes(days=13)
    await town.did(application, "decisions", {"grant": False, "reason": "residence"})

    assert (await town.officer.get(f"/v1/cases/{case['id']}")).json()["outcome"] == "settled"


async def test_a_case_is_extended_once_and_told_when_it_is_due(town: Town):
    case = (await open_case(town, await refused(town), "objection")).json()
    headers = {"If-Match": f'"{case["version"]}"'}
    longer = await town.officer.post(f"/v1/cases/{case['id']}/extensions", json={"weeks": 6}, headers=headers)
    again = await town.officer.post(f"/v1/cases/{case['id']}/extensions", json={}, headers={"If-Match": longer.headers["etag"]})
    await town.passes(days=130)

    assert (longer.status_code, again.status_code) == (200, 409)
    assert "objection-due" in await town.tasks()
    listed = (await town.officer.get("/v1/cases")).json()["items"]
    assert [(one["id"], one.get("text")) for one in listed] == [(case["id"], None)]


async def test_the_same_letter_entered_twice_is_one_case_and_closed_once(town: Town):
    application = await refused(town)
    body, headers = {"kind": "complaint", "text": "Het duurt lang."}, {"Idempotency-Key": "letter-1"}
    first = await town.officer.post(f"/v1/applications/{application}/cases", json=body, headers=headers)
    again = await town.officer.post(f"/v1/applications/{application}/cases", json=body, headers=headers)
    await close(town, first.json(), "settled")
    closed_again = await close(town, first.json(), "settled")

    assert first.json()["id"] == again.json()["id"]
    assert closed_again.status_code == 409


# taking back and mending --------------------------------------------------------------------------


async def test_taken_back_before_it_is_paid_the_budget_gets_it_again_and_another_may_be_asked(town: Town):
    made = await town.applies(an_application(number=1))
    seen = await town.did(made["id"], "withdrawals", {"note": "Toch niet."})
    again = await town.applies(an_application(number=1))
    twice = await town.does(made["id"], "withdrawals", {})

    assert (seen["state"], again["state"], twice.status_code) == ("withdrawn", "granted", 409)
    assert (await town.budget("plain"))["committedCents"] == 5000
    (told,) = await town.told(WaarderingWithdrawn)
    assert isinstance(told, WaarderingWithdrawn)
    assert told.granted_before
    assert [one["cents"] for one in await town.payments("due")] == [5000]


async def test_what_left_the_house_is_not_taken_back(town: Town):
    made = await town.applies()
    await town.paid()

    assert (await town.does(made["id"], "withdrawals", {})).status_code == 409


async def test_a_revised_decision_pays_only_the_difference(town: Town):
    made = await town.applies()
    await town.paid()
    await town.did(made["id"], "revisions")
    seen = await town.did(made["id"], "decisions", {"grant": True, "cents": 7500, "note": "Bedrag was te laag."})

    assert seen["grantedCents"] == 7500
    assert [one["cents"] for one in await town.payments("due")] == [2500]
    assert (await town.budget("plain"))["committedCents"] == 7500


async def test_a_revised_refusal_keeps_in_the_budget_what_was_paid(town: Town):
    made = await town.applies()
    await town.paid()
    await town.did(made["id"], "revisions")
    await town.did(made["id"], "decisions", {"grant": False, "reason": "evidence"})

    assert (await town.budget("plain"))["committedCents"] == 5000
    assert await town.payments("due") == []


async def test_an_undecided_application_is_not_revised(town: Town):
    assert (await town.does(await waits(town), "revisions")).status_code == 409


async def test_a_double_click_takes_a_step_once(town: Town):
    application = await waits(town)
    headers = {"If-Match": f'"{(await town.see(application))["version"]}"', "Idempotency-Key": "click"}
    body = {"grant": False, "reason": "residence"}
    first = await town.officer.post(f"/v1/applications/{application}/decisions", json=body, headers=headers)
    again = await town.officer.post(f"/v1/applications/{application}/decisions", json=body, headers=headers)

    assert (first.status_code, again.status_code) == (200, 200)
    assert await town.story(application) == ["Requested", "Refused"]


# terms --------------------------------------------------------------------------------------------


def test_a_term_that_ends_on_a_holiday_runs_on():
    assert terms.day_of(terms.end_of(datetime(2027, 12, 25, tzinfo=UTC).date())).isoformat() == "2027-12-27"


def test_a_late_decision_costs_at_most_forty_two_days():
    due = datetime(2027, 1, 31, 22, 59, 59, tzinfo=UTC)

    assert terms.penalty_cents(due, due) == 0
    assert terms.penalty_cents(due, due + timedelta(days=1)) == 2300
    assert terms.penalty_cents(due, due + timedelta(days=400)) == 144_200


def test_what_is_paid_in_november_waits_for_november():
    march = datetime(2027, 3, 2, 9, tzinfo=UTC)

    assert terms.payable_from((11,), march) == datetime(2027, 10, 31, 23, tzinfo=UTC)
    assert terms.payable_from((3, 11), march) == march
    assert terms.payable_from((1,), march) == datetime(2027, 12, 31, 23, tzinfo=UTC)
