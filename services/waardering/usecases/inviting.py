"""Whom a campaign invites and reminds, what an invitation says at the moment of sending, and her no to the next."""

import base64
import hmac
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from kernel import aliases
from kernel.refusals import Forbidden
from kernel.sealing import Seals
from kernel.work import Work
from schemas.api.waardering import (
    InvitationLetter,
    InvitationQuestion,
    InvitationShown,
    Invitees,
    LeftOutCount,
)
from schemas.base import CampaignId, InvitationId, PersonId, SchemeId
from schemas.notifications import InvitationHandled
from schemas.waardering import CaregiverInvited, CaregiverReminded
from schemas.words import CampaignState, Channel, ConsentPurpose, Described, InvitationOutcome, LeftOut
from services.waardering import rules, terms
from services.waardering.domain import Scheme
from services.waardering.domain.inviting import Known, way
from services.waardering.refusals import CampaignStandsStill, NoInvitation
from services.waardering.store import campaigns as store
from services.waardering.store import choices, known, people, registered
from services.waardering.store.campaigns import Invited
from services.waardering.store.known import Before
from services.waardering.tables import CampaignRow, InvitationRow
from services.waardering.told import Details
from services.waardering.usecases import forming

FEW = 100
"""At a time: a few thousand take a minute, and nobody else waits for them."""
EVERYONE = 1_000_000
AT_ONCE = 500
"""Unsealed at a time when all are looked at."""
NOTIFICATIONS = "notifications"


async def look(work: Work, campaign: CampaignRow, scheme: Scheme) -> Counter[Channel | LeftOut | None]:
    """Everyone, counted; None: invited before."""
    before = await known.known(work, campaign, scheme.municipalities, after=None, most=EVERYONE)
    found: Counter[Channel | LeftOut | None] = Counter()
    for start in range(0, len(before), AT_ONCE):
        found.update(one for _, one in await _ways(work, before[start : start + AT_ONCE], scheme))
    return found


def expected(found: Counter[Channel | LeftOut | None]) -> int:
    return found[Channel.EMAIL] + found[Channel.LETTER]


def shown(found: Counter[Channel | LeftOut | None], campaign: CampaignRow, scheme: Scheme, work: Work) -> Invitees:
    today = terms.day_of(work.now)
    opens = scheme.window.next(today) if scheme.window.periods and not forming.is_open(scheme, today) else None
    return Invitees(
        scheme=campaign.scheme,
        year=campaign.year,
        by_email=found[Channel.EMAIL],
        by_letter=found[Channel.LETTER],
        invited_already=found[None],
        left_out=tuple(LeftOutCount(why=why, count=found[why]) for why in LeftOut if found[why]),
        opens_on=opens.opens if opens else None,
    )


async def _ways(work: Work, before: Sequence[Before], scheme: Scheme) -> list[tuple[Before, Channel | LeftOut | None]]:
    details, today = await people.as_one(work, [one.person for one in before]), terms.day_of(work.now)
    return [
        (one, None if one.invited else way(_known(one, details.get(one.person)), scheme.contact.invitation, today))
        for one in before
        if one.person in details or one.by_email is not None
    ]


def _known(one: Before, details: Details | None) -> Known:
    """Of whom nothing is known here, intake told whether she can be reached; it knows nobody under sixteen by her own yes."""
    return Known(
        applied=one.applied,
        asked_herself=one.herself,
        registered_on=terms.day_of(one.wished_at) if one.wished_at and not one.here else None,
        choice=one.choice,
        deceased=one.deceased,
        born=details.birth_date if details else None,
        email=bool(one.by_email) or bool(details and details.email),
        address=bool(one.by_letter) or bool(details and details.postcode and details.house_number),
    )


async def invite_few(work: Work, campaign: CampaignRow, scheme: Scheme) -> bool:
    """Answers whether there are more."""
    before = await known.known(work, campaign, scheme.municipalities, after=campaign.place, most=FEW)
    ways = await _ways(work, before, scheme)
    chosen = [Invited(uuid7(), one.person, one.municipality, found.value) for one, found in ways if isinstance(found, Channel)]
    for one in await store.invite(work, campaign, chosen):
        work.publish(_about(CaregiverInvited, campaign, one))
    if before:
        campaign.place = before[-1].person
    return bool(before)


async def remind_few(work: Work, campaign: CampaignRow, scheme: Scheme) -> bool:
    found = await store.to_remind(work, campaign, most=FEW)
    await store.note_reminded(work, [one.id for one in found])
    for one in found:
        work.publish(_about(CaregiverReminded, campaign, one))
    if found:
        campaign.place = found[-1].id
    return bool(found)


def _about(
    kind: type[CaregiverInvited] | type[CaregiverReminded], campaign: CampaignRow, one: Invited
) -> CaregiverInvited | CaregiverReminded:
    return kind(
        invitation_id=InvitationId(one.id),
        campaign_id=CampaignId(campaign.id),
        person_id=PersonId(one.person),
        region=campaign.region,
        scheme_id=SchemeId(campaign.scheme_id),
        year=campaign.year,
        municipality=one.municipality,
        channel=Channel(one.channel),
    )


# at the moment of sending -------------------------------------------------------------------------


