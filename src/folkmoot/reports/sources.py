"""How far each source was read: a line for each source, and one for each of its repositories and kinds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from folkmoot.metrics.activity import held
from folkmoot.model.answer import Answer, Column
from folkmoot.model.event import KINDS, Coverage
from folkmoot.model.scope import Question, Scope, day_start
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.filling import fill, many, number
from folkmoot.reports.homes import Homes
from folkmoot.reports.paging import PAGING, page_of
from folkmoot.reports.question import chosen

PATIENCE = timedelta(days=2)  # a source that was not read for longer is stale
STATES = ("complete", "incomplete", "stale")
OPTIONS = {
    "source": Text("Only readings of this source, such as git.", "仅该来源的读取，如 git。"),
    "q": Text("Words to search for in repositories, kinds and remarks.", "在代码仓、类型和备注中搜索。"),
    "state": Text("complete, incomplete or stale: not read for two days.", "complete 完整、incomplete 不完整、stale 两天未读取。"),
    **PAGING,
}  # fmt: skip
READING_COLUMNS = (
    Column("source", Text("Source", "来源")), columns.REPO, columns.KIND,
    columns.count("rows", Text("Read", "读取数"),
                  "events?source={source}&repo={repo}&kind={kind}&bots=in&since=all&until=all"),
    Column("since_at", Text("Covers from", "覆盖起"), "moment"), Column("until_at", Text("Covers to", "覆盖止"), "moment"),
    Column("read_at", Text("Read", "读取时间"), "moment"), Column("complete", Text("Complete", "完整"), "mark"),
    Column("note", Text("Remark", "备注")),
)  # fmt: skip
SOURCE_COLUMNS = (
    Column("source", Text("Source", "来源"), opens="data?source={source}"),
    columns.count("repos", Text("Repositories and lists", "代码仓与列表")),
    columns.count("kinds", Text("Kinds", "类型")),
    columns.count("rows", Text("Read", "读取数"), "events?source={source}&bots=in&since=all&until=all"),
    columns.count("incomplete", Text("Incomplete", "不完整"), "data?source={source}&state=incomplete"),
    columns.count("stale", Text("Stale", "陈旧"), "data?source={source}&state=stale"),
    Column("oldest_at", Text("Longest ago", "最早读取"), "moment"),
    Column("newest_at", Text("Newest", "最近读取"), "moment"),
)  # fmt: skip
_TOLD = ("source", "repo", "kind", "since_at", "until_at", "read_at", "complete", "note")


def readings(homes: Homes, question: Question) -> tuple[Answer, Answer]:
    """Return the readings that the question asks for, and all of them in a line for each source."""
    rows = _rows(homes, question)
    return _listed(homes, question, rows), _by_source(homes, question, rows)


def is_stale(row: Coverage | Mapping[str, Any], question: Question) -> bool:
    """Return whether a reading is older than two days, on the day of the question."""
    read_at: datetime = row["read_at"] if isinstance(row, Mapping) else row.read_at
    return read_at < day_start(question.today, question.scope.zone) - PATIENCE


def _rows(homes: Homes, question: Question) -> list[dict[str, Any]]:
    told = homes.rows(held(homes.events(Scope(bots=True)), question.scope))
    counted = {(row["source"], row["repo"], row["kind"]): row["events"] for row in told}
    rows = [
        {**{name: getattr(row, name) for name in _TOLD},
         "rows": counted.get((row.source, row.repo, row.kind), 0 if row.kind in KINDS else row.rows)}
        for row in homes.coverage
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row["source"], row["repo"], row["kind"]))


def _listed(homes: Homes, question: Question, rows: Sequence[dict[str, Any]]) -> Answer:
    source, words = question.option("source").lower(), question.option("q").lower()
    state = chosen(question, "state", STATES)
    found = [row for row in rows if _is_wanted(row, source, words) and _is_in(row, state, question)]
    page, about = page_of(found, question)
    gaps = sum(1 for row in found if not row["complete"])
    sentence = Text(
        f"{many(len(found), 'reading', 'readings')}, {number(gaps)} of them incomplete.",
        f"共 {len(found)} 项读取，其中 {gaps} 项不完整。",
    )
    if not rows:
        sentence = Text(
            "Nothing has been read yet. Begin with: moot collect git REPOSITORY...",
            "尚未读取任何数据。请运行：moot collect git 仓库路径",
        )
    title = Text("Sources and coverage", "数据来源与覆盖范围")
    return fill(
        homes, question, title, sentence, READING_COLUMNS, page, total=len(found), found=len(found), unit="readings",
        name="sources", about={**about, "sources": sorted({row["source"] for row in rows})},
    )  # fmt: skip


def _is_wanted(row: Mapping[str, Any], source: str, words: str) -> bool:
    if source not in ("", row["source"]):
        return False
    return not words or any(words in str(row[name]).lower() for name in ("repo", "kind", "note"))


def _is_in(row: Mapping[str, Any], state: str, question: Question) -> bool:
    if state == "stale":
        return is_stale(row, question)
    return not state or row["complete"] == (state == "complete")


def _by_source(homes: Homes, question: Question, rows: Sequence[dict[str, Any]]) -> Answer:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row["source"]].append(row)
    lines = [
        {
            "source": source, "repos": len({row["repo"] for row in mine}), "kinds": len({row["kind"] for row in mine}),
            "rows": sum(row["rows"] for row in mine if row["kind"] in KINDS),
            "incomplete": sum(1 for row in mine if not row["complete"]),
            "stale": sum(1 for row in mine if is_stale(row, question)),
            "oldest_at": min(row["read_at"] for row in mine), "newest_at": max(row["read_at"] for row in mine),
        }
        for source, mine in sorted(found.items())
    ]  # fmt: skip
    stale = sum(1 for line in lines if line["stale"])
    sentence = Text(
        f"{many(len(lines), 'source', 'sources')}; {many(stale, 'has', 'have')} readings older than two days.",
        f"{len(lines)} 个来源，其中 {stale} 个有超过两天未更新的读取。",
    )
    title = Text("Sources", "数据来源")
    return fill(
        homes, question, title, sentence, SOURCE_COLUMNS, lines, total=len(lines), unit="sources", name="by_source"
    )
