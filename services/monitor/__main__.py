"""Monitor as an app of its own."""

from fastapi import FastAPI

from kernel.http import create_app
from services.monitor import api, monitor, reactions

__all__ = ["app", "reactions"]


def app() -> FastAPI:
    return create_app(monitor, api.figures, title="Monitor", description="Counts only, and none under five outside the desk.")
