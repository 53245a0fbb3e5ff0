"""The contact moment: what a caregiver who wishes to be called said, for intake, which makes it a signal of her own."""

from kernel.refusals import Forbidden, NotFound
from kernel.work import Work
from schemas.api.intake import CaregiverIn, SignalIn, Signaller
from schemas.api.waardering import Wish, WishQuestion
from schemas.words import ApplicationState, SignallerKind
from services.waardering.refusals import PersonErased
from services.waardering.store import applications, people

INTAKE = "intake"


async def answer(work: Work, asked: WishQuestion) -> Wish:
    """Only of who said so and did not take it back, and only what is needed to reach her."""
    if work.by.client != INTAKE:
        raise Forbidden("only intake makes a signal of it")
    try:
        held = await applications.hold(work, asked.application_id, locked=False)
    except PersonErased:
        raise NotFound from None
    party = held.party(asked.caregiver_id)
    if party is None or not party.wishes_help or held.row.state == ApplicationState.WITHDRAWN:
        raise NotFound
    known = (await people.details(work, [party.person_id])).get(party.person_id)
    if known is None:
        raise NotFound
    work.record(party.person_id, what="wish")
    facts = next(one for one in held.told.facts.caregivers if one.key == str(party.person_id))
    signal = SignalIn(
        signaller=Signaller(kind=SignallerKind.SELF, name=known.name, phone=known.phone, email=known.email),
        caregiver=CaregiverIn.model_validate(
            known.model_dump(exclude_none=True, include=set(CaregiverIn.model_fields))
            | {"relation": facts.relation, "hours_per_week": facts.hours_a_week}
        ),
        note=held.told.how_it_goes.get(facts.key),
        external_id=f"waardering-{held.row.id.hex[:12]}-{party.position}",
    )
    return Wish(signal=signal)
