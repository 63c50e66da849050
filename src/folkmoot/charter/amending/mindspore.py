"""Changes of MindSpore's form: people are added to, and taken out of, ``sig_members.yaml`` and ``sig-info.yaml``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import yaml

from folkmoot.charter.amending.files import changed, held, plain
from folkmoot.charter.amending.surgery import Cut, Step, dumped
from folkmoot.charter.charter import Charter
from folkmoot.charter.dialects.mindspore.claims import MEMBERS, SIG_INFO
from folkmoot.charter.dialects.mindspore.folders import SIGS, groups
from folkmoot.charter.dialects.mindspore.places import FORGE_URLS, account_in, account_named
from folkmoot.charter.dialects.mindspore.rosters.roles import ROLES
from folkmoot.model.amendment import FileChange
from folkmoot.model.errors import BadInput
from folkmoot.model.finding import Place, place_of
from folkmoot.model.groups import Group, Term
from folkmoot.model.people import Person

_NONE = "NA"


def roster(charter: Charter, group: Group, begin: Iterable[Term], end: Iterable[Term]) -> Iterator[FileChange]:
    """Yield the changes of the group's rosters: every one that lists the role already, or else the one there is."""
    folder = folder_of(charter, group)
    before = {path: held(charter, path) for path in (f"{folder}/{MEMBERS}", f"{folder}/{SIG_INFO}")}
    cuts = {path: Cut(plain(words), path) for path, words in before.items() if words is not None}
    pages: dict[str, set[int]] = {}
    for term in end:
        lines = list(_bullets(charter, folder, group, term))
        cuts = _without(cuts, charter.person_by_id.get(term.person) or Person(term.person), term, told=bool(lines))
        for place in lines:
            pages.setdefault(place.path, set()).add(place.line)
    for term in begin:
        cuts = _with(cuts, folder, charter.person_by_id[term.person], term)
    for path, cut in cuts.items():
        if (words := before[path]) is None or plain(words) != cut.text:
            yield changed(path, words, cut.text)
    for path, lines_out in pages.items():
        words = held(charter, path) or ""
        kept = [line for number, line in enumerate(plain(words).split("\n"), 1) if number not in lines_out]
        yield changed(path, words, "\n".join(kept))


def _bullets(charter: Charter, folder: str, group: Group, term: Term) -> Iterator[Place]:
    """Yield the lines of the group's own pages that list somebody in the role, and nobody else."""
    said = [
        source for one in group.roles if (one.person, one.role) == (term.person, term.role) for source in one.sources
    ]
    for place in map(place_of, dict.fromkeys(said)):
        if place.path.startswith(f"{folder}/") and place.path.endswith(".md") and place.line:
            lines = plain(held(charter, place.path) or "").split("\n")
            if place.line <= len(lines) and lines[place.line - 1].lstrip().startswith(("*", "-", "+")):
                yield place


def founded(charter: Charter, group: Group) -> Iterator[FileChange]:
    """Yield the ``sig-info.yaml`` of a new SIG."""
    path = f"{SIGS}/{group.slug}/{SIG_INFO}"
    if (before := held(charter, path)) is not None:
        raise BadInput("there is a file already.", where=path, mend="Choose another short name.")
    mail = next((one.address for one in group.channels if one.kind == "mail"), _NONE)
    people: dict[str, list[dict[str, str]]] = {}
    for term in group.roles:
        person = charter.person_by_id.get(term.person) or Person(term.person)
        people.setdefault(f"{term.role}s", []).append(_in_sig_info(person))
    said = {
        "name": str(group.name),
        "description": group.mission.zh or group.mission.en,
        **({"description_en": group.mission.en} if group.mission.zh and group.mission.en else {}),
        "created_on": str(group.created or ""),
        "mailing_list": mail,
        "meeting_url": next((one.url for one in group.meetings if one.url), _NONE),
        "mature_level": "startup",
        **people,
        "repositories": [{"repo": [one.repo.partition(":")[2]]} for one in group.repositories],
    }
    yield changed(path, before, dumped({key: value for key, value in said.items() if value}))


def fielded(charter: Charter, group: Group, fields: Mapping[str, Any]) -> Iterator[FileChange]:
    """Yield the change of ``sig-info.yaml``. Errors: BadInput for what these files have no place for."""
    places = {"name": "name", "mission": "description"}
    strange = sorted(set(fields) - set(places))
    if strange:
        raise BadInput(
            f"MindSpore's files have no place for {', '.join(strange)}.", mend="Say it in the group's README."
        )
    path = f"{folder_of(charter, group)}/{SIG_INFO}"
    before = held(charter, path)
    if before is None:
        raise BadInput("the group has no such file.", where=path, mend="Add it first.")
    cut = Cut(plain(before), path)
    for name, value in fields.items():
        cut = cut.put(str(value), places[name])
    yield changed(path, before, cut.text)


