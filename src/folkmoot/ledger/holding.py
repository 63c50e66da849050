"""The row of a meeting that whoever records about it holds: two people at once come one after the other."""

from __future__ import annotations

from datetime import UTC, datetime

from folkmoot.ledger.meeting_tables import KEY
from folkmoot.ledger.models import Meeting
from folkmoot.ledger.words import must_be_words
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput
from folkmoot.model.text import Text

LONGEST = 20_000  # letters of one text
MINUTES = 400_000  # letters of one language's minutes


def held(key: str, group: str, *, actor: Actor, now: datetime) -> Meeting:
    """Return the meeting's row, made when nobody has recorded anything of it, and hold it until the transaction ends.

    Called inside a transaction: on SQLite that alone keeps others out, on PostgreSQL the row is locked.
    """
    if not key or len(key) > KEY:
        raise BadInput(
            Text("this is no meeting.", "没有该会议。"), mend=Text("Open it from the calendar.", "请从日历打开。")
        )
    Meeting.objects.get_or_create(key=key, defaults={"group": group, "at": stored(now), "who": actor.name})
    return Meeting.objects.select_for_update().get(key=key)


def stored(moment: datetime) -> datetime:
    """Return a moment as the database takes it."""
    return moment.replace(tzinfo=UTC)


def told(moment: datetime) -> datetime:
    """Return a moment as everybody else has it: UTC without a zone."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def words(*said: str, longest: int = LONGEST) -> tuple[str, ...]:
    """Return what somebody typed, trimmed. Errors: BadInput for what no database keeps, or what is too long."""
    must_be_words(*said)
    trimmed = tuple(one.replace("\r\n", "\n").replace("\r", "\n").strip() for one in said)
    if any(len(one) > longest for one in trimmed):
        raise BadInput(
            Text(f"this is longer than {longest:,} letters.", f"内容超过 {longest:,} 字。"),
            mend=Text("Shorten it, or link to it.", "请缩短内容，或改为附上链接。"),
        )
    return trimmed
