"""One meeting: what is recorded of it, its steps, its agenda and its links. Who may do this, jobs decide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import models, transaction

from folkmoot.ledger.action_items import actions, of_meeting
from folkmoot.ledger.audit import note
from folkmoot.ledger.holding import held, stored, told, words
from folkmoot.ledger.minuting import notes_of, texts_of
from folkmoot.ledger.models import Meeting, MeetingLink, MeetingOrder, MeetingStep, MeetingTopic, MeetingTopicChange
from folkmoot.ledger.rollcalls import marks_of
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput
from folkmoot.model.sitting import STEPS, Placed, Shared, Sitting, Step, Topic
from folkmoot.model.text import Text

__all__ = ["actions", "arrange", "link", "propose", "set_topic", "sitting", "sittings", "step", "with_talks"]

TITLE = 300  # letters
LINKS = frozenset({"recording", "slides", "other"})
MOST_TOPICS = 100  # of one meeting: more is a mistake, or mischief


def sitting(key: str) -> Sitting:
    """Return what is recorded of a meeting; of one that nobody touched, nothing."""
    row = Meeting.objects.filter(key=key).first()
    if row is None:
        return Sitting(key, key.partition("/")[0])
    return Sitting(
        key, row.group, steps=_steps(row), topics=_topics(row), order=_order(row), marks=marks_of(row),
        notes=notes_of(row), texts=texts_of(row), links=_links(row), actions=of_meeting(key),
    )  # fmt: skip


def sittings(group: str = "") -> tuple[tuple[str, tuple[Step, ...]], ...]:
    """Return the keys of all meetings of which anything is recorded, each with its steps; of a group or of all."""
    rows = Meeting.objects.filter(group=group) if group else Meeting.objects.all()
    return tuple((row.key, _steps(row)) for row in rows.prefetch_related("steps").order_by("key"))


def with_talks(group: str = "", topics: Iterable[int] = ()) -> tuple[Sitting, ...]:
    """Return what is recorded of the meetings that have one of these topics, or one with who presents it; of a group or of all.

    Only steps, topics, order and links: six queries, however many there are.
    """
    wanted = models.Q(topics__presenter__gt="") | models.Q(topics__pk__in=tuple(topics))
    rows = Meeting.objects.filter(wanted, **({"group": group} if group else {})).distinct().order_by("key")
    return tuple(
        Sitting(row.key, row.group, steps=_steps(row), topics=_topics(row), order=_order(row), links=_links(row))
        for row in rows.prefetch_related("steps", "topics__changes", "orders", "links")
    )


def step(
    key: str,
    group: str,
    word: str,
    *,
    content: Mapping[str, Any] | None = None,
    actor: Actor,
    now: datetime,
    why: str = "",
) -> bool:
    """Record a step; return whether it was taken now. The second of two people who open or close at once changes nothing."""
    if word not in STEPS:
        raise BadInput(Text(f"'{word}' is no step of a meeting.", f"会议没有“{word}”这一步。"))
    (why,) = words(why)
    with transaction.atomic():
        row = held(key, group, actor=actor, now=now)
        before = [one.word for one in _steps(row)]
        last = next((one for one in reversed(before) if one in ("open", "close")), "")
        if word in ("open", "close") and last == word:
            return False
        if word == "close" and not last:
            raise BadInput(
                Text("this meeting was never opened.", "会议从未开始。"), mend=Text("Open it first.", "请先开始会议。")
            )
        if word == "open" and "count" in before:
            raise BadInput(
                Text(
                    "the attendance of this meeting is counted: it cannot be opened again.",
                    "本次会议的出席已计入，不能重新打开。",
                )
            )
        if word == "count" and "count" in before:
            return False
        MeetingStep.objects.create(
            meeting=row, word=word, content=dict(content or {}), at=stored(now), who=actor.name, why=why
        )
        note(actor, f"meeting.{word}", key, after={"turn": len(before) + 1}, why=why)
    return True


def propose(key: str, group: str, topic: Topic, *, actor: Actor, now: datetime) -> int:
    """Record a topic; return its number. Errors: BadInput for one without a title, or too many."""
    english, chinese = words(topic.title.en, topic.title.zh, longest=TITLE)
    (text,) = words(topic.text)
    if not english and not chinese:
        raise BadInput(
            Text("a topic needs a title.", "议题须有标题。"),
            mend=Text("Say in a few words what it is about.", "请简要说明议题。"),
        )
    if topic.minutes is not None and not 1 <= topic.minutes <= 480:
        raise BadInput(Text("a topic takes from 1 to 480 minutes.", "议题时长须为 1 到 480 分钟。"))
    with transaction.atomic():
        row = held(key, group, actor=actor, now=now)
        if row.topics.count() >= MOST_TOPICS:
            raise BadInput(
                Text(f"this meeting has {MOST_TOPICS} topics already.", f"本次会议已有 {MOST_TOPICS} 个议题。")
            )
        made = MeetingTopic.objects.create(
            meeting=row, title_en=english, title_zh=chinese, text=text, minutes=topic.minutes, presenter=topic.presenter,
            by=topic.by, suggested=topic.state == "suggested", at=stored(now), who=actor.name,
        )  # fmt: skip
        note(
            actor,
            "topic.suggest" if made.suggested else "topic.propose",
            key,
            after={"id": made.pk, "title": str(made)},
        )
    return int(made.pk)


def set_topic(key: str, topic: int, state: str, *, actor: Actor, now: datetime, why: str = "") -> None:
    """Accept a topic, or withdraw it. Errors: BadInput when the meeting has none of that number."""
    (why,) = words(why)
    if state not in ("accepted", "withdrawn"):
        raise BadInput(Text(f"a topic cannot be '{state}'.", f"议题不能是“{state}”。"))
    with transaction.atomic():
        row = held(key, key.partition("/")[0], actor=actor, now=now)
        found = row.topics.filter(pk=topic).first()
        if found is None:
            raise BadInput(Text(f"this meeting has no topic {topic}.", f"本次会议没有议题 {topic}。"))
        MeetingTopicChange.objects.create(topic=found, state=state, at=stored(now), who=actor.name, why=why)
        note(actor, f"topic.{state}", key, after={"id": topic}, why=why)


def arrange(key: str, group: str, lines: Iterable[Placed], *, actor: Actor, now: datetime) -> None:
    """Record the order of the agenda's lines; of two people the last word counts. Lines it leaves out come after."""
    said = [_plain(one) for one in lines]
    with transaction.atomic():
        row = held(key, group, actor=actor, now=now)
        last = row.orders.order_by("-pk").first()
        if last is not None and last.lines == said:
            return
        MeetingOrder.objects.create(meeting=row, lines=said, at=stored(now), who=actor.name)
        note(actor, "agenda.arrange", key, before={"lines": last.lines if last else []}, after={"lines": said})