async def who_of_register(work: Work, asked: InvitationQuestion) -> Mapping[UUID, UUID]:
    """Whom intake has to be asked about first, by the id that it knows her by: of whom no mail address is known here."""
    _only_notifications(work)
    row, _, _ = await _found(work, asked.invitation_id)
    person = await work.current(row.person_id)
    details = (await people.as_one(work, [person])).get(person)
    return {} if details is not None and details.email else await registered.of_persons(work, [person])


def _only_notifications(work: Work) -> None:
    if work.by.client != NOTIFICATIONS:
        raise Forbidden("only notifications sends invitations")


async def letter(work: Work, asked: InvitationQuestion, told: Mapping[UUID, Details]) -> InvitationLetter:
    """Only what still holds: she asked meanwhile, wants none, was erased, or the campaign was stopped: then there is none.

    While the campaign stands still there is none yet: notifications asks again later. `told`: what intake answered.
    """
    _only_notifications(work)
    row, campaign, scheme = await _found(work, asked.invitation_id)
    person = await work.current(row.person_id)
    details = told.get(person) or (await people.as_one(work, [person])).get(person)
    over = campaign.state == CampaignState.STOPPED or await choices.choice(work, person) is False
    if over or details is None or details.email is None or await store.asked(work, row.scheme_id, row.year, person):
        raise NoInvitation
    if campaign.state == CampaignState.PAUSED:
        raise CampaignStandsStill
    work.record(person, what="invitation")
    today = terms.day_of(work.now)
    opening = (scheme.window.at(today) or scheme.window.next(today)) if scheme.window.periods else None
    return InvitationLetter(
        email=details.email,
        given_name=details.given_name,
        language=details.language,
        organisation=scheme.legal_nature.by,
        token=token_of(work.service.seals, row.id),
        until=opening.closes if opening else None,
        words=scheme.letters.invitation,
    )


async def handled(work: Work, event: InvitationHandled) -> None:
    """What mail could not deliver becomes a letter, where there is an address and the campaign was not stopped."""
    row = await work.session.get(InvitationRow, event.invitation_id)
    if row is None:
        return
    await store.handled(work, row.id, event.outcome)
    campaign = await store.hold(work, row.campaign_id, locked=False)
    if event.outcome is InvitationOutcome.UNDELIVERABLE and campaign is not None and campaign.state != CampaignState.STOPPED:
        person = await work.current(row.person_id)
        details = (await people.as_one(work, [person])).get(person)
        if (details is not None and details.postcode and details.house_number) or await registered.by_letter(work, [person]):
            await store.by_letter_then(work, row.id)


async def no_longer_registered(work: Work, person: PersonId, about: Described, purpose: ConsentPurpose, at: datetime) -> None:
    """Who took back her yes to the register is no longer invited because of it; a yes that she gives later counts again."""
    if about is Described.CAREGIVER and purpose is ConsentPurpose.REGISTER:
        await known.no_longer_registered(work, await aliases.all_of(work, person), at)


# her own word -------------------------------------------------------------------------------------


def token_of(seals: Seals, invitation: UUID) -> str:
    """Nothing of it is kept: the same invitation gives the same link, and nobody can make one up."""
    return base64.urlsafe_b64encode(invitation.bytes + seals.keyed_hash("invitation", invitation.bytes)).decode().rstrip("=")


def invitation_of(seals: Seals, token: str) -> UUID:
    try:
        told = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except ValueError:
        raise NoInvitation from None
    if len(told) != 32 or not hmac.compare_digest(told[16:], seals.keyed_hash("invitation", told[:16])):
        raise NoInvitation
    return UUID(bytes=told[:16])


async def behind(work: Work, token: str) -> InvitationShown:
    row, _, scheme = await _found(work, invitation_of(work.service.seals, token))
    person = await work.current(row.person_id)
    return InvitationShown(
        scheme=scheme.key,
        name=scheme.name,
        organisation=scheme.legal_nature.by,
        municipalities=scheme.municipalities,
        open=forming.is_open(scheme, terms.day_of(work.now)),
        opted_out=await choices.choice(work, person) is False,
    )


async def opt_out(work: Work, token: str) -> InvitationShown:
    """By the link, as often as she likes; from now on she gets none."""
    row, campaign, _ = await _found(work, invitation_of(work.service.seals, token))
    person = await work.current(row.person_id)
    await choices.choose(work, person, campaign.region, may_invite=False, why="by-link", at=work.now)
    return await behind(work, token)


async def whose(work: Work, invitation: UUID) -> tuple[UUID, str, str]:
    """Whom it invites, of which region, and who invites."""
    row, campaign, scheme = await _found(work, invitation)
    return await work.current(row.person_id), campaign.region, scheme.legal_nature.by


async def never_again(work: Work, person: UUID) -> None:
    """She asked to be erased; what has to be kept for now is no ground to write to her."""
    region = await choices.region_of(work, person)
    if region is not None:
        await choices.choose(work, person, region, may_invite=False, why="erasure", at=work.now)


async def _found(work: Work, invitation: UUID) -> tuple[InvitationRow, CampaignRow, Scheme]:
    row = await work.session.get(InvitationRow, invitation)
    if row is None:
        raise NoInvitation
    campaign = await work.session.get(CampaignRow, row.campaign_id)
    assert campaign is not None  # its key says so
    versions = rules.all_of(campaign.region)
    scheme = versions.version(campaign.scheme, terms.day_of(work.now)) or next(iter(versions.versions(campaign.scheme)[-1:]), None)
    if scheme is None:
        raise NoInvitation
    return row, campaign, scheme
