"""Who reviews, how much rests on how few, and what is merged without anybody else having looked."""

from __future__ import annotations

from typing import Any

import ibis

from folkmoot.metrics.activity import CHAOSS
from folkmoot.metrics.concentration import fewest
from folkmoot.metrics.registry import metric
from folkmoot.metrics.threads import CHANGE, REVIEW, threads
from folkmoot.metrics.windows import is_within, month, within
from folkmoot.model.scope import Scope
from folkmoot.model.text import Text


def reviews_of_others(events: Any) -> Any:
    """Return the reviews of changes that somebody else opened: at, subject, repo, person (or account), organization.

    Edges: a forge may write down as a review what an author answers to one; such reviews of one's own changes are left out.
    The same review told twice counts once. What robots do is left out.
    """
    rows = events.filter(events.kind == REVIEW, ~events.bot)
    rows = rows.select("at", "subject", "repo", "organization", person=rows.person.coalesce(rows.actor)).distinct()
    asked = events.filter(events.kind == CHANGE)
    own = asked.select("subject", person=asked.person.coalesce(asked.actor))
    return rows.anti_join(own, ["subject", "person"])


@metric(
    title=Text("Review load", "检视负载"),
    says=Text(
        "Reviews of others' changes by each person, month by month.",
        "每人每月对他人变更的检视数。",
    ),
    unit="reviews",
    version=1,
    source=CHAOSS + "change-request-reviews/",
)
def review_load(events: Any, scope: Scope) -> Any:
    """Who reviews how much?

    Rows: one per month and person (or account, where nobody is known): month, person, reviews, changes (different ones).
    Edges: reviews of one's own changes are none; those of robots are left out. Who reviews by a comment alone is
    not seen here.
    """
    inside = within(reviews_of_others(events), scope)
    grouped = inside.group_by(month=month(inside, scope), person=inside.person)
    return grouped.agg(reviews=inside.count(), changes=inside.subject.nunique())


@metric(
    title=Text("Reviewer concentration", "评审集中度"),
    says=Text(
        "On how few people the reviews rest: the share of the busiest one, and the fewest who together made half of them.",
        "检视集中于多少人：检视最多者的占比，以及合计完成半数检视的最少人数。",
    ),
    unit="share",
    version=1,
    source=CHAOSS + "contributor-absence-factor/",
)
def reviewer_concentration(events: Any, scope: Scope) -> Any:
    """On how few people do the reviews rest?

    Rows: one: reviews, reviewers, busiest_share (of all reviews, by the one with most; null: there are none), factor (the
    fewest people who together made at least half; null: there are none).
    Edges: as for ``review_load``.
    """
    counts = _counted(within(reviews_of_others(events), scope).group_by("person"))
    sizes = counts.agg(
        reviews=counts.contributions.sum().fill_null(0),
        reviewers=counts.count(),
        busiest_share=counts.contributions.max() / counts.contributions.sum(),
    )
    return sizes.cross_join(fewest(counts, "person").select("factor"))


def _counted(grouped: Any) -> Any:
    return grouped.agg(contributions=lambda rows: rows.count())


def concentrated(rows: Any) -> Any:
    """Return for each period the share of the busiest reviewer, the number of reviewers and of reviews."""
    counts = rows.group_by(["period", "person"]).agg(done=rows.count())
    return counts.group_by("period").agg(
        share=counts.done.max() / counts.done.sum(), reviewers=counts.count(), reviews=counts.done.sum()
    )


@metric(
    title=Text("Reviews of changes", "变更的检视情况"),
    says=Text(
        "How often, and by how many other people, each change merged in the window was reviewed; who merged their own.",
        "时段内合入的每个变更被他人检视的次数和人数，以及是否由作者自行合入。",
    ),
    unit="reviews",
    version=1,
    source=CHAOSS + "change-request-reviews/",
)
def change_reviews(events: Any, scope: Scope) -> Any:
    """Has somebody else looked at what was merged?

    Rows: one per change merged in the window: subject, merged_at, reviews, reviewers, comments (all by others), self_merged
    (the author merged it; null: nobody knows who did).
    Edges: how often a change was reworked between reviews is not told by the sources; ``reviews`` says how often somebody
    looked. Where approval is given by a comment, ``reviews`` is 0 and ``comments`` is not.
    """
    asked = threads(events)
    asked = asked.filter(asked.kind == CHANGE, is_within(asked.merged_at, scope))
    author = asked.person.coalesce(asked.actor)
    own = ibis.ifelse(asked.merger.isnull(), ibis.null("boolean"), asked.merger == author)
    return asked.select("subject", "merged_at", "reviews", "reviewers", "comments", self_merged=own)
