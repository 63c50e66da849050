"""Who acted: the names under which people sign in, as the community knows them."""

from __future__ import annotations

from typing import Any

from folkmoot.reports.homes import Homes
from folkmoot.reports.proposals import person_row


class Actors:
    """Those who acted, each looked up once."""

    def __init__(self, homes: Homes) -> None:
        self._homes = homes
        self._rows: dict[str, dict[str, Any]] = {}

    def row(self, by: str) -> dict[str, Any]:
        """Return somebody who acted under the name they sign in with, as they may be seen: the person that account is.

        Edges: without a person the name itself, and no page; nobody for the empty name.
        """
        if by not in self._rows:
            self._rows[by] = self._found(by)
        return self._rows[by]

    def name(self, by: str) -> str:
        """Return the name alone."""
        return str(self.row(by)["name"])

    def _found(self, by: str) -> dict[str, Any]:
        login, _at, forge = by.rpartition("@")
        names = [f"{forge}:{login}", by]
        if self._homes.ledger:
            from folkmoot.ledger.users import people_of

            names = [*people_of(by), *names]
        rows = [person_row(self._homes, one) for one in names]
        return next((row for row in rows if row["id"]), rows[-1])
