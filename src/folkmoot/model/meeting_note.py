"""The notes of one meeting as they go into the charter, whatever form its files have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from folkmoot.model.text import Text


@dataclass(frozen=True, slots=True)
class MeetingNote:
    """Who met when, about what, and the approved minutes. Names are as anybody may read them."""

    key: str  # of the meeting: group/series/planned day
    group: str
    day: date  # on which it was
    title: Text
    starts_at: datetime  # local, with its offset
    ends_at: datetime
    attendees: tuple[str, ...] = ()  # "Name (Organisation)"
    absent: tuple[str, ...] = ()  # neither there nor represented
    represented: tuple[str, ...] = ()  # "Name (Organisation) → who spoke for them"
    agenda: tuple[Text, ...] = ()
    says: Text = Text()  # the minutes, Markdown
    actions: tuple[Text, ...] = ()
    join_url: str = ""
    links: tuple[tuple[Text, str], ...] = ()  # recordings and slides
