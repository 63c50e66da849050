"""Checks of scores, alerts, annotations and the board; and what can be noticed only beside the indicators."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from folkmoot.charter.charter import Charter
from folkmoot.charter.checks.community import community_place
from folkmoot.charter.checks.named import named
from folkmoot.charter.checks.words import listed, nearest
from folkmoot.charter.near import mend_word
from folkmoot.charter.registry import Check, check, declare
from folkmoot.model.alerts import CHANNEL, RULES, Alert
from folkmoot.model.finding import Finding, Severity
from folkmoot.model.text import Text

EARLIEST, LATEST = date(1990, 1, 1), date(2100, 1, 1)

UNKNOWN_INDICATOR = declare(
    "unknown-indicator",
    Severity.ERROR,
    Text("Every indicator that is named is one that there is.", "提到的每个指标都存在。"),
    Text("Correct the name; docs/metrics.md lists all.", "请改正名称；docs/metrics.md 列出全部指标。"),
)
VANITY_ALONE = declare(
    "vanity-alone",
    Severity.NOTE,
    Text(
        "A target on a vanity indicator is marked as one, or has a second indicator beside it.",
        "以虚荣指标计量的目标已标明，或另有对照指标。",
    ),
    Text(
        "Add 'vanity: true', or name another indicator under 'beside'.", "请写 vanity: true，或在 beside 中写另一指标。"
    ),
)


@check(
    "board-repository",
    Severity.WARNING,
    zh="看板声明提到的代码仓都属于社区。",
    mend=Text("Correct the repository.", "请改正代码仓。"),
)
def board_repository(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every repository that targets, alerts, annotations and answers name is one of the community's."""
    known = {repo for one in charter.community.repositories for repo in (one.repo, *one.mirrors)}
    known |= {one.repo for group in charter.groups for one in group.repositories}
    for one in named(charter):
        if one.repo and known and one.repo not in known:
            says = Text(f"{one.by} names {one.repo}, which is not declared.", f"{one.by} 提到的 {one.repo} 未声明。")
            yield asks.at(one.place, says, mend=mend_word(one.repo, known))


