"""Releases: how many, how often, and how long ago the last one was."""

from __future__ import annotations

from typing import Any

import ibis

from folkmoot.metrics.activity import CHAOSS
from folkmoot.metrics.extracts import WHOSE, Extract
from folkmoot.metrics.indicator import indicator
from folkmoot.metrics.periods import Periods
from folkmoot.metrics.registry import metric
from folkmoot.metrics.told import NO, is_true, told
from folkmoot.metrics.windows import month, within
from folkmoot.model.scope import Scope
from folkmoot.model.text import Text

RELEASE = "release.published"
FREQUENCY = CHAOSS + "release-frequency/"
EARLY = r"(?i)[0-9][-._]?(rc|alpha|beta|dev|pre|preview|snapshot|nightly)([-._]?[0-9]+)?([-.+][a-z0-9.]+)?$|[0-9](a|b)[0-9]+$"
DAY = 86400


def _released(rows: Any) -> Any:
    version = told(rows.extra, "version").coalesce(rows.subject.split("@")[1].nullif(""), rows.subject)
    rows = rows.select(*WHOSE, "subject", version=version, said=is_true(rows.extra, "prerelease"))
    early = (rows.said | rows.version.re_search(EARLY)).fill_null(NO)
    return rows.select(*WHOSE, "subject", "version", prerelease=early)


released = Extract("releases", (RELEASE,), _released)
"""Releases as they were told: version, prerelease."""


def releases_of(events: Any) -> Any:
    """Return each release once: at, repo, version, prerelease.

    Edges: a release told twice, or published again under its version, is one, at its first moment. Its version is told, or
    follows ``@`` in its subject. It is a prerelease when its forge says so, or its version ends as in ``1.0-rc1``.
    """
    rows = released(events)
    return rows.group_by("repo", "subject").agg(
        at=rows["at"].min(), version=rows.version.min(), prerelease=rows.prerelease.any()
    )


@metric(
    title=Text("Releases by month", "每月发布的版本"),
    says=Text(
        "Releases published in each month; prereleases stand apart.",
        "每月发布的版本数，预发布版本另列。",
    ),
    unit="releases",
    version=1,
    source=FREQUENCY,
)
def releases_by_month(events: Any, scope: Scope) -> Any:
    """How often is something released?

    Rows: one per month and repository with a release: month, repo, releases, prereleases.
    Edges: see ``release_rhythm``.
    """
    rows = within(releases_of(events), scope)
    each = rows.group_by("repo", month=month(rows, scope)).agg(
        releases=(~rows.prerelease).sum(), prereleases=rows.prerelease.sum()
    )
    return each.select("month", "repo", "releases", "prereleases").order_by("month", "repo")


@metric(
    title=Text("Rhythm of releases", "版本发布节奏"),
    says=Text(
        "Of each repository the last release and the days between releases; prereleases do not count as releases.",
        "每个代码仓最近一次发布以及两次发布之间的天数；预发布版本不计。",
    ),
    unit="days",
    version=1,
    source=FREQUENCY,
)
def release_rhythm(events: Any, scope: Scope) -> Any:
    """When was each repository last released, and how many days lie between its releases?

    Rows: one per repository with a release in the window: repo, releases, prereleases, first_at, last_at (of releases; null:
    prereleases only), version (the last), days_between (median; null with fewer than two), days_since (from the last until the
    window's end; null when the window is open).
    Edges: two releases under one version are one. A version such as 1.0-rc1, 2.0b3 or 3.1.dev2 is a prerelease.
    """
    rows = within(releases_of(events), scope)
    before = rows["at"].lag().over(ibis.window(group_by=["repo", "prerelease"], order_by=["at", "subject"]))
    rows = rows.mutate(days=(rows["at"].epoch_seconds() - before.epoch_seconds()) / DAY)
    final = ~rows.prerelease
    each = rows.group_by("repo").agg(
        releases=final.sum(), prereleases=rows.prerelease.sum(),
        first_at=rows["at"].min(where=final), last_at=rows["at"].max(where=final),
        version=rows.version.argmax(rows["at"], where=final), days_between=rows.days.quantile(0.5, where=final),
    )  # fmt: skip
    if scope.until_at is None:
        return each.mutate(days_since=ibis.null("float64")).order_by("repo")
    until = ibis.literal(scope.until_at).epoch_seconds()
    return each.mutate(days_since=(until - each.last_at.epoch_seconds()) / DAY).order_by("repo")


@indicator(releases_by_month, title=Text("Releases", "版本发布"), unit=Text("releases", "个"), family="work",
           better="up", empty=0, needs=(RELEASE,), opens="events?of=releases", of=released)  # fmt: skip
def releases(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """Releases published in the period, prereleases apart; n: both."""
    rows = periods.split(releases_of(asked))
    return rows.group_by("period").agg(value=(~rows.prerelease).sum(), n=rows.count())


@indicator(release_rhythm, title=Text("Days since the last release", "距上次发布天数"), unit=Text("days", "天"),
           family="work", shows="days", better="down", needs=(RELEASE,), opens="events?of=releases&since=all",
           standing=True, of=released)  # fmt: skip
def days_since_release(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """How many days the last release of any repository was ago at the end of the period; n: releases until then."""
    rows = releases_of(asked)
    rows = rows.filter(~rows.prerelease)
    ends = periods.table().select("period", "until_at")
    crossed = rows.join(ends, rows["at"] < ends.until_at)
    each = crossed.group_by("period").agg(last=crossed["at"].max(), until=crossed.until_at.max(), n=crossed.count())
    return each.select("period", value=(each.until.epoch_seconds() - each["last"].epoch_seconds()) / DAY, n=each.n)
