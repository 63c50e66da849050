"""Who stays: cohorts month by month, how long people take part, and who has fallen silent."""

from __future__ import annotations

from typing import Any

import ibis
import pyarrow as pa

from folkmoot.metrics.activity import CHAOSS
from folkmoot.metrics.ending import ended, last_moment
from folkmoot.metrics.people import somebodys
from folkmoot.metrics.registry import metric
from folkmoot.metrics.windows import contributions, is_within, local, month, within
from folkmoot.model.scope import Scope
from folkmoot.model.text import Text

QUIET = 90  # days without a contribution after which somebody counts as gone
NO = ibis.literal(value=False)


def made_until(events: Any, scope: Scope) -> Any:
    """Return the contributions of people before the window ends, also those before it begins."""
    return within(somebodys(contributions(events)), scope.with_(since_at=None))


@metric(
    title=Text("Retention by cohort", "同期群留存"),
    says=Text(
        "Of the people whose first contribution ever was in a month, how many contributed again in each month since.",
        "首次贡献在某月的人，此后每个月仍有贡献的人数。",
    ),
    unit="people",
    version=1,
    source=CHAOSS + "contributors/",
)
def retention(events: Any, scope: Scope) -> Any:
    """Of those who came in a month, how many are active in each month since?

    Rows: one per cohort (first day of the month of its people's first contribution ever) and months since (0, 1, 2…):
    cohort, months, people (of the cohort), active (null: the month has not begun), share (of the cohort), over (whether
    the month is over).
    Edges: the triangle is whole: a month in which nobody was active is 0, one that lies ahead is null. Cohorts are those
    whose first contributions are in the window; what they did is looked at until it ends, or, where it is open, until the
    newest event. A month that is not over counts what was seen so far. All cohorts have as many cells as the oldest.
    """
    mine = made_until(events, scope)
    heaps = mine.group_by(person=mine.person, month=month(mine, scope)).agg(at=mine["at"].min())
    everything = ibis.window(group_by="person")
    heaps = heaps.mutate(first=heaps["at"].min().over(everything), cohort=heaps.month.min().over(everything))
    seen = heaps.filter(is_within(heaps.first, scope)).mutate(months=_months(heaps.month) - _months(heaps.cohort))
    cells = seen.group_by(["cohort", "months"]).agg(active=seen.count())
    sizes = cells.filter(cells.months == 0).select("cohort", people=cells.active)
    now, last = _months(local(ended(events, scope), scope.zone)), _months(local(last_moment(events, scope), scope.zone))
    spans = ibis.range(0, last - _months(sizes.cohort.min().as_scalar()) + 1)
    grid = sizes.mutate(months=spans.unnest())
    whole = grid.left_join(cells, ["cohort", "months"])
    lies = _months(whole.cohort) + whole.months
    begun, over = lies <= last, lies < now
    active = ibis.ifelse(begun, whole.active.fill_null(0), ibis.null("int64"))
    rows = whole.select(
        "cohort",
        months=whole.months.cast("int64"),
        people=whole.people,
        active=active,
        share=active / whole.people,
        over=over,
    )
    return rows.order_by(["cohort", "months"])


def _months(day: Any) -> Any:
    """Return which month a day is in, counted through."""
    return (day.year() * 12 + day.month()).cast("int64")


@metric(
    title=Text("How long people take part", "参与时长"),
    says=Text(
        f"From each person's first contribution to the last one, and whether they are gone: silent for more than {QUIET} days.",
        f"每个人从首次到最近一次贡献的时长，以及是否已离开：沉默超过 {QUIET} 天。",
    ),
    unit="days",
    version=1,
    source=CHAOSS + "inactive-contributors/",
)
def lifetimes(events: Any, scope: Scope) -> Any:
    """How long did each person take part, and are they gone?

    Rows: one per person whose first contribution ever is in the window: person, first_at, last_at, days (whole days for which
    they are known to have taken part; null: they came too late to tell), gone (true: they stopped after ``days``; false:
    they took part for at least so long; null: too late).
    Edges: who has been silent for more than 90 days when the window ends (where it is open: at the newest event) is gone, and
    took part from the first contribution to the last. That somebody stopped can be seen up to 90 days before the end only;
    so who contributed after that is counted as taking part up to there, and is no longer watched (censored); who came
    after it tells nothing yet. Counting them to the end would make everybody look more faithful than they are.
    """
    return lifetimes_of(events, scope, QUIET)


