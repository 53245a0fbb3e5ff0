"""YAML with the line of every value, so that a mistake can be shown where it stands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import JsonValue

Where = Sequence[int | str]


class PlainLoader(yaml.CSafeLoader):
    """What is read is what JSON could hold, and what a person reads: days stay text, and only true and false are booleans (not `on`)."""


PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
PlainLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF"))


THOUSANDS = re.compile(r"^[1-9]\d{0,2}(?:\.000)+$")
"""500.000 is half a million to who writes it, and YAML would quietly make it five hundred; as text it can be refused."""
for digit in "123456789":
    there = PlainLoader.yaml_implicit_resolvers.get(digit, [])
    PlainLoader.yaml_implicit_resolvers[digit] = [("tag:yaml.org,2002:str", THOUSANDS), *there]


@dataclass(frozen=True)
class Lines:
    """One file's values and where they stand."""

    data: JsonValue
    root: yaml.Node | None

    def of(self, where: Where) -> int:
        """Line of the value there, or of the nearest thing around it."""
        node, line = self.root, 1
        if node is not None:
            line = node.start_mark.line + 1
        for step in where:
            found = _within(node, step)
            if found is None:
                break
            line, node = found
        return line

    def twice(self) -> Iterator[tuple[int, str]]:
        """Fields that are written twice in one mapping; YAML would quietly keep the last."""
        yield from _twice(self.root)


def read(path: Path) -> Lines:
    """Raises yaml.MarkedYAMLError with the place of a mistake in the YAML itself."""
    loader = PlainLoader(path.read_text(encoding="utf-8"))
    try:
        root = loader.get_single_node()
        data = None if root is None else loader.construct_document(root)
    finally:
        loader.dispose()
    return Lines(data, root)


def _within(node: yaml.Node | None, step: int | str) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return key.start_mark.line + 1, value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark.line + 1, node.value[step]
    return None


def _twice(node: yaml.Node | None) -> Iterator[tuple[int, str]]:
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                yield key.start_mark.line + 1, key.value
            seen.add(key.value)
            yield from _twice(value)
    elif isinstance(node, yaml.SequenceNode):
        for inner in node.value:
            yield from _twice(inner)
