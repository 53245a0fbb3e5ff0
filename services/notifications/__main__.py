"""Notifications as an app of its own."""

from fastapi import FastAPI

from kernel.http import create_app
from services.notifications import api, notifications, reactions

__all__ = ["app", "reactions"]


def app() -> FastAPI:
    return create_app(notifications, api.messages, api.dev, title="Notifications", description="What became of the messages to people.")
