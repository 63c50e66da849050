"""Up to when somebody's silence is known: no further than was read."""

from __future__ import annotations

from datetime import timedelta

from folkmoot.model.scope import Question, Scope, day_start
from folkmoot.reports.covering import coverage_of, fresh_at
from folkmoot.reports.homes import Homes


def known_scope(homes: Homes, question: Question) -> Scope:
    """Return the question's scope, ending where knowledge ends: at the newest reading, or today's end where nothing was read."""
    scope = question.scope
    now = day_start(question.today + timedelta(days=1), scope.zone)
    read = fresh_at(coverage_of(homes, scope))
    return scope.with_(until_at=min(one for one in (scope.until_at, now, read) if one is not None))
