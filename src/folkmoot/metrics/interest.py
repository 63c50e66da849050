"""Interest: stars, forks and watches, as people gave them and as forges count them."""

from __future__ import annotations

from typing import Any

from folkmoot.metrics.activity import CHAOSS
from folkmoot.metrics.indicator import indicator
from folkmoot.metrics.periods import Periods
from folkmoot.metrics.registry import metric
from folkmoot.metrics.sheets import Sheet
from folkmoot.metrics.told import once
from folkmoot.metrics.windows import month, within
from folkmoot.model.scope import Scope
from folkmoot.model.text import Text

STARRED, UNSTARRED, FORKED, WATCHED = "repo.starred", "repo.unstarred", "repo.forked", "repo.watched"
MEASURED = ("stars", "forks", "watches")
POPULARITY = CHAOSS + "project-popularity/"


def acts(events: Any) -> Any:
    """Return each star, fork and watch once: kind, repo, actor, at; what one account did at one moment is one act."""
    rows = events.filter(events.kind.isin([STARRED, UNSTARRED, FORKED, WATCHED]))
    return rows.select("kind", "repo", "actor", "at").distinct()


@metric(
    title=Text("Stars, forks and watches by month", "每月点赞、复刻与关注"),
    says=Text(
        "Stars given and withdrawn, forks made and watches begun in each month, as the forges tell of each.",
        "按代码托管平台提供的逐条记录，统计每月新增和取消的点赞、复刻与关注。",
    ),
    unit="events",
    version=1,
    source=POPULARITY,
)
def interest_by_month(events: Any, scope: Scope) -> Any:
    """How many stars, forks and watches came in each month?

    Rows: one per month and repository with any of them: month, repo, starred, unstarred, stars (starred less unstarred),
    forks, watches.
    Edges: few forges tell of stars that are withdrawn, so ``stars`` may be too high; a deleted fork and an ended
    watch are told by none. ``interest_standing`` is the second source.
    """
    rows = within(acts(events), scope)
    return rows.group_by("repo", month=month(rows, scope)).agg(**_sums(rows)).order_by("month", "repo")


def _sums(rows: Any) -> dict[str, Any]:
    starred, unstarred = (rows.kind == STARRED).sum(), (rows.kind == UNSTARRED).sum()
    return {
        "starred": starred,
        "unstarred": unstarred,
        "stars": starred - unstarred,
        "forks": (rows.kind == FORKED).sum(),
        "watches": (rows.kind == WATCHED).sum(),
    }


def readings(measurements: Any, names: tuple[str, ...] = MEASURED) -> Any:
    """Return what was counted of each subject: name, subject, at, amount; of several sources at one moment the largest."""
    rows = once(measurements.filter(measurements.name.isin(names)))
    return rows.group_by("name", "subject", "at").agg(amount=rows.amount.max())


@metric(
    title=Text("Standing stars, forks and watches", "点赞、复刻与关注总数"),
    says=Text(
        "What forges counted: of each repository the last count at or before the end of a month, and by how much the counts "
        "rose in it.",
        "平台给出的总数：每个代码仓取月末（含）之前最后一次读数，以及当月的增量。",
    ),
    unit="stars",
    version=1,
    source=POPULARITY,
)
def interest_standing(measurements: Any, scope: Scope) -> Any:
    """How many stars, forks and watches stand at the end of each month, and how many more are they than before?

    Rows: one per month of the window in which anything was counted, name (stars, forks, watches) and subject: month,
    name, subject, total (last count until the month's end), at (of that count), growth (total less the one
    that stood at the beginning of the month; null: not known then).
    Edges: a subject that was not counted in a month stands as it was last counted, ``at`` shows when; before its first count it
    has no row. The window's end cuts the last month; counts before the window are used, too.
    """
    rows = readings(measurements)
    rows = within(rows.mutate(month=month(rows, scope)), scope.with_(since_at=None))
    months = within(rows, scope).select("month").distinct()
    last = rows.group_by("name", "subject", "month").agg(amount=rows.amount.argmax(rows["at"]), at=rows["at"].max())
    ends = months.rename(end="month")
    crossed = last.join(ends, last.month <= ends.end)
    before = crossed.month < crossed.end
    each = crossed.group_by("name", "subject", month=crossed.end).agg(
        total=crossed.amount.argmax(crossed["at"]),
        at=crossed["at"].max(),
        earlier=crossed.amount.argmax(crossed["at"], where=before),
    )
    shown = each.select("month", "name", "subject", "total", "at", growth=each.total - each.earlier)
    return shown.order_by("month", "name", "subject")


