"""Questions: issues that ask, topics of forums, what is answered and accepted, who answers, and what is not known."""

from __future__ import annotations

import pytest

from folkmoot.model.event import Coverage
from tests.reports.facts import BEGAN, KIT, READ, asking, by, homes_of

KINDS = ("issue.opened", "issue.closed", "issue.labeled", "issue.commented", "post.published")


@pytest.fixture
def asked(request, tmp_path):
    """Ask the small community, of which everything in the test's docstring was read."""
    coverage = tuple(Coverage("test", KIT, kind, BEGAN, READ, READ) for kind in KINDS)
    return asking(homes_of(tmp_path / "lake", request.function.__doc__ or "", coverage=coverage))


def test_issues_that_ask_are_told_by_their_labels(asked):
    """
    2024-05-02T00:00  issue.opened     kit#1  cy   title="How?"
    2024-05-02T01:00  issue.labeled    kit#1  bo   label="kind/question"
    2024-05-02T06:00  issue.commented  kit#1  bo
    2024-05-03T00:00  issue.closed     kit#1  cy
    2024-05-04T00:00  issue.opened     kit#2  cy   title="Really?"
    2024-05-04T00:00  issue.labeled    kit#2  bo   label="问题咨询"
    2024-05-05T00:00  issue.opened     kit#3  cy   title="Bug"
    2024-05-06T00:00  issue.opened     kit#4  cy   title="Past"
    2024-05-06T00:00  issue.labeled    kit#4  bo   label="question"
    2024-05-07T00:00  issue.labeled    kit#4  bo   label="question" removed=true
    """
    answer = asked("questions")
    (row,) = answer.rows
    assert (row["kind"], row["asked"], row["answered"], row["solved"], row["waiting"], row["hours"]) == (
        "issue.opened", 2, 1, 1, 1, 6.0,
    )  # fmt: skip
    (waits,) = answer.parts["waiting"].rows
    assert (waits["title"], waits["days"]) == ("Really?", 42)
    (helper,) = answer.parts["answerers"].rows
    assert (helper["person"], helper["issues"], helper["posts"]) == ("bo", 1, 0)
    assert by(answer.parts["groups"], "group")["compiler"]["asked"] == 2
    assert asked("questions", group="compiler").total == 2
    assert asked("questions", group="sleepy").total is None, "nothing of it was read"


def test_what_a_forum_does_not_tell_of_accepted_answers_is_not_known(asked):
    """
    2024-05-02T00:00  post.published  so:post/1   cy  repo="so:posts" title="Why?" kind="question"
    2024-05-02T02:00  post.published  so:post/2   bo  repo="so:posts" parent="so:post/1" kind="answer" accepted=true
    2024-05-03T00:00  post.published  so:post/3   cy  repo="so:posts" title="Where?" kind="question"
    2024-05-03T04:00  post.published  so:post/4   bo  repo="so:posts" parent="so:post/3" kind="answer"
    2024-05-04T00:00  post.published  talk:topic/7  cy  repo="talk" title="Hello" kind="topic"
    2024-05-04T03:00  post.published  talk:topic/7  ann  repo="talk" parent="talk:topic/7#1" kind="reply"
    2024-05-05T00:00  post.published  talk:topic/8  bo  repo="talk" title="Anybody?" kind="topic"
    """
    rows = {row["where"]: row for row in asked("questions").rows}
    assert (rows["so:posts"]["asked"], rows["so:posts"]["answered"], rows["so:posts"]["solved"]) == (2, 2, 1)
    assert (rows["talk"]["asked"], rows["talk"]["answered"], rows["talk"]["solved"]) == (2, 1, None)
    (waits,) = asked("questions").parts["waiting"].rows
    assert (waits["title"], waits["name"]) == ("Anybody?", "Bo Maintainer")
    helpers = by(asked("questions").parts["answerers"], "person")
    assert (helpers["bo"]["posts"], helpers["ann"]["posts"]) == (2, 1)


def test_questions_answered_and_solved_can_be_targets(asked):
    """
    2024-05-02T00:00  issue.opened     kit#1  cy   title="How?"
    2024-05-02T01:00  issue.labeled    kit#1  bo   label="question"
    2024-06-02T06:00  issue.commented  kit#1  bo
    2024-06-03T00:00  issue.closed     kit#1  cy
    2024-06-04T00:00  issue.opened     kit#5  cy   title="Alone"
    2024-06-04T00:00  issue.labeled    kit#5  bo   label="question"
    2024-06-05T00:00  issue.closed     kit#5  cy
    """
    assert asked("indicator", name="questions_answered", since="2024-05", until="2024-05").total == 0
    assert asked("indicator", name="questions_answered", since="2024-06", until="2024-06").total == 1
    assert asked("indicator", name="questions_solved", since="2024-06", until="2024-06").total == 1


def test_nothing_read_is_unknown(asked):
    answer = asked("questions")
    assert answer.rows == ()
    assert "Nothing of this kind was seen" in answer.sentence.en
