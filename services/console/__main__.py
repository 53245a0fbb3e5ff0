"""The console as an app of its own: every page, and the built assets."""

from fastapi import FastAPI

from kernel.http import create_app
from kernel.http.strictness import FORMS
from services.console import console
from services.console.errors import add_page_errors
from services.console.pages import (
    appoint,
    figures,
    figures_now,
    figures_waardering,
    front,
    invitation,
    letter,
    live,
    login,
    mailbox,
    my_choices,
    my_file,
    my_link,
    offer_deeds,
    offers,
    oversight,
    public_form,
    report,
    requests,
    room,
    signal,
    signal_compare,
    signal_consents,
    signal_contact,
    signal_deeds,
    stuck,
    waardering_account,
    waardering_application,
    waardering_apply,
    waardering_batch,
    waardering_budget,
    waardering_campaign,
    waardering_cases,
    waardering_choice,
    waardering_code,
    waardering_enter,
    waardering_export,
    waardering_handing,
    waardering_letters,
    waardering_papers,
    waardering_payments,
    waardering_runs,
    waardering_saved,
    waardering_schemes,
    waardering_steps,
    waardering_work,
    worklist,
)
from services.console.static_files import FOLDER, Kept
from services.console.uploads import BODY
from services.console.waardering_links import WHERE as BY_LINK

ROOMS = (
    front,
    login,
    public_form,
    report,
    worklist,
    signal,
    signal_deeds,
    signal_consents,
    signal_contact,
    signal_compare,
    appoint,
    requests,
    offers,
    offer_deeds,
    room,
    my_file,
    my_choices,
    my_link,
    mailbox,
    letter,
    figures,
    figures_now,
    figures_waardering,
    stuck,
    oversight,
    waardering_work,
    waardering_batch,
    waardering_enter,
    waardering_export,
    waardering_cases,
    waardering_code,
    waardering_account,
    waardering_letters,
    waardering_papers,
    waardering_budget,
    waardering_runs,
    waardering_payments,
    waardering_handing,
    waardering_schemes,
    waardering_campaign,
    waardering_choice,
    waardering_application,
    waardering_steps,
    waardering_saved,
    waardering_apply,  # after the desk: its address holds the name of a scheme, and none is called werk
    invitation,
    live,
)
LARGER = {
    f"{BY_LINK}/bestand": BODY,
    f"/waardering/werk{waardering_papers.UPLOAD}": BODY,
    "/waardering/werk/bankberichten": BODY,
    "/waardering/werk/codes": BODY,
}
"""Where a file comes in."""


def app() -> FastAPI:
    made = create_app(
        console,
        *(room.router for room in ROOMS),
        title="Console",
        description="Every page that a person sees.",
        pages=True,
        accepts=FORMS,
        larger=LARGER,
    )
    add_page_errors(made)
    made.mount("/static", Kept(directory=FOLDER, check_dir=False), name="static")
    return made