def pages_of(charter: Charter, group: Group) -> tuple[str, ...]:
    """Return the pages of a group's own folder that introduce it."""
    folder = folder_of(charter, group)
    return tuple(
        path
        for name in ("README.md", "README_en.md", "README_cn.md")
        if held(charter, path := f"{folder}/{name}") is not None
    )


def folder_of(charter: Charter, group: Group) -> str:
    """Return the folder of a group. Errors: BadInput for one without."""
    for folder in groups(charter.root):
        if folder.slug == group.slug:
            return folder.path
    raise BadInput(f"'{group.slug}' has no folder of its own.", mend="Change the file by hand.")


def _with(cuts: Mapping[str, Cut], folder: str, person: Person, term: Term) -> dict[str, Cut]:
    found = dict(cuts)
    listed = [(path, steps) for path, cut in cuts.items() for steps in _lists(cut, term.role)]
    if not listed:
        path = next(iter(cuts), f"{folder}/{MEMBERS}")
        found.setdefault(path, Cut("", path))
        return {**found, path: _begun(found[path], person, term)}
    for path, steps in listed:
        if not any(_is(entry, person) for entry in _entries(found[path], steps)):
            found[path] = found[path].append(_said(path, person), *steps)
    return found


def _begun(cut: Cut, person: Person, term: Term) -> Cut:
    """Return a roster in which the list of the role is begun."""
    key = f"{term.role}s"
    key = key.capitalize() if cut.path.endswith(MEMBERS) else key
    if not cut.text.strip():
        return Cut(dumped({key: [_said(cut.path, person)]}), cut.path)
    return cut.append(_said(cut.path, person), key)


def _without(cuts: Mapping[str, Cut], person: Person, term: Term, *, told: bool) -> dict[str, Cut]:
    """Return the rosters without somebody; ``told``: a line of the group's page goes anyway."""
    found = dict(cuts)
    for path, cut in cuts.items():
        for steps in _lists(cut, term.role):
            for number, entry in reversed(list(enumerate(_entries(cut, steps)))):
                if _is(entry, person):
                    found[path] = found[path].take_out(*steps, number)
    if found == cuts and not told:
        raise BadInput(
            f"no file lists {person.id} as {term.role}.", mend="Change the README by hand: it alone says so."
        )
    return found


def _lists(cut: Cut, role: str) -> Iterator[tuple[Step, ...]]:
    """Yield the steps to every list of people of the role that speaks of the whole group."""
    root = cut.find()
    if not isinstance(root, yaml.MappingNode):
        return
    entries = cut.find("repositories")
    only = isinstance(entries, yaml.SequenceNode) and len(entries.value) == 1
    for above in ((), ("repositories", 0)) if only else ((),):
        mapping = cut.find(*above)
        for key, _value in mapping.value if isinstance(mapping, yaml.MappingNode) else ():
            if ROLES.get(str(key.value).strip().lower()) == role:
                yield (*above, key.value)


def _entries(cut: Cut, steps: tuple[Step, ...]) -> list[yaml.Node]:
    node = cut.find(*steps)
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def _is(entry: yaml.Node, person: Person) -> bool:
    """Return whether an entry names one of the person's accounts."""
    if isinstance(entry, yaml.ScalarNode):
        return account_named(entry.value) in person.accounts
    said = {key.value: value.value for key, value in entry.value} if isinstance(entry, yaml.MappingNode) else {}
    named = {account_named(str(said.get(f"{forge}_id", "")), forge) for forge in FORGE_URLS}
    homes = {account_in(str(value)) for key, value in said.items() if key.endswith("home")}
    return bool(((named | homes) - {""}).intersection(person.accounts))


def _said(path: str, person: Person) -> dict[str, str]:
    return _in_members(person) if path.endswith(MEMBERS) else _in_sig_info(person)


def _in_sig_info(person: Person) -> dict[str, str]:
    forge, login = _account(person)
    known = [one.organization for one in person.affiliations if one.until is None]
    return {
        f"{forge}_id": login,
        "name": person.name or person.id,
        "organization": next(iter(known), _NONE),
        "email": _NONE,
    }


def _in_members(person: Person) -> dict[str, str]:
    forge, login = _account(person)
    return {"name": person.name or person.id, f"{forge}_home": f"{FORGE_URLS[forge]}/{login}"}


def _account(person: Person) -> tuple[str, str]:
    """Return the forge and login that stand for somebody. Errors: BadInput for somebody without an account."""
    for one in person.accounts:
        forge, _, login = one.partition(":")
        if forge in FORGE_URLS:
            return forge, login
    raise BadInput(f"'{person.id}' has no account on a forge, which these files ask for.", mend="Declare one first.")
