"""The record of an election, signed with the workspace's key; its ballots as a file."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from folkmoot.model.errors import BadInput
from folkmoot.reports.election_course import seen
from folkmoot.reports.election_result import is_published, record_of, table_of
from folkmoot.rules.ballots import csv_of
from folkmoot.rules.canonical import signed
from folkmoot.wiring.house import House
from folkmoot.wiring.signing import signing_key


def signed_election(house: House, name: str, now: datetime) -> dict[str, Any]:
    """Return the signed record of an election. Errors: BadInput when there is none, or it is not counted yet."""
    return signed(record_of(seen(house.homes(), name, now)), signing_key(house.folder))


def ballots_as_csv(house: House, name: str, now: datetime) -> str:
    """Return the ballots of a counted election as ``moot tally`` reads them. Errors: BadInput where they are not published."""
    it = seen(house.homes(), name, now)
    table = table_of(it)
    if not is_published(it):
        raise BadInput(
            "so few ballots are not published one by one.", mend="Take the record: it holds what they add up to."
        )
    names = [it.homes.faces.name_of(it.same(one)) for one in table.candidates]
    shown = names if len(set(names)) == len(names) else list(table.candidates)
    return csv_of(table, shown)
