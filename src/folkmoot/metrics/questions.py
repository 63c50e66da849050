"""Questions and answers: issues that ask something, topics of forums, who answered, and what was accepted."""

from __future__ import annotations

from typing import Any

import ibis

from folkmoot.metrics.activity import CHAOSS
from folkmoot.metrics.extracts import WHOSE, Extract
from folkmoot.metrics.indicator import indicator
from folkmoot.metrics.periods import Periods
from folkmoot.metrics.registry import metric
from folkmoot.metrics.talk import POST, THREADS, begun_and_answers, channel, sent, talk_threads
from folkmoot.metrics.threads import ISSUE
from folkmoot.metrics.told import NO, is_true
from folkmoot.metrics.windows import within
from folkmoot.model.scope import Scope
from folkmoot.model.text import Text

YES = ibis.literal(value=True)


def _posts(rows: Any) -> Any:
    topic = rows.parent.re_replace("#[0-9]+$", "").nullif("")
    return rows.select(*WHOSE, "subject", channel=channel(rows), parent=topic, accepted=is_true(rows.extra, "accepted"))


forum = Extract("forum", (POST,), _posts)
"""Posts: channel, parent (the question or topic that is answered; null: none), accepted (by who asked)."""


@metric(
    title=Text("Questions in issues", "问题单中的提问"),
    says=Text(
        "Issues whose label says that they ask something (question, support, usage, how to, 咨询, 答疑, 提问, 求助): answered by "
        "somebody else, and closed after that.",
        "标签表明是提问的问题单（question、support、usage、how to、咨询、答疑、提问、求助）：由他人回复，以及此后关闭。",
    ),
    unit="questions",
    version=1,
    source=CHAOSS + "issue-response-time/",
)
def issue_questions(asked: Any, scope: Scope) -> Any:
    """Which issues asked something, were they answered, and are they solved?

    Rows: the threads of issues opened in the window with such a label now: id, at, subject, repo, person, title, answered_at (first
    answer by another person who is no bot; null: none), responder, solved (answered, and closed).
    Edges: what nobody labelled as a question is none, whatever it says: a source without labels tells of no questions.
    """
    rows = within(asked.filter((asked.kind == ISSUE) & asked.question), scope)
    solved = rows.first_response_at.notnull() & rows.closed_at.notnull()
    return rows.mutate(answered_at=rows.first_response_at, solved=solved)


@metric(
    title=Text("Questions in forums", "论坛中的提问"),
    says=Text(
        "Topics and questions begun in forums: answered by somebody else so far, and with an answer that was accepted, where the forum "
        "tells of that.",
        "论坛中新建的话题与提问：至今有他人回复，以及（论坛提供时）有被采纳的回答。",
    ),
    unit="questions",
    version=1,
    source=CHAOSS + "response-times/",
)
def forum_questions(events: Any, scope: Scope) -> Any:
    """Which topics of forums were begun, were they answered, and was an answer accepted?

    Rows: those of ``talk_threads`` of posts, with accepted (null: its channel has never told of an accepted answer, so nobody
    knows).
    """
    posts = forum(events)
    marks = posts.filter(posts.accepted & posts.parent.notnull())
    telling = marks.select("channel").distinct().mutate(tells=YES)
    done = marks.select(thread="parent").distinct().mutate(has=YES)
    rows = talk_threads(posts, scope)
    joined = rows.left_join(telling, "channel").left_join(done, "thread")
    known = ibis.ifelse(joined.tells.fill_null(NO), joined.has.fill_null(NO), ibis.null("boolean"))
    return joined.select(*rows.columns, accepted=known)


def answers_in_forums(events: Any, scope: Scope) -> Any:
    """Return what others wrote in topics of forums in the window: kind, at, who, root, asker."""
    _begun, answers = begun_and_answers(forum(events))
    return within(answers, scope)


@indicator(
    issue_questions, title=Text("Questions answered in issues", "问题单中已答复的提问"), unit=Text("questions", "个"), family="answers",
    of="threads", better="up", empty=0, needs=(ISSUE,), opens="threads?thing=issue&state=question-answered",
)  # fmt: skip
def questions_answered(asked: Any, scope: Scope, periods: Periods) -> Any:
    """Issues that ask something and got their first answer by another person in the period."""
    rows = issue_questions(asked, scope.with_(since_at=None, until_at=None))
    rows = periods.split(rows.filter(rows.answered_at.notnull()), "answered_at")
    return rows.group_by("period").agg(value=rows.count(), n=rows.count())


@indicator(
    issue_questions, title=Text("Questions solved in issues", "问题单中已解决的提问"), unit=Text("questions", "个"), family="answers",
    of="threads", better="up", empty=0, needs=("issue.closed",), opens="threads?thing=issue&state=question-solved",
)  # fmt: skip
def questions_solved(asked: Any, scope: Scope, periods: Periods) -> Any:
    """Issues that ask something, were answered by another person, and were closed in the period."""
    rows = issue_questions(asked, scope.with_(since_at=None, until_at=None))
    rows = periods.split(rows.filter(rows.solved), "closed_at")
    return rows.group_by("period").agg(value=rows.count(), n=rows.count())


@indicator(
    forum_questions, title=Text("Topics answered in forums", "论坛中已答复的话题"), unit=Text("topics", "个"), family="answers",
    of=sent, sheet=THREADS, better="up", empty=0, needs=(POST,), opens="events?of=first-answers", ahead=True,
)  # fmt: skip
def forum_questions_answered(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """Topics and questions of forums that got their first answer by another person in the period."""
    rows = THREADS(asked, periods)
    rows = periods.split(rows.filter((rows.kind == POST) & rows.answered_at.notnull()), "answered_at")
    return rows.group_by("period").agg(value=rows.count(), n=rows.count())
