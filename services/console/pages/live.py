"""`/live`: says only that a list changed; the page asks again what it may see. One follower of the logs for all live pages."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response, StreamingResponse

from kernel import logs
from kernel.caller import Caller
from kernel.listening.tail import tail
from kernel.log import Row
from schemas import intake, referral, waardering
from schemas.words import Role
from services.console import console
from services.console.visitors import Visitor, staff

log = logs.get("console")
router = APIRouter()
OFFICE = (Role.WAARDERING_OFFICER, Role.PAYER)
Who = Annotated[Visitor, Depends(staff(Role.ASSESSOR, Role.COORDINATOR, Role.PROVIDER, *OFFICE))]
WORKLIST = frozenset(
    event.type
    for event in (
        intake.CaregiverSignalled,
        intake.SignalPickedUp,
        intake.ContactAttempted,
        intake.ConsentRecorded,
        intake.ConsentWithdrawn,
        intake.HelpRequested,
        intake.SignalClosed,
    )
)
REFERRALS = frozenset(
    event.type
    for event in (
        referral.ReferralOffered,
        referral.ReferralAccepted,
        referral.ReferralDeclined,
        referral.ReferralExpired,
        referral.ReferralReturned,
        referral.ReferralWithdrawn,
        referral.HandoverPlanned,
        referral.HandoverConfirmed,
        referral.CaregiverHandedOver,
        referral.HerWordAwaited,
        referral.ReferralCompleted,
        referral.ReferralStopped,
    )
)
APPLICATIONS = frozenset(
    event.type
    for event in (
        waardering.WaarderingRequested,
        waardering.WaarderingPickedUp,
        waardering.WaarderingCompleted,
        waardering.WaarderingChecked,
        waardering.WaarderingReopened,
        waardering.WaarderingResumed,
        waardering.WaarderingInformationAsked,
        waardering.WaarderingPostponed,
        waardering.WaarderingQueued,
        waardering.WaarderingGranted,
        waardering.WaarderingAmountSet,
        waardering.WaarderingRefused,
        waardering.WaarderingWithdrawn,
        waardering.WaarderingCaseOpened,
        waardering.WaarderingCaseClosed,
    )
)
FULL = 50
"""Changes that a slow page may be behind; it asks everything anew anyhow."""
ANYTHING = "event: changed\ndata: *\n\n"


@dataclass(frozen=True)
class Change:
    list: str
    region: str
    provider: str | None
    """Whose business it is alone, when that is known."""

    def concerns(self, caller: Caller) -> bool:
        if self.region != caller.region:
            return False
        if self.list == "waardering":
            return caller.has(*OFFICE)
        if caller.has(Role.ASSESSOR, Role.COORDINATOR):
            return True
        return self.list == "referrals" and self.provider in (None, str(caller.organisation))


@dataclass
class Hub:
    """Follows the logs as long as someone looks, whatever their number."""

    pages: set["asyncio.Queue[Change | None]"] = field(default_factory=set)
    following: "asyncio.Task[None] | None" = None
    listens: bool = False

    def join(self) -> "asyncio.Queue[Change | None]":
        queue: asyncio.Queue[Change | None] = asyncio.Queue(FULL)
        self.pages.add(queue)
        if self.following is None or self.following.done():
            self.listens = False
            self.following = asyncio.create_task(self._follow(), name="console live")
        return queue

    def leave(self, queue: "asyncio.Queue[Change | None]") -> None:
        self.pages.discard(queue)
        if not self.pages and self.following is not None:
            self.following.cancel()
            self.following = None

    async def _follow(self) -> None:
        """Ends with the last page, or with an error: then the streams end as well, and the browsers come back by themselves."""
        try:
            async for row in tail(console, sorted(console.tails), WORKLIST | REFERRALS | APPLICATIONS):
                self.listens = True
                change = change_of(row) if row is not None else None
                for queue in self.pages:
                    with suppress(asyncio.QueueFull):
                        queue.put_nowait(change)
        except Exception as error:
            log.warning("live.stopped", cause=logs.cause(error))
            for queue in self.pages:
                with suppress(asyncio.QueueFull):
                    queue.put_nowait(None)


HUB = Hub()


def change_of(row: Row) -> Change:
    data: dict[str, object] = json.loads(row.data)
    provider = data.get("provider")
    changed = "referrals" if row.type in REFERRALS else "waardering" if row.type in APPLICATIONS else "worklist"
    return Change(changed, str(data.get("region", "")), str(provider) if provider else None)


@router.get("/live")
async def live(who: Who) -> Response:
    """`event: changed`, `data: worklist`: no id, no name, no number. First comes `*`: what a page shows may be older than its stream."""
    return StreamingResponse(
        changes(who.caller), media_type="text/event-stream", headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    )


async def changes(caller: Caller) -> AsyncIterator[str]:
    queue = HUB.join()
    try:
        yield "retry: 3000\n\n"
        begun = HUB.listens
        if begun:
            yield ANYTHING
        while True:
            change = await queue.get()
            if change is None:
                if HUB.following is None or HUB.following.done():
                    return
                yield ": still here\n\n" if begun else ANYTHING
                begun = True
            elif change.concerns(caller):
                yield f"event: changed\ndata: {change.list}\n\n"
                if change.list == "referrals" and caller.has(Role.ASSESSOR, Role.COORDINATOR):
                    yield "event: changed\ndata: worklist\n\n"  # a yes or a no moves a row of the worklist as well
    finally:
        HUB.leave(queue)
