"""Several applications granted together: each in a transaction of its own, so that one that cannot be never stops another."""

from dataclasses import dataclass, replace

from kernel.caller import Caller
from kernel.http.idempotency import Kept, Once
from kernel.refusals import Refused
from schemas.api.waardering import BatchDecided, BatchIn, BatchItem, BatchItemIn, WaarderingDecisionIn
from schemas.words import Purpose
from services.waardering import waardering
from services.waardering.domain import Proposal
from services.waardering.refusals import NotReadyForBatch
from services.waardering.store import applications
from services.waardering.usecases import deciding, listing

GRANT = WaarderingDecisionIn(grant=True)


@dataclass(frozen=True, slots=True)
class Batch:
    """Asked again under the same key it gives the same answers, and goes on where a process died."""

    by: Caller
    once: Once

    async def decide(self, told: BatchIn) -> BatchDecided:
        items = {one.id: one for one in told.items}
        done = [await self._one(one) for one in items.values()]
        granted = [one for one in done if one.outcome == "granted"]
        return BatchDecided(
            items=tuple(done), granted=len(granted), skipped=len(done) - len(granted), cents=sum(one.cents or 0 for one in granted)
        )

    async def _one(self, one: BatchItemIn) -> BatchItem:
        try:
            return await self._granted(one)
        except Refused as refused:
            return await self._skipped(one, refused)

    def _key(self, one: BatchItemIn) -> Once:
        return replace(self.once, route=f"{self.once.route}/{one.id}")

    async def _granted(self, one: BatchItemIn) -> BatchItem:
        async with waardering.work(by=self.by, purpose=Purpose.WAARDERING) as work:
            kept = await self._key(one).before(work)
            if kept is not None:
                return BatchItem.model_validate_json(kept.body)
            held = await applications.mine(work, one.id, one.version)
            if held.row.advice != Proposal.GRANT:
                raise NotReadyForBatch(reference=held.row.reference)
            held = await deciding.decide(work, one.id, GRANT, one.version)
            if held.row.advice != Proposal.GRANT:  # the rules were asked again: something was granted elsewhere meanwhile
                raise NotReadyForBatch(reference=held.row.reference)
            work.record(held.row.person_id, what="application", action="decided")
            item = BatchItem(id=held.id, outcome="granted", reference=held.row.reference, cents=held.row.granted_cents)
            await self._key(one).after(work, Kept.of(item))
            return item

    async def _skipped(self, one: BatchItemIn, refused: Refused) -> BatchItem:
        """The first answer stands, also when it could be granted a minute later."""
        by = refused.about.get("by")
        async with waardering.work(by=self.by, purpose=Purpose.WAARDERING) as work:
            kept = await self._key(one).before(work)
            if kept is not None:
                return BatchItem.model_validate_json(kept.body)
            row = next(iter(await listing.by_ids(work, [one.id])), None)
            item = BatchItem(
                id=one.id,
                outcome="skipped",
                reference=row.reference if row else None,
                why=refused.code,
                in_dutch=refused.in_dutch,
                by=by if isinstance(by, str) else None,
            )
            await self._key(one).after(work, Kept.of(item))
            return item
