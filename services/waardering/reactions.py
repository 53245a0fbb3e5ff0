"""When a moment has come, a budget has room again, or intake says that someone is erased or is someone else."""

from collections.abc import Sequence

from kernel import aliases
from kernel.log import Heard
from kernel.work import Work
from schemas.intake import ConsentRecorded, ConsentWithdrawn, PersonErased, PersonsMerged, PersonsUnmerged
from schemas.notifications import CodeHandled, InvitationHandled, LetterHandled
from services.waardering import letter_reactions, register_reactions, waardering
from services.waardering.deadlines import (
    AnswerDue,
    CampaignDue,
    CaseDue,
    CollectionStands,
    DecisionDue,
    DraftEnds,
    FileKept,
    PapersKept,
    RoomAgain,
    SampleDue,
)
from services.waardering.usecases import (
    budgeting,
    campaigning,
    clocks,
    codes,
    examples,
    handing,
    inviting,
    keeping,
    naming,
    paper_terms,
    printing,
    sampling,
    saving,
)

__all__ = ["letter_reactions", "register_reactions"]


@waardering.starts()
async def name_who_was_known_before() -> None:
    """Names became something to search by later than people became known."""
    more = naming.SOME
    while more == naming.SOME:
        async with waardering.work() as work:
            more = await naming.name_some(work)


@waardering.starts()
async def begin_with_examples() -> None:
    settings = waardering.running.settings
    if settings.with_examples:
        await examples.load(waardering, settings.region)


@waardering.hears(PersonErased)
async def empty_who_is_erased(event: PersonErased, work: Work) -> None:
    await keeping.erase(work, event.person_id)


@waardering.hears(PersonsMerged)
async def take_two_ids_for_one_person(event: PersonsMerged, work: Work) -> None:
    await aliases.lead(work, event.old, event.into)


@waardering.hears(PersonsUnmerged)
async def take_them_for_two_again(event: PersonsUnmerged, work: Work) -> None:
    await aliases.part(work, event.old)


@waardering.hears_many(ConsentWithdrawn)
async def invite_her_no_more_for_the_register(heard: Sequence[Heard[ConsentWithdrawn]], work: Work) -> None:
    for one in heard:
        await inviting.no_longer_registered(work, one.event.caregiver_id, one.event.about, one.event.purpose, one.time)


@waardering.hears_many(ConsentRecorded)
async def invite_her_not_who_says_no_to_the_register(heard: Sequence[Heard[ConsentRecorded]], work: Work) -> None:
    for one in heard:
        if not one.event.given:
            await inviting.no_longer_registered(work, one.event.caregiver_id, one.event.about, one.event.purpose, one.time)


@waardering.hears(InvitationHandled)
async def note_what_became_of_an_invitation(event: InvitationHandled, work: Work) -> None:
    await inviting.handled(work, event)


@waardering.hears(LetterHandled)
async def note_which_way_a_letter_goes(event: LetterHandled, work: Work) -> None:
    await printing.handled(work, event)


@waardering.hears(CodeHandled)
async def note_whether_a_code_was_told(event: CodeHandled, work: Work) -> None:
    await codes.handled(work, event)


@waardering.when_due(CampaignDue)
async def invite_or_remind_the_next_few(due: CampaignDue, work: Work) -> None:
    await campaigning.go_on(work, due.campaign_id)


@waardering.when_due(DecisionDue)
async def tell_the_owner_that_the_term_ends(due: DecisionDue, work: Work) -> None:
    await clocks.decision_due(work, due.application_id)


@waardering.when_due(AnswerDue)
async def go_on_without_an_answer(due: AnswerDue, work: Work) -> None:
    await clocks.answer_due(work, due.application_id)


@waardering.when_due(CaseDue)
async def tell_the_owner_of_the_case(due: CaseDue, work: Work) -> None:
    await clocks.case_due(work, due.case_id)


@waardering.when_due(RoomAgain)
async def let_in_the_first_that_waits(due: RoomAgain, work: Work) -> None:
    await budgeting.let_in(work, due.pot_id)


@waardering.when_due(SampleDue)
async def draw_the_sample_of_a_year(due: SampleDue, work: Work) -> None:
    await sampling.draw_once(work, due)


@waardering.when_due(DraftEnds)
async def forget_what_was_never_sent(due: DraftEnds, work: Work) -> None:
    await saving.forget(work, due.draft_id)


@waardering.when_due(PapersKept)
async def forget_papers_that_nobody_needs(due: PapersKept, work: Work) -> None:
    await paper_terms.forget(work, due.application_id)


@waardering.when_due(FileKept)
async def forget_a_file_that_was_kept_long_enough(due: FileKept, work: Work) -> None:
    await keeping.forget_file(work, due.run_id)


@waardering.when_due(CollectionStands)
async def tell_that_it_was_handed_over(due: CollectionStands, work: Work) -> None:
    await handing.stands(work, due.payment_id)
