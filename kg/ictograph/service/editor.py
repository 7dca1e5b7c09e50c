"""`/query`: a page to write SPARQL in, with the shipped queries as examples; nothing of it comes from elsewhere."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from starlette.responses import Response
from starlette.routing import Route

from ictograph.ground import resources
from ictograph.pages import scripts

if TYPE_CHECKING:
    from starlette.requests import Request

_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
_FILES = {"query.js": "text/javascript; charset=utf-8", "query.css": "text/css; charset=utf-8"}


def routes() -> list[Route]:
    """The page, its script and its style."""
    return [Route("/query", _page), Route("/query/{name}", _file)]


async def _page(_: Request) -> Response:
    return Response(_rendered(), media_type="text/html", headers={"content-security-policy": _CSP})


@cache
def _rendered() -> str:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    from ictograph.pages.shown import NOTICE

    env = Environment(
        loader=FileSystemLoader(resources.templates_dir() / "service", encoding="utf-8"), autoescape=True,
        undefined=StrictUndefined,
    )  # fmt: skip
    return env.get_template("query.html").render(notice=NOTICE)


async def _file(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _FILES:
        return Response("Not found\n", 404, media_type="text/plain")
    return Response(scripts.text(f"service/{name}"), media_type=_FILES[name])
