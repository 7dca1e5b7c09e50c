"""HTTP to other people's servers: addresses, credentials, redirects."""

from __future__ import annotations

import base64
import re
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit, urlunsplit

from ictograph.ground.errors import EndpointError

if TYPE_CHECKING:
    from http.client import HTTPMessage
    from typing import IO

#: Variable of the environment with `user:password`, or `Bearer` and a token.
AUTH = "ICTOGRAPH_AUTH"
_UNSAFE = "moves to no safe address"


class _Again(urllib.request.HTTPRedirectHandler):
    """Follows a redirect with the same method and query; credentials stay with the host that they are for."""

    def http_error_302(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage
    ) -> Any:  # fmt: skip
        """Follow it; an address that cannot be read is no redirect."""
        try:
            return super().http_error_302(req, fp, code, msg, headers)
        except ValueError as error:
            raise urllib.error.HTTPError(req.full_url, code, _UNSAFE, headers, fp) from error

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        """The request to the new address."""
        if not is_address(newurl) or (req.type == "https" and not newurl.startswith("https:")):
            raise urllib.error.HTTPError(req.full_url, code, _UNSAFE, headers, fp)
        kept = {name: value for name, value in req.header_items() if name.lower() != "content-length"}
        if urlsplit(newurl).netloc != urlsplit(req.full_url).netloc:
            kept.pop("Authorization", None)
        return urllib.request.Request(newurl, req.data, kept, method=req.get_method())  # noqa: S310 - http or https, as checked above


def opener(address: str, auth: str | None) -> urllib.request.OpenerDirector:
    """What sends requests to an address, with these credentials where they are asked for by digest."""
    handlers: list[urllib.request.BaseHandler] = [_Again()]
    if auth and not auth.lower().startswith("bearer "):
        known = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        user, _, password = auth.partition(":")
        known.add_password(None, address, user, password)
        handlers.append(urllib.request.HTTPDigestAuthHandler(known))
    return urllib.request.build_opener(*handlers)


def credentials(auth: str | None) -> dict[str, str]:
    """The header of credentials; raises EndpointError if they are none."""
    if not auth:
        return {}
    if not auth.isprintable() or (":" not in auth and not auth.lower().startswith("bearer ")):
        raise EndpointError(
            "the credentials are neither user:password nor Bearer and a token; mend --auth or ICTOGRAPH_AUTH"
        )
    if auth.lower().startswith("bearer "):
        return {"Authorization": f"Bearer {auth[7:].strip()}"}
    return {"Authorization": f"Basic {base64.b64encode(auth.encode()).decode()}"}


def is_address(endpoint: str) -> bool:
    """Whether it is an http or https address."""
    try:
        parts = urlsplit(endpoint)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:  # brackets that do not close, a port that is no number
        return False


def bare(endpoint: str) -> str:
    """An address without what may be a password."""
    return re.sub(r"//[^/@]*@", "//", endpoint)


def without_user(endpoint: str) -> tuple[str, str | None]:
    """An address without its user and password, and those."""
    parts = urlsplit(endpoint)
    if parts.username is None:
        return endpoint, None
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=host)), f"{unquote(parts.username)}:{unquote(parts.password or '')}"
