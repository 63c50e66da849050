"""The weekly digest is sent: once to each channel, and recorded when the channel took it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from folkmoot.ledger import digests
from folkmoot.model.actor import Actor
from folkmoot.model.errors import MootError
from folkmoot.model.notices import Letterbox

A_DAY = timedelta(hours=20)  # a look that comes somewhat early still counts as the next day's


@dataclass(frozen=True)
class Letter:
    """A digest as it is sent."""

    title: str
    text: str
    html: str


@dataclass(frozen=True)
class Told:
    """What sending a digest came to: names of channels, and a sentence for each that failed."""

    sent: tuple[str, ...] = ()
    already: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()


def waiting(week: date, names: Iterable[str], *, about: str = "", now: datetime) -> tuple[str, ...]:
    """Return the channels that have no digest of the week yet, and were not tried in vain within a day."""
    known = digests.tried(week, about)
    return tuple(
        name for name in names if name not in known or (not known[name].sent and now - known[name].at >= A_DAY)
    )


def send(
    week: date, letter: Callable[[str], Letter], channels: Mapping[str, Letterbox], names: Iterable[str], *,
    about: str = "", again: bool = False, actor: Actor, now: datetime,
) -> Told:  # fmt: skip
    """Send the digest of the week that begins on ``week`` to the channels ``names`` that do not have it yet.

    ``letter`` makes it in a language. Edges: recorded after the channel took it: a run that is killed loses none, and may
    send one twice. With ``again`` also to those that have it.
    """
    known = digests.tried(week, about)
    made: dict[str, Letter] = {}
    sent, already, failed = [], [], []
    for name in dict.fromkeys(names):
        if name in known and known[name].sent and not again:
            already.append(name)
            continue
        box = channels.get(name)
        if box and box.language not in made:
            made[box.language] = letter(box.language)
        error = _sent(box, name, made)
        digests.sent(week, name, about=about, error=error, now=now, actor=actor)
        if error:
            failed.append(f"{name}: {error}")
        else:
            sent.append(name)
    return Told(tuple(sent), tuple(already), tuple(failed))


def _sent(box: Letterbox | None, name: str, made: Mapping[str, Letter]) -> str:
    """Send one letter and return why it could not be, or nothing."""
    if box is None:
        return f"no channel is called {name} in folkmoot.toml."
    one = made[box.language]
    try:
        box.write(one.title, one.text, one.html)
    except MootError as error:
        return str(error)
    return ""
