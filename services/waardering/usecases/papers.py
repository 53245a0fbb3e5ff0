"""Papers: handed in by whoever applied or entered by staff, looked at by an officer, thrown away when nobody needs them any more."""

from base64 import b64encode
from uuid import UUID

from uuid_utils.compat import uuid7

from kernel.sealing import PersonSeal
from kernel.work import Work
from schemas.api.waardering.own import EvidenceFile, EvidenceIn, EvidenceJudgementIn, EvidenceShown, Papers, Scan, WantedEvidence
from schemas.words import ApplicationState
from services.waardering import rules
from services.waardering.domain import Scheme, names
from services.waardering.domain.papers import LARGEST, MOST, MediaType, file_name, media_type, shown_name
from services.waardering.domain.words import EvidenceKind
from services.waardering.gateways.scanning import scanner
from services.waardering.refusals import EnoughPapers, NoPapersAsked, NoSuchKind, PaperTooLarge
from services.waardering.store import applications, papers
from services.waardering.store.applications import Held, who
from services.waardering.tables import EvidenceRow
from services.waardering.usecases import deciding, judging
from services.waardering.usecases.applying import find_room
from services.waardering.usecases.steps import UNDECIDED


async def checked(told: EvidenceIn) -> tuple[MediaType, Scan]:
    """Before any transaction begins: what it is, by its content, and that it does no harm."""
    if len(told.content) > LARGEST:
        raise PaperTooLarge
    kind = media_type(told.content)
    if kind is None:
        raise NoSuchKind
    return kind, await scanner().scan(told.content)


async def hand_in(work: Work, held: Held, told: EvidenceIn, found: tuple[MediaType, Scan]) -> EvidenceRow:
    scheme = await rules.kept(work, held.row.scheme_hash)
    kinds = asked_kinds(held, scheme)
    if not takes(held, scheme) or (told.kind is not None and told.kind not in kinds):
        raise NoPapersAsked
    there = await papers.of_application(work, held.row.id)
    if len(there) >= MOST:
        raise EnoughPapers
    media, scan = found
    row = EvidenceRow(
        id=uuid7(),
        application_id=held.row.id,
        person_id=held.row.person_id,
        kind=told.kind,
        media_type=media,
        size=len(told.content),
        scan=scan,
        name=b"",
        content=b"",
        added_at=work.now,
    )
    papers.seal(await work.service.seals.of(work, held.row.person_id), row, shown_name(told.file_name), told.content)
    work.session.add(row)
    if told.kind is not None:
        good = any(one.kind == told.kind and one.accepted for one in there)
        await _as_fact(work, held, scheme, told.kind, True if good else None)
    await applications.save(work, held, "evidence-added", by=who(work.by), code=scan)
    return row


def asked_kinds(held: Held, scheme: Scheme) -> tuple[EvidenceKind, ...]:
    checks = scheme.proof.spot_checks
    drawn = checks.looks_at if checks is not None and held.row.drawn and checks.when == "before-decision" else ()
    return tuple(dict.fromkeys((*scheme.proof.evidence, *drawn)))


def takes(held: Held, scheme: Scheme) -> bool:
    """While it is undecided: for what the scheme asks, or for what an officer asked."""
    return held.row.state in UNDECIDED and bool(asked_kinds(held, scheme) or held.told.asked)


async def _as_fact(work: Work, held: Held, scheme: Scheme, kind: str, accepted: bool | None) -> None:
    found = held.told.facts.evidence | {EvidenceKind(kind): accepted}
    held.told = held.told.model_copy(update={"facts": held.told.facts.model_copy(update={"evidence": found})})
    await judging.again(work, held, scheme)


async def judge(work: Work, application: UUID, paper: UUID, told: EvidenceJudgementIn, version: int) -> Held:
    """One good paper of a kind is enough; with the last condition met it is granted as at the first."""
    held = await applications.mine(work, application, version)
    row = await papers.one(work, held.row.id, paper)
    row.accepted, row.looked_by = told.accepted, work.by.subject
    work.session.add(row)
    await work.flush()
    code = "accepted" if told.accepted else "turned-down"
    if row.kind is not None and held.row.state in UNDECIDED:
        scheme = await rules.kept(work, held.row.scheme_hash)
        of_kind = [one.accepted for one in await papers.of_application(work, held.row.id) if one.kind == row.kind]
        await _as_fact(work, held, scheme, row.kind, True if True in of_kind else None if None in of_kind else False)
        assessment = await judging.again(work, held, scheme)
        if held.row.state == ApplicationState.RECEIVED and await find_room(work, held, scheme, assessment) and assessment.automatic:
            await deciding.grant(work, held, scheme, assessment, automatic=True)
            return held
    await applications.save(work, held, "evidence-judged", by=who(work.by), code=code)
    return held


async def listed(work: Work, held: Held) -> Papers:
    scheme = await rules.kept(work, held.row.scheme_hash)
    return Papers(asked=held.told.asked, answer=held.told.answer, wanted=await wanted(work, held, scheme), items=await shown(work, held))


async def wanted(work: Work, held: Held, scheme: Scheme) -> tuple[WantedEvidence, ...]:
    there = {row.kind for row in await papers.of_application(work, held.row.id)}
    return tuple(WantedEvidence(kind=one.value, name=names.EVIDENCE[one], handed_in=one in there) for one in asked_kinds(held, scheme))


async def shown(work: Work, held: Held) -> tuple[EvidenceShown, ...]:
    rows = await papers.of_application(work, held.row.id)
    keys = await work.service.seals.for_many(work, {row.person_id for row in rows})
    return tuple(_shown(row, keys[row.person_id]) for row in rows if row.person_id in keys)


def _shown(row: EvidenceRow, key: PersonSeal) -> EvidenceShown:
    return EvidenceShown.model_validate(
        {
            "id": row.id,
            "kind": row.kind,
            "kind_name": names.EVIDENCE[EvidenceKind(row.kind)] if row.kind else None,
            "file_name": papers.name(key, row),
            "media_type": row.media_type,
            "size": row.size,
            "scan": row.scan,
            "added_at": row.added_at,
            "accepted": row.accepted,
        }
    )


async def content(work: Work, application: UUID, paper: UUID) -> EvidenceFile:
    """For the officer who decides; that she opened it is recorded."""
    held = await applications.mine(work, application, None, locked=False)
    row = await papers.one(work, held.row.id, paper)
    key = await work.service.seals.existing(work, row.person_id)
    work.record(row.person_id, what="evidence")
    number = [one.id for one in await papers.of_application(work, held.row.id)].index(row.id) + 1
    media = media_type(found := papers.content(key, row))
    assert media is not None  # it was when it came in
    return EvidenceFile(file_name=file_name(held.row.reference, number, media), media_type=media, content=b64encode(found).decode())
