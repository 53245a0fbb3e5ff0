"""Referral as an app of its own."""

from fastapi import FastAPI

from kernel.http import create_app
from services.referral import api, reactions, referral

__all__ = ["app", "reactions"]


def app() -> FastAPI:
    return create_app(referral, api.router, title="Referral", description="Offers to providers, and the warm handover.")
