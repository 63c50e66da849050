"""The demo's motions, after its meetings: some that passed, one that failed, one by lapse, and some still open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from folkmoot.jobs import moving, voting
from folkmoot.jobs.demo.recorded import seats
from folkmoot.model.actor import Actor
from folkmoot.model.groups import Group, Kind
from folkmoot.model.text import Text
from folkmoot.reports.homes import Homes
from folkmoot.rules.authority import leads_on

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def record(homes: Homes) -> None:
    """Record what a committee and a SIG have decided in the last months, and what is before them today.

    Edges: in a community that is younger than that, what nobody could have moved then is left out.
    """
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    known = seats(homes.charter, moving.day_of(homes, now))
    for group in sorted(homes.charter.groups, key=lambda each: each.slug):
        if group.kind is Kind.COMMITTEE and _led(homes, group, known.get("chair", ""), now - 70 * DAY):
            _past(homes, group, Actor("chair", "demo", people=(known["chair"],)), now)
        if group.kind is Kind.COMMITTEE and _led(homes, group, known.get("chair", ""), now - 2 * DAY):
            _present(homes, group, Actor("chair", "demo", people=(known["chair"],)), now)
        if group.kind is Kind.SIG and _led(homes, group, known.get("lead", ""), now - 9 * DAY):
            _sig(homes, group, Actor("lead", "demo", people=(known["lead"],)), now)


def _led(homes: Homes, group: Group, person: str, at: datetime) -> bool:
    return person in leads_on(group, moving.day_of(homes, at))


def _past(homes: Homes, group: Group, led: Actor, now: datetime) -> None:
    """A live vote with its quorum, one by mail that fails, one that nobody objects to, and a secret one."""
    began = now - 70 * DAY
    plan = Text("Adopt the release plan for the coming half-year", "批准下半年版本计划")
    number = moving.move(homes, group=group.slug, kind="release", title=plan, actor=led, now=began, text=PLAN)
    people = _voters(number, began)
    voting.roll_call(homes, number, people[:-1], actor=led, now=began + HOUR / 4)
    for place, who in enumerate(people[:-1]):
        choice = "abstain" if place == 1 else "no" if place == 4 else "yes"
        voting.vote(homes, number, choice, actor=led, now=began + HOUR / 2, elector=who)
    moving.end_stage(homes, number, actor=led, now=began + HOUR)
    money = Text("Pay for a second build cluster from next year's budget", "以明年预算增建第二套构建集群")
    choices = ["yes", "no", "no", "no", "no", "abstain"]
    _by_mail(homes, group, led, money, now - 45 * DAY, choices, "Too dear for what it brings.")
    mirror = Text("Mirror every repository to a second forge", "将所有代码仓镜像到第二个代码平台")
    _by_mail(homes, group, led, mirror, now - 30 * DAY, ["yes", "yes"], "")
    prize = Text("Give this year's prize to the people of the documentation", "将本年度奖项授予文档团队")
    began = now - 20 * DAY
    number = moving.move(
        homes, group=group.slug, kind="motion", title=prize, rule="majority", secret=True, actor=led, now=began
    )
    for place, who in enumerate(_voters(number, began)[:6]):
        own = Actor(who[:100], "demo", people=(who,))
        voting.vote_in_secret(homes, number, "no" if place == 2 else "yes", actor=own, now=began + DAY)
    moving.close_due(now - 2 * DAY)


def _present(homes: Homes, group: Group, led: Actor, now: datetime) -> None:
    """One that is voted on by mail, and one before the next meeting."""
    standing = Text("Publish minutes in both languages within a week", "会议纪要一周内以中英双语发布")
    why = "A week is too short for a good translation."
    _by_mail(homes, group, led, standing, now - 2 * DAY, ["yes", "yes", "no", "yes"], why)
    moving.move(
        homes, group=group.slug, kind="motion", title=Text("Accept the terms of the new mailing list", "采用新邮件列表的使用条款"),
        actor=led, now=now - 3 * HOUR, text=TERMS, why="asked for by the operations team",
    )  # fmt: skip


def _by_mail(
    homes: Homes, group: Group, led: Actor, title: Text, at: datetime, choices: Sequence[str], why: str
) -> None:
    """Record a motion to which nobody came live, and the votes that came by mail."""
    number = moving.move(homes, group=group.slug, kind="motion", title=title, actor=led, now=at)
    moving.end_stage(homes, number, actor=led, now=at + HOUR)
    for place, (who, choice) in enumerate(zip(_voters(number, at), choices, strict=False)):
        own, said = Actor(who[:100], "demo", people=(who,)), why if choice == "no" else ""
        voting.vote(homes, number, choice, actor=own, now=at + (place + 2) * HOUR, why=said)


def _sig(homes: Homes, group: Group, led: Actor, now: datetime) -> None:
    """Lazy consensus with an objection that was taken back, and a majority on its way."""
    at = now - 9 * DAY
    room = Text("Move the weekly meeting one hour earlier", "例会提前一小时")
    number = moving.move(homes, group=group.slug, kind="motion", title=room, rule="lazy", actor=led, now=at)
    voting.object_to(homes, number, "Half of us are still at work then.", actor=led, now=at + DAY / 2)
    voting.retract(homes, number, actor=led, now=at + DAY, why="half an hour earlier suits everybody")
    moving.close_due(now - DAY)
    style = Text("Reviews answer within three working days", "检视在三个工作日内答复")
    number = moving.move(homes, group=group.slug, kind="motion", title=style, actor=led, now=now - DAY, text=STYLE)
    for place, who in enumerate(_voters(number, now)[:3]):
        own = Actor(who[:100], "demo", people=(who,))
        voting.vote(homes, number, "abstain" if place == 2 else "yes", actor=own, now=now - DAY + (place + 1) * HOUR)


def _voters(number: int, now: datetime) -> list[str]:
    return [one.person for one in moving.seen(number, now).motion.electors if one.votes]


PLAN = """\
Two minor versions, with a branch four weeks before each. The exit criteria stay as they are:

- no open issue of the highest severity,
- build pass rate above 95 % in the week before,
- notes reviewed by two maintainers.

两个次要版本，均提前四周拉出分支；退出标准不变：无最高级别问题单，发布前一周构建通过率高于 95%，两名维护者检视发布说明。
"""
TERMS = """\
Subscribing asks for nothing but an address. Posts are public, archived for good, and may be quoted with their author's name.

订阅只需邮箱地址；邮件公开并长期存档，引用时注明作者。
"""
STYLE = """\
A reviewer who cannot answer within three working days says so, and somebody else takes over.

检视者三个工作日内无法答复时应说明，由他人接手。
"""
