"""What is asked for by name, where links back lead, and files that are written or refused in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from ictograph.ground.errors import BuildError, NameUnknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ictograph.knowledge import model
    from ictograph.site.source import Source

_T = TypeVar("_T", bound="model.Tour | model.Task")


def source_of(ontology: str | None) -> Source:
    """What pages are made from, of the knowledge in a folder, or of that which came with ictograph."""
    from ictograph.graph import Graph
    from ictograph.ground.resources import knowledge_dir
    from ictograph.site.source import Source

    return Source(Graph.load(knowledge_dir(ontology)))


def named(name: str, among: Mapping[str, _T], kind: str) -> _T:
    """A tour or a task by its identifier or its title.

    Raises:
        NameUnknown: there is none of that name.
    """
    from ictograph.knowledge.load import hint

    titles = {record.title.casefold(): record for record in among.values()}
    found = among.get(name) or titles.get(name.casefold())
    if found is None:
        known = ", ".join(sorted(among)) or "none"
        raise NameUnknown(f"no {kind} {name!r}{hint(name, among)}; there are: {known}")
    return found


def put(path: Path, content: bytes) -> None:
    """Write a file.

    Raises:
        BuildError: it cannot be written.
    """
    try:
        path.write_bytes(content)
    except OSError as error:
        raise BuildError(f"cannot write {path} ({error.strerror}); choose another file with -o") from error


def home(address: str | None) -> str:
    """Where links back lead: an address of the web that ends in a slash.

    Raises:
        NameUnknown: it is none.
    """
    from urllib.parse import urlsplit

    from ictograph.site.courses.cited import HOME

    if address is None:
        return HOME
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.netloc or set(address) & set("\"'<> \\"):
        raise NameUnknown(f"{address!r} is no address of a site; give one such as https://example.org/ictograph/")
    return address if address.endswith("/") else f"{address}/"
