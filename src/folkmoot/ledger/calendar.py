"""Changes of meetings as recorded: cancelled, moved, added, given to a host; and the undoing of each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, cast

from django.db import IntegrityError, transaction

from folkmoot.ledger.audit import note
from folkmoot.ledger.models import MeetingChange, SeriesNoted
from folkmoot.ledger.words import must_be_words
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput
from folkmoot.model.meeting import key_of
from folkmoot.model.schedule import Change, Noted, Verb
from folkmoot.model.text import Text

LONGEST = 500  # letters of a reason


def changes(group: str = "", series: str = "") -> tuple[Change, ...]:
    """Return every recorded change, oldest first, undone ones and undoings too; of one group, or one of its series."""
    rows = MeetingChange.objects.select_related("undoing").order_by("pk")
    rows = rows.filter(group=group) if group else rows
    rows = rows.filter(series=series) if series else rows
    return tuple(_noun(row) for row in rows)


def change(
    group: str, series: str, day: date, does: Verb, *, seen: int, actor: Actor, now: datetime, why: str, **more: Any
) -> Change:
    """Record a change of the meeting of ``day``, with its audit row; the caller has asked whether the actor may.

    ``seen``: how many changes of the series the caller knows. ``more``: to, time, minutes, title, url, host.
    Errors: BadInput when somebody else has changed the series meanwhile, or for words that cannot be kept.
    """
    return _write((group, series, day), does, seen=seen, actor=actor, now=now, why=why, more=more)


def undo(change: Change, *, seen: int, actor: Actor, now: datetime, why: str) -> Change:
    """Record that a change no longer holds; what was before it holds again. Errors: BadInput when it is undone already."""
    if change.undone or change.does == "undo":
        raise BadInput(Text("this change is undone already.", "该变更已撤回。"), where=change.key)
    about = (change.group, change.series, change.day)
    return _write(about, "undo", seen=seen, actor=actor, now=now, why=why, more={"undoes_id": change.id})


def _write(
    about: tuple[str, str, date], does: Verb, *,
    seen: int, actor: Actor, now: datetime, why: str, more: Mapping[str, Any],
) -> Change:  # fmt: skip
    group, series, day = about
    must_be_words(why, *(said for said in more.values() if isinstance(said, str)))
    if len(why) > LONGEST:
        raise BadInput(
            Text(f"a reason has at most {LONGEST} letters.", f"原因最多 {LONGEST} 个字符。"),
            mend=Text("Say it in fewer words.", "请缩短。"),
        )
    key = key_of(group, series, day)
    try:
        with transaction.atomic():
            row = MeetingChange.objects.create(
                group=group, series=series, day=day, does=does, number=seen + 1, at=now.replace(tzinfo=UTC), who=actor.name,
                why=why.strip(), **more,
            )  # fmt: skip
            told = {name: str(said) for name, said in more.items() if said}
            note(actor, f"meeting.{does}", key, after={"id": row.pk, **told}, why=why.strip())
    except IntegrityError as error:
        raise BadInput(
            Text("somebody has just changed this series.", "该系列刚刚被他人修改。"),
            where=key,
            mend=Text("Look at it again.", "请重新查看。"),
        ) from error
    return _noun(row)


def noted() -> Mapping[tuple[str, str], Noted]:
    """Return the newest version of how each series is declared."""
    found = {}
    for row in SeriesNoted.objects.order_by("group", "series", "number"):
        found[row.group, row.series] = Noted(row.number, row.digest, row.at.astimezone(UTC).replace(tzinfo=None))
    return found


def note_series(group: str, series: str, digest: str, *, number: int, actor: Actor, now: datetime) -> None:
    """Record that a series is declared in a way that was not seen before, with its audit row; once for each number."""
    try:
        with transaction.atomic():
            SeriesNoted.objects.create(
                group=group, series=series, number=number, digest=digest, at=now.replace(tzinfo=UTC), who=actor.name
            )
            note(actor, "series.noted", f"{group}/{series}", after={"number": number, "digest": digest})
    except IntegrityError:
        return  # somebody else has noted it at the same moment


def _noun(row: MeetingChange) -> Change:
    return Change(
        row.pk, row.number, row.at.astimezone(UTC).replace(tzinfo=None), row.who, row.why, row.group, row.series, row.day,
        cast("Verb", row.does), row.to, row.time, row.minutes, row.title, row.url, row.host, row.undoes_id,
        hasattr(row, "undoing"),
    )  # fmt: skip
