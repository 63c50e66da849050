"""Talk: mails and posts, the threads they make, meetings and published content."""

from __future__ import annotations

from typing import Any

import ibis

from folkmoot.metrics.activity import CHAOSS
from folkmoot.metrics.extracts import WHOSE, Extract
from folkmoot.metrics.indicator import indicator
from folkmoot.metrics.periods import Periods
from folkmoot.metrics.registry import metric
from folkmoot.metrics.sheets import Sheet
from folkmoot.metrics.told import NO, told
from folkmoot.metrics.windows import month, within
from folkmoot.model.scope import Scope
from folkmoot.model.text import Text

MAIL, POST, CONTENT = "mail.sent", "post.published", "content.published"
ATTENDED, HOSTED, TALK = "meeting.attended", "meeting.hosted", "meeting.presented"
YES = ibis.literal(value=True)
LEVELS = 4  # how far up from an answer the beginning of its thread is looked for


def channel(events: Any) -> Any:
    """Return where each message stands: the list or forum that was read; where that is not told, its source."""
    return events.repo.nullif("").coalesce(events.source)


def _messages(rows: Any) -> Any:
    # A forum's post answers a number in its topic; it is the topic that matters.
    topic = ibis.ifelse(rows.kind == POST, rows.parent.re_replace("#[0-9]+$", ""), rows.parent)
    return rows.select(*WHOSE, "subject", channel=channel(rows), parent=topic.nullif(""))


def _sessions(rows: Any) -> Any:
    return rows.select(*WHOSE, "subject", group=told(rows.extra, "group"))


def _contents(rows: Any) -> Any:
    return rows.select(*WHOSE, channel=told(rows.extra, "channel").coalesce(channel(rows)))


sent = Extract("messages", (MAIL, POST), _messages)
"""Mails and posts: channel, parent (the message or topic that is answered; null: none)."""
met = Extract("sessions", (ATTENDED, HOSTED, TALK), _sessions)
"""What people did at meetings: group (null: the meeting names none)."""
published = Extract("contents", (CONTENT,), _contents)
"""Published content: channel (as it is told; else where it was read)."""


def messages(events: Any) -> Any:
    """Return each mail and post once, with what it answers.

    Rows: those of ``sent`` with who (the person, or the account where it is nobody's), thread (its own name), tells (whether
    its channel tells at all what is answered).
    Edges: a channel in which no message has a parent does not tell: then nobody knows what is a reply.
    """
    rows = sent(events)
    rows = rows.mutate(who=rows.person.coalesce(rows.actor), thread=rows.subject)
    telling = rows.filter(rows.parent.notnull()).select("kind", "channel").distinct().mutate(tells=YES)
    joined = rows.left_join(telling, ["kind", "channel"])
    return joined.select(*rows.columns, tells=joined.tells.fill_null(NO))


@metric(
    title=Text("Mails and posts by month", "每月邮件与帖子"),
    says=Text(
        "Messages on lists and forums, who wrote them, the threads they began and the share of replies.",
        "邮件列表和论坛的消息数、作者数、新建话题数及回复占比。",
    ),
    unit="messages",
    version=1,
    source=CHAOSS + "activity-dates-and-times/",
)
def talk_by_month(events: Any, scope: Scope) -> Any:
    """How lively are the lists and forums?

    Rows: one per month, kind (mail.sent, post.published) and channel: month, kind, channel, messages, people, threads
    (messages that answer nothing), replies (the others), reply_share; these three are null where the channel does not
    tell what is answered.
    Edges: one mail to two lists is a message of each. Accounts that are gone are no people; their messages count.
    """
    rows = within(messages(events), scope)
    begins = rows.parent.isnull()
    each = rows.group_by("kind", "channel", month=month(rows, scope)).agg(
        messages=rows.count(),
        people=rows.person.nunique(),
        begun=begins.sum(),
        tells=rows.tells.any(),
    )
    none = ibis.null("int64")
    shown = each.select(
        "month",
        "kind",
        "channel",
        "messages",
        "people",
        threads=ibis.ifelse(each.tells, each.begun, none),
        replies=ibis.ifelse(each.tells, each.messages - each.begun, none),
        reply_share=ibis.ifelse(each.tells, (each.messages - each.begun) / each.messages, ibis.null("float64")),
    )
    return shown.order_by("month", "kind", "channel")


