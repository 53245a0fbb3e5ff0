"""What an event of one version may never do to those who read it.

Older rows stay in the logs for good, and a reader may be older than the teller.

A changed meaning is a new version beside the old one (`.v2`). Within a version:

- a field never goes, never gets another type, format or default;
- a new field is optional: older rows lack it (older readers leave it out);
- a required field stays required and an optional one optional;
- bounds and code lists only widen: older rows must stay valid;
- the subject never changes: it is the order of what is told.

A **wider code list** breaks no row, but a reader of before does not know the new word: it sets the event aside
(docs/delivery-guarantees.md), loses nothing, and goes on when it is upgraded. So readers are upgraded before tellers; in the
one-process house that is one moment.
"""

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]
"""A JSON object; a JSON Schema may hold anything JSON can."""

LOWER_BOUNDS = ("minimum", "exclusiveMinimum", "minItems", "minLength")
UPPER_BOUNDS = ("maximum", "exclusiveMaximum", "maxItems", "maxLength")
SAME = ("type", "format", "pattern", "const")


def broken(before: Json, after: Json) -> list[str]:
    """The promises that a change of one event's schema breaks, in words; empty when it may be."""
    return list(_broken(before, after))


def _broken(before: Json, after: Json) -> Iterator[str]:
    for key, what in (("x-type", "type"), ("x-subject", "subject")):
        if before.get(key) != after.get(key):
            yield f"the {what} was {before.get(key)!r} and is {after.get(key)!r}"
    old, new = before.get("properties", {}), after.get("properties", {})
    had_to, has_to = set(before.get("required", ())), set(after.get("required", ()))
    for name in old:
        if name not in new:
            yield f"{name}: is gone"
            continue
        if name in has_to - had_to:
            yield f"{name}: was optional and is required; older rows may lack it"
        if name in had_to - has_to:
            yield f"{name}: was required and is optional; readers count on it"
        was, becomes = old[name].get("default"), new[name].get("default")
        if was != becomes and name not in has_to | had_to:
            yield f"{name}: its default was {was!r} and is {becomes!r}; older rows that lack it would mean something else"
        yield from _narrowed(name, _plain(old[name], before), _plain(new[name], after), before, after)
    for name in sorted((new.keys() - old.keys()) & has_to):
        yield f"{name}: is new and required; older rows lack it"


def _narrowed(name: str, old: Json, new: Json, before: Json, after: Json) -> Iterator[str]:
    if old.get("nullable") != new.get("nullable"):
        yield f"{name}: whether it may be absent changed"
    for key in SAME:
        if old.get(key) != new.get(key):
            yield f"{name}: its {key} was {old.get(key)!r} and is {new.get(key)!r}"
    if ("enum" in old) != ("enum" in new):
        yield f"{name}: whether it is a word of a code list changed"
    if gone := [word for word in old.get("enum", ()) if word not in new.get("enum", ())]:
        yield f"{name}: its code list no longer knows {', '.join(map(str, gone))}"
    for key in LOWER_BOUNDS:
        if key in new and (key not in old or new[key] > old[key]):
            yield f"{name}: its {key} was {old.get(key)!r} and is {new[key]!r}"
    for key in UPPER_BOUNDS:
        if key in new and (key not in old or new[key] < old[key]):
            yield f"{name}: its {key} was {old.get(key)!r} and is {new[key]!r}"
    if "items" in old and "items" in new:
        yield from _narrowed(f"{name}[]", _plain(old["items"], before), _plain(new["items"], after), before, after)


def _plain(schema: Json, whole: Json) -> Json:
    """Without the detours of a reference or of `or null`."""
    if "$ref" in schema:
        return _plain(whole["$defs"][schema["$ref"].rsplit("/", 1)[-1]], whole)
    if options := schema.get("anyOf"):
        one = [option for option in options if option.get("type") != "null"]
        plain = _plain(one[0], whole) if len(one) == 1 else {"type": [_plain(option, whole) for option in one]}
        return plain | {"nullable": len(one) < len(options)}
    return schema
