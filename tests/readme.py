"""Run the examples of README.md and docs/; `python tests/readme.py --write` puts their real output into them.

A console block holds commands (lines that start with "$ ") and their output. The commands of a page run in order in one
new folder, with `ictograph` being the one of this interpreter.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def with_real_output(text: str, folder: Path) -> str:
    """The text with the output of every console block as it is when run in `folder`."""
    return _BLOCK.sub(lambda match: f"```console\n{_rerun(match[1], folder)}```", text)


def _rerun(block: str, folder: Path) -> str:
    commands = [line for line in block.splitlines() if line.startswith("$ ")]
    return "".join(f"{command}\n{_output(command[2:], folder)}" for command in commands)


def _output(command: str, folder: Path) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.stdout


def main() -> None:
    """Show whether the pages are up to date, or write them."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            real = with_real_output(text, Path(folder))
        if "--write" in sys.argv:
            page.write_text(real, encoding="utf-8")
        print(f"{page.name} {'is up to date' if real == text else 'differs from the real output'}")


if __name__ == "__main__":
    main()
