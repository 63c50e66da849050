"""What somebody typed → a Question: windows, filters and options, checked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from difflib import get_close_matches

from dateutil.relativedelta import relativedelta

from folkmoot.charter.charter import Charter
from folkmoot.model.errors import BadQuestion
from folkmoot.model.identity import KnownPerson
from folkmoot.model.length import UNITS
from folkmoot.model.scope import Question, Scope, day_start, window
from folkmoot.model.text import Text
from folkmoot.reports.homes import Homes
from folkmoot.reports.registry import report_named

SHARED = ("group", "repo", "org", "person", "since", "until", "from", "to", "bots")
_LENGTH = re.compile(r"^(\d{1,4})\s*([dwmy])$")
_MONTH = re.compile(r"^(\d{4})-(\d{1,2})$")
_YEAR = re.compile(r"^\d{4}$")
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)


def question_of(charter: Charter, name: str, parameters: Mapping[str, str], today: date) -> Question:
    """Return the question that ``parameters`` ask of the report ``name``.

    ``since`` and ``until`` (or ``from`` and ``to``) take a day, a month, a year, or a length such as ``90d`` or ``12m``
    that ends today; ``all`` is no bound. Several groups, repositories, organisations or people stand between commas.
    Errors: BadQuestion for an unknown report, parameter, date or group, with what there is instead.
    """
    report = report_named(name)
    said = {key: value.strip() for key, value in parameters.items() if value and value.strip()}
    allowed = (*SHARED, *report.options)
    for key in said:
        if key not in allowed:
            raise BadQuestion(f"'{name}' knows no '{key}'.", mend=near(key, allowed))
    zone = charter.community.zone
    since_said, until_said = said.get("since") or said.get("from", ""), said.get("until") or said.get("to", "")
    since, until = first_day(since_said, today), last_day(until_said, today)
    if since and until and until < since:
        raise BadQuestion(f"The window ends ({until}) before it begins ({since}).", mend="Swap the two days.")
    since_at, until_at = window(since, until, zone)
    scope = Scope(
        since_at,
        until_at,
        _groups(charter, _listed(said.get("group"))),
        _listed(said.get("repo")),
        _listed(said.get("org")),
        _listed(said.get("person")),
        _bots(said.get("bots", "")),
        zone,
    )
    options = tuple(sorted((key, value) for key, value in said.items() if key in report.options))
    return Question(name, scope, today, options)


def moment_said(question: Question) -> datetime | None:
    """Return the UTC moment that ``at`` names, without a zone; None where it names none.

    Edges: without an offset it is UTC. Errors: BadQuestion for words that are no moment.
    """
    said = question.option("at")
    if not said:
        return None
    try:
        found = datetime.fromisoformat(said)
        return found.astimezone(UTC).replace(tzinfo=None) if found.tzinfo else found
    except (ValueError, OverflowError) as error:
        raise BadQuestion(
            Text(f"at cannot be '{said[:40]}'.", f"at 不能是“{said[:40]}”。"),
            mend=Text("Write a moment, such as 2026-11-20T10:00.", "请写成时间，例如 2026-11-20T10:00。"),
        ) from error


def by_then(recorded: datetime, at: datetime) -> bool:
    """Return whether what was recorded at a moment is told as of ``at``: pages ask to the minute, and tell all of it."""
    return recorded.replace(second=0, microsecond=0) <= at


def moment_asked(homes: Homes, question: Question) -> datetime:
    """Return the moment as of which a thing is told: what ``at`` says, else the end of today. Errors: as of ``moment_said``."""
    return moment_said(question) or day_over(question, homes.charter.community.zone)


def day_over(question: Question, zone: str) -> datetime:
    """Return the last second of the day on which is asked, in a zone: as of when things are told where no moment is named."""
    return day_start(question.today + timedelta(days=1), zone) - timedelta(seconds=1)


ON = Text("As it stood on this past day; today if it is not said.", "截至过去的这一天；默认今天。")


def asked_on(question: Question) -> Question:
    """Return the question as it would have been asked on the past day that its option ``on`` says; else as it is."""
    day = last_day(question.option("on"), question.today) or question.today
    return replace(question, today=min(day, question.today))


def said_on(question: Question, says: Text) -> Text:
    """Return a sentence of a report that was asked about a past day, with that day before it; else as it is."""
    if not question.option("on"):
        return says
    return Text(f"On {question.today}: {says.en}", f"{question.today}：{says.zh}")


def near(word: str, known: Iterable[str]) -> str:
    """Return the sentence that names what was perhaps meant, or else what there is."""
    names = sorted(set(known))
    close = get_close_matches(word.lower(), names, 3, 0.5)
    if close:
        return f"Did you mean: {', '.join(close)}?"
    shown = ", ".join(names[:20])
    return f"There are: {shown}{'…' if len(names) > 20 else ''}."


def days_of(month: str) -> tuple[date, date]:
    """Return the first and the last day of a month such as ``2026-03``. Errors: BadQuestion when it is none."""
    if not _MONTH.match(month):
        raise BadQuestion(f"'{month}' is no month.", mend="Write 2026-03.")
    first = first_day(month, date.max)
    last = last_day(month, date.max)
    return first or EARLIEST, last or LATEST


def week_of(said: str) -> tuple[date, date]:
    """Return Monday and Sunday of the week that a day is in. Errors: BadQuestion when it is no day."""
    day = _day(said, said)
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def first_day(said: str, today: date) -> date | None:
    """Return the first day that ``said`` names."""
    if said in ("", "all"):
        return None
    if said == "today":
        return today
    if match := _LENGTH.match(said.lower()):
        return max(_back(today, int(match[1]), match[2]) + timedelta(days=1), EARLIEST)
    if _YEAR.match(said):
        return _day(said, f"{said}-01-01")
    if match := _MONTH.match(said):
        return _day(said, f"{match[1]}-{int(match[2]):02}-01")
    return _day(said, said)


def last_day(said: str, today: date) -> date | None:
    """Return the last day that ``said`` names; ``today`` is today."""
    if said in ("", "all"):
        return None
    if said == "today":
        return today
    if _YEAR.match(said):
        return _day(said, f"{said}-12-31")
    if match := _MONTH.match(said):
        return _day(said, f"{match[1]}-{int(match[2]):02}-01") + relativedelta(months=1, days=-1)
    return _day(said, said)


def chosen(question: Question, option: str, allowed: Iterable[str], otherwise: str = "") -> str:
    """Return what an option says. Errors: BadQuestion when it is none of those ``allowed``."""
    said = question.option(option, otherwise).lower()
    if said and said not in (known := tuple(allowed)):
        raise BadQuestion(f"{option} cannot be '{said}'.", mend=near(said, known))
    return said


def _back(today: date, number: int, unit: str) -> date:
    try:
        return today - UNITS[unit](number)
    except (ValueError, OverflowError):
        return EARLIEST


def _day(said: str, iso: str) -> date:
    try:
        day = date.fromisoformat(iso)
    except ValueError as error:
        raise BadQuestion(
            f"'{said}' is no day.", mend="Write 2026-03-01, 2026-03, 2026, or a length such as 90d or 12m."
        ) from error
    if not EARLIEST <= day <= LATEST:
        raise BadQuestion(f"'{said}' is too far away.", mend=f"Write a day from {EARLIEST} to {LATEST}, or all.")
    return day


def _listed(said: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (said or "").split(",") if part.strip())


def _groups(charter: Charter, slugs: tuple[str, ...]) -> tuple[str, ...]:
    known = charter.group_by_slug
    for slug in slugs:
        if slug.lower() not in known:
            raise BadQuestion(f"There is no group '{slug}'.", mend=near(slug, known))
    return tuple(slug.lower() for slug in slugs)


def _bots(said: str) -> bool:
    if said.lower() not in ("", "in", "out", "1", "0", "yes", "no", "true", "false"):
        raise BadQuestion(f"bots cannot be '{said}'.", mend="Write bots=in or bots=out.")
    return said.lower() in ("in", "1", "yes", "true")


def someone(homes: Homes, said: str) -> KnownPerson | None:
    """Return whom an id, an account or a name means; None for an account of whom nothing was read, and where nobody is asked for.

    Errors: BadQuestion for a name that nobody bears.
    """
    known = homes.faces.named(said) if said else None
    if known is None and said and ":" not in said:
        people = (homes.faces.id_of(person) for person in homes.identity.people)
        raise BadQuestion(f"There is nobody called '{said[:100]}'.", mend=near(said, people))
    return known
