"""What a meeting fixes when it is opened and closed, as plain data and back: where and when, agenda and seats."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from folkmoot.model.agenda import AgendaLine, Due
from folkmoot.model.meeting import Occurrence
from folkmoot.model.rollcall import Seat
from folkmoot.model.text import Text

Plain = dict[str, Any]


def occurrence_plain(one: Occurrence) -> Plain:
    """Return where and when a meeting was, as it was known when it was opened."""
    return {
        "group": one.group, "series": one.series, "starts_at": one.starts_at.isoformat(), "ends_at": one.ends_at.isoformat(),
        "title": text_plain(one.title), "url": one.url, "host": one.host, "zone": one.zone, "day": one.day.isoformat(),
        "key": one.key,
    }  # fmt: skip


def occurrence_of(said: Mapping[str, Any]) -> Occurrence:
    """Return the occurrence that was fixed."""
    return Occurrence(
        said["group"], said["series"], datetime.fromisoformat(said["starts_at"]), datetime.fromisoformat(said["ends_at"]),
        text_of(said["title"]), said["url"], said["host"], cancelled=False, moved_from=None, key=said["key"],
        zone=said["zone"], day=date.fromisoformat(said["day"]),
    )  # fmt: skip


def agenda_plain(lines: Iterable[AgendaLine]) -> list[Plain]:
    """Return an agenda as it was dealt with."""
    return [
        {"ref": one.ref, "title": text_plain(one.title), "minutes": one.minutes, "presenter": one.presenter, "by": one.by,
         "text": one.text, "due": [_due_plain(due) for due in one.due]}
        for one in lines if not one.suggested
    ]  # fmt: skip


def agenda_of(said: Iterable[Mapping[str, Any]]) -> tuple[AgendaLine, ...]:
    """Return the agenda that was fixed."""
    return tuple(
        AgendaLine(one["ref"], text_of(one["title"]), one["minutes"], one["presenter"], one["by"], one["text"],
                   due=tuple(_due_of(due) for due in one["due"]))
        for one in said
    )  # fmt: skip


def seats_plain(seats: Iterable[Seat]) -> list[Plain]:
    """Return who had a seat."""
    return [
        {"person": one.person, "name": one.name, "role": one.role, "organization": one.organization, "votes": one.votes}
        for one in seats
    ]


def seats_of(said: Iterable[Mapping[str, Any]]) -> tuple[Seat, ...]:
    """Return the seats that were fixed."""
    return tuple(Seat(**one) for one in said)


def text_plain(words: Text) -> Plain:
    """Return words in both languages as a map."""
    return {"en": words.en, "zh": words.zh}


def text_of(said: Mapping[str, Any]) -> Text:
    """Return words in both languages."""
    return Text(said.get("en", ""), said.get("zh", ""))


def _due_plain(one: Due) -> Plain:
    return {"kind": one.kind, "title": text_plain(one.title), "url": one.url, "note": text_plain(one.note),
            "overdue": one.overdue, "key": one.key, "owner": one.owner, "why": text_plain(one.why)}  # fmt: skip


def _due_of(said: Mapping[str, Any]) -> Due:
    return Due(
        said["kind"], text_of(said["title"]), said["url"], text_of(said["note"]), said["overdue"], said["key"],
        owner=said.get("owner", ""), why=text_of(said.get("why", {})),
    )  # fmt: skip  # what was closed earlier says neither