@check(
    "board-person",
    Severity.WARNING,
    zh="看板声明提到的人都已在 people 中声明。",
    mend=Text("Declare the person, or correct the id.", "请声明该人员，或改正其 id。"),
)
def board_person(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Everybody who answers for a target, or answered an evaluation, is a declared person."""
    for one in named(charter):
        if one.person and one.person not in charter.person_by_id:
            says = Text(
                f"{one.by} names '{one.person}', who is not declared.", f"{one.by} 提到的“{one.person}”未声明。"
            )
            yield asks.at(one.place, says, mend=mend_word(one.person, charter.person_by_id))


@check(
    "score-cap",
    Severity.ERROR,
    zh="评分的每个分项都写明上限，占比（share）除外。",
    mend=Text("Add 'cap' with how much is enough; a share needs none.", "请补充上限 cap；share 不需要。"),
)
def score_cap(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every part of a score names its cap, but for shares."""
    for score in charter.scores:
        for part in score.parts:
            if (part.cap is None) == (part.form != "share"):
                what = Text("has no cap", "没有上限") if part.cap is None else Text("needs no cap", "不需要上限")
                says = Text(f"The part {part.indicator} of {score.id} {what.en}.",
                            f"{score.id} 的分项 {part.indicator} {what.zh}。")  # fmt: skip
                yield asks.at(nearest(part.place, score.place), says)


@check(
    "score-part-twice",
    Severity.WARNING,
    zh="评分中没有重复的指标。",
    mend=Text("Keep one part, with the weight that is meant.", "请只保留一个分项及其权重。"),
)
def score_part_twice(charter: Charter, asks: Check) -> Iterator[Finding]:
    """No score counts an indicator twice."""
    for score in charter.scores:
        for name, times in Counter(part.indicator for part in score.parts).items():
            if times > 1:
                says = Text(f"{score.id} counts {name} {times} times.", f"{score.id} 把 {name} 计入了 {times} 次。")
                yield asks.at(score.place, says)


@check(
    "alert-rule",
    Severity.ERROR,
    zh="每个告警有且只有一条规则，并写明观察哪个指标。",
    mend=Text(
        f"Keep one of {', '.join(RULES)}, and name the indicator.", f"请只保留 {'、'.join(RULES)} 之一，并写明指标。"
    ),
)
def alert_rule(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every alert has one rule, and names the indicator that it watches."""
    for alert in charter.alerts:
        for what in _faults(alert):
            yield asks.at(alert.place, Text(f"{alert.id} {what.en}.", f"{alert.id} {what.zh}。"), subject=alert.group)


def _faults(alert: Alert) -> Iterator[Text]:
    names = alert.rule.names
    if len(names) != 1:
        said = listed(names)
        yield Text(f"has the rules {said.en}", f"有多条规则：{said.zh}") if names else Text("has no rule", "没有规则")
    if names and not alert.indicator and not {"stale", "promise"} & set(names):
        yield Text("does not say what it watches", "没有写明观察的指标")
    if alert.each and (alert.group or alert.repo):
        yield Text("watches each of them and names one", "既逐个观察，又指定了一个")
    if alert.source and "stale" not in names:
        yield Text("names a source, but is not about stale ones", "指定了数据来源，但规则不是 stale")


@check(
    "alert-channel",
    Severity.ERROR,
    zh="告警的通知渠道写成 atom、mail:名称 或 hook:名称。",
    mend=Text(
        "Write atom, mail:ops or hook:chat; the address stands in the settings.",
        "请写 atom、mail:ops 或 hook:chat；地址写在设置中。",
    ),
)
def alert_channel(charter: Charter, asks: Check) -> Iterator[Finding]:
    """A channel is named atom, mail:NAME or hook:NAME, never by its address."""
    for alert in charter.alerts:
        for channel in alert.to:
            if not re.fullmatch(CHANNEL, channel):
                # What stands there may be a private address: it is not repeated.
                says = Text(f"A channel of {alert.id} is not named so.", f"{alert.id} 的一个通知渠道写法不对。")
                yield asks.at(alert.place, says, subject=alert.group)


@check(
    "annotation-day",
    Severity.ERROR,
    zh="标注的日期合理，且不晚于其结束日。",
    mend=Text("Correct the days.", "请改正日期。"),
)
def annotation_day(charter: Charter, asks: Check) -> Iterator[Finding]:
    """An annotation has plausible days, and ends after it begins."""
    for mark in charter.annotations:
        if mark.until and mark.until < mark.day:
            says = Text(f"'{mark.title}' ends on {mark.until}, before {mark.day}.",
                        f"“{mark.title.said_in('zh')}”于 {mark.until} 结束，早于 {mark.day}。")  # fmt: skip
            yield asks.at(mark.place, says, subject=mark.group)
        elif not EARLIEST <= mark.day < LATEST:
            says = Text(f"'{mark.title}' is on {mark.day}.", f"“{mark.title.said_in('zh')}”的日期是 {mark.day}。")
            yield asks.at(mark.place, says, subject=mark.group)


@check(
    "annotation-twice",
    Severity.WARNING,
    zh="没有重复的标注。",
    mend=Text("Remove one of the two.", "请删除其中一个。"),
)
def annotation_twice(charter: Charter, asks: Check) -> Iterator[Finding]:
    """No day is annotated twice with the same words."""
    same = Counter((mark.day, mark.title, mark.group, mark.repo) for mark in charter.annotations)
    for (day, title, group, repo), times in same.items():
        if times > 1:
            last = [
                mark.place
                for mark in charter.annotations
                if (mark.day, mark.title, mark.group, mark.repo) == (day, title, group, repo)
            ][-1]
            says = Text(
                f"'{title}' of {day} stands {times} times.", f"{day} 的“{title.said_in('zh')}”出现 {times} 次。"
            )
            yield asks.at(last, says, subject=group)


@check(
    "board-twice",
    Severity.WARNING,
    zh="看板上没有重复的指标或视图。",
    mend=Text("Remove one of the two.", "请删除其中一个。"),
)
def board_twice(charter: Charter, asks: Check) -> Iterator[Finding]:
    """No indicator stands twice among the tiles, and no two kept views have one id."""
    board = charter.board
    for words in (board.tiles, board.wall, [view.id for view in board.views]):
        for name, times in Counter(words).items():
            if times > 1:
                says = Text(f"'{name}' stands {times} times on the board.", f"“{name}”在看板上出现 {times} 次。")
                yield asks.at(nearest(board.place, community_place(charter)), says)
