"""Checks of contests: their days follow one another, what they name is there, and their rules fit together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from zoneinfo import available_timezones

from folkmoot.charter.charter import Charter
from folkmoot.charter.near import mend_word
from folkmoot.charter.registry import Check, check
from folkmoot.model.contest import TIES, ContestPlan
from folkmoot.model.event import KINDS
from folkmoot.model.finding import Finding, Severity
from folkmoot.model.text import Text


@check(
    "contest-days",
    Severity.ERROR,
    zh="大赛的日期先后有序：报名、开始、冻结、结束、申诉与复核截止；时区存在。",
    mend=Text("Correct the days.", "请改正日期。"),
)
def contest_days(charter: Charter, asks: Check) -> Iterator[Finding]:
    """A contest's days follow one another: sign-up, beginning, freeze, end, appeals and review; its zone exists."""
    for one in charter.contests:
        if one.zone and one.zone not in available_timezones():
            says = Text(f"{one.id}: '{one.zone}' is no time zone.", f"{one.id}：“{one.zone}”不是时区。")
            yield asks.at(one.place, says, subject=one.group)
        for earlier, later, first, then in _pairs(one):
            if first and then and then < first:
                says = Text(f"{one.id}: {later} ({then}) lies before {earlier} ({first}).",
                            f"{one.id}：{later}（{then}）早于 {earlier}（{first}）。")  # fmt: skip
                yield asks.at(one.place, says, subject=one.group)


def _pairs(one: ContestPlan) -> Iterator[tuple[str, str, str, str]]:
    yield "begins", "ends", one.begins, one.ends
    yield "sign_up", "ends", one.sign_up, one.ends
    yield "begins", "freeze", one.begins, one.freeze
    yield "freeze", "ends", one.freeze[:10], one.ends
    yield "ends", "review_until", one.ends, one.review_until
    yield "ends", "appeals_until", one.ends, one.appeals_until
    yield "appeals_until", "review_until", one.appeals_until, one.review_until


@check(
    "contest-people",
    Severity.ERROR,
    zh="大赛提到的小组、组织者与评审者均已声明，且有人组织。",
    mend=Text("Name a declared group, or people by their ids.", "请写明已声明的小组，或人员的标识。"),
)
def contest_people(charter: Charter, asks: Check) -> Iterator[Finding]:
    """The group, the organisers and the reviewers of a contest are declared, and somebody organises it."""
    for one in charter.contests:
        if one.group and one.group not in charter.group_by_slug:
            says = Text(f"{one.id} names the group '{one.group}', which is not declared.",
                        f"{one.id} 提到的小组“{one.group}”未声明。")  # fmt: skip
            yield asks.at(one.place, says, mend=mend_word(one.group, charter.group_by_slug))
        for person in dict.fromkeys((*one.organizers, *one.reviewers)):
            if person not in charter.person_by_id:
                says = Text(f"{one.id} names {person}, who is not declared.", f"{one.id} 提到的人员“{person}”未声明。")
                yield asks.at(one.place, says, subject=one.group)
        if not one.group and not one.organizers:
            says = Text(f"Nobody organises {one.id}.", f"{one.id} 没有组织者。")
            yield asks.at(one.place, says)


