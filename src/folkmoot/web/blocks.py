"""Which further answers stand on a family's page, and how each is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from folkmoot.model.answer import Answer
from folkmoot.model.text import Text
from folkmoot.web.page import Beside

SHOWN = 10


@dataclass(frozen=True)
class Block:
    """One answer of a page: the way to it through the parts, and how it is shown."""

    path: str
    chart: str = ""  # lines, stacked, bars, spans, funnel, survival, triangle
    names: tuple[str, ...] = ()  # the columns that the chart shows
    by: str = ""  # the column whose values the chart tells apart; ``names`` is then the one that is added up
    where: tuple[str, Any] = ("", None)  # only the rows in which a column has this value
    title: Text = Text()  # where one answer is shown in several ways
    only: str = ""  # the columns of the table
    without: str = ""
    bars: str = ""
    limit: int = SHOWN
    newest: bool = False  # the last rows are the newest, and shown first
    wide: bool = False


REPORTS: Mapping[str, tuple[str, ...]] = {
    "people": ("levels", "retention", "onion"),
    "work": ("backlog", "reviewing", "releases"),
    "answers": ("answers", "waiting-times"),
    "quality": ("builds", "writing"),
    "reach": ("brought", "interest", "downloads"),
    "talk": ("talk", "languages", "newcomer-help"),
}
"""The reports that a family's page asks beside its indicators."""

BLOCKS: Mapping[str, tuple[Block, ...]] = {
    "people": (
        Block("levels", "funnel", only="level,people,share"),
        Block("levels.months", "lines", ("d0", "d1", "d2"), newest=True),
        Block("levels.first", bars="people", only="name,people,d1,d1_share,d2,d2_share"),
        Block("levels.paths", only="name,level,people"),
        Block("levels.conversion", title=Text("Conversion by cohort, within 90 days", "按同期群的 90 天转化"), where=("days", 90),
              only="name,cohort,people,known,reached,share", newest=True, limit=14),
        Block("retention", "triangle", wide=True),
        Block("retention.survival", "survival"),
        Block("retention.both_ways", "stacked", ("kept", "new", "back"), newest=True),
        Block("onion.layers", bars="people"),
        Block("onion.organizations", bars="contributions", only="organization,contributions,people,share"),
        Block("onion", bars="contributions", only="name,layer,contributions,share"),
        Block("retention.leaving", only="name,contributions,last_at,silent_days"),
        Block("levels.users", "lines", ("downloads",), newest=True),
    ),
    "work": (
        Block("backlog", bars="open", only="name,open,unanswered,stale"),
        Block("reviewing", bars="reviews", only="name,reviews,share,hours"),
        Block("backlog.threads", title=Text("Open and untouched for longest", "最久未有动静的未关闭项"),
              only="title,name,repo,days,silent_days,url", wide=True),
        Block("releases.months", "stacked", ("releases", "prereleases"), newest=True),
        Block("releases", bars="releases", only="repo,releases,version,days_since"),
    ),
    "answers": (
        Block("answers", "bars", ("half",), only="name,opened,waiting,kept,half,p90,slower"),
        Block("waiting-times", "spans"),
        Block("reviewers", title=Text("Who answers, and how soon", "谁在响应，有多快"), only="name,answered,kept,hours,p90", limit=15),
        Block("answered_months", title=Text("By month", "按月"), only="month,opened,waiting,kept,half", newest=True, limit=12),
        Block("answers.threads", title=Text("Waiting for a first answer", "等待首次响应"), only="title,name,repo,asked_at,hours,url",
              limit=20, wide=True),
    ),
    "quality": (
        Block("builds", "stacked", ("passed", "failed", "other"), newest=True),
        Block("builds.repositories", bars="pass_rate", only="repo,builds,pass_rate,minutes"),
        Block("builds.changes", bars="clean_share", only="repo,changes,clean_share,builds"),
        Block("writing", "stacked", ("documentation", "translation"), newest=True),
    ),
    "reach": (
        Block("brought", without="id", wide=True),
        Block("interest", "lines", ("stars_counted", "stars"), title=Text("Stars: counted, and told one by one", "点赞：总数增量与逐条记录"),
              only="month,stars_total,stars_counted,stars,stars_gap", newest=True),
        Block("interest", "lines", ("forks_counted", "forks"), title=Text("Forks: counted, and told one by one", "复刻：总数增量与逐条记录"),
              only="month,forks_total,forks_counted,forks,forks_gap", newest=True),
        Block("interest", "lines", ("watches_counted", "watches"), title=Text("Watches: counted, and told one by one", "关注：总数增量与逐条记录"),
              only="month,watches_total,watches_counted,watches,watches_gap", newest=True),
        Block("downloads", "lines", ("downloads",), newest=True),
        Block("downloads.composition", bars="downloads", without="state", limit=30),
        Block("interest.repositories", bars="stars_total", only="repo,stars_total,forks_total,watches_total"),
    ),
    "talk": (
        Block("talk", "stacked", ("messages",), by="kind", newest=True),
        Block("talk.threads"),
        Block("talk.meetings", "stacked", ("meetings",), newest=True),
        Block("talk.contents", "stacked", ("contents",), by="channel", newest=True),
        Block("languages", "stacked", ("titles",), by="name", newest=True),
        Block("languages.scripts", bars="titles"),
        Block("newcomer-help", only="subject,name,days", limit=8),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """A block with its answer."""

    block: Block
    answer: Answer
    path: str


def beside_of(family: str) -> tuple[Beside, ...]:
    """Return what a family's page asks."""
    further = (Beside("reviewers", "answers", {"by": "person"}), Beside("answered_months", "answers", {"by": "month"}))
    return (*(Beside(name, name) for name in REPORTS.get(family, ())), *(further if family == "answers" else ()))


def shown_on(family: str, answer: Answer) -> list[Shown]:
    """Return the blocks of a family's page: those drawn in a way of their own first, then whatever else was answered."""
    blocks = BLOCKS.get(family, ())
    paths = [path for report in REPORTS.get(family, ()) if report in answer.parts for path in _paths(answer, report)]
    named = {block.path for block in blocks}
    ordered = [*blocks, *(Block(path) for path in paths if path not in named)]
    return [Shown(block, _titled(part, block), block.path) for block in ordered if (part := _found(answer, block.path))]


def _found(answer: Answer, path: str) -> Answer | None:
    found: Answer | None = answer
    for step in path.split("."):
        found = found.parts.get(step) if found else None
    return found


def _titled(answer: Answer, block: Block) -> Answer:
    """Return the answer as the block shows it: under its own title, with the rows that it is about."""
    name, value = block.where
    rows = tuple(row for row in answer.rows if row.get(name) == value) if name else answer.rows
    return replace(answer, title=block.title or answer.title, rows=rows)


def _paths(answer: Answer, report: str) -> list[str]:
    return [report, *(f"{report}.{part}" for part in answer.parts[report].parts)]


def shown_of(answer: Answer) -> list[Shown]:
    """Return the parts of one report's answer, each drawn as on its family's page."""
    named = {block.path: block for blocks in BLOCKS.values() for block in reversed(blocks)}
    return [Shown(named.get(f"{answer.name}.{name}", Block(name)), part, name) for name, part in answer.parts.items()]
