"""What a search finds of camps, events of chapters and complaint conferences; of a complaint nothing that tells who complained."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from folkmoot.model.complaint import ANSWERS
from folkmoot.model.text import Text
from folkmoot.reports.camp_course import is_sound
from folkmoot.reports.complaint_course import every_conference
from folkmoot.reports.gathering_course import every
from folkmoot.reports.homes import Homes
from folkmoot.reports.search_governing import Found

EVER = datetime(9000, 1, 1)


def found(homes: Homes) -> Iterator[Found]:
    """Yield camps, conferences and complaints that are shown, with the words in which they are looked for."""
    faces = homes.faces
    for camp in homes.charter.camps:
        if is_sound(camp):
            title = faces.masked(camp.title)
            days = " ".join(f"{day.title.en} {day.title.zh}" for day in camp.days)
            yield (
                f"{title.en} {title.zh} {camp.id} {days}",
                _row("camp", camp.id, title, Text(camp.begins, camp.begins)),
            )
    yield from _gatherings(homes)
    for course in every_conference(homes):
        title = faces.masked(course.plan.title)
        yield f"{title.en} {title.zh} {course.plan.id}", _row("conference", course.plan.id, title, Text())
        for one in course.standing(EVER).clusters:
            said = faces.masked_words(one.head.title)
            words = " ".join(faces.masked_words(f"{each.title} {each.words}") for each in one.members)
            detail = Text(
                f"{title.said_in('en')}, {ANSWERS[one.state].en}", f"{title.said_in('zh')}，{ANSWERS[one.state].zh}"
            )
            yield f"{said} {words}", _row("complaint", f"{course.plan.id}/{one.number}", said, detail)


def _gatherings(homes: Homes) -> Iterator[Found]:
    for one in every(homes, EVER):
        it = one.announced
        title, of = homes.faces.masked(it.title), homes.charter.group_by_slug[it.group].name
        speaks = " ".join(homes.faces.masked_words(each.title) for each in it.speakers)
        words = f"{title.en} {title.zh} {of.en} {of.zh} {homes.faces.masked_words(it.venue)} {speaks}"
        detail = Text(f"{of.said_in('en')}, {it.begins}", f"{of.said_in('zh')}，{it.begins}")
        yield words, _row("chapter-event", one.id, title, detail)


def _row(kind: str, ident: str, title: Text | str, detail: Text) -> dict[str, object]:
    return {"type": kind, "id": ident, "title": title, "detail": detail}
