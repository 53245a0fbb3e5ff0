"""Waardering as an app of its own."""

from fastapi import FastAPI

from kernel.http import create_app
from services.waardering import reactions, waardering
from services.waardering.api import allotments, applications, campaigns, cases, desk, payout, schemes

__all__ = ["app", "reactions"]

BODY_LIMIT = 1024 * 1024
"""A bank's report of a whole run is larger than a form."""


def app() -> FastAPI:
    return create_app(
        waardering,
        desk.router,  # before the applications: its addresses hold words where theirs hold an id
        allotments.router,  # and so before the budgets
        applications.router,
        campaigns.router,
        cases.router,
        payout.router,
        schemes.router,
        title="Waardering",
        description="The yearly appreciation: applications, decisions, budgets and payouts.",
        body_limit=BODY_LIMIT,
    )
