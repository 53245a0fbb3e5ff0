"""Several services behind one address: a page may begin with a service's name, and the service's own doors stay its own."""

import httpx
import pytest
from fastapi import Depends, FastAPI

from kernel.http.together import Together
from kernel.security.doors import Public

OPEN = [Depends(Public("a test"))]


def an_app(name: str, *paths: str) -> FastAPI:
    app = FastAPI()
    for path in paths:
        app.add_api_route(path, lambda: name, dependencies=OPEN)
    return app


@pytest.mark.parametrize(
    ("path", "whose"),
    [
        ("/gifts", "pages"),
        ("/gifts/ask", "pages"),
        ("/gifts/readyz", "gifts"),
        ("/gifts/v1/gifts", "gifts"),
        ("/v1/gifts", "gifts"),
        ("/other/anything", "other"),
    ],
)
async def test_a_page_may_begin_with_the_name_of_a_service(path: str, whose: str) -> None:
    pages = an_app("pages", "/gifts", "/gifts/ask")
    apps = {"pages": pages, "gifts": an_app("gifts", "/v1/gifts", "/readyz"), "other": an_app("other", "/anything")}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(Together(apps, front=pages)), base_url="http://house.test") as client:
        answer = await client.get(path)

    assert answer.json() == whose
