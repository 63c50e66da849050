"""A SortingHat export: unique identities with their identities, enrolments and profile.

Source: https://github.com/chaoss/grimoirelab-sortinghat (``sortinghat export --identities``)
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from folkmoot.jobs.rolls.entry import Entry, Reading, Spell, login, mail, once, organization
from folkmoot.model.errors import BadInput
from folkmoot.model.people import is_placeholder

EVER, NEVER = date(1900, 1, 1), date(2100, 1, 1)  # how SortingHat writes an open end
FORGES = frozenset({"github", "gitee", "gitlab", "atomgit", "gitcode", "gerrit", "jira", "bitbucket", "discourse"})
"""Sources whose user names are logins; those of others, such as ``git`` or ``mbox``, are names in a text."""

_VERSIONS = re.compile(r":.*$|[-_/].*$")  # "github:issue" and "gitee-pull" are the forge's, too


def read(text: str, reading: Reading) -> None:
    """Read the file into ``reading``. Errors: BadInput when it is no such export."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
        raise BadInput("this is no JSON.", where=f"{reading.where}:{line}") from error
    people = said.get("uidentities") if isinstance(said, dict) else None
    if not isinstance(people, dict):
        raise BadInput("this is no SortingHat export: it has no 'uidentities'.", where=f"{reading.where}:1")
    places = _places(text)
    for key, one in people.items():
        _take(places.get(key, 1), key, one, reading)


def _places(text: str) -> dict[str, int]:
    """Return the line on which each key of an object of objects first stands, for telling where something is odd."""
    found: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if match := re.match(r'\s*"((?:[^"\\]|\\.)*)"\s*:\s*\{', line):
            found.setdefault(match[1], number)
    return found


def _take(line: int, key: str, one: Any, reading: Reading) -> None:
    if not isinstance(one, Mapping) or not isinstance(one.get("identities", []), list):
        reading.leave_out(line, f"'{key[:40]}' is no unique identity.")
        return
    accounts = [account for identity in one.get("identities") or [] for account in _accounts(identity)]
    profile = one.get("profile")
    robot = bool(profile.get("is_bot")) if isinstance(profile, Mapping) else False
    known = tuple(once(accounts))
    enrolments = one.get("enrollments")
    spells = tuple(_spells(line, enrolments if isinstance(enrolments, list) else [], reading))
    if known:
        reading.entries.append(Entry(line, known, spells, True if robot else None))
    elif accounts or spells or one.get("identities"):
        reading.leave_out(line, f"'{key[:40]}' has no account that is somebody's own.")


def _accounts(identity: Any) -> Iterator[str]:
    if not isinstance(identity, Mapping):
        return
    source, name, address = (str(identity.get(part) or "").strip() for part in ("source", "username", "email"))
    forge = _VERSIONS.sub("", source.lower())
    if forge in FORGES and name:
        yield login(forge, name)
    if address:
        yield mail(address)


def _spells(line: int, enrolments: list[Any], reading: Reading) -> Iterator[Spell]:
    for one in enrolments:
        said = one if isinstance(one, Mapping) else {}
        name = said.get("organization") or said.get("group") or ""
        name = organization(name.get("name") if isinstance(name, Mapping) else name)
        try:
            since, until = _day(said.get("start")), _day(said.get("end"))
        except ValueError:
            reading.leave_out(
                line, f"an enrolment has a day that is none: '{said.get('start')}' or '{said.get('end')}'."
            )
            continue
        since, until = (None if since and since <= EVER else since), (None if until and until >= NEVER else until)
        if not name:
            reading.leave_out(line, "an enrolment has no organisation.")
        elif since and until and until < since:
            reading.leave_out(line, f"the enrolment at {name} ends before it begins.")
        elif not is_placeholder(name):
            yield Spell(name, since, until)


def _day(said: Any) -> date | None:
    """Errors: ValueError when it is no day."""
    return datetime.fromisoformat(str(said).strip()).date() if said else None
