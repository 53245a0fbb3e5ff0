"""What she changes herself: another time, a code for all of it, how to reach her, and taking her consent back."""

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response

from kernel.http.expected import input_errors
from kernel.refusals import BadInput, Forbidden, Gone, NotFound
from schemas.api.intake import MyContactIn, SafeToContact, WithdrawalIn
from schemas.api.referral import OtherTimeIn
from schemas.words import Channel, ConsentPurpose, Safe
from services.console import console, deeds, sessions
from services.console.forms import Form
from services.console.gateways import intake, referral
from services.console.pages.my_file import Her, known
from services.console.show import onwards, page
from services.console.views import my_file as view
from services.console.views import referral as referral_view
from services.console.visitors import Guest, HeldLink

router = APIRouter(prefix="/mijn")
WAYS = (("telefoon", "phone"), ("voicemail", "voicemail"), ("mail", "email"), ("brief", "letter"))
POINTERS = {
    "/phone": "telefoon",
    "/email": "email",
    "/postcode": "postcode",
    "/houseNumberAddition": "toevoeging",
    "/houseNumber": "huisnummer",
    "/bestTimes": "tijden",
    "/contactBy": "liefst",
}
HELP = {
    "telefoon": "Vul een telefoonnummer in, zoals 06 12 34 56 78",
    "email": "Vul een e-mailadres in, zoals naam@voorbeeld.nl",
    "postcode": "Vul een postcode in, zoals 1216 AB",
    "huisnummer": "Vul alleen het nummer in, zoals 12",
}
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
    return page(request, "mine_details.html", her, form=view.contact_form(file.contact))


@router.post("/gegevens")
async def change_details(request: Request, her: Her) -> Response:
    form = await deeds.form_of(request, her)
    if not her.held.whole_file:
        return onwards("/mijn/code")
    number = form.number("huisnummer", HELP["huisnummer"])
    if not form.errors:
        try:
            await intake.change_my_contact(her.caller, _contact(form, number))
            return onwards("/mijn", "gegevens", "gegevens")
        except ValidationError as error:
            form.blame(BadInput(input_errors(error.errors(include_url=False, include_input=False))), POINTERS, otherwise="telefoon")
        except BadInput as refused:
            form.blame(refused, POINTERS, otherwise="telefoon")
    form.errors = {name: HELP.get(name, text) for name, text in form.errors.items()}
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


def _contact(form: Form, number: int | None) -> MyContactIn:
    safe = {field: Safe(form.text(f"veilig-{way}")) for way, field in WAYS if form.text(f"veilig-{way}") in list(Safe)}
    return MyContactIn(
        phone=form.line("telefoon"),
        email=form.line("email"),
        postcode=form.line("postcode"),
        house_number=number,
        house_number_addition=form.line("toevoeging"),
        contact_by=form.code("liefst", Channel),
        best_times=form.line("tijden"),
        safe_to_contact=SafeToContact(**safe),
    )


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
