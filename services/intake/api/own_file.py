"""Links, codes and passes, and her own file behind them."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from kernel.caller import Caller
from kernel.security.doors import Public, address_of, allow, open_to_all
from kernel.security.signing import discovery
from schemas.api.intake import CodeIn, MyContactIn, MyFile, Pass, PassIn, WithdrawalIn
from schemas.words import Purpose, Role
from services.intake import intake
from services.intake.usecases import letting_in, own_file

router = APIRouter(prefix="/v1", tags=["own file"])
keys = APIRouter(include_in_schema=False, dependencies=[Depends(Public("keys to check passes with are for everyone"))])
Herself = Annotated[Caller, Depends(allow(Role.CAREGIVER))]
by_link = Depends(open_to_all(reason="the link is what lets her in"))


@router.post("/passes", status_code=201, dependencies=[by_link])
async def make_pass(told: PassIn, request: Request) -> Pass:
    """A link, and for the whole file a code, for a pass of half an hour."""
    return await letting_in.let_in(intake, told, address=address_of(request))


@router.post("/codes", status_code=202, dependencies=[by_link])
async def ask_code(told: CodeIn) -> Response:
    """A code comes by another way than the link."""
    await letting_in.ask_code(intake, told.token)
    return Response(status_code=202)


@router.get("/my-file")
async def read_my_file(caller: Herself) -> MyFile:
    """The least with a link; contact details and consents with a code as well."""
    async with intake.work(by=caller, purpose=Purpose.OWN_FILE) as work:
        return await own_file.show(work)


@router.put("/my-file/contact-details")
async def change_my_contact(told: MyContactIn, caller: Herself) -> MyFile:
    """How she wants to be reached from now on."""
    async with intake.work(by=caller, purpose=Purpose.OWN_FILE) as work:
        return await own_file.change_contact(work, told)


@router.post("/my-file/withdrawals")
async def withdraw(told: WithdrawalIn, caller: Herself) -> MyFile:
    """She takes a consent back; what stood on it ends at once."""
    async with intake.work(by=caller, purpose=Purpose.OWN_FILE) as work:
        return await own_file.withdraw(work, told.purpose)


@keys.get("/.well-known/openid-configuration")
async def where_the_keys_are() -> dict[str, object]:
    """Of the issuer of passes."""
    return discovery(letting_in.issuer_url(intake))


@keys.get("/jwks")
async def pass_keys() -> dict[str, list[dict[str, object]]]:
    """Public keys of the issuer of passes."""
    return letting_in.pass_keys(intake)
