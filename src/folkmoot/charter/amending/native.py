"""Changes of our own form: terms begin and end in the file that declares the group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import yaml

from folkmoot.charter.amending.files import changed, held, plain
from folkmoot.charter.amending.surgery import Cut, Step, dumped
from folkmoot.charter.charter import Charter
from folkmoot.charter.native.beside import FILE as BESIDE
from folkmoot.charter.native.writer import plain_of
from folkmoot.model.amendment import FileChange
from folkmoot.model.errors import BadInput
from folkmoot.model.groups import Group, Term

_HEAD = "# {name}.\n# The fields are described in docs/charter.md of Folkmoot.\n\n"


def roster(charter: Charter, group: Group, begin: Iterable[Term], end: Iterable[Term]) -> Iterator[FileChange]:
    """Yield the change of the group's own file: open terms get a last day, new ones stand at the end of the list."""
    before, cut, at = _opened(charter, group)
    for term in end:
        place = _entry(cut, at, term)
        for name in ("until", "cause"):
            value = getattr(term, name)
            if value:
                cut = cut.put(value, *place, name)
    for term in begin:
        cut = cut.append(plain_of(term), *at, "roles")
    yield changed(group.place.path, before, cut.text)


def founded(charter: Charter, group: Group) -> Iterator[FileChange]:
    """Yield the group's new file below ``groups/``; beside the files of another form, the file that holds what these cannot."""
    if charter.dialect != "native":
        yield _beside(charter, group)
        return
    path = f"groups/{group.slug}.yaml"
    if (before := held(charter, path)) is not None:
        raise BadInput("there is a file already.", where=path, mend="Move it away, or choose another short name.")
    name = " ".join(str(group.name).split())
    yield changed(path, before, _HEAD.format(name=name) + dumped({"group": plain_of(group)}))


def _beside(charter: Charter, group: Group) -> FileChange:
    before, entry = held(charter, BESIDE), plain_of(group)
    if before is None:
        head = (
            "# What the files beside have no place for.\n# The fields are described in docs/charter.md of Folkmoot.\n\n"
        )
        return changed(BESIDE, None, head + dumped({"groups": [entry]}))
    return changed(BESIDE, before, Cut(plain(before), BESIDE).append(entry, "groups").text)


def fielded(charter: Charter, group: Group, fields: Mapping[str, Any]) -> Iterator[FileChange]:
    """Yield the change of the group's own file that sets the fields."""
    before, cut, at = _opened(charter, group)
    for name, value in fields.items():
        cut = cut.put(plain_of(value), *at, name)
    yield changed(group.place.path, before, cut.text)


def _opened(charter: Charter, group: Group) -> tuple[str, Cut, tuple[Step, ...]]:
    """Return what the group's file holds, as letters and to be cut, and the steps to the group in it."""
    path = group.place.path
    before = held(charter, path)
    if before is None:
        raise BadInput(f"the file that declares {group.slug} is gone.", where=path, mend="See: moot check.")
    cut = Cut(plain(before), path)
    return before, cut, place_in(cut, group.slug)


def place_in(cut: Cut, group: str) -> tuple[Step, ...]:
    """Return the steps to a group in the file that declares it. Errors: BadInput when it does not any more."""
    for at in (("group",), *(("groups", number) for number in range(_length(cut.find("groups"))))):
        slug = cut.find(*at, "slug")
        if isinstance(slug, yaml.ScalarNode) and slug.value == group:
            return at
    raise BadInput(f"the file does not declare {group} any more.", where=cut.path, mend="See: moot check.")


def _entry(cut: Cut, at: tuple[Step, ...], term: Term) -> tuple[Step, ...]:
    """Return the steps to the entry of an open term."""
    for number in range(_length(cut.find(*at, "roles"))):
        place = (*at, "roles", number)
        said = {name: getattr(cut.find(*place, name), "value", "") for name in ("person", "role", "repo", "until")}
        if not said.pop("until") and said == {"person": term.person, "role": term.role, "repo": term.repo}:
            return place
    raise BadInput(
        f"the file holds no open term of {term.person} as {term.role}.", where=cut.path, mend="See: moot check."
    )


def _length(node: yaml.Node | None) -> int:
    return len(node.value) if isinstance(node, yaml.SequenceNode) else 0
