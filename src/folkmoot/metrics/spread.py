"""How waiting times spread: how many waits ended in each span of time, how many are open after as long, and who is answered by then."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import ibis

from folkmoot.metrics.activity import CHAOSS
from folkmoot.metrics.registry import metric
from folkmoot.metrics.threads import threads
from folkmoot.metrics.waiting import waits
from folkmoot.metrics.windows import within
from folkmoot.model.scope import Scope
from folkmoot.model.text import Text

DAY = 24
SPANS = (0, 1, 4, 12, DAY, 2 * DAY, 4 * DAY, 7 * DAY, 14 * DAY, 28 * DAY, 91 * DAY)
"""Where each span begins, in hours; the last one has no end."""


def quantile_disc(values: float, share: float) -> float:  # type: ignore[empty-body]  # DuckDB's own
    """Return the smallest of the values up to which at least a share of them are."""


_middle = ibis.udf.agg.builtin(quantile_disc)


def at_least(waited: Any, *by: str) -> Any:
    """Return how long it takes at least until half are answered, where that is not known yet.

    ``waited`` has ``hours``. Rows: one for each ``by``: least. No wait is shorter than what was seen of it, so that half of
    them cannot be over sooner than half of what was seen.
    """
    grouped = waited.group_by(list(by)) if by else waited
    return grouped.agg(least=_middle(waited.hours, 0.5))


@metric(
    title=Text("Waiting times", "等待时长分布"),
    says=Text(
        "Of what was opened: how many were answered within each span of time, how many wait unanswered for as long, and how many "
        "ended without an answer. The share answered within a time counts those still waiting as far as they were seen.",
        "所发起的变更与问题单：各时长区间内获得响应的数量、未响应而仍在等待的数量，以及未获响应即结束的数量。某时长内的响应率把仍在等待者计到最后已知时刻。",
    ),
    unit="threads",
    version=1,
    source=CHAOSS + "time-to-first-response/",
)
def waiting_times(events: Any, scope: Scope) -> Any:
    """How are the waiting times spread of what was opened in the window?

    Rows: one per span that somebody waited: since (hours), answered, waiting (open and unanswered, so far), ended (closed
    without an answer), within (the share answered before the span ends, Kaplan–Meier; null in the last, which has no end).
    Edges: what waits, or ended unanswered, stands in the span up to which its silence is known, and is censored there. A
    wait that is exactly as long as a span stands in the next one.
    Source: https://doi.org/10.1080/01621459.1958.10501452
    """
    waited = within(waits(threads(events)), scope)
    each = waited.group_by("hours").agg(
        answered=waited.answered.sum(),
        waiting=(~waited.answered & waited.closed_at.isnull()).sum(),
        ended=(~waited.answered & waited.closed_at.notnull()).sum(),
    )
    each = each.mutate(whole=each.answered + each.waiting + each.ended)
    later = ibis.window(preceding=None, following=0, order_by=each.hours.desc())
    each = each.mutate(left=1 - each.answered / each.whole.sum().over(later))
    each = each.mutate(log=ibis.greatest(each.left, 1e-300).ln(), since=_span(each.hours))
    sooner = ibis.window(preceding=None, following=0, order_by="hours")
    each = each.mutate(log=each.log.sum().over(sooner))
    found = each.group_by("since").agg(
        answered=each.answered.sum(), waiting=each.waiting.sum(), ended=each.ended.sum(), log=each.log.min()
    )
    share = ibis.ifelse(found.since == SPANS[-1], ibis.null("float64"), 1 - found.log.exp())
    return found.select("since", "answered", "waiting", "ended", within=share)


def _span(hours: Any) -> Any:
    cases = [(hours < until, since) for since, until in pairwise(SPANS)]
    return ibis.cases(*cases, else_=SPANS[-1]).cast("int64")
