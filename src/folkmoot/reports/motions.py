"""Which motions are there, where does each stand, and what does it still need?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from folkmoot.model.answer import Answer, Column
from folkmoot.model.motion import KINDS, OPEN, Act, Bar, Count, Motion, Outcome, Span, Standing
from folkmoot.model.scope import Question, day_start
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.filling import fill, many, number
from folkmoot.reports.homes import Homes
from folkmoot.reports.paging import PAGING, page_of
from folkmoot.reports.question import chosen, moment_said
from folkmoot.reports.registry import report
from folkmoot.rules import telling_votes as say
from folkmoot.rules.voting import ENDINGS, judge, outcome_of

TITLE = Text("Motions", "动议")
MINUTE = len("2026-11-20T10:00")
STATES = ("open", "passed", "failed", "lapsed", "withdrawn")
AT = Text(
    "As of this UTC moment, such as 2026-11-20T10:00; else as of the newest fact.", "截至该 UTC 时刻；缺省为最新记录。"
)
OPTIONS = {
    "q": Text("Words to search for in the question and the text.", "在议题和正文中搜索。"),
    "state": Text(f"Only these: {', '.join(STATES)}.", f"只看：{'、'.join(STATES)}。"),
    "kind": Text(f"Only of this kind: {', '.join(KINDS)}.", f"只看此类：{'、'.join(KINDS)}。"),
    "at": AT,
    "page": PAGING["page"],
    "size": PAGING["size"],
}
COLUMNS = (
    Column("number", Text("Number", "编号"), "number"),
    Column("title", Text("Question", "议题"), opens="motion?id={number}"),
    Column("group", Text("Group", "小组"), "group", opens="group?id={group}"),
    Column("kind_name", Text("Kind", "类型")),
    Column("state_name", Text("State", "状态")),
    Column("channel_name", Text("Channel", "方式")),
    Column("ends_at", Text("Ends", "截止"), "moment"),
    columns.count("yes", Text("In favour", "赞成")),
    columns.count("no", Text("Against", "反对")),
    columns.count("abstain", Text("Abstaining", "弃权")),
    columns.count("here", Text("Taking part", "参与")),
    columns.count("electors", Text("May vote", "选民")),
    Column("needs", Text("Still needed", "还需")),
    Column("why", Text("Why", "原因")),
    Column("opened_at", Text("Opened", "发起"), "moment"),
    Column("closed_at", Text("Closed", "结束"), "moment"),
    Column("about", Text("About", "关于")),
)


@report("motions", TITLE, options=OPTIONS, recorded=True)
def motions(homes: Homes, question: Question) -> Answer:
    """Which motions are there, where does each stand, and what does it still need?"""
    from folkmoot.ledger.motions import every

    state, kind = chosen(question, "state", STATES), chosen(question, "kind", KINDS)
    words = question.option("q").lower()
    at, until = moment_asked(homes, question)
    rows = [
        row_of(homes, _listed(one, acts, at, until))
        for one, acts in every()
        if one.opened_at < until and _wanted(one, question, kind, words)
    ]
    rows.sort(key=_order)
    counted = {name: sum(1 for row in rows if row["state"] == name) for name in STATES}
    names = {row["group"]: _group_name(homes, row["group"]) for row in rows}
    rows = [row for row in rows if not state or row["state"] == state]
    page, paging = page_of(rows, question)
    return fill(
        homes, question, TITLE, _sentence(counted), COLUMNS, page, total=len(rows), unit="motions", found=len(rows),
        about={"states": counted, "at": at, "groups": dict(sorted(names.items())), **paging}, coverage=(),
    )  # fmt: skip


def _group_name(homes: Homes, slug: str) -> Text:
    known = homes.charter.group_by_slug.get(slug)
    return known.name if known else Text(slug, slug)


def moment_asked(homes: Homes, question: Question) -> tuple[datetime, datetime]:
    """Return the moment that is judged, and before which something must have happened to be told.

    What ``at`` says; without seconds it is that whole minute. Else the newest fact, or the day's beginning if that is later.
    Errors: BadQuestion for words that are no moment.
    """
    at = moment_said(question)
    if at is None:
        from folkmoot.ledger.motions import newest

        at = max(newest(), day_start(question.today, homes.charter.community.zone))
        return at, at + timedelta(microseconds=1)
    whole = len(question.option("at")) <= MINUTE
    return at, at + (timedelta(minutes=1) if whole else timedelta(microseconds=1))


def _order(row: Mapping[str, Any]) -> tuple[bool, float]:
    """Return where a row stands: the open motions first, those that end soonest, then the newest decisions."""
    if row["state"] == OPEN:
        return False, row["ends_at"].timestamp() if row["ends_at"] else 0.0
    return True, -row["closed_at"].timestamp() if row["closed_at"] else 0.0


def _wanted(one: Motion, question: Question, kind: str, words: str) -> bool:
    if question.scope.groups and one.group not in question.scope.groups:
        return False
    if kind not in {"", one.kind}:
        return False
    return words in " ".join((str(one.number), one.title.en, one.title.zh, one.text, one.about)).lower()


@dataclass(frozen=True, slots=True)
class Shown:
    """A motion as it stood at a moment. ``state`` stays open until what it came to is recorded."""

    motion: Motion
    acts: tuple[Act, ...]
    standing: Standing
    outcome: Outcome
    ended: bool

    @property
    def state(self) -> str:
        """What the list calls it."""
        return self.outcome.word if self.ended else OPEN

    @property
    def count(self) -> Count:
        """The arithmetic: as it was recorded, else as it is."""
        return self.outcome.count if self.ended and self.outcome.word != "withdrawn" else self.standing.count

    @property
    def sealed(self) -> bool:
        """Whether how the votes fell is not known yet."""
        return self.motion.secret and not (self.ended and self.outcome.word != "withdrawn")


def _listed(motion: Motion, acts: tuple[Act, ...], at: datetime, until: datetime) -> Shown:
    """Return a motion for the list: a closed one as its close says; what was closed only later, from all of its acts."""
    closed = next((act for act in acts if act.verb == "close"), None)
    if closed is None:
        return shown_at(motion, acts, at, until)
    from folkmoot.ledger.motions import acts as every_act
    from folkmoot.ledger.motions import recorded

    if closed.at >= until:
        return shown_at(motion, every_act(motion.number), at, until)
    outcome = recorded(acts)
    span = Span(outcome.channel, motion.opened_at, outcome.at, "decided")
    standing = Standing(outcome.word, outcome.channel, (span,), outcome.count, outcome.why, at=outcome.at)
    return Shown(motion, acts, standing, outcome, ended=True)


def shown_at(motion: Motion, acts: Iterable[Act], at: datetime, until: datetime) -> Shown:
    """Return a motion as it stood at ``at``, told by what happened before ``until``."""
    from folkmoot.ledger.boxes_of_motions import secret_of
    from folkmoot.ledger.motions import recorded

    so_far = tuple(act for act in acts if act.at < until)
    voted, ballots = secret_of(motion, so_far)
    ended = next((act for act in so_far if act.verb in ENDINGS), None)
    moment = ended.at if ended else max([at, *(act.at for act in so_far)])
    standing = judge(motion, so_far, moment, voted=voted, ballots=ballots)
    return Shown(motion, so_far, standing, recorded(so_far) if ended else outcome_of(standing), ended is not None)


def line_of(shown: Shown) -> float | None:
    """Return where the threshold lies as a share of the electorate, for drawing; None where there is none to draw."""
    threshold, count = Bar.read(shown.motion.rule.threshold), shown.count
    if threshold is None or shown.sealed or not count.electors or (threshold.share and not count.whole):
        return None
    return float(threshold.of(count.whole) / count.electors)


def row_of(homes: Homes, shown: Shown) -> dict[str, Any]:
    """Return the row of one motion. ``due``: it is over, and that is not recorded yet."""
    motion, standing, count, ended = shown.motion, shown.standing, shown.count, shown.ended
    sealed = shown.sealed
    return {
        "number": motion.number, "id": motion.number, "title": homes.faces.masked(motion.title), "group": motion.group,
        "group_name": _group_name(homes, motion.group),
        "kind": motion.kind, "kind_name": say.KINDS.get(motion.kind, Text(motion.kind, motion.kind)),
        "state": shown.state, "state_name": say.WORDS[shown.state], "due": standing.due and not ended,
        "word": shown.outcome.word, "channel": standing.channel, "channel_name": say.CHANNELS[standing.channel],
        "ends_at": None if ended else standing.spans[-1].ends_at, "yes": None if sealed else count.yes,
        "no": None if sealed else count.no, "abstain": None if sealed else count.abstain, "here": count.here,
        "electors": count.electors, "objections": count.objections, "line": line_of(shown),
        "lazy": standing.channel == "lapse" and not count.cast,
        "needs": Text() if ended or standing.due else standing.needs.says,
        "why": homes.faces.masked(shown.outcome.why if ended else standing.why), "opened_at": motion.opened_at,
        "closed_at": shown.outcome.at if ended else None, "about": homes.faces.masked_words(motion.about),
        "secret": motion.secret, "rule": motion.rule.name,
    }  # fmt: skip


def _sentence(counted: Mapping[str, int]) -> Text:
    total = sum(counted.values())
    if not total:
        return Text("Nothing has been moved yet.", "尚无动议。")
    return Text(
        f"{many(counted['open'], 'motion is', 'motions are')} open; of {number(total - counted['open'])} that are over "
        f"{number(counted['passed'])} passed.",
        f"{number(counted['open'])} 项动议进行中；已结束 {number(total - counted['open'])} 项，其中通过 {number(counted['passed'])} 项。",
    )
