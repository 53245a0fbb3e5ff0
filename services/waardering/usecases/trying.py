"""A scheme tried out on people who do not exist, and two of its versions side by side; nothing is kept."""

from collections.abc import Mapping
from datetime import date

from schemas.api.waardering import ConditionShown
from schemas.api.waardering.schemes import BesideLine, SchemesBeside, Trial, TrialCaregiver, TrialIn
from schemas.words import AppliedVia
from services.waardering.domain import Caregiver, CareRecipient, Facts, Scheme, Schemes, assess, beside


def pair(schemes: Schemes, key: str, today: date) -> tuple[Scheme, ...]:
    """What holds and what comes; where nothing comes, what was and what holds; one alone where there is no other."""
    versions = schemes.versions(key)
    now = schemes.version(key, today) or (versions[-1] if versions else None)
    if now is None:
        return ()
    after = schemes.next_after(now)
    if after is not None:
        return (now, after)
    before = [one for one in versions if one.since < now.since]
    return (before[-1], now) if before else (now,)


def side_by_side(before: Scheme, after: Scheme, today: date, places: Mapping[str, str] | None = None) -> SchemesBeside:
    return SchemesBeside(
        before=before.version,
        after=after.version,
        before_since=before.since,
        after_since=after.since,
        after_is_next=after.since > today,
        lines=tuple(
            BesideLine(heading=one.heading, before=one.before, after=one.after, changed=one.changed)
            for one in beside(before, after, places)
        ),
    )


def trial(scheme: Scheme, told: TrialIn, places: Mapping[str, str]) -> Trial:
    """As though this version held on that day, so that two can be laid side by side."""
    held = scheme.model_copy(update={"since": date(told.received_on.year - 1, 1, 1), "until": None})
    found = assess(held, _facts(scheme, told), places)
    return Trial(
        version=scheme.version,
        proposal=found.proposal.value,
        automatic=found.automatic,
        cents=tuple(share.cents for share in found.shares),
        conditions=tuple(
            ConditionShown(condition=one.condition.value, verdict=one.verdict.value, text=one.sentence, fact=one.fact, article=one.article)
            for one in found.judged
        ),
        why=found.why_a_person,
    )


def _facts(scheme: Scheme, told: TrialIn) -> Facts:
    """Nothing keeps these people out, unless it is what one tries."""
    kept_out = {one.who: False for one in scheme.exclusions}
    return Facts(
        application="proef",
        received_on=told.received_on,
        by=told.applicant,
        via=AppliedVia.ONLINE,
        recipient=CareRecipient(
            key="naaste",
            municipality=told.municipality,
            birth_date=_born(told.recipient_age, told.received_on),
            address="huis-van-naaste",
            exclusions={one: no for one, no in kept_out.items() if one.of_the_recipient},
        ),
        caregivers=tuple(
            _caregiver(scheme, one, number, told, {one: no for one, no in kept_out.items() if not one.of_the_recipient})
            for number, one in enumerate(told.caregivers, start=1)
        ),
        declared=True,
        forms_taken={},
    )


def _caregiver(scheme: Scheme, one: TrialCaregiver, number: int, told: TrialIn, exclusions: dict[object, bool]) -> Caregiver:
    form = scheme.forms[0]
    return Caregiver.model_validate(
        {
            "key": f"mantelzorger-{number}",
            "municipality": told.municipality,
            "birth_date": _born(one.age, told.received_on),
            "address": f"huis-{number}",
            "hours_a_week": one.hours_a_week,
            "months_of_care": one.months_of_care,
            "relation": one.relation,
            "registered": one.registered,
            "turn": number,
            "exclusions": exclusions,
            "form": form.form,
            "form_key": form.key,
        }
    )


def _born(age: int | None, on: date) -> date | None:
    return None if age is None else date(on.year - age, 1, 1)
