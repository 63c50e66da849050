"""A note at the top of a group's own pages that says what became of it; everything else on them stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from folkmoot.charter.amending.files import changed, held, plain
from folkmoot.charter.charter import Charter
from folkmoot.model.amendment import FileChange
from folkmoot.model.groups import Group
from folkmoot.model.lifecycle import Fate
from folkmoot.model.text import Text, has_han

_SAID = {
    "rest": Text("> **Dormant since {day}** ({cause}).", "> **自 {day} 起休眠**（{cause}）。"),
    "revive": Text("> **Active again since {day}** ({cause}).", "> **自 {day} 起恢复活跃**（{cause}）。"),
    "merge": Text("> **Merged into {into} on {day}** ({cause}). Its people and repositories went along.",
                  "> **已于 {day} 并入 {into}**（{cause}）。成员与代码仓一并转入。"),
    "archive": Text("> **Archived on {day}** ({cause}).", "> **已于 {day} 归档**（{cause}）。"),
}  # fmt: skip
_HEIR = Text(" {into} looks after its repositories from then on.", "其代码仓此后由 {into} 负责。")


def noted(charter: Charter, fate: Fate, heir: Group | None, pages: Iterable[str]) -> Iterator[FileChange]:
    """Yield each Markdown page of the group with the note under its first heading, in the language of the page."""
    for path in dict.fromkeys(pages):
        words = held(charter, path)
        if words is not None and path.endswith(".md"):
            yield changed(
                path, words, _with(plain(words), note_of(fate, heir, "zh" if has_han(words[:2000]) else "en"))
            )


def note_of(fate: Fate, heir: Group | None, language: str) -> str:
    """Return the note in a language."""
    into = heir.name.said_in(language) if heir else ""
    said = _SAID[fate.what].said_in(language)
    if fate.what == "archive" and heir is not None:
        said += _HEIR.said_in(language)
    cause = fate.cause.replace("motion ", "动议 ") if language == "zh" else fate.cause
    return said.format(day=fate.on.isoformat(), cause=cause, into=into)


def _with(words: str, note: str) -> str:
    """Return a page with the note behind its first heading; without one, at its top."""
    lines = words.split("\n")
    at = next((number + 1 for number, line in enumerate(lines) if line.startswith("# ")), 0)
    if at == 0 and len(lines) > 1 and set(lines[1].strip()) == {"="}:
        at = 2
    after = lines[at:] if lines[at : at + 1] == [""] else ["", *lines[at:]]
    return "\n".join([*lines[:at], *([""] if at else []), note, *after])