@check(
    "contest-scoring",
    Severity.ERROR,
    zh="计分规则互不同名，事件类型与仓库存在；评平规则可用。",
    mend=Text("Correct the rule.", "请改正该规则。"),
)
def contest_scoring(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Scoring rules have names of their own and count kinds of events that there are; ties are broken by what there is."""
    for one in charter.contests:
        ids = [rule.id for rule in one.scoring]
        for ident, times in Counter(ids).items():
            if times > 1:
                says = Text(
                    f"{one.id} has {times} scoring rules '{ident}'.", f"{one.id} 有 {times} 条计分规则“{ident}”。"
                )
                yield asks.at(one.place, says, subject=one.group)
        for rule in one.scoring:
            if rule.kind not in KINDS:
                says = Text(
                    f"{one.id}: there is no kind of event '{rule.kind}'.", f"{one.id}：没有事件类型“{rule.kind}”。"
                )
                yield asks.at(one.place, says, subject=one.group, mend=mend_word(rule.kind, KINDS))
        for tie in one.ties:
            if tie not in (*TIES, *ids):
                says = Text(
                    f"{one.id} breaks ties by '{tie}', which is no rule.", f"{one.id} 的评平规则“{tie}”不存在。"
                )
                yield asks.at(one.place, says, subject=one.group, mend=mend_word(tie, (*TIES, *ids)))


@check(
    "contest-teams",
    Severity.ERROR,
    zh="大赛的队伍设置可行：城市队有城市，人数下限不超过上限，分会已声明。",
    mend=Text("List the cities, or correct the sizes.", "请列出城市，或改正人数。"),
)
def contest_teams(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Teams of a contest can be formed: of cities that are listed once, and not smaller than they must be."""
    for one in charter.contests:
        if one.teams == "city" and not one.cities:
            yield asks.at(
                one.place, Text(f"{one.id} has teams of cities and lists none.", f"{one.id} 按城市组队却未列出城市。")
            )
        if one.team_most and one.team_most < one.team_least:
            says = Text(f"{one.id}: a team would need more people than it takes.", f"{one.id}：队伍人数下限大于上限。")
            yield asks.at(one.place, says, subject=one.group)
        for ident, times in Counter(city.id for city in one.cities).items():
            if times > 1:
                yield asks.at(
                    one.place, Text(f"{one.id} lists {ident} {times} times.", f"{one.id} 重复列出城市 {ident}。")
                )


@check(
    "contest-gaming",
    Severity.WARNING,
    zh="奖励点赞的大赛声明了撤销点赞与首次点赞规则；奖励合入的大赛声明了自合与回退规则；提交须经评审。",
    mend=Text("Add the rule under 'guards'.", "请在 guards 中补充该规则。"),
)
def contest_gaming(charter: Charter, asks: Check) -> Iterator[Finding]:
    """A contest that rewards stars guards against withdrawn ones, one of merges against self-merged and reverted work; commits are reviewed."""
    wanted = {"repo.starred": ("withdrawn-star", "first-star"), "change.merged": ("self-merged", "reverted")}
    for one in charter.contests:
        declared = {guard.rule for guard in one.guards}
        for kind in dict.fromkeys(rule.kind for rule in one.scoring):
            for name in wanted.get(kind, ()):
                if name not in declared:
                    says = Text(f"{one.id} rewards {KINDS[kind].en.lower()} without the rule '{name}'.",
                                f"{one.id} 奖励“{KINDS[kind].zh}”，但没有规则“{name}”。")  # fmt: skip
                    yield asks.at(one.place, says, subject=one.group)
        for rule in one.scoring:
            if rule.kind == "commit.authored" and rule.verify == "automatic":
                says = Text(f"{one.id} rewards commits as they come: their author writes the date.",
                            f"{one.id} 自动奖励提交：其日期由作者自行填写。")  # fmt: skip
                mend = Text(
                    "Write verify: review, or reward merged changes.", "请设 verify: review，或改为奖励合入的变更。"
                )
                yield asks.at(one.place, says, mend=mend, subject=one.group)


@check(
    "contest-indicator",
    Severity.NOTE,
    zh="每场大赛写明要推动的指标。",
    mend=Text("Name it under 'indicator'; a brand activity may go without.", "请在 indicator 中写明；品牌活动可不写。"),
)
def contest_indicator(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every contest names the indicator that it is to move."""
    for one in charter.contests:
        if not one.indicator:
            says = Text(f"{one.id} names no indicator.", f"{one.id} 未写明要推动的指标。")
            yield asks.at(one.place, says, subject=one.group)
