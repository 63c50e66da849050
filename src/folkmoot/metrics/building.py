"""Builds: how many pass, of how many changes, and how long they take."""

from __future__ import annotations

from typing import Any

import ibis

from folkmoot.metrics.extracts import WHOSE, Extract
from folkmoot.metrics.indicator import indicator
from folkmoot.metrics.periods import Periods
from folkmoot.metrics.registry import metric
from folkmoot.metrics.told import told
from folkmoot.metrics.windows import month, within
from folkmoot.model.scope import Scope
from folkmoot.model.text import Text

BUILD = "build.finished"
PASSED = ("success", "passed", "pass", "succeeded")
FAILED = ("failure", "failed", "fail", "timed_out", "error")
MINUTES = {
    "minutes": 1.0,
    "minute": 1.0,
    "min": 1.0,
    "hours": 60.0,
    "hour": 60.0,
    "ms": 1 / 60000,
    "milliseconds": 1 / 60000,
}


def _ended(rows: Any) -> Any:
    said = {name: told(rows.extra, name) for name in ("conclusion", "result", "unit", "change", "name")}
    rows = rows.select(*WHOSE, "subject", "amount", **said)
    result = rows.conclusion.coalesce(rows.result).lower()
    passed = ibis.cases((result.isin(PASSED), True), (result.isin(FAILED), False), else_=ibis.null("boolean"))
    unit = rows.unit.lower()
    factor = ibis.cases(*[(unit == name, ibis.literal(value)) for name, value in MINUTES.items()], else_=1 / 60)
    thing = ibis.ifelse(rows.subject.contains("@"), ibis.null("string"), rows.subject.nullif(""))
    return rows.select(
        *WHOSE,
        passed=passed,
        change=rows.change.coalesce(thing),
        name=rows.name.fill_null(""),
        minutes=rows.amount * factor,
    )


ended = Extract("builds", (BUILD,), _ended)
"""Builds: passed (null: neither passed nor failed), change (null: of none), name, minutes."""


@metric(
    title=Text("Builds by month", "每月构建"),
    says=Text(
        "Builds that passed or failed; the pass rate is of these two. Cancelled, skipped, neutral and stale ones stand apart.",
        "通过与失败的构建数，通过率以二者之和为分母。已取消、跳过、中性、过期等构建另列。",
    ),
    unit="builds",
    version=1,
)
def builds_by_month(events: Any, scope: Scope) -> Any:
    """How many builds pass, and how long do they take?

    Rows: one per month and repository with a build: month, repo, builds, passed, failed, other (neither: cancelled, skipped,
    neutral, stale, action_required, or not told), pass_rate (passed / (passed + failed); null without either), minutes
    (median of those that tell how long they took; null: none does), changes (with a build that passed or failed),
    clean_changes (in which none failed).
    Edges: success and passed pass; failure, failed, error and timed_out fail. Builds are made by robots: give events with
    bots. ``amount`` is seconds unless ``unit`` says minutes or hours. A change built in two months stands in both.
    """
    rows = within(ended(events), scope)
    each = rows.group_by("repo", month=month(rows, scope)).agg(**_counts(rows))
    shown = each.mutate(pass_rate=each.passed / (each.passed + each.failed).nullif(0))
    return shown.order_by("month", "repo")


def _counts(rows: Any) -> dict[str, Any]:
    failed = ~rows.passed
    built, broken = rows.change.nunique(where=rows.passed.notnull()), rows.change.nunique(where=failed)
    return {
        "builds": rows.count(),
        "passed": rows.passed.sum().fill_null(0),
        "failed": failed.sum().fill_null(0),
        "other": rows.passed.isnull().sum(),
        "minutes": rows.minutes.quantile(0.5),
        "changes": built,
        "clean_changes": built - broken,
    }


@metric(
    title=Text("Builds of changes", "变更的构建"),
    says=Text(
        "Changes with builds: whether any build failed, and whether the last build of each check passed.",
        "有构建的变更：是否有构建失败，以及每项检查的最后一次构建是否通过。",
    ),
    unit="changes",
    version=1,
)
def builds_of_changes(events: Any, scope: Scope) -> Any:
    """Which changes were built in the window, and did they pass at last?

    Rows: one per change with a build that passed or failed in the window: change, repo, builds, failed, clean (none failed),
    passed (the last build of each check that has a name of its own passed), first_at, last_at.
    Edges: a build that tells no change is left out. Of builds of one check that ended at one moment a failed one is the last.
    """
    rows = within(ended(events), scope)
    rows = rows.filter(rows.change.notnull(), rows.passed.notnull())
    checks = rows.group_by("repo", "change", "name").agg(
        builds=rows.count(), failed=(~rows.passed).sum(), last=_last(rows),
        first_at=rows["at"].min(), last_at=rows["at"].max(),
    )  # fmt: skip
    each = checks.group_by("repo", "change").agg(
        builds=checks.builds.sum(), failed=checks.failed.sum(), passed=checks["last"].all(),
        first_at=checks.first_at.min(), last_at=checks.last_at.max(),
    )  # fmt: skip
    return each.mutate(clean=each.failed == 0)


def _last(rows: Any) -> Any:
    """Return whether the last build passed; of those that ended at one moment, whether all of them did."""
    return ibis.struct({"at": rows["at"], "passed": (~rows.passed).cast("int8")}).max()["passed"] == 0


@indicator(builds_by_month, title=Text("Builds that pass", "构建通过率"), unit=Text(), family="quality", shows="share",
           better="up", needs=(BUILD,), opens="events?of=builds&bots=in", bots=True, of=ended)  # fmt: skip
def build_pass_rate(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """The share of builds that passed, of those that passed or failed; n: both."""
    rows = periods.split(ended(asked))
    rows = rows.filter(rows.passed.notnull())
    return rows.group_by("period").agg(value=rows.passed.mean(), n=rows.count())


@indicator(builds_of_changes, title=Text("Changes that never failed", "构建从未失败的变更"), unit=Text(),
           family="quality", shows="share", better="up", needs=(BUILD,), opens="builds?state=clean", bots=True, of=ended)  # fmt: skip
def clean_changes(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """The share of changes built in the period of which no build failed in it; n: the changes."""
    rows = periods.split(ended(asked))
    rows = rows.filter(rows.passed.notnull(), rows.change.notnull())
    each = rows.group_by("period", "change").agg(clean=rows.passed.all())
    return each.group_by("period").agg(value=each.clean.mean(), n=each.count())


@indicator(builds_by_month, title=Text("Time of a build", "构建时长"), unit=Text("minutes", "分钟"), family="quality",
           better="down", needs=(BUILD,), opens="events?of=timed&bots=in", bots=True, of=ended)  # fmt: skip
def build_minutes(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """The median of minutes that the builds of the period took, of those that tell; n: how many do."""
    rows = periods.split(ended(asked))
    rows = rows.filter(rows.minutes.notnull())
    return rows.group_by("period").agg(value=rows.minutes.quantile(0.5), n=rows.count())
