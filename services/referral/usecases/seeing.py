"""Finding a referral for whoever asks; for anyone else it is not there."""

from uuid import UUID

from sqlmodel import col

from kernel.refusals import Forbidden, NotFound
from kernel.work import Work
from services.referral.store import lists, one
from services.referral.store.one import Held
from services.referral.tables import ReferralRow


async def readable(work: Work, referral_id: UUID) -> Held:
    """For staff their own, for her hers, for a service of the house any of its region."""
    if work.by.kind == "link":
        return await hers(work, referral_id, locked=False)
    if work.by.kind == "service":
        where = [col(ReferralRow.region) == work.by.region] if work.by.region else []
        return await one.hold(work, referral_id, *where, locked=False)
    return await one.hold(work, referral_id, lists.visible(work.scope), locked=False)


async def once_asked(work: Work, referral_id: UUID) -> Held:
    """For the provider's own answer only, after it said no."""
    return await one.hold(work, referral_id, lists.in_region(work.scope), locked=False)


async def hers(work: Work, referral_id: UUID, *, action: str | None = None, locked: bool = True) -> Held:
    """By her pass: the referral that her link was about, or any of hers where her whole file is open.

    `action`: what the link must have been for; another link of hers does not do.
    """
    by = work.by
    if not by.sees_whole_file:
        if by.extra.get("referral") != str(referral_id):
            raise NotFound
        if action is not None and by.extra.get("action") != action:
            raise Forbidden("this link is for something else")
    held = await one.hold(work, referral_id, lists.in_region(work.scope), locked=locked)
    if by.person is None or await work.current(held.row.caregiver_id) != await work.current(by.person):
        raise NotFound
    return held
