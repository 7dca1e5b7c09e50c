"""YAML files read as plain data, with the line of every value and with nothing executed.

PyYAML's C parser composes the node graph, which carries the line of each value; the data are built here, so that no
tag, anchor or alias can do anything (an alias can make a small file enormous).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

import yaml

from ictograph.ground.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

#: A knowledge file larger than this (bytes) is refused unread.
LARGEST = 4_000_000
_DEEPEST = 12
_NULLS = frozenset({"", "~", "null"})

Data: TypeAlias = "str | list[Data] | dict[str, Data] | None"
Keys: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True)
class YamlFile:
    """A parsed file.

    Attributes:
        name: how problems name the file.
        data: the content; every scalar is a string or None.
        lines: line (from 1) of each value, by its path of keys and indices.
        problems: what was wrong with the file itself.
    """

    name: str
    data: Data
    lines: dict[Keys, int]
    problems: list[Problem]

    def line(self, path: Keys) -> int:
        """The line of the value at `path`, or of its nearest parent that has one."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def lines_below(self, path: Keys) -> dict[str, int]:
        """Line of each value below `path` (the whole file, or one record of a list), by dotted path."""
        if not path:
            return {".".join(map(str, keys)): line for keys, line in self.lines.items() if keys}
        depth = len(path)
        return {".".join(map(str, keys[depth:])): line for keys, line in self._by_record.get(path[:2], {}).items()}

    @cached_property
    def _by_record(self) -> dict[Keys, dict[Keys, int]]:
        records: dict[Keys, dict[Keys, int]] = {}
        for keys, line in self.lines.items():
            if len(keys) > 2:
                records.setdefault(keys[:2], {})[keys] = line
        return records


class _RefusedError(Exception):
    def __init__(self, line: int, what: str) -> None:
        self.line, self.what = line, what
        super().__init__(what)


def read(path: Path, name: str) -> YamlFile:
    """Read one YAML file; a file that cannot be read gives no data and one problem."""
    lines: dict[Keys, int] = {}
    try:
        if path.stat().st_size > LARGEST:
            raise _RefusedError(1, f"the file is larger than {LARGEST:,} bytes; split it by topic")
        loader = yaml.CSafeLoader(path.read_text(encoding="utf-8"))
        try:
            _refuse_aliases_and_depth(path)
            root = loader.get_single_node()
        finally:
            loader.dispose()
        data = None if root is None else _build(root, (), lines)
    except _RefusedError as refused:
        return YamlFile(name, None, lines, [Problem(name, refused.line, "error", "yaml", refused.what)])
    except UnicodeDecodeError as error:
        what = f"byte {error.start} is not UTF-8; save the file as UTF-8"
        return YamlFile(name, None, lines, [Problem(name, 1, "error", "yaml", what)])
    except OSError as error:
        what = f"the file cannot be read ({error.strerror}); mend its permissions or remove it"
        return YamlFile(name, None, lines, [Problem(name, 1, "error", "yaml", what)])
    except yaml.YAMLError as error:
        return YamlFile(name, None, lines, [_syntax_problem(name, error)])
    return YamlFile(name, data, lines, [])


def _refuse_aliases_and_depth(path: Path) -> None:
    """Walk the event stream, which needs no recursion, before anything is composed."""
    depth = 0
    for event in yaml.parse(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _RefusedError(line, "anchors and aliases are not used here; write the value out")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEEPEST:
                raise _RefusedError(line, f"nested deeper than {_DEEPEST} levels; flatten it")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _syntax_problem(name: str, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    line = 1 if mark is None else mark.line + 1
    reason = getattr(error, "problem", None) or str(error).splitlines()[0]
    return Problem(name, line, "error", "yaml", f"not valid YAML ({reason}); quote text that has ': ' or '#' in it")


def _build(node: yaml.Node, path: Keys, lines: dict[Keys, int]) -> Data:
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        value = str(node.value)
        return None if not node.style and value in _NULLS else value.strip()
    if isinstance(node, yaml.SequenceNode):
        return [_build(child, (*path, index), lines) for index, child in enumerate(node.value)]
    result: dict[str, Data] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise _RefusedError(line, "a key must be a word")
        key = str(key_node.value)
        if key in result:
            raise _RefusedError(line, f"the key {key!r} stands twice; keep one")
        result[key] = _build(value_node, (*path, key), lines)
        lines[(*path, key)] = line
    return result