@metric(
    title=Text("Threads and their answers", "话题与回复"),
    says=Text(
        "Threads begun on lists and forums, and those that nobody but their beginner has answered so far.",
        "邮件列表和论坛上新建的话题，以及至今除发起人外无人回复的话题。",
    ),
    unit="threads",
    version=1,
    source=CHAOSS + "response-times/",
)
def talk_threads(events: Any, scope: Scope) -> Any:
    """Which threads were begun, and did somebody else answer?

    Rows: one per thread begun in the window in a channel that tells what is answered: id (of events only), at, kind, channel,
    person, thread (its subject), answered_at (first message of another person in it; null: unanswered), answers (messages of others).
    Edges: answers count also after the window, as far as they were read. An answer counts for the thread whose beginning
    is at most four answers up. Somebody under two accounts answers themself.
    """
    begun, answers = begun_and_answers(events)
    first = answers.group_by("kind", "root").agg(answered_at=answers["at"].min(), answers=answers.count())
    here = within(begun, scope)
    joined = here.left_join(first, ["kind", ("thread", "root")])
    ids = [name for name in ("id",) if name in here.columns]
    return joined.select(
        *ids, "at", "kind", "channel", "person", "thread", "answered_at", answers=joined.answers.fill_null(0)
    )


def begun_and_answers(events: Any) -> tuple[Any, Any]:
    """Return the messages that began a thread, in channels that tell what is answered, and those of others in each.

    Rows of the second: id (of events only), kind, at, who, root (the thread), asker.
    """
    told_of = messages(events)
    rows = told_of.filter(told_of.tells)
    begun = rows.filter(rows.parent.isnull())
    topics = begun.group_by("kind", root=begun.thread).agg(asker=begun.who.argmin(begun["at"]))
    answers = _roots(rows, topics).join(topics, ["kind", "root"])
    return begun, answers.filter(answers.who != answers.asker)


def _roots(rows: Any, topics: Any) -> Any:
    """Return the replies with the topic that they lead up to."""
    replies = rows.filter(rows.parent.notnull())
    names = [name for name in ("id", "kind", "at", "who") if name in replies.columns]
    step = replies.select(*names, root=replies.parent)
    above = replies.filter(replies.parent != replies.thread)
    up = above.group_by("kind", child=above.thread).agg(above=above.parent.min())
    found = step.semi_join(topics, ["kind", "root"])
    for _ in range(LEVELS - 1):
        open_ones = step.anti_join(topics, ["kind", "root"])
        climbed = open_ones.join(up, ["kind", ("root", "child")])
        step = climbed.select(*names, root="above")
        found = found.union(step.semi_join(topics, ["kind", "root"]))
    return found


@metric(
    title=Text("Meetings by month", "每月会议"),
    says=Text(
        "Meetings held, who attended them and the talks given, by the group that the meeting names.",
        "按会议所属小组统计的会议数、参会人数与分享数。",
    ),
    unit="meetings",
    version=1,
)
def meetings_by_month(events: Any, scope: Scope) -> Any:
    """Which groups meet, and how many come?

    Rows: one per month and group: month, group (its short name; null: the meeting names none), meetings, people (who attended,
    hosted or spoke), attendances (a person at a meeting, once each), talks, per_meeting (attendances / meetings).
    Edges: a meeting is one subject that somebody attended, hosted or spoke at; one over midnight belongs to the month
    of its first event. Who is nobody's account is no person, but attends.
    """
    rows = sessions(events)
    rows = rows.mutate(at=rows["at"].min().over(ibis.window(group_by="subject")))
    rows = within(rows, scope)
    return _held(rows, "group", month=month(rows, scope)).order_by("month", "group")


def _held(rows: Any, *keys: str, **named: Any) -> Any:
    attends = rows.kind.isin([ATTENDED, HOSTED])
    each = rows.group_by(*keys, **named).agg(
        meetings=rows.subject.nunique(),
        people=rows.person.nunique(),
        attendances=ibis.struct({"meeting": rows.subject, "who": rows.who}).nunique(where=attends),
        talks=(rows.kind == TALK).sum(),
    )
    return each.mutate(per_meeting=each.attendances / each.meetings)


def sessions(events: Any) -> Any:
    """Return the rows of ``met`` with who (the person, or the account where it is nobody's)."""
    rows = met(events)
    return rows.mutate(who=rows.person.coalesce(rows.actor))


@metric(
    title=Text("Published content by month", "每月发布的内容"),
    says=Text("Articles, videos and other content published, by channel.", "按渠道统计发布的文章、视频等内容。"),
    unit="contents",
    version=1,
)
def contents_by_month(events: Any, scope: Scope) -> Any:
    """How much was published where?

    Rows: one per month and channel: month, channel (as it is told; else where it was read), contents, people.
    """
    rows = within(published(events), scope)
    each = rows.group_by("channel", month=month(rows, scope)).agg(contents=rows.count(), people=rows.person.nunique())
    return each.select("month", "channel", "contents", "people").order_by("month", "channel")


