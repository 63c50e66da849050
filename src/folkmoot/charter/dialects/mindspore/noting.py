"""The notes of a meeting as MindSpore's community keeps them: one Markdown file in its group's folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from folkmoot.charter.charter import Charter
from folkmoot.charter.dialects.mindspore.documents import NOTES
from folkmoot.charter.dialects.mindspore.folders import groups
from folkmoot.charter.dialects.mindspore.tsc import TSC
from folkmoot.charter.files import safe_path
from folkmoot.model.errors import BadInput
from folkmoot.model.meeting_note import MeetingNote
from folkmoot.model.text import Text

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_NUMBER = re.compile(r"(\d{3})-\d{8}")
_LIST = re.compile(r"\W*(?:participants|attendees)\s*[：:]", re.IGNORECASE)


def files(charter: Charter, note: MeetingNote, again: tuple[str, ...] = ()) -> tuple[tuple[str, str], ...]:
    """Return the file, path and words: ``sigs/kit/meetings/007-20261124.md`` or ``tsc/meeting-notes/2026/2026-11-24.md``.

    Edges: a committee that meets twice on a day, and notes that somebody has put there by hand, get a path beside.
    """
    committee = note.group == TSC.slug
    mine = next((path for path in again if path.endswith(".md")), "")
    path = mine or (_committee_path(charter, note) if committee else _group_path(charter, note))
    lines = _committee(note) if committee else _group(note)
    return ((path, "\n".join(lines).rstrip() + "\n"),)


def title(note: MeetingNote) -> str:
    """Return the title that the notes carry, and that reading them gives."""
    at = note.starts_at
    if note.group == TSC.slug:
        return f"Steering Committee Meeting {at.year}/{MONTHS[at.month - 1][:3]}/{at.day:02}"
    return f"{DAYS[at.weekday()]}, {MONTHS[at.month - 1]} {at.day:02}, {at.year} at {at:%H:%M} {_offset(at)}"


def _offset(at: datetime) -> str:
    """Return the zone as the notes write it: GMT+8."""
    seconds = int(offset.total_seconds()) if (offset := at.utcoffset()) else 0
    hours, minutes = divmod(abs(seconds) // 60, 60)
    return f"GMT{'-' if seconds < 0 else '+'}{hours}" + (f":{minutes:02}" if minutes else "")


def _committee_path(charter: Charter, note: MeetingNote) -> str:
    stem = f"{TSC.path}/meeting-notes/{note.starts_at.year}/{note.starts_at:%Y-%m-%d}"
    for name in (stem, *(f"{stem}-{number}" for number in range(2, 20))):
        if not _there(charter, f"{name}.md"):
            return f"{name}.md"
    raise BadInput("there are too many notes of this day.", where=f"{stem}.md", mend="Bring them together by hand.")


def _group_path(charter: Charter, note: MeetingNote) -> str:
    folder = next((one.path for one in groups(charter.root) if one.slug == note.group), "")
    if not folder:
        raise BadInput(f"'{note.group}' has no folder of its own.", mend="Write its notes by hand.")
    home = next((name for name in NOTES if (charter.root / folder / name).is_dir()), NOTES[0])
    there = safe_path(charter.root, charter.root / folder / home)
    taken = [
        int(found[1])
        for one in (there.iterdir() if there and there.is_dir() else ())
        if (found := _NUMBER.match(one.name))
    ]
    return f"{folder}/{home}/{max(taken, default=0) + 1:03}-{note.starts_at:%Y%m%d}.md"


def _there(charter: Charter, path: str) -> bool:
    full = safe_path(charter.root, path)
    return full is None or full.exists()


def _committee(note: MeetingNote) -> Iterator[str]:
    yield from (f"# {title(note)}", "")
    if note.join_url:
        at, ends = note.starts_at, note.ends_at
        yield from (
            "## How to Join", "", "```bash", f"Subject: {_words(note.title)}",
            f"Duration: {at.year}/{MONTHS[at.month - 1][:3]}/{at.day:02} {at:%H:%M} ~ {ends:%H:%M} ({_offset(at)})",
            f"link: <{note.join_url}>", "```", "",
        )  # fmt: skip
    yield from _numbered("Attendance", note.attendees)
    yield from _numbered("By proxy", note.represented)
    yield from _numbered("Absent", note.absent)
    yield from _numbered("Agenda", tuple(map(_words, note.agenda)))
    yield from _body(note)
    yield from _numbered("Action Items", tuple(map(_words, note.actions)))
    if note.links:
        yield from ("## Recording", "", *(f"{_words(what)}: <{url}>  " for what, url in note.links), "")


def _group(note: MeetingNote) -> Iterator[str]:
    yield from (f"# {title(note)}", "")
    yield from _starred("Agenda", tuple(map(_words, note.agenda)))
    links = ([f"Meeting link: <{note.join_url}>"] if note.join_url else []) + [
        f"{_words(what)}: <{url}>" for what, url in note.links
    ]
    yield from _starred("Conference links", tuple(links))
    yield from _starred("Attendees", note.attendees)
    yield from _starred("By proxy", note.represented)
    yield from _starred("Absent", note.absent)
    yield from _body(note)
    yield from _starred("Action items", tuple(map(_words, note.actions)))


def _numbered(title_of: str, lines: tuple[str, ...]) -> Iterator[str]:
    if lines:
        yield from (f"## {title_of}", "", *(f"{number}. {line}" for number, line in enumerate(lines, 1)), "")


def _starred(title_of: str, lines: tuple[str, ...]) -> Iterator[str]:
    if lines:
        yield from (f"## {title_of}", "", *(f"* {line}" for line in lines), "")


def _body(note: MeetingNote) -> Iterator[str]:
    """Yield the minutes. Their headings become bold lines, and a list of people in them is quoted: only the list above counts."""
    sides = [words.strip() for words in (note.says.en, note.says.zh) if words.strip()]
    if not sides:
        return
    yield from ("## Notes", "")
    for words in dict.fromkeys(sides):
        for line in words.split("\n"):
            if line.startswith("#"):
                heading = line.strip("# \t")
                yield f"**{heading}**" if heading else ""
            else:
                yield f"> {line}" if _LIST.match(line) else line
        yield ""


def _words(words: Text) -> str:
    return " / ".join(dict.fromkeys(" ".join(side.split()) for side in (words.en, words.zh) if side.strip()))
