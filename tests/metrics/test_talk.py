"""Mails and posts, the threads they make, meetings and published content."""

from __future__ import annotations

from datetime import date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.metrics.periods import Periods
from folkmoot.metrics.talk import (
    contents_by_month,
    mail_people,
    mails,
    meetings,
    meetings_by_month,
    talk_by_month,
    talk_threads,
    unanswered_threads,
)
from folkmoot.model.scope import Scope
from tests.metrics.tables import read_table, rows_of

QUARTER = Periods.between([date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1), date(2024, 4, 1)], "UTC", "M")


def values(indicator, facts, periods=QUARTER):
    return {row["period"].month: row["value"] for row in rows_of(indicator(facts, Scope(), periods))}


def test_threads_and_replies_are_told_by_parents(events):
    """
    2024-01-02T00:00  mail.sent       dev/a   ann  repo=dev
    2024-01-03T00:00  mail.sent       dev/b   bo   repo=dev   parent=dev/a
    2024-01-03T00:00  mail.sent       dev/c   ann  repo=dev   parent=dev/b
    2024-01-04T00:00  mail.sent       dev/d   cy   repo=dev
    2024-01-05T00:00  mail.sent       old/a   cy   repo=old
    2024-02-02T00:00  post.published  forum:1 cy   repo=      source=forum
    """
    month, told = date(2024, 1, 1), ("threads", "replies", "reply_share")
    rows = rows_of(talk_by_month(events, Scope()))
    assert rows[:2] == [
        {"month": month, "kind": "mail.sent", "channel": "dev", "messages": 4, "people": 3, "threads": 2, "replies": 2,
         "reply_share": 0.5},
        {"month": month, "kind": "mail.sent", "channel": "old", "messages": 1, "people": 1} | dict.fromkeys(told),
    ]  # fmt: skip
    assert (rows[2]["channel"], rows[2]["messages"], rows[2]["threads"]) == ("forum", 1, None)
    assert (values(mails, events), values(mail_people, events)) == ({1: 5}, {1: 3})
    assert values(unanswered_threads, events) == {1: 0.5}


def test_only_another_person_answers_however_late_and_deep(events):
    """
    2024-01-02T00:00  mail.sent  dev/a  ann        repo=dev
    2024-01-03T00:00  mail.sent  dev/b  gitee:ann  repo=dev  parent=dev/a  person=ann
    2024-01-04T00:00  mail.sent  dev/c  ann        repo=dev  parent=dev/b
    2024-02-05T00:00  mail.sent  dev/d  bo         repo=dev  parent=dev/c
    2024-02-06T00:00  mail.sent  dev/e  bo         repo=dev  parent=dev/a
    2024-01-08T00:00  mail.sent  dev/f  cy         repo=dev
    2024-01-09T00:00  mail.sent  dev/g  cy         repo=dev  parent=dev/f
    2024-01-09T00:00  mail.sent  dev/h  cy         repo=dev  parent=dev/unread
    """
    found = rows_of(talk_threads(events, Scope(datetime(2024, 1, 1), datetime(2024, 2, 1))))
    assert {row["thread"]: (row["answered_at"], row["answers"]) for row in found} == {
        "dev/a": (datetime(2024, 2, 5), 2), "dev/f": (None, 0),
    }  # fmt: skip


def test_a_post_of_a_topic_answers_the_topic(events):
    """
    2024-01-02T00:00  post.published  discourse:topic/7  ann  repo=discourse
    2024-01-03T00:00  post.published  discourse:topic/7  ann  repo=discourse  parent=discourse:topic/7#1
    2024-01-04T00:00  post.published  discourse:topic/7  bo   repo=discourse  parent=discourse:topic/7#2
    2024-01-04T00:00  post.published  discourse:topic/8  bo   repo=discourse
    """
    found = {row["thread"][-1]: row["answers"] for row in rows_of(talk_threads(events, Scope()))}
    assert found == {"7": 1, "8": 0}


def test_a_channel_that_tells_of_no_replies_has_no_threads(events):
    """
    2024-01-02T00:00  mail.sent  dev/a  ann  repo=dev
    """
    assert rows_of(talk_threads(events, Scope())) == []
    assert values(unanswered_threads, events) == {}


def test_a_meeting_is_held_once_whoever_comes(events):
    """
    2024-01-31T23:00  meeting.hosted     meetings:dev/1  bo   group="dev"
    2024-02-01T00:10  meeting.attended   meetings:dev/1  ann  group="dev"  amount=50
    2024-01-31T23:00  meeting.attended   meetings:dev/1  bo   group="dev"  amount=60
    2024-01-31T23:30  meeting.presented  meetings:dev/1  ann  group="dev"
    2024-01-10T00:00  meeting.attended   meetings:x/1    cy
    """
    here = {"month": date(2024, 1, 1)}
    assert rows_of(meetings_by_month(events, Scope())) == [
        {**here, "group": "dev", "meetings": 1, "people": 2, "attendances": 2, "talks": 1, "per_meeting": 2.0},
        {**here, "group": None, "meetings": 1, "people": 1, "attendances": 1, "talks": 0, "per_meeting": 1.0},
    ]
    assert values(meetings, events) == {1: 2}


def test_content_stands_under_its_channel(events):
    """
    2024-01-10T00:00  content.published  content:1  ann  channel="blog"
    2024-01-11T00:00  content.published  content:2  bo   channel="blog"
    2024-01-11T00:00  content.published  video:3    bo   repo=bilibili:77
    """
    assert [(row["channel"], row["contents"], row["people"]) for row in rows_of(contents_by_month(events, Scope()))] == [
        ("bilibili:77", 1, 1), ("blog", 2, 2),
    ]  # fmt: skip


PARENTS = st.lists(st.tuples(st.integers(-1, 8), st.sampled_from(["ann", "bo"]), st.integers(0, 80)), max_size=9)


@given(said=PARENTS, shuffled=st.randoms(use_true_random=False))
@settings(max_examples=6, deadline=None)
def test_neither_order_nor_telling_twice_changes_threads(said, shuffled):
    lines = [
        f"{datetime.fromordinal(738886 + day).date()} mail.sent dev/{number} {who} repo=dev id={number}"
        + (f" parent=dev/{above}" if 0 <= above < number else "")
        for number, (above, who, day) in enumerate(said)
    ]
    twice = [*lines, *lines[:4]]
    shuffled.shuffle(twice)

    def found(rows):
        return sorted(rows_of(talk_threads(read_table("\n".join(rows)), Scope())), key=lambda row: row["thread"])

    assert found(twice) == found(lines)
    assert rows_of(talk_by_month(read_table("\n".join(twice)), Scope())) == rows_of(
        talk_by_month(read_table("\n".join(lines)), Scope())
    )
