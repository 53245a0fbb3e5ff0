"""Waardering as an app of its own."""

from fastapi import FastAPI

from kernel.http import create_app
from services.waardering import reactions, waardering
from services.waardering.api import (
    accounts,
    allotments,
    applications,
    campaigns,
    cases,
    choices,
    desk,
    handing,
    letters,
    own,
    paying,
    payout,
    schemes,
)
from services.waardering.domain.papers import LARGEST

__all__ = ["app", "reactions"]

BODY_LIMIT = 1024 * 1024
"""A supplier's list of codes is larger than a form."""

REPORT_LIMIT = 5 * 1024 * 1024
"""A bank's report of a run of thousands."""

PAPER_LIMIT = LARGEST * 4 // 3 + 16 * 1024
"""In base64, and what stands around it."""


def app() -> FastAPI:
    return create_app(
        waardering,
        desk.router,  # before the applications: its addresses hold words where theirs hold an id
        accounts.router,
        allotments.router,  # and so before the budgets
        applications.router,
        campaigns.router,
        cases.router,
        choices.router,
        handing.router,
        letters.router,
        own.router,
        paying.router,
        payout.router,
        schemes.router,
        title="Waardering",
        description="The yearly appreciation: applications, decisions, budgets and payouts.",
        body_limit=BODY_LIMIT,
        larger={f"/v1{path}": PAPER_LIMIT for path in (own.OWN_EVIDENCE, own.EVIDENCE)} | {"/v1/bank-reports": REPORT_LIMIT},
    )
