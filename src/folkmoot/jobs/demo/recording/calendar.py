"""The demo's calendar as people have changed it: a meeting cancelled, one moved, one more, hosts who swapped, one who asks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from folkmoot.jobs import schedule as job
from folkmoot.jobs.demo.recorded import CLERK, seats
from folkmoot.jobs.noting import note_series
from folkmoot.model.actor import Actor
from folkmoot.model.groups import Group, Kind
from folkmoot.model.meeting import Occurrence
from folkmoot.reports.calendar import occurrences
from folkmoot.reports.homes import Homes
from folkmoot.rules.authority import leads_on, serving_on

DAY = timedelta(days=1)
AHEAD = 120 * DAY


def record(homes: Homes) -> None:
    """Record what was changed in the months to come. Edges: a community without the groups for it has less changed."""
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    note_series(homes, actor=CLERK, now=now - 30 * DAY)
    lead = seats(homes.charter, now.date()).get("lead", "")
    group = next(
        (one for one in homes.charter.groups if one.kind is Kind.SIG and lead in leads_on(one, now.date())), None
    )
    if group is not None:
        _changes(homes, group, Actor("lead", "demo", people=(lead,)), now)
        _swaps(homes, group, now)


def _ahead(homes: Homes, group: Group, now: datetime) -> list[Occurrence]:
    return [
        one for one in occurrences(homes, now + DAY, now + AHEAD, group.slug) if not one.cancelled and not one.added
    ]


def _changes(homes: Homes, group: Group, led: Actor, now: datetime) -> None:
    """A lead moves the next meeting by a day, cancels the one after it, and adds one to rehearse a release."""
    ahead = _ahead(homes, group, now)
    if len(ahead) < 5:
        return
    first, second = ahead[0], ahead[1]
    to = first.day + DAY
    job.move(homes, first.key, to=to, time="20:00", actor=led, now=now - 5 * DAY, why="The room is taken.")
    job.cancel(homes, second.key, actor=led, now=now - 4 * DAY, why="Half of us are at the conference that week.")
    wanted = job.Wanted(second.day + 2 * DAY, "15:00", 45, "Release rehearsal")
    job.add(homes, group.slug, second.series, wanted, actor=led, now=now - 3 * DAY, why="Before the branch is cut.")


def _swaps(homes: Homes, group: Group, now: datetime) -> None:
    """Two hosts swap a turn, and a third asks somebody who has not answered yet."""
    hosted = [one for one in _ahead(homes, group, now) if one.host in serving_on(group, now.date())]
    giver = hosted[1] if len(hosted) > 1 else None
    back = next((one for one in hosted[2:] if giver and one.host != giver.host), None)
    if giver is None or back is None or not giver.host or not back.host:
        return
    mine, theirs = Actor("cli:demo", "demo", people=(giver.host,)), Actor("cli:demo", "demo", people=(back.host,))
    made = job.offer(
        homes, giver.key, back.host, back=back.day, actor=mine, now=now - 2 * DAY, why="I travel that week."
    )
    job.answer(homes, made.id, accept=True, actor=theirs, now=now - DAY)
    first = next((one for one in _ahead(homes, group, now) if one.key not in (giver.key, back.key) and one.host), None)
    known = seats(homes.charter, now.date())
    asked = next(
        (known[name] for name in ("lead", "member") if name in known and first and known[name] != first.host), ""
    )
    if first and first.host and asked in serving_on(group, now.date()):
        asker = Actor("cli:demo", "demo", people=(first.host,))
        job.offer(homes, first.key, asked, actor=asker, now=now - DAY, why="A dentist's appointment.")