def standing(measurements: Any, name: str, periods: Periods) -> Any:
    """Return the sum over subjects of the last reading before the end of each period: period, value, n (subjects)."""
    rows = readings(measurements, (name,))
    ends = periods.table().select("period", "until_at")
    crossed = rows.join(ends, rows["at"] < ends.until_at)
    each = crossed.group_by("period", "subject").agg(amount=crossed.amount.argmax(crossed["at"]))
    return each.group_by("period").agg(value=each.amount.sum(), n=each.count())


@indicator(interest_standing, title=Text("Stars", "点赞总数"), unit=Text("stars", "个"), family="reach",
           of="measurements", better="up", needs=("measured.stars",), opens="interest", vanity=True, beside="d1_people",
           standing=True)  # fmt: skip
def stars(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """How many stars the forges last counted until the end of the period, repositories added up."""
    return standing(asked, "stars", periods)


@indicator(interest_standing, title=Text("Forks", "复刻总数"), unit=Text("forks", "个"), family="reach",
           of="measurements", better="up", needs=("measured.forks",), opens="interest", vanity=True, beside="d2_people",
           standing=True)  # fmt: skip
def forks(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """How many forks the forges last counted until the end of the period, repositories added up."""
    return standing(asked, "forks", periods)


@indicator(interest_standing, title=Text("Watches", "关注总数"), unit=Text("watches", "个"), family="reach",
           of="measurements", better="up", needs=("measured.watches",), opens="interest", vanity=True,
           beside="d1_people", standing=True)  # fmt: skip
def watches(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """How many watches the forges last counted until the end of the period, repositories added up."""
    return standing(asked, "watches", periods)


def _by_period(asked: Any, periods: Periods) -> Any:
    rows = periods.split(acts(asked))
    return rows.group_by("period").agg(**_sums(rows))


GIVEN = Sheet("given", _by_period)
"""By period: starred, unstarred, stars (the one less the other), forks, watches."""


@indicator(interest_by_month, title=Text("New stars", "新增点赞"), unit=Text("stars", "个"), family="reach",
           better="up", empty=0, needs=(STARRED,), sheet=GIVEN, opens="events?kind=repo.starred,repo.unstarred&of=acts", vanity=True,
           beside="d1_people")  # fmt: skip
def new_stars(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """Stars given in the period less those withdrawn; n: both together."""
    found = GIVEN(asked, periods)
    found = found.mutate(both=found.starred + found.unstarred).filter(lambda rows: rows.both > 0)
    return found.select("period", value="stars", n="both")


def _given(asked: Any, what: str, periods: Periods) -> Any:
    found = GIVEN(asked, periods)
    found = found.filter(found[what] > 0)
    return found.select("period", value=found[what], n=found[what])


@indicator(interest_by_month, title=Text("New forks", "新增复刻"), unit=Text("forks", "个"), family="reach",
           better="up", empty=0, needs=(FORKED,), sheet=GIVEN, opens="events?kind=repo.forked&of=acts", vanity=True,
           beside="d2_people")  # fmt: skip
def new_forks(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """Forks made in the period."""
    return _given(asked, "forks", periods)


@indicator(interest_by_month, title=Text("New watches", "新增关注"), unit=Text("watches", "个"), family="reach",
           better="up", empty=0, needs=(WATCHED,), sheet=GIVEN, opens="events?kind=repo.watched&of=acts", vanity=True,
           beside="d1_people")  # fmt: skip
def new_watches(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """Watches begun in the period."""
    return _given(asked, "watches", periods)
