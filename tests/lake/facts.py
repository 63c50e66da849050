"""Events as a docstring writes them, and the cast: Ann, Bo, Cy and ci-bot, with their groups."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from folkmoot.lake.append import append_events
from folkmoot.lake.lake import Lake
from folkmoot.model.event import Event, stable_id
from folkmoot.model.groups import Group, GroupRepository, Kind
from folkmoot.model.identity import Belonging, Identity, KnownPerson
from folkmoot.model.text import Text

START = datetime(2026, 1, 1)


def numbered(number: int, **changes: Any) -> Event:
    """Return the event with this number: one a minute from the start of 2026."""
    told: dict[str, Any] = {
        "id": stable_id("event", str(number)),
        "at": START + timedelta(minutes=number),
        "kind": "commit.authored",
        "actor": "gitee:ann",
        "repo": "gitee:example/kit",
        "subject": f"gitee:example/kit@{number:040x}",
        "source": "test",
    }
    return Event(**(told | changes))


def told_in(words: str | None) -> list[Event]:
    """Read the lines ``moment  kind  subject  account  [name=value…]`` of a docstring; others are prose.

    Accounts and subjects without a forge are Gitee's, and repositories without an owner are ``example``'s.
    """
    return list(_told(words or ""))


def _told(words: str) -> Iterator[Event]:
    for number, line in enumerate(words.splitlines()):
        parts = line.split()
        if len(parts) < 4 or not parts[0][:4].isdigit():
            continue
        moment, kind, subject, account, *rest = parts
        subject = subject if ":" in subject else f"gitee:example/{subject}"
        extra = dict(part.split("=", 1) for part in rest)
        yield Event(
            id=stable_id(str(number), line),
            at=datetime.fromisoformat(moment),
            kind=kind,
            actor=account if ":" in account else f"gitee:{account}",
            repo=subject.partition("!")[0].partition("@")[0],
            subject=subject,
            source="test",
            extra={name: json.loads(value) for name, value in extra.items()},
        )


def known(person: str, *accounts: str, bot: bool = False) -> KnownPerson:
    return KnownPerson(
        person, person.title(), accounts or (f"gitee:{person}",), bot, declared=True, hidden=False, reasons=()
    )


def identity_of(people: list[KnownPerson], belongings: tuple[Belonging, ...] = ()) -> Identity:
    of = {account: person.id for person in people for account in person.accounts} | {one.id: one.id for one in people}
    return Identity({person.id: person for person in people}, of, belongings)


CAST = identity_of(
    [known("ann", "gitee:ann", "github:ann-a"), known("bo"), known("ci-bot", bot=True)],
    (
        Belonging("ann", "Example University", None, date(2025, 12, 31), "declared"),
        Belonging("ann", "Example Ltd", date(2026, 1, 1), None, "declared"),
        Belonging("ann", "Mail Org", None, None, "mail domain"),
        Belonging("bo", "Mail Org", None, None, "mail domain"),
    ),
)


def group(slug: str, *repositories: GroupRepository) -> Group:
    return Group(Kind.SIG, slug, Text(slug.title()), repositories=repositories)


KIT, OPS = GroupRepository("gitee:example/kit"), GroupRepository("gitee:example/ops")


def ids(lake: Lake) -> list[str]:
    """Return every id in the lake's events, doubled ones doubled."""
    snapshot = lake.snapshot()
    return sorted(snapshot.run(snapshot.events().select("id"))["id"].to_pylist())


def filled(lake: Lake, numbers: range, step: int) -> None:
    """Append the numbered events in batches of ``step``."""
    for first in numbers[::step]:
        append_events(lake, [numbered(number) for number in range(first, min(first + step, numbers.stop))])
