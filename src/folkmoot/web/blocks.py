"""Which further answers stand on a family's page, and how each is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from folkmoot.model.answer import Answer
from folkmoot.model.text import Text
from folkmoot.web.page import Beside, part_of

SHOWN = 10


@dataclass(frozen=True)
class Block:
    """One answer of a page: the way to it through the parts, and how it is shown."""

    path: str
    chart: str = ""  # lines, stacked, survival, triangle
    names: tuple[str, ...] = ()  # the columns that the chart shows
    by: str = ""  # the column whose values the chart tells apart; ``names`` is then the one that is added up
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
    "answers": ("answers",),
    "quality": ("builds", "writing"),
    "reach": ("interest", "downloads"),
    "talk": ("talk", "languages", "newcomer-help"),
}
"""The reports that a family's page asks beside its indicators."""

BLOCKS: Mapping[str, tuple[Block, ...]] = {
    "people": (
        Block("levels", bars="people", only="level,people,share"),
        Block("levels.months", "lines", ("d0", "d1", "d2"), newest=True),
        Block("levels.first", bars="people", only="name,people,d1_share,d2_share"),
        Block("levels.paths", bars="people", only="name,level,people"),
        Block("levels.conversion", newest=True, wide=True),
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
        Block("backlog", wide=True),
        Block("reviewing", wide=True),
        Block("releases.months", "stacked", ("releases", "prereleases"), newest=True),
        Block("releases", bars="releases", only="repo,releases,version,days_since"),
    ),
    "answers": (Block("answers", wide=True),),
    "quality": (
        Block("builds", "stacked", ("passed", "failed", "other"), newest=True),
        Block("builds.repositories", bars="pass_rate", only="repo,builds,pass_rate,minutes"),
        Block("builds.changes", bars="clean_share", only="repo,changes,clean_share,builds"),
        Block("writing", "stacked", ("documentation", "translation"), newest=True),
    ),
    "reach": (
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
    return tuple(Beside(name, name) for name in REPORTS.get(family, ()))


def shown_on(family: str, answer: Answer) -> list[Shown]:
    """Return the blocks of a family's page: those drawn in a way of their own first, then whatever else was answered."""
    blocks = BLOCKS.get(family, ())
    paths = [path for report in REPORTS.get(family, ()) if report in answer.parts for path in _paths(answer, report)]
    named = {block.path for block in blocks}
    ordered = [*blocks, *(Block(path) for path in paths if path not in named)]
    return [
        Shown(block, _titled(part_of(answer, block.path), block), block.path)
        for block in ordered
        if block.path in paths
    ]


def _titled(answer: Answer, block: Block) -> Answer:
    return replace(answer, title=block.title) if block.title else answer


def _paths(answer: Answer, report: str) -> list[str]:
    return [report, *(f"{report}.{part}" for part in answer.parts[report].parts)]


def shown_of(answer: Answer) -> list[Shown]:
    """Return the parts of one report's answer, each drawn as on its family's page."""
    named = {block.path: block for blocks in BLOCKS.values() for block in reversed(blocks)}
    return [Shown(named.get(f"{answer.name}.{name}", Block(name)), part, name) for name, part in answer.parts.items()]