def _counted(rows: Any, kind: str, periods: Periods) -> Any:
    rows = periods.split(rows.filter(rows.kind == kind))
    return rows.group_by("period").agg(value=rows.count(), n=rows.count())


def _people(asked: Any, kinds: list[str], periods: Periods) -> Any:
    rows = periods.split(asked.filter(asked.kind.isin(kinds)))
    return rows.group_by("period").agg(value=rows.person.nunique(), n=rows.count())


@indicator(talk_by_month, title=Text("Mails", "邮件"), unit=Text("mails", "封"), family="talk", better="up", empty=0,
           needs=(MAIL,), opens="events?kind=mail.sent", of=sent)  # fmt: skip
def mails(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """Mails that were sent to lists in the period."""
    return _counted(sent(asked), MAIL, periods)


@indicator(talk_by_month, title=Text("People who sent mails", "发邮件人数"), unit=Text("people", "人"), family="talk",
           better="up", empty=0, needs=(MAIL,), opens="people?did=mail.sent")  # fmt: skip
def mail_people(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """People who sent a mail to a list in the period."""
    return _people(asked, [MAIL], periods)


@indicator(talk_by_month, title=Text("Posts", "帖子"), unit=Text("posts", "篇"), family="talk", better="up", empty=0,
           needs=(POST,), opens="events?kind=post.published", of=sent)  # fmt: skip
def posts(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """Posts that were published in forums in the period."""
    return _counted(sent(asked), POST, periods)


@indicator(talk_by_month, title=Text("People who posted", "发帖人数"), unit=Text("people", "人"), family="talk",
           better="up", empty=0, needs=(POST,), opens="people?did=post.published")  # fmt: skip
def post_people(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """People who published a post in the period."""
    return _people(asked, [POST], periods)


def _threads(asked: Any, _periods: Periods) -> Any:
    return talk_threads(asked, Scope()).select("kind", "at", "answered_at")


THREADS = Sheet("talk threads", _threads, mark="answered_at", many=True)
"""Every thread that was begun on a list or in a forum: kind, at, answered_at (null: unanswered)."""


@indicator(talk_threads, title=Text("Unanswered threads", "无人回复的话题"), unit=Text(), family="talk", shows="share",
           better="down", needs=(MAIL, POST), ahead=True, opens="events?of=unanswered", of=sent, sheet=THREADS)  # fmt: skip
def unanswered_threads(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """The share of the threads begun in the period that nobody else has answered so far; n: the threads."""
    rows = periods.split(THREADS(asked, periods))
    return rows.group_by("period").agg(value=rows.answered_at.isnull().mean(), n=rows.count())


@indicator(contents_by_month, title=Text("Published content", "发布的内容"), unit=Text("contents", "篇"),
           family="talk", better="up", empty=0, needs=(CONTENT,), opens="events?kind=content.published", of=published)  # fmt: skip
def contents(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """Articles, videos and other content published in the period."""
    return _counted(published(asked), CONTENT, periods)


@indicator(meetings_by_month, title=Text("Meetings", "会议"), unit=Text("meetings", "场"), family="talk", better="up",
           empty=0, needs=(ATTENDED, HOSTED, TALK), ahead=True, opens="events?of=meetings", of=met)  # fmt: skip
def meetings(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """Meetings that began in the period: somebody attended, hosted or spoke; n: what was told of them."""
    rows = sessions(asked)
    began = rows.group_by("subject").agg(at=rows["at"].min(), told=rows.count())
    inside = periods.split(began)
    return inside.group_by("period").agg(value=inside.count(), n=inside.told.sum())


@indicator(meetings_by_month, title=Text("People at meetings", "参会人数"), unit=Text("people", "人"), family="talk",
           better="up", empty=0, needs=(ATTENDED, HOSTED, TALK), opens="people?did=meeting.attended,meeting.hosted,meeting.presented")  # fmt: skip
def meeting_people(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """People who attended, hosted or spoke at a meeting in the period."""
    return _people(asked, [ATTENDED, HOSTED, TALK], periods)


@indicator(meetings_by_month, title=Text("Talks", "分享"), unit=Text("talks", "场"), family="talk", better="up",
           empty=0, needs=(TALK,), opens="events?kind=meeting.presented", of=met)  # fmt: skip
def talks(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """Talks that were given at meetings in the period."""
    return _counted(met(asked), TALK, periods)
