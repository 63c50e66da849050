"""The notes of a meeting in the native form: an entry under ``minutes`` in a file of its own, and the document it names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from folkmoot.charter.amending.surgery import dumped
from folkmoot.charter.native.writer import plain_of
from folkmoot.model.community import Minutes
from folkmoot.model.meeting_note import MeetingNote
from folkmoot.model.text import Text

FOLDER = "minutes"
_HEADING = re.compile(r"#{1,5} ")


def files(note: MeetingNote) -> tuple[tuple[str, str], ...]:
    """Return the two files, path and words. The path is the meeting's own, so that publishing twice writes the same file."""
    entry = minutes(note)
    return (
        (entry.document.removesuffix(".md") + ".yaml", dumped({"minutes": [plain_of(entry)]})),
        (entry.document, "\n".join(_lines(note)).rstrip() + "\n"),
    )


def minutes(note: MeetingNote) -> Minutes:
    """Return what the charter declares once the notes are in it."""
    stem = f"{FOLDER}/{note.key.replace('/', '-')}"
    return Minutes(note.group, note.day, _title(note), note.attendees, note.absent, f"{stem}.md")


def _title(note: MeetingNote) -> str:
    names = " ".join(dict.fromkeys(filter(None, (note.title.en, note.title.zh))))
    return f"{' '.join(names.split())} {note.day}".strip()


def _lines(note: MeetingNote) -> Iterator[str]:
    yield from (f"# {_title(note)}", "")
    yield from (
        f"{note.starts_at:%Y-%m-%d %H:%M} – {note.ends_at:%H:%M} ({note.starts_at:%Z}, UTC{note.starts_at:%z})",
        "",
    )
    sides = [words.strip() for words in (note.says.en, note.says.zh) if words.strip()]
    if sides:  # the minutes say who was there
        yield from (line for words in dict.fromkeys(sides) for line in (_below(words), ""))
        return
    lists = (("Present 出席", note.attendees), ("By proxy 委托出席", note.represented), ("Absent 缺席", note.absent))
    for title, names in lists:
        if names:
            yield from (f"## {title}", "", *(f"- {name}" for name in names), "")
    if note.links:
        yield from ("## Links 链接", "", *(f"- {both(title)}: <{url}>" for title, url in note.links), "")


def _below(words: str) -> str:
    """Return minutes as they stand below the page's own title: where they have one too, every heading is one level lower."""
    lines, fenced, titled = [], False, False
    for line in words.split("\n"):
        fenced ^= line.lstrip().startswith(("```", "~~~"))
        titled |= not fenced and line.startswith("# ")
        lines.append(f"#{line}" if not fenced and _HEADING.match(line) else line)
    return "\n".join(lines) if titled else words


def both(words: Text) -> str:
    """Return words in both languages on one line."""
    return " / ".join(dict.fromkeys(" ".join(side.split()) for side in (words.en, words.zh) if side.strip()))
