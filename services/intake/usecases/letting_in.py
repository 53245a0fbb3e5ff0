"""Links, codes and passes: how a caregiver without an account comes to her own file."""

from datetime import timedelta
from uuid import UUID

from kernel import links
from kernel.links import PASS_VALID, PassIssuer
from kernel.refusals import NotFound
from kernel.security.limits import count_attempt
from kernel.security.signing import SigningKey
from kernel.service import Service
from kernel.work import Work
from schemas.api.intake import IssuedCode, Link, LinkIn, Pass, PassIn
from schemas.base import PersonId
from schemas.intake import CodeAsked
from schemas.words import Role
from services.intake.refusals import WrongCode
from services.intake.store import people

LINK_VALID = links.VALID
ADDRESSES_TRY = 60
CODES_ASKED = 5
PER = timedelta(hours=1)
SEED = "passes"


async def make_link(work: Work, told: LinkIn) -> Link:
    """For the mail that is being written now; the token stands nowhere else."""
    person = await work.current(told.person_id)
    row = await people.row(work, person)
    if row is None or row.erased_at is not None:
        raise NotFound
    token = await links.make(work, person, told.action, referral=told.referral_id, data={"region": row.region}, valid=LINK_VALID)
    return Link(token=token, expires_at=work.now + LINK_VALID)


async def let_in(service: Service, told: PassIn, *, address: str) -> Pass:
    """A pass for half an hour. Looking uses nothing up: mail scanners look as well, and a confirmation is guarded where it is done."""
    async with service.work() as work:
        await count_attempt(work, "pass", address, most=ADDRESSES_TRY, per=PER)
    async with service.work() as work:
        link = await links.look(work, told.token)
        right = told.code is None or await links.code_is_right(work, link.person, told.code)
        now = work.now
    if not right:
        raise WrongCode
    whole = told.code is not None
    token = issuer(service).sign(link, region=link.data["region"], whole_file=whole)
    return Pass(access_token=token, expires_at=now + PASS_VALID, action=link.action, whole_file=whole)


async def ask_code(service: Service, token: str) -> None:
    """The code itself is made when the mail with it is written, so that it never stands in an event."""
    async with service.work() as work:
        link = await links.look(work, token)
    async with service.work() as work:
        await count_attempt(work, "code", str(link.person), most=CODES_ASKED, per=PER)
    async with service.work() as work:
        work.publish(CodeAsked(caregiver_id=PersonId(await work.current(link.person)), region=link.data["region"]))


async def issue_code(work: Work, person: UUID) -> IssuedCode:
    """To be mailed, or read out by the desk to whom it has just recognised."""
    current = await work.current(person)
    row = await people.row(work, current)
    if row is None or row.erased_at is not None:
        raise NotFound
    code = await links.make_code(work, current)
    return IssuedCode(code=code, expires_at=work.now + links.CODE_VALID)


def issuer(service: Service) -> PassIssuer:
    """Signs with a key that every replica derives from the same secret."""
    return PassIssuer(issuer_url(service), service.seals.derived(SEED), clock=service.clock, role=Role.CAREGIVER)


def issuer_url(service: Service) -> str:
    return f"{service.running.settings.where}/{service.name}"


def pass_keys(service: Service) -> dict[str, list[dict[str, object]]]:
    """With which everyone may check a pass."""
    return SigningKey.from_seed(service.seals.derived(SEED)).jwks()
