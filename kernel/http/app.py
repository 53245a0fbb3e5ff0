"""Makes a service's app: its routers behind the doorway, with problems, health, the access log and what is stuck."""

from collections.abc import Mapping

from fastapi import APIRouter, Depends, FastAPI, Request
from starlette.responses import JSONResponse, Response

from kernel.http.access_log import access_log_router
from kernel.http.doorway import Doorway
from kernel.http.health import Missing, health_router, readiness
from kernel.http.openapi import describe, operation_id
from kernel.http.problems import add_problem_handlers
from kernel.http.queries import only_known_keys
from kernel.http.strictness import BODY_LIMIT, JSON
from kernel.http.stuck import stuck_router
from kernel.http.walk import doors_in
from kernel.security.doors import Doors, Public
from kernel.security.headers import FOR_APIS, FOR_PAGES, raw
from kernel.service import Service


def create_app(
    service: Service,
    *routers: APIRouter,
    title: str = "",
    description: str = "",
    doors: Doors | None = None,
    missing: Missing | None = None,
    pages: bool = False,
    accepts: tuple[str, ...] = (JSON,),
    body_limit: int = BODY_LIMIT,
    larger: Mapping[str, int] | None = None,
) -> FastAPI:
    """`pages`: answers people's browsers instead of machines: other headers, forms, no OpenAPI page. `larger`: limits of single paths."""
    app = FastAPI(
        title=title or service.name.capitalize(),
        description=description,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        separate_input_output_schemas=False,
        generate_unique_id_function=operation_id,
        dependencies=[] if pages else [Depends(only_known_keys)],
    )
    app.state.service, app.state.doors, app.state.hot = service, doors, {}
    add_problem_handlers(app)
    app.add_middleware(
        Doorway,
        service=service.name,
        headers=raw(FOR_PAGES if pages else FOR_APIS),
        accepts=accepts,
        body_limit=body_limit,
        larger=larger or {},
        hot=app.state.hot,
    )
    app.include_router(health_router(missing or readiness(service)))
    if not pages:
        _publish(app)
        app.include_router(access_log_router(service))
        app.include_router(stuck_router(service))
    for router in routers:
        app.include_router(router)
    list(doors_in(app))  # raises where a route has no door
    return app


def _publish(app: FastAPI) -> None:
    router = APIRouter(include_in_schema=False)
    door = Public("the description of an API is for everyone")

    async def openapi(_request: Request) -> Response:
        return JSONResponse(describe(app), headers={"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"})

    router.add_api_route("/v1/openapi.json", openapi, methods=["GET"], dependencies=[Depends(door)])
    app.include_router(router)
