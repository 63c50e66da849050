"""A camp's days in a calendar: one whole day each, with its task."""

from __future__ import annotations

from collections.abc import Iterator

from folkmoot.press.calendar import Entry, Heading
from folkmoot.reports.camp_course import Camp
from folkmoot.rules import camps as rules
from folkmoot.rules import telling_camps as say


def heading_of(camp: Camp, language: str) -> Heading:
    """Return what the calendar of a camp is called."""
    faces = camp.homes.faces
    title, about = faces.masked(camp.plan.title).said_in(language), say.rule_words(camp.plan).said_in(language)
    return Heading(title, about, camp.zone, language=language)


def entries_of(camp: Camp, language: str, home: str, url: str = "") -> Iterator[Entry]:
    """Yield the days of a camp. ``home``: what ids end with; ``url``: of its page."""
    faces, plan = camp.homes.faces, camp.plan
    title = faces.masked(plan.title).said_in(language)
    for number in range(1, rules.length_of(plan) + 1):
        task = rules.task_of(plan, number)
        about = faces.masked(task.task).said_in(language)
        links = [f"{one.title}: {one.url}" for one in rules.web_links(task)]
        yield Entry(
            f"camp-{plan.id}-{number}@{home}", f"{title} · {number} · {faces.masked(task.title).said_in(language)}",
            rules.date_of(plan, number), about="\n".join(filter(None, [about, say.proof_words(task).said_in(language), *links])),
            url=url, cancelled=plan.cancelled, sequence=int(plan.cancelled),
        )  # fmt: skip
