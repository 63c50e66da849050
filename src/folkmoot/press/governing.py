"""Chapters of a group's report that governance brings: people, meetings, decisions, talks, releases, next year's targets."""

from __future__ import annotations

from folkmoot.press.chapters import About
from folkmoot.press.document import Section, table_of

MOST = 60  # rows of one table; a year of weekly meetings fits


def moves(about: About) -> Section:
    """Who joined, rose and left."""
    return _of(about, "people", ("day", "person_name", "move_name", "role", "cause"))


def meetings(about: About) -> Section:
    """Which meetings were held, and how many people came."""
    return _of(about, "meetings", ("day", "title", "people"))


def decisions(about: About) -> Section:
    """What was decided by a vote."""
    return _of(about, "decisions", ("day", "title", "state_name", "yes", "no", "number"))


def talks(about: About) -> Section:
    """Which talks were given."""
    return _of(about, "talks", ("day", "title", "person_name"))


def releases(about: About) -> Section:
    """Which releases were planned and published."""
    return _of(about, "releases", ("title", "phase_name", "planned_on", "released_on", "late"))


def next_targets(about: About) -> Section:
    """What the group wants to reach in the year after."""
    return _of(about, "next", ("title", "goal"))


def _of(about: About, name: str, only: tuple[str, ...]) -> Section:
    part = about.asked("group-year", id=about.group).parts[name]
    return Section(about.words(part.title), about.words(part.sentence), table=table_of(part, only, MOST))
