"""What she changes herself: another time, a code for all of it, how to reach her, and taking her consent back."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from kernel.refusals import BadInput, Forbidden, Gone, NotFound
from schemas.api.intake import MyContactIn, WithdrawalIn
from schemas.api.referral import OtherTimeIn
from schemas.words import ConsentPurpose
from services.console import console, contact_form, deeds, sessions
from services.console.forms import Form
from services.console.gateways import intake, referral
from services.console.pages.my_file import Her, known
from services.console.show import onwards, page
from services.console.views import my_file as view
from services.console.views import referral as referral_view
from services.console.visitors import Guest, HeldLink

router = APIRouter(prefix="/mijn")
WITHDRAWS = {
    ConsentPurpose.REFERRAL: (
        "Mijn gegevens delen met wie helpt",
        "Wie u hielp, ziet uw gegevens dan niet meer. Een afspraak die nog komt, gaat niet door.",
    ),
    ConsentPurpose.FEEDBACK_TO_SIGNALLER: ("Bericht aan wie mij meldde", "Die hoort dan alleen nog dat het is afgerond."),
    ConsentPurpose.REGISTER: ("Nieuws en uitnodigingen", "Dan sturen wij u die niet meer."),
}


@router.get("/andere-tijd")
async def ask_wish(request: Request, her: Her) -> Response:
    return await _time_page(request, her, Form())


@router.post("/andere-tijd")
async def wish(request: Request, her: Her) -> Response:
    form = await deeds.form_of(request, her)
    _, asked, _ = await known(her)
    if asked is None:
        raise NotFound
    if len(form.text("wens")) > 200:
        form.wrong("wens", "Maak dit iets korter: hooguit 200 tekens")
        return await _time_page(request, her, form, 422)
    await referral.ask_other_time(her.caller, asked.id, OtherTimeIn(wish=form.line("wens")), deeds.once(form))
    return onwards("/mijn", "andere-tijd")


@router.get("/code")
async def ask_for_code(request: Request, her: Her, gemaild: str = "") -> Response:
    return page(request, "mine_code.html", her, form=Form(), sent=gemaild == "ja")


@router.post("/code/vraag")
async def mail_code(request: Request, her: Her) -> Response:
    await deeds.form_of(request, her)
    await intake.ask_code(her.held.token)
    return onwards("/mijn/code?gemaild=ja")


@router.post("/code")
async def open_all(request: Request, her: Her) -> Response:
    form = await deeds.form_of(request, her)
    code = "".join(character for character in form.text("code") if character.isdecimal())
    if len(code) != 6:
        form.wrong("code", "Vul de zes cijfers van de code in")
        return page(request, "mine_code.html", her, status=422, form=form, sent=False)
    try:
        granted = await intake.pass_for(her.held.token, code)
    except (BadInput, Forbidden, NotFound, Gone) as refused:
        form.wrong("code", refused.in_dutch or "Deze code klopt niet, of werkt niet meer. Vraag een nieuwe.")
        return page(request, "mine_code.html", her, status=422, form=form, sent=False)
    held = HeldLink(token=her.held.token, access_token=granted.access_token, ends_at=granted.expires_at, whole_file=granted.whole_file)
    await sessions.change(her.session, "link", held)
    return onwards("/mijn", "open", "gegevens")


@router.get("/gegevens")
async def ask_details(request: Request, her: Her) -> Response:
    if not her.held.whole_file:
        return onwards("/mijn/code")
    file, _, _ = await known(her)
    return page(request, "mine_details.html", her, form=contact_form.filled(file.contact))


@router.post("/gegevens")
async def change_details(request: Request, her: Her) -> Response:
    form = await deeds.form_of(request, her)
    if not her.held.whole_file:
        return onwards("/mijn/code")

    async def send(told: MyContactIn) -> None:
        await intake.change_my_contact(her.caller, told)

    if await contact_form.sent(form, send):
        return onwards("/mijn", "gegevens", "gegevens")
    return page(request, "mine_details.html", her, status=422, form=form)


@router.get("/toestemming")
async def ask_withdrawal(request: Request, her: Her) -> Response:
    if not her.held.whole_file:
        return onwards("/mijn/code")
    return await _withdraw_page(request, her, Form())


@router.post("/toestemming")
async def withdraw(request: Request, her: Her) -> Response:
    form = await deeds.form_of(request, her)
    if not her.held.whole_file:
        return onwards("/mijn/code")
    purpose = form.code("waarvoor", ConsentPurpose, "Kies wat u niet meer wilt")
    if not form.has("zeker", "ja"):
        form.wrong("zeker-ja", "Zet een vinkje als u het zeker weet")
    if purpose is None or form.errors:
        return await _withdraw_page(request, her, form, 422)
    await intake.withdraw(her.caller, WithdrawalIn(purpose=purpose), deeds.once(form))
    return onwards("/mijn", "toestemming-weg")


async def _time_page(request: Request, her: Guest, form: Form, status: int = 200) -> Response:
    _, asked, _ = await known(her)
    if asked is None or asked.meeting is None or not view.may_be_shown(asked):
        raise NotFound
    when = referral_view.meeting(asked.meeting, console.clock.now())
    return page(request, "mine_time.html", her, status=status, form=form, when=when)


async def _withdraw_page(request: Request, her: Guest, form: Form, status: int = 200) -> Response:
    file, _, _ = await known(her)
    options = [(one.purpose.value, *WITHDRAWS[one.purpose]) for one in view.given(file.consents)]
    if not options:
        return onwards("/mijn")
    return page(request, "mine_withdraw.html", her, status=status, form=form, options=options)
