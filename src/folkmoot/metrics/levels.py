"""Developer levels D0 ⊇ D1 ⊇ D2: who reached which, how many go on to the next, and by which way."""

from __future__ import annotations

from typing import Any

import ibis

from folkmoot.metrics.activity import CHAOSS
from folkmoot.metrics.acts import ACTS, INTEREST, MERGED, TALK
from folkmoot.metrics.ending import ended, ended_in
from folkmoot.metrics.indicator import indicator
from folkmoot.metrics.people import somebodys
from folkmoot.metrics.periods import Periods
from folkmoot.metrics.presence import THERE, counted
from folkmoot.metrics.registry import metric
from folkmoot.metrics.sheets import Sheet
from folkmoot.metrics.windows import is_within, local, month, within
from folkmoot.model.scope import Scope
from folkmoot.model.text import Text

SOURCE = CHAOSS + "conversion-rate/"
LEVELS = ("D0", "D1", "D2")
STEPS = ("D0-D1", "D1-D2")
HORIZONS = (30, 90, 180, 365)  # days in which the next level may be reached
USUAL = 90  # the horizon of the indicators
DEFINITION = Text(
    "D2: author of a merged change. D1: also who opened an issue or a change, commented, reviewed or wrote a commit. "
    "D0: also who starred, forked or watched. Each level holds the next; a person of many accounts is one.",
    "D2：有变更被合入的作者。D1：还包括新建过问题单或变更、发表过评论、做过检视或提交过代码的人。"
    "D0：还包括点赞、复刻或关注过的人。每一级包含下一级；一人多账号只计一次。",
)


def acts(events: Any) -> Any:
    """Return the events of people that make a level."""
    return somebodys(events.filter(events.kind.isin(list(ACTS))))


def reached(events: Any) -> Any:
    """Return when each person first reached each level: person, d0_at, d1_at, d2_at (null: not reached)."""
    mine = acts(events)
    return mine.group_by("person").agg(
        d0_at=mine["at"].min(),
        d1_at=mine["at"].min(where=~mine.kind.isin(INTEREST)),
        d2_at=mine["at"].min(where=mine.kind == MERGED),
    )


@metric(title=Text("Developer levels", "开发者级别"), says=DEFINITION, unit="people", version=1, source=SOURCE)
def levels(events: Any, scope: Scope) -> Any:
    """Which level did each person reach by what they did in the window?

    Rows: one per person who did something that makes a level: person, level ("D0", "D1" or "D2": the highest), d0_at, d1_at,
    d2_at (when it was first reached in the window; whoever reaches a level has reached those below it by then; null: not).
    Edges: only what was done in the window counts. A star that was withdrawn was given: what has been reached stays
    reached, and to withdraw it makes no level. Mails, posts, meetings and tasks make none: levels speak of repositories.
    The author of a merged change is its actor. Accounts that are gone are nobody's.
    """
    each = reached(within(events, scope))
    return each.mutate(level=ibis.cases((each.d2_at.notnull(), "D2"), (each.d1_at.notnull(), "D1"), else_="D0"))


@metric(title=Text("People at each level", "各级开发者人数"), says=DEFINITION, unit="people", version=1, source=SOURCE)
def level_counts(events: Any, scope: Scope) -> Any:
    """How many people reached each level in the window?

    Rows: one: d0, d1, d2 (people; each level holds the next), d1_share (of d0), d2_share (of d1; null: of nobody).
    """
    each = reached(within(events, scope))
    counts = each.agg(d0=each.count(), d1=each.d1_at.count(), d2=each.d2_at.count())
    return counts.mutate(d1_share=counts.d1 / counts.d0.nullif(0), d2_share=counts.d2 / counts.d1.nullif(0))


@metric(title=Text("People at each level by month", "每月各级开发者人数"), says=DEFINITION, unit="people", version=1, source=SOURCE)  # fmt: skip
def levels_by_month(events: Any, scope: Scope) -> Any:
    """How many people reached each level by what they did in each month?

    Rows: one per month with such people: month, d0, d1, d2 (each level holds the next).
    """
    inside = acts(within(events, scope))
    each = inside.group_by(month=month(inside, scope), person=inside.person).agg(**_marks(inside))
    return each.group_by("month").agg(d0=each.count(), d1=each.d1.sum(), d2=each.d2.sum()).order_by("month")


