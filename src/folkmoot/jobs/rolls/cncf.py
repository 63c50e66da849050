"""CNCF's ``developers_affiliations*.txt``: a login with its addresses, then tab-indented organisations with dates.

Source: https://github.com/cncf/gitdm (its README and ``developers_affiliations1.txt``)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from folkmoot.jobs.rolls.entry import Entry, Reading, Spell, login, mail, once, organization

_HEAD = re.compile(r"(?P<login>[^\s:,!]+?)\*?\s*:\s*(?P<mails>.*)")
_SPELL = re.compile(r"(?P<name>.+?)\*?(?:\s+from\s+(?P<since>\S+))?(?:\s+until\s+(?P<until>\S+))?")
_NOBODY = frozenset({"notfound", "(unknown)", "unknown", "?"})
_ROBOTS = "(robots)"

Block = tuple[int, str, list[tuple[int, str]]]  # line, head, lines below it


def read(text: str, reading: Reading) -> None:
    """Read the file into ``reading``. ``until`` there is the first day that no longer counts; ours is the last one."""
    found: dict[str, Entry] = {}
    for line, head, below in _blocks(text, reading):
        entry = _entry(line, head, below, reading)
        if entry is None:
            continue
        first = entry.accounts[0]
        if before := found.get(first):  # the file gives a login several blocks where its addresses say different things
            entry = Entry(
                before.line, tuple(once((*before.accounts, *entry.accounts))), before.spells + entry.spells,
                before.bot or entry.bot,
            )  # fmt: skip
        found[first] = entry
    reading.entries.extend(found.values())


def _blocks(text: str, reading: Reading) -> Iterator[Block]:
    block: Block | None = None
    for number, raw in enumerate(text.splitlines(), 1):
        if not raw.strip() or raw.startswith("#"):
            continue
        if raw[0].isspace():
            if block is None:
                reading.leave_out(number, "an organisation stands before any login.")
            else:
                block[2].append((number, raw.strip()))
            continue
        if block is not None:
            yield block
        block = (number, raw.strip(), [])
    if block is not None:
        yield block


def _entry(line: int, head: str, below: list[tuple[int, str]], reading: Reading) -> Entry | None:
    match = _HEAD.fullmatch(head)
    if match is None:
        reading.leave_out(line, "this is no login with addresses behind a colon.")
        return None
    accounts = [login("github", match["login"])]
    for said in match["mails"].split(","):
        address = said.strip().rstrip("*").replace("!", "@", 1)
        if not address:
            continue
        if "@" not in address:
            reading.leave_out(line, f"'{said.strip()[:60]}' is no mail address.")
        accounts.append(mail(address))
    known = tuple(once(accounts))
    if not known:
        reading.leave_out(line, "nobody in particular is named.")
        return None
    robot = any(said.lower() == _ROBOTS for _number, said in below)
    spells = tuple(spell for number, said in below for spell in _spell(number, said, reading))
    return Entry(line, known, spells, True if robot else None)


def _spell(line: int, said: str, reading: Reading) -> Iterator[Spell]:
    match = _SPELL.fullmatch(said)
    name = organization(match["name"]) if match else ""
    if not match or not name:
        reading.leave_out(line, "this is no organisation.")
        return
    if name.lower() in _NOBODY or name.lower() == _ROBOTS:
        return
    try:
        since, ended = (date.fromisoformat(day) if day else None for day in (match["since"], match["until"]))
        until = ended - timedelta(days=1) if ended else None
    except (ValueError, OverflowError):
        reading.leave_out(line, "a day is not written as 2026-03-01.")
        return
    if since and until and until < since:
        reading.leave_out(line, f"{name} ends before it begins.")
        return
    yield Spell(name, since, until)
