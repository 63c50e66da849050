"""What a meeting's agenda holds: the template that fits best, what people propose, and what is due under which line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from folkmoot.model.agenda import BRINGS, AgendaLine, AgendaTemplate, Due, TemplateTopic
from folkmoot.model.groups import Group, Kind
from folkmoot.model.sitting import Placed, Topic
from folkmoot.model.text import Text

NOTICE = Text(
    "Participants may be competitors. Keep to the agenda, and take no part in anything that antitrust and competition law of "
    "your country prohibits: no talk of prices, customers, markets or anything else that is not open to everybody.",
    "与会者之间可能存在竞争关系。请紧扣议程，不参与所在国家或地区反垄断法与竞争法禁止的任何活动，"
    "不讨论价格、客户、市场划分等不应公开交流的内容。",
)
"""What committees read out first where their charter has no notice of its own."""
COMMITTEE = AgendaTemplate(
    "committee",
    kind=Kind.COMMITTEE.value,
    fixed=(
        TemplateTopic(
            Text("Roll call and approval of previous minutes", "点名与批准上次会议纪要"), 5, ("roll", "minutes")
        ),
        TemplateTopic(Text("Community progress update", "社区进展"), 15, ("progress", "actions")),
        TemplateTopic(
            Text("SIG and working group update", "SIG 与工作组进展"),
            15,
            ("groups", "dormant", "lifecycle", "proposals", "promotions", "rounds", "reviews", "targets"),
        ),
        TemplateTopic(Text("Release plan review", "版本计划审视"), 15, ("releases",)),
        TemplateTopic(Text("Operational matters", "运营事务"), 10, ("motions", "tasks")),
    ),
    notice=NOTICE,
)
GROUP = AgendaTemplate(
    "group",
    fixed=(
        TemplateTopic(
            Text("Progress of members' tasks, and questions", "成员领取的任务进展与问题交流"), 20, ("actions", "tasks")
        ),
        TemplateTopic(Text("Newest papers and state of the art: what is worth doing", "最新论文与 SOTA 价值评估"), 15),
    ),
    optional=(
        TemplateTopic(Text("Demonstration of results", "阶段性成果演示"), 15),
        TemplateTopic(
            Text("Organisation of the group: rules, roles and duties", "小组组织管理：运作规则、角色与职责"), 10
        ),
    ),
)
BUILT_IN = (COMMITTEE, GROUP)
"""The templates that hold where a charter declares none."""


def template_for(declared: Iterable[AgendaTemplate], group: Group, series: Text) -> AgendaTemplate:
    """Return the template of a meeting: of its series, else of its group, else of its kind of group, else of all.

    Of several that fit equally well the first one holds; a declared one goes before a built-in one.
    """
    said = tuple(declared)
    fitting = [one for one in said if _fits(one, group, series)]
    if fitting:
        return max(fitting, key=_closeness)  # of equals the first
    return next(one for one in BUILT_IN if _fits(one, group, series))


def _fits(template: AgendaTemplate, group: Group, series: Text) -> bool:
    return (
        template.group in ("", group.slug)
        and template.kind in ("", group.kind.value)
        and template.series in ("", series.en, series.zh)
    )


def _closeness(template: AgendaTemplate) -> tuple[bool, bool, bool]:
    return bool(template.series), bool(template.group), bool(template.kind)


def lines(
    template: AgendaTemplate, topics: Iterable[Topic], order: Sequence[Placed], due: Iterable[Due]
) -> tuple[AgendaLine, ...]:
    """Return the agenda in its order: fixed topics, what people proposed, and what is due by itself.

    What is due stands under the fixed topic that brings it; whatever no topic brings has a line of its own at the end.
    ``order`` moves lines, gives them minutes and presenters, and leaves some out; lines that it does not name keep their
    places after those it names. Edges: a topic that was withdrawn is gone; a suggested one stands last, whatever the order says.
    """
    by_kind: dict[str, list[Due]] = {}
    for one in due:
        by_kind.setdefault(one.kind, []).append(one)
    found = [
        AgendaLine(f"fixed:{number}", one.title, one.minutes, due=_under(one.brings, by_kind))
        for number, one in enumerate(template.fixed)
    ]
    found += [_proposed(one) for one in topics if one.state != "withdrawn"]
    brought = {kind for one in template.fixed for kind in one.brings}
    found += [
        AgendaLine(f"due:{kind}", _capital(BRINGS[kind]), due=tuple(by_kind[kind]))
        for kind in BRINGS
        if kind in by_kind and kind not in brought
    ]
    return _ordered(found, order)


def _under(brings: Iterable[str], by_kind: dict[str, list[Due]]) -> tuple[Due, ...]:
    return tuple(one for kind in brings for one in by_kind.get(kind, ()))


def _proposed(one: Topic) -> AgendaLine:
    return AgendaLine(
        f"topic:{one.id}", one.title, one.minutes, one.presenter, one.by, one.text, suggested=one.state == "suggested"
    )


def _capital(words: Text) -> Text:
    return Text(words.en[:1].upper() + words.en[1:], words.zh)


def _ordered(found: Sequence[AgendaLine], order: Sequence[Placed]) -> tuple[AgendaLine, ...]:
    placed = {one.ref: (number, one) for number, one in enumerate(order)}
    kept = [_said(one, placed[one.ref][1]) if one.ref in placed else one for one in found]
    shown = [one for one in kept if not (one.ref in placed and placed[one.ref][1].out)]
    after = len(order)
    return tuple(
        sorted(shown, key=lambda one: (one.suggested, placed[one.ref][0] if one.ref in placed else after))
    )  # sorting is stable: lines that nobody placed keep their order


def _said(one: AgendaLine, placed: Placed) -> AgendaLine:
    return replace(one, minutes=placed.minutes or one.minutes, presenter=placed.presenter or one.presenter)


def left_out(template: AgendaTemplate, order: Iterable[Placed]) -> tuple[str, ...]:
    """Return the lines of the template that this meeting leaves out."""
    known = {f"fixed:{number}" for number in range(len(template.fixed))}
    return tuple(one.ref for one in order if one.out and one.ref in known)


def planned_minutes(agenda: Iterable[AgendaLine]) -> int | None:
    """Return how long the agenda takes as planned; None where no line says."""
    said = [one.minutes for one in agenda if one.minutes and not one.suggested]
    return sum(said) if said else None