def _marks(rows: Any) -> dict[str, Any]:
    return {"d1": (~rows.kind.isin(INTEREST)).any(), "d2": (rows.kind == MERGED).any()}


@metric(
    title=Text("Conversion between levels", "级别转化"),
    says=Text(
        "Of the people who first reached a level in a month, how many reached the next one in so many days. Those for whom "
        "the days have not passed yet are waiting: they are counted neither as yes nor as no.",
        "在某月首次达到某级别的人中，有多少人在规定天数内达到下一级。天数尚未满的人列为“等待中”，既不算达到也不算未达到。",
    ),
    unit="people",
    version=1,
    source=SOURCE,
)
def level_conversion(events: Any, scope: Scope) -> Any:
    """Of the people who reached a level, how many reached the next one, by the month in which they reached the first?

    Rows: one per step ("D0-D1", "D1-D2"), cohort (first day of the month in which its people first ever reached the lower
    level) and days (30, 90, 180, 365): people, known (for whom so many days have passed), waiting (all others), reached (of the
    known, who reached the next level in that many days), directly (of those, at the same moment: their first act was already
    one of the next level), share (reached of known; null: nobody is known).
    Edges: cohorts are those of the window; "first" looks at the whole history. Days that end after the window, or, where it is
    open, after the newest event, have not passed. Who is waiting is in no share, even having reached the next level
    already: early successes alone would make young cohorts look better than they are.
    """
    told = within(events, scope.with_(since_at=None))
    each = reached(told)
    steps = [
        each.select(step=ibis.literal(step), lower=each[lower], upper=each[upper])
        for step, lower, upper in zip(STEPS, ("d0_at", "d1_at"), ("d1_at", "d2_at"), strict=True)
    ]
    pairs = ibis.union(*steps)
    pairs = pairs.filter(pairs.lower.notnull() & is_within(pairs.lower, scope))
    pairs = pairs.mutate(cohort=local(pairs.lower, scope.zone).truncate("M").date(), until=ended(told, scope))
    rows = [converted(pairs.group_by(["step", "cohort"]), pairs, days) for days in HORIZONS]
    return ibis.union(*rows).order_by(["step", "cohort", "days"])


def converted(grouped: Any, pairs: Any, days: int) -> Any:
    """Return how many of each group of ``pairs`` (lower, upper, until) went on within so many days."""
    length = ibis.interval(days=days)
    known = pairs.lower + length <= pairs.until
    yes = known & (pairs.upper <= pairs.lower + length).fill_null(ibis.literal(value=False))
    counts = grouped.agg(
        days=ibis.literal(days, "int64"),
        people=pairs.count(),
        known=known.sum(),
        waiting=(~known).sum(),
        reached=yes.sum(),
        directly=(yes & (pairs.upper == pairs.lower)).sum().fill_null(0),
    )
    return counts.mutate(share=counts.reached / counts.known.nullif(0))


@metric(
    title=Text("Ways to a merged change", "走向合入的路径"),
    says=Text(
        "In which order people did things for the first time, up to their first merged change.",
        "人们首次做各类事情的先后顺序，到首次合入变更为止。",
    ),
    unit="people",
    version=1,
    source=SOURCE,
)
def level_paths(events: Any, scope: Scope) -> Any:
    """By which way do people come: what did they do first, what then, and did they get a change merged?

    Rows: one per path: path (such as "star>issue>change>merged": the first time of each kind of act, in order, up to the first
    merged change), first (the first act), level (the highest that is reached on it), people, days (the median from the
    first act to the last on it).
    Edges: of the people whose first act ever is in the window; what they did until it ends. What happened at one moment is
    ordered as star, fork, watch, issue, comment, review, change, commit, merged.
    """
    mine = acts(within(events, scope.with_(since_at=None)))
    ranks = {kind: rank for rank, kind in enumerate(dict.fromkeys(ACTS.values()))}
    kind_ranks = [(mine.kind == kind, ranks[act]) for kind, act in ACTS.items()]
    ranked = mine.select("person", "at", rank=ibis.cases(*kind_ranks))
    firsts = ranked.group_by(["person", "rank"]).agg(at=ranked["at"].min())
    merged = ranks["merged"]
    ends = firsts["at"].min(where=firsts["rank"] == merged).over(ibis.window(group_by="person"))
    whole = firsts.mutate(ends=ends, act=ibis.cases(*[(firsts["rank"] == rank, act) for act, rank in ranks.items()]))
    whole = whole.filter(whole.ends.isnull() | (whole["at"] <= whole.ends))
    order = [whole["at"], whole["rank"]]
    each = whole.group_by("person").agg(
        path=whole.act.group_concat(">", order_by=order),
        first=whole.act.first(order_by=order),
        since=whole["at"].min(),
        days=(whole["at"].max().epoch_seconds() - whole["at"].min().epoch_seconds()) / 86400,
        level=ibis.cases(
            (whole.ends.notnull().any(), "D2"), ((whole["rank"] >= ranks["issue"]).any(), "D1"), else_="D0"
        ),
    )
    each = each.filter(is_within(each.since, scope))
    paths = each.group_by(["path", "first", "level"]).agg(people=each.count(), days=each.days.median())
    return paths.order_by([paths.people.desc(), paths.path])


