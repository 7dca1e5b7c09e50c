"""The page of the rules, `docs/rules.md`, made from their docstrings.

`python -m ictograph.knowledge.check.document > docs/rules.md` writes it anew; a test compares it.
"""

from __future__ import annotations

import inspect
import sys
from typing import TYPE_CHECKING

from ictograph.knowledge import check
from ictograph.knowledge.check import form

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD = """# The rules of `ictograph check`

Made from the rules themselves by `python -m ictograph.knowledge.check.document`; edit the docstrings in
`kg/ictograph/knowledge/check/`, not this page. An *error* stops a build, a *warning* does not.

Where a warning does not hold, the record says why, and the warning is not given:

```yaml
  - id: calcium-current
    class: IonChannelFunction
    label: voltage-gated calcium current
    definition: Current through voltage-gated calcium channels.
    allow: {idle-node: A whole that only joins its parts.}
```

An error cannot be allowed, and a reason that is no longer needed is itself warned of.
"""


def sections(text: str) -> dict[str, str]:
    """A docstring as {`Kept`, `Problem`, `Remedy`: sentence}."""
    lines = inspect.cleandoc(text).splitlines()
    found, at = {"Kept": lines[0]}, "Kept"
    for line in lines[1:]:
        name, colon, rest = line.partition(": ")
        if colon and name in {"Problem", "Remedy"}:
            at, line = name, rest  # noqa: PLW2901 - the rest of the line begins the section
        found[at] = f"{found.get(at, '')} {line.strip()}".strip()
    return found


def _section(name: str, level: str, text: str) -> Iterator[str]:
    said = sections(text)
    yield f"### `{name}` ({level})"
    yield f"{said['Kept']}\n\n- **Problem.** {said['Problem']}\n- **Remedy.** {said['Remedy']}"


def markdown() -> str:
    """The whole page."""
    parts = [_HEAD.strip()]
    for family in check.FAMILIES:
        parts.append(f"## {(family.__doc__ or '').splitlines()[0].removesuffix('.')}")
        if family is form:
            for name, text in form.NOTED.items():
                parts += _section(name, "error", text)
        for rule in check.rules_of(family):
            parts += _section(rule.name, rule.level, rule.__doc__ or "")
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    sys.stdout.write(markdown())
