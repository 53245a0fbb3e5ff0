"""Intake as an app of its own."""

from fastapi import FastAPI

from kernel.http import create_app, raw_route
from schemas.api.intake import SignalIn, SignalStatus
from services.intake import intake, reactions
from services.intake.api import disclosure, erasures, own_file, signals, worklist

__all__ = ["app", "reactions"]


def app() -> FastAPI:
    made = create_app(
        intake,
        signals.router,
        worklist.router,
        disclosure.router,
        own_file.router,
        own_file.keys,
        erasures.router,
        title="Intake",
        description="Signals as they come in, the desk, and who may know how to reach whom.",
    )
    raw_route(
        made,
        "/v1/signals",
        signals.post_signal,
        request_model=SignalIn,
        answer_model=SignalStatus,
        roles=signals.SENDERS,
        besides=signals.what_else_is_wrong,
    )
    return made
