"""The directory as an app of its own."""

from fastapi import FastAPI

from kernel.http import create_app
from services.directory import api, directory, reactions

__all__ = ["app", "reactions"]


def app() -> FastAPI:
    return create_app(directory, api.router, title="Directory", description="Who offers what, who works where, and how much room there is.")
