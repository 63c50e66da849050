"""The reports that a community hands out: of a month, of a year, of one group."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta

from folkmoot.model.errors import BadQuestion
from folkmoot.model.text import Text
from folkmoot.press import chapters, governing
from folkmoot.press.chapters import About, Asking
from folkmoot.press.document import Document, Section
from folkmoot.reports.filling import month_name

Chapter = Callable[[About], Section]

KINDS: Mapping[str, tuple[Chapter, ...]] = {
    "monthly": (
        chapters.numbers, chapters.targets, chapters.attention, chapters.answers, chapters.people, chapters.work,
        chapters.levels, chapters.reach, chapters.brought,
    ),
    "annual": (
        chapters.numbers, chapters.targets, chapters.people, chapters.retention, chapters.levels, chapters.work,
        chapters.answers, chapters.reach, chapters.brought, chapters.attention, chapters.scores, chapters.health,
    ),
    "group": (
        chapters.numbers, chapters.targets, governing.next_targets, chapters.attention, governing.meetings, governing.decisions,
        governing.moves, governing.talks, governing.releases, chapters.people, chapters.contributors, chapters.work, chapters.brought,
        chapters.health,
    ),
}  # fmt: skip
"""The chapters of each kind of report, in order."""

TITLES: Mapping[str, Text] = {
    "monthly": Text("{name}: {when}", "{name}：{when}运营月报"),
    "annual": Text("{name}: {when}", "{name}：{when}度运营报告"),
    "group": Text("{group} – {when}", "{group}：{when}"),
}


def span_of(kind: str, when: str, today: date) -> tuple[date, date]:
    """Return the first and last day that a report is about: ``2026-10`` or ``2026``; without it the last whole month or year.

    A group's report is about a month, a year, or by itself the last twelve months. Errors: BadQuestion.
    """
    if kind not in KINDS:
        raise BadQuestion(f"There is no report of the kind '{kind}'.", mend=f"There are: {', '.join(KINDS)}.")
    if not when:
        if kind == "group":
            return today - relativedelta(months=12) + timedelta(days=1), today
        length = relativedelta(months=1) if kind == "monthly" else relativedelta(years=1)
        begin = today.replace(day=1) if kind == "monthly" else today.replace(month=1, day=1)
        return begin - length, begin - timedelta(days=1)
    parts = when.split("-")
    wanted = {"monthly": 2, "annual": 1}.get(kind, len(parts))
    try:
        first = date(int(parts[0]), int(parts[1]) if len(parts) > 1 else 1, 1)
        last = first + (relativedelta(months=1) if len(parts) > 1 else relativedelta(years=1)) - timedelta(days=1)
    except (ValueError, OverflowError) as error:
        raise BadQuestion(f"'{when}' is no month and no year.", mend="Write 2026-10, or 2026.") from error
    if len(parts) != wanted or len(parts) > 2:
        raise BadQuestion(f"A {kind} report is not about '{when}'.", mend="Write 2026-10 for a month, 2026 for a year.")
    return first, last


def document_of(  # noqa: PLR0913  # each of them makes another document
    kind: str, ask: Asking, *, when: str = "", group: str = "", language: str = "en", community: Text, made_at: datetime, today: date,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> Document:  # fmt: skip
    """Return a report. ``progress`` is told how many chapters are written, of how many.

    Errors: BadQuestion for an unknown kind, span or group, or a group's report without a group.
    """
    first, last = span_of(kind, when, today)
    if kind == "group" and not group:
        raise BadQuestion("A group's report needs the group.", mend="Write: moot report group SLUG.")
    about = About(ask, language, first, last, group, today)
    sections = []
    for number, chapter in enumerate(KINDS[kind]):
        progress(number, len(KINDS[kind]))
        sections.append(chapter(about))
    progress(len(KINDS[kind]), len(KINDS[kind]))
    name = community.said_in(language)
    title = TITLES[kind].said_in(language).format(name=name, when=_when(first, last, language), group=_group(about))
    if first <= today < last:
        title += Text(f" (so far, to {today})", f"（截至 {today}）").said_in(language)
    return Document(title, name, language, made_at, sections[0].sentence, tuple(sections))


def _when(first: date, last: date, language: str) -> str:
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return f"{first.year} 年" if language == "zh" else str(first.year)
    if first.day == 1 and (last + timedelta(days=1)).day == 1 and (first.year, first.month) == (last.year, last.month):
        return month_name(first).said_in(language)
    return f"{first} 至 {last}" if language == "zh" else f"{first} to {last}"


def _group(about: About) -> str:
    return about.words(about.ask("group", id=about.group).title) if about.group else ""
