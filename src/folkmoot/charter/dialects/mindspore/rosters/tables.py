"""The tables of groups in ``sigs/README.md``, ``README_en.md`` and ``working-groups/README.md``: a row per group."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from folkmoot.charter.dialects.mindspore import findings as noticed
from folkmoot.charter.dialects.mindspore.claims import LIST, TABLE, Claims, Said, Seat
from folkmoot.charter.dialects.mindspore.markdown import Row, links, plain, rows, sections
from folkmoot.charter.dialects.mindspore.rosters.roles import LEAD
from folkmoot.charter.dialects.mindspore.rosters.written import Written, people_in
from folkmoot.charter.yamltree import Tree
from folkmoot.model.finding import Finding, Place
from folkmoot.model.people import is_placeholder, mail_account
from folkmoot.model.text import Text, has_han


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list of groups says about one: the folder or address that it links to, and the claims."""

    folder: str  # below the list's own folder: "dx"; empty where the link leads elsewhere
    name: str
    url: str
    place: Place
    claims: Claims


def table(text: str, path: str) -> list[Listed]:
    """Read the rows whose first cell links to a group."""
    return [
        _listed(row, path)
        for section in sections(text)
        for row in rows(section.lines)
        if len(row.cells) >= 3 and links(row.cell(0))
    ]


def _listed(row: Row, path: str) -> Listed:
    place = Place(path, row.line)
    name, url = links(row.cell(0))[0]
    mission = plain(row.cell(1)).strip(" —-")
    seats, odd = seats_of(people_in(row.cell(2)), TABLE, LEAD, place)
    claims = Claims(
        names=(Said(name, TABLE, place),),
        missions=(Said(mission, TABLE, place),) if mission else (),
        seats=tuple(seats),
        sources=(str(place),),
        findings=tuple(odd),
    )
    return Listed(_folder(url), name, url, place, claims)


def listing(tree: Tree) -> Iterator[Listed]:
    """Read ``sigs/sig_info.yaml``: one entry per group with a link, an introduction and one maintainer."""
    for entry in tree.get("SIG list") or tree.get("sig_list") or ():
        if not entry.is_map:
            continue
        name, url, words = entry.text("name"), entry.text("links"), entry.text("introduction")
        seats, odd = seats_of(people_in(entry.text("maintainer")), LIST, LEAD, _place(entry, "maintainer"))
        claims = Claims(
            names=(Said(name, LIST, _place(entry, "name")),) if name else (),
            missions=() if is_placeholder(words) else (Said(words, LIST, _place(entry, "introduction")),),
            seats=tuple(seats),
            sources=(str(entry.place),),
            findings=tuple(odd),
        )
        yield Listed(_folder(url), name, url, entry.place, claims)


def _place(entry: Tree, key: str) -> Place:
    found = entry.get(key)
    return found.place if found else entry.place


def _folder(url: str) -> str:
    """Return the group's folder that a link leads to, relative or on a forge; nothing for another repository."""
    steps = [step for step in unquote(url.strip().strip("<>")).split("/") if step not in ("", ".")]
    for below in ("sigs", "sig", "working-groups"):
        if below in steps[:-1]:
            return steps[steps.index(below) + 1]
    return steps[0] if len(steps) == 2 and ":" not in url else ""


def seats_of(people: list[Written], roster: str, role: str, place: Place) -> tuple[list[Seat], list[Finding]]:
    """Turn people as written into seats; a link whose words show another account is a finding."""
    seats = [seat(person, roster, role, place) for person in people]
    return seats, [_link(person, place) for person in people if _differs(person)]


def seat(person: Written, roster: str, role: str, place: Place) -> Seat:
    """Return the seat of somebody as written. ``@words`` over a link are a login, not a name."""
    return Seat(
        roster, role, place, person.name, person.account, person.organization,
        mail_account(person.mail) if person.mail else "", person.mail.rpartition("@")[2].lower(),
    )  # fmt: skip


def _differs(person: Written) -> bool:
    login = person.account.partition(":")[2]
    is_login = bool(re.fullmatch(r"[\w.-]+", person.shown)) and not has_han(person.shown)
    return is_login and person.shown.lower() != login


def _link(person: Written, place: Place) -> Finding:
    login = person.account.partition(":")[2]
    says = Text(f"The link shows '{person.shown}' but leads to the account {login}; the account counts.",
                f"链接文字为“{person.shown}”，却指向账号 {login}；以账号为准。")  # fmt: skip
    return noticed.LINK_TEXT.at(place, says, subject=login)