def _people_of(events: Any, periods: Periods, level: str) -> Any:
    """Return how many people reached a level in each period in which anybody did."""
    return counted(THERE(events, periods).filter(lambda table: table[level]))


PEOPLE_UNIT = Text("people", "人")


@indicator(
    level_counts, title=Text("D0 developers", "D0 级开发者"), unit=PEOPLE_UNIT, family="people", better="up", empty=0,
    sheet=THERE, needs=INTEREST, opens="levels?level=D0", vanity=True, beside="active_people",
)  # fmt: skip
def d0_people(events: Any, _scope: Scope, periods: Periods) -> Any:
    """The people who did anything in the period that makes a level: starred, forked, watched, spoke or had a change merged."""
    return _people_of(events, periods, "d0")


@indicator(
    level_counts, title=Text("D1 developers", "D1 级开发者"), unit=PEOPLE_UNIT, family="people", better="up", empty=0,
    sheet=THERE, needs=(*TALK, MERGED), opens="levels?level=D1",
)  # fmt: skip
def d1_people(events: Any, _scope: Scope, periods: Periods) -> Any:
    """The people who opened, commented, reviewed, wrote a commit or had a change merged in the period."""
    return _people_of(events, periods, "d1")


@indicator(
    level_counts, title=Text("D2 developers", "D2 级开发者"), unit=PEOPLE_UNIT, family="people", better="up", empty=0,
    sheet=THERE, needs=(MERGED,), opens="levels?level=D2",
)  # fmt: skip
def d2_people(events: Any, _scope: Scope, periods: Periods) -> Any:
    """The authors of changes merged in the period."""
    return _people_of(events, periods, "d2")


def _converting(events: Any, periods: Periods) -> Any:
    each = reached(events)
    steps = [
        each.select(step=ibis.literal(step), lower=each[lower], upper=each[upper])
        for step, lower, upper in zip(STEPS, ("d0_at", "d1_at"), ("d1_at", "d2_at"), strict=True)
    ]
    pairs = ibis.union(*steps)
    pairs = periods.split(pairs.mutate(until=ended_in(events, periods)), "lower")
    return converted(pairs.group_by(["period", "step"]), pairs, USUAL)


CONVERTING = Sheet("conversion", _converting)
"""By period and step ("D0-D1", "D1-D2"): as in ``level_conversion``."""


def _conversion(events: Any, periods: Periods, step: str) -> Any:
    counts = CONVERTING(events, periods)
    counts = counts.filter(counts.step == step)
    return counts.select("period", value=counts.share, n=counts.known)


@indicator(
    level_conversion, title=Text("From D0 to D1", "D0 到 D1 的转化"), unit=Text(), family="people", shows="share", better="up",
    sheet=CONVERTING, needs=INTEREST, ahead=True, opens="levels?step=D0-D1",
)  # fmt: skip
def d0_to_d1(events: Any, _scope: Scope, periods: Periods) -> Any:
    """Of the people first seen in the period, the share that reached D1 in 90 days; only those for whom they have passed."""
    return _conversion(events, periods, "D0-D1")


@indicator(
    level_conversion, title=Text("From D1 to D2", "D1 到 D2 的转化"), unit=Text(), family="people", shows="share", better="up",
    sheet=CONVERTING, needs=(MERGED,), ahead=True, opens="levels?step=D1-D2",
)  # fmt: skip
def d1_to_d2(events: Any, _scope: Scope, periods: Periods) -> Any:
    """Of the people who first reached D1 in the period, the share that reached D2 in 90 days; only those for whom they have passed."""
    return _conversion(events, periods, "D1-D2")
