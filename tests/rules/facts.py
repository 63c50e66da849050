"""Small makers of what identity is computed from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pyarrow as pa

from folkmoot.model.identity import Correction, Identity
from folkmoot.model.people import Person, account_of
from folkmoot.rules.identity import resolve

COLUMNS = ("account", "name", "domain", "also", "why", "source", "repo")
KIT = "gitee:example/kit"

ANN = account_of("ann@example.org")
ANN_HOME = account_of("ann@home.example.net")
BO = account_of("bo@example.org")
CY = account_of("cy@example.org")

Row = tuple[str, str, str, str, str, str, str]


def saw(account: str, name: str = "", domain: str = "", also: str = "", why: str = "", repo: str = KIT) -> Row:
    return (account, name, domain, also, why, "git", repo)


def table(rows: Iterable[Row]) -> pa.Table:
    columns = list(zip(*rows, strict=True)) or [()] * len(COLUMNS)
    return pa.table({name: pa.array(list(column), pa.string()) for name, column in zip(COLUMNS, columns, strict=True)})


def person(ident: str, *accounts: str, **more: object) -> Person:
    return Person(ident, accounts=tuple(account_of(account) for account in accounts), **more)  # type: ignore[arg-type]


def decided(*said: tuple[str, ...]) -> tuple[Correction, ...]:
    return tuple(Correction(str(number), *words) for number, words in enumerate(said, 1))  # type: ignore[arg-type]


def who(
    rows: Iterable[Row] = (),
    people: Sequence[Person] = (),
    corrections: Sequence[Correction] = (),
    bots: Sequence[str] = (),
    organizations: Sequence[object] = (),
) -> Identity:
    return resolve(
        people=people, organizations=organizations, bots=bots, sightings=table(rows), corrections=corrections
    )  # type: ignore[arg-type]