def link(key: str, group: str, shared: Shared, *, is_held: bool = True, actor: Actor, now: datetime) -> None:
    """Record a recording, slides or another link of a meeting, or (not held) that it goes. Errors: BadInput."""
    url, title = words(shared.url, shared.title, longest=2000)
    if shared.kind not in LINKS:
        raise BadInput(Text(f"'{shared.kind}' is no kind of link.", f"没有“{shared.kind}”这类链接。"))
    if not url.startswith(("https://", "http://")) or url.split() != [url]:
        raise BadInput(
            Text("this is no address of a page.", "这不是网页地址。"),
            mend=Text("Write one that begins with https://.", "请填写以 https:// 开头的地址。"),
        )
    with transaction.atomic():
        row = held(key, group, actor=actor, now=now)
        if is_held == any(one.url == url and one.kind == shared.kind for one in _links(row)):
            return
        MeetingLink.objects.create(
            meeting=row, kind=shared.kind, url=url, title=title[:TITLE], held=is_held, at=stored(now), who=actor.name
        )
        note(actor, "meeting.link" if is_held else "meeting.unlink", key, after={"kind": shared.kind, "url": url})


def _plain(one: Placed) -> dict[str, Any]:
    said = {"ref": one.ref, "minutes": one.minutes, "presenter": one.presenter, "out": one.out}
    return {name: value for name, value in said.items() if value or name == "ref"}


def _steps(row: Meeting) -> tuple[Step, ...]:
    found = sorted(row.steps.all(), key=lambda one: one.pk)
    return tuple(Step(one.word, told(one.at), one.who, one.content) for one in found)


def _topics(row: Meeting) -> tuple[Topic, ...]:
    found = []
    for one in sorted(row.topics.all(), key=lambda each: each.pk):
        changes = sorted(one.changes.all(), key=lambda each: each.pk)
        state = changes[-1].state if changes else ("suggested" if one.suggested else "accepted")
        title = Text(one.title_en, one.title_zh)
        found.append(Topic(one.pk, title, one.text, one.minutes, one.presenter, one.by, told(one.at), state))
    return tuple(found)


def _order(row: Meeting) -> tuple[Placed, ...]:
    found = sorted(row.orders.all(), key=lambda one: one.pk)
    return tuple(Placed(**line) for line in found[-1].lines) if found else ()


def _links(row: Meeting) -> tuple[Shared, ...]:
    found: dict[tuple[str, str], Shared | None] = {}
    for one in sorted(row.links.all(), key=lambda each: each.pk):
        found.pop((one.kind, one.url), None)
        found[one.kind, one.url] = Shared(one.kind, one.url, one.title) if one.held else None
    return tuple(one for one in found.values() if one)