def lifetimes_of(events: Any, scope: Scope, quiet: int) -> Any:
    """Return ``lifetimes`` with another number of days after which somebody is gone."""
    mine = made_until(events, scope)
    each = mine.group_by("person").agg(first_at=mine["at"].min(), last_at=mine["at"].max())
    each = each.filter(is_within(each.first_at, scope))
    watched = ended(events, scope) - ibis.interval(days=quiet)
    gone = each.last_at < watched
    stop = ibis.ifelse(gone, each.last_at, watched)
    told = each.first_at < watched
    return each.mutate(
        days=ibis.ifelse(told, (stop.epoch_seconds() - each.first_at.epoch_seconds()) // 86400, ibis.null("int64")),
        gone=ibis.ifelse(told, gone, ibis.null("boolean")),
    )


def durations(each: Any) -> Any:
    """Return ``lifetimes`` counted: days, gone, people; without those who came too late to tell."""
    told = each.filter(each.days.notnull())
    return told.group_by(["days", "gone"]).agg(people=told.count()).order_by(["days", "gone"])


@metric(
    title=Text("People who have fallen silent", "沉默的人"),
    says=Text(
        f"People who contributed in the window, the last time more than {QUIET} days before it ends.",
        f"时段内有贡献、但最近一次距时段结束超过 {QUIET} 天的人。",
    ),
    unit="people",
    version=1,
    source=CHAOSS + "inactive-contributors/",
)
def leaving(events: Any, scope: Scope) -> Any:
    """Who contributed in the window and has stopped?

    Rows: one per such person: person, first_at (ever), last_at, contributions (in the window), silent_days (whole days).
    Edges: exactly 90 days of silence are not yet more than 90. An open window ends at the newest event.
    """
    return leaving_of(events, scope, QUIET)


def leaving_of(events: Any, scope: Scope, quiet: int) -> Any:
    """Return ``leaving`` with another number of days."""
    mine = made_until(events, scope)
    end = ended(events, scope)
    each = mine.group_by("person").agg(
        first_at=mine["at"].min(), last_at=mine["at"].max(), contributions=is_within(mine["at"], scope).sum()
    )
    each = each.filter((each.contributions > 0) & (each.last_at < end - ibis.interval(days=quiet)))
    silent = (end.epoch_seconds() - each.last_at.epoch_seconds()) // 86400
    return each.mutate(silent_days=silent).order_by([ibis.desc("contributions"), "person"])


@metric(
    title=Text("Both ways: kept, new, back and lost", "双向留存：留住、新增、回来与流失"),
    says=Text(
        "People active in a month: kept (also in the month before), new (first time ever), back (earlier, but not in the month "
        "before); lost: active in the month before and not in this one.",
        "当月活跃的人：留住（上月也活跃）、新增（首次）、回来（更早活跃过、上月没有）；流失：上月活跃而本月不活跃。",
    ),
    unit="people",
    version=1,
    source=CHAOSS + "contributors/",
)
def both_ways(events: Any, scope: Scope) -> Any:
    """How many people did each month keep, win, win back and lose?

    Rows: one per month of the window in which somebody was active or lost: month, active, kept, new, back, lost, before (active in
    the month before: kept and lost), share (kept of before; null: nobody was there), over (whether the month is over).
    Edges: active is kept and new and back. Months are whole, also where the window begins within one; what comes after the
    window's end, or, where it is open, after the newest event, is not told. In a month that is not over the lost may still come.
    """
    end = ended(events, scope)
    rows = ways(made_until(events, scope), "M", scope.zone).rename(month="period")
    now = local(end, scope.zone)
    rows = rows.filter(rows.month <= local(last_moment(events, scope), scope.zone).date())
    if scope.since_at is not None:
        since = ibis.memtable(pa.table({"at": pa.array([scope.since_at], pa.timestamp("us"))}))
        rows = rows.filter(rows.month >= local(since["at"], scope.zone).truncate("M").date().as_scalar())
    share = rows.kept / rows.before.nullif(0)
    return rows.mutate(share=share, over=_months(rows.month) < _months(now)).order_by("month")


UNITS = {"W": {"weeks": 1}, "M": {"months": 1}, "Q": {"months": 3}, "Y": {"years": 1}}


def ways(mine: Any, length: str, zone: str) -> Any:
    """Return the people of each calendar period both ways: period, active, kept, new, back, lost, before."""
    seen = mine.group_by(person=mine.person, period=local(mine["at"], zone).truncate(length).date()).agg()
    here = ibis.window(group_by="person", order_by="period")
    each = seen.mutate(earlier=seen.period.lag().over(here), later=seen.period.lead().over(here))
    unit = ibis.interval(**UNITS[length])
    after = (each.period.cast("timestamp") + unit).date()
    each = each.mutate(after=after, was=(each.earlier.cast("timestamp") + unit).date() == each.period)
    came = each.group_by("period").agg(
        active=each.count(), kept=each.was.fill_null(NO).sum(), new=each.earlier.isnull().sum()
    )
    went = each.filter(each.later.isnull() | (each.later > each.after))
    lost = went.group_by(period=went.after).agg(lost=went.count())
    both = came.outer_join(lost, "period")
    rows = both.select(
        period=both.period.coalesce(both.period_right),
        **{name: both[name].fill_null(0) for name in ("active", "kept", "new", "lost")},
    )
    return rows.mutate(back=rows.active - rows.kept - rows.new, before=rows.kept + rows.lost)
