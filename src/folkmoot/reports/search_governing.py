"""What a search finds of governance: motions, meetings, proposals, releases, elections, rounds, groups to be founded or changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from folkmoot.model.lifecycle import FATES
from folkmoot.model.text import Text
from folkmoot.reports.homes import Homes
from folkmoot.rules import telling_votes as say
from folkmoot.rules.recurrence import series_of

Found = tuple[str, dict[str, Any]]
"""The words in which something is looked for, and its row."""


def declared(homes: Homes) -> Iterator[Found]:
    """Yield what the charter declares: proposals, releases, elections, series of meetings, notes on file."""
    faces = homes.faces
    for one in homes.charter.proposals:
        said = faces.masked_words(one.title)
        yield f"{said} {one.id}", _row("proposal", one.id, said or one.id, one.status)
    for plan in homes.charter.releases:
        yield _words(plan.title, plan.id, plan.version), _row("release", plan.id, plan.title, plan.version)
    for vote in homes.charter.elections:
        title = faces.masked(vote.title)
        yield (
            _words(title, vote.id),
            _row("election", vote.id, title if str(title) else Text(vote.id, vote.id), vote.group),
        )
    for group in homes.charter.groups:
        for name, series in series_of(group).items():
            row = _row("series", f"{group.slug}/{name}", series.title, group.name)
            yield _words(series.title), row
    for note in homes.charter.minutes:
        if note.day:
            said = faces.masked_words(note.title) or f"{note.group} {note.day}"
            yield f"{said} {note.group} {note.day}", _row("minutes", note.group, said, note.document)


def recorded(homes: Homes) -> Iterator[Found]:
    """Yield what people record: motions, meetings held here, selection rounds, groups to be founded or changed, talks."""
    if homes.ledger:
        yield from _motions(homes)
        yield from _meetings(homes)
        yield from _rounds(homes)
        yield from _petitions(homes)
        yield from _talks(homes)


def _motions(homes: Homes) -> Iterator[Found]:
    from folkmoot.ledger.motions import every
    from folkmoot.ledger.motions import recorded as ended

    for one, acts in every():
        title = homes.faces.masked(one.title)
        state, name = say.WORDS[ended(acts).word], f"{one.number}"
        detail = Text(f"Motion {name}, {state.en}", f"动议 {name}，{state.zh}")
        yield _words(title, f"motion {name}", f"动议 {name}", one.group), _row("motion", name, title, detail)


def _meetings(homes: Homes) -> Iterator[Found]:
    from folkmoot.ledger.meetings import sittings

    known = homes.charter.group_by_slug
    for key, _steps in sittings():
        slug, series, day = (*key.split("/"), "", "")[:3]
        group = known.get(slug)
        title = group and series_of(group).get(series)
        name = title.title if title else Text(series, series)
        shown = Text(f"{name.said_in('en')}, {day}", f"{name.said_in('zh')} {day}")
        yield (
            _words(shown, key, group.name if group else slug),
            _row("meeting", key, shown, group.name if group else slug),
        )


def _rounds(homes: Homes) -> Iterator[Found]:
    from folkmoot.ledger.rounds import newest
    from folkmoot.reports.round_course import every
    from folkmoot.reports.rounds import title_of

    for it in every(homes, newest()):
        if it.round.group in homes.charter.group_by_slug:
            title = homes.faces.masked(title_of(it))
            number = str(it.round.number)
            yield _words(title, it.round.group, f"round {number}"), _row("round", number, title, it.round.group)


def _petitions(homes: Homes) -> Iterator[Found]:
    from folkmoot.ledger.petitions import every

    for one in every("group"):
        name = homes.faces.masked(
            Text(one.wanted["name_en"] or one.wanted["name_zh"], one.wanted["name_zh"] or one.wanted["name_en"])
        )
        yield _words(name, one.group), _row("founding", str(one.number), name, one.group)
    for one in every("fate"):
        group = homes.charter.group_by_slug.get(one.group)
        what, whose = FATES[one.wanted["what"]], group.name if group else Text(one.group, one.group)
        title = Text(f"{whose.said_in('en')}: {what.en}", f"{whose.said_in('zh')}：{what.zh}")
        yield _words(title, one.group), _row("lifecycle", str(one.number), title, one.group)


def _talks(homes: Homes) -> Iterator[Found]:
    from folkmoot.ledger.petitions import every
    from folkmoot.reports.talk_course import wanted_of

    for one in every("talk"):
        group, said = homes.charter.group_by_slug.get(one.group), wanted_of(one)
        title = homes.faces.masked(Text(str(said.get("title_en", "")), str(said.get("title_zh", ""))))
        about = homes.faces.masked_words(str(said.get("abstract", "")))
        row = _row("topic", str(one.number), title, group.name if group else one.group)
        yield _words(title, about, one.group), row


def _row(kind: str, ident: str, title: Text | str, detail: Text | str) -> dict[str, Any]:
    return {"type": kind, "id": ident, "title": title, "detail": detail}


def _words(*said: Text | str) -> str:
    return " ".join(f"{one.en} {one.zh}" if isinstance(one, Text) else one for one in said)
