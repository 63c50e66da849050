"""What is wrong with a workspace, and what to do: stale and broken readings, tokens, deliveries, charter, lake, disk."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from folkmoot.lake.compact import runs
from folkmoot.lake.log import State
from folkmoot.model.answer import Answer, Column
from folkmoot.model.event import Coverage
from folkmoot.model.finding import Finding
from folkmoot.model.scope import Question, Scope, day_start
from folkmoot.model.text import Text
from folkmoot.reports.filling import many
from folkmoot.reports.homes import Homes
from folkmoot.reports.registry import report

PATIENCE = timedelta(days=2)  # without a setting
WAITING = timedelta(hours=1)  # that a delivery may wait
SMALL_FILES, MANY_FILES = 200, 1_000  # of a table, that compaction would make into fewer: a note, a warning
LITTLE_SPACE, NO_SPACE = 2_000_000_000, 200_000_000  # bytes
NEVER_COMPLETE = frozenset({"gharchive"})
"""Sources whose gaps are told for what they are, and cannot be mended."""
_READ_AS = {"atomgit": "gitee", "gitcode": "gitee"}
_MENDED = {
    "drop": Text("Mend what moot drop check shows, then run: {verb}", "请按 moot drop check 的提示修改，然后运行：{verb}"),
    "git": Text("If it is shallow, run git fetch --unshallow in it; then run: {verb}",
                "如为浅克隆，请在其中运行 git fetch --unshallow，然后运行：{verb}"),
}  # fmt: skip
RANKS = {"error": 0, "warning": 1, "note": 2}

TITLE = Text("Doctor", "诊断")
COLUMNS = (
    Column("severity", Text("Severity", "级别"), "mark"), Column("area", Text("Area", "方面")), Column("about", Text("About", "对象")),
    Column("source", Text("Source", "来源")),
    Column("kinds", Text("Kinds", "类型"), "list"), Column("says", Text("What is wrong", "问题")), Column("mend", Text("What to do", "处理办法")),
)  # fmt: skip
_TOKEN = re.compile(r"token.{0,40}(refused|rejected|拒绝)|\b401\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Ailment:
    """One thing that is wrong. ``kinds``: of readings. ``severity``: error (no answer can be relied on), warning, note."""

    severity: str
    area: str
    about: str
    says: Text
    mend: Text
    kinds: tuple[str, ...] = ()
    source: str = ""  # of a reading


@dataclass(frozen=True, slots=True)
class Configured:
    """What the settings want read. ``repo``: empty when only reading it shows what it is called."""

    source: str
    repo: str = ""


@dataclass(frozen=True, slots=True)
class Deliveries:
    """Webhook deliveries that are not settled. ``dead``: given up, by source. ``since``: the oldest that waits."""

    dead: Mapping[str, int]
    waiting: int = 0
    since: datetime | None = None


@dataclass(frozen=True)
class Figures:
    """What the homes do not tell: the settings, the environment, the disk. None: it is not known."""

    now: datetime
    patience: timedelta = PATIENCE
    configured: tuple[Configured, ...] | None = None
    tokens: Mapping[str, int] = field(default_factory=dict)  # a configured service → how many tokens it has
    deliveries: Deliveries | None = None
    free: int | None = None  # bytes of the lake's disk
    others: tuple[Ailment, ...] = ()  # what could not even be opened


@report("doctor", TITLE, private=True)
def doctor(homes: Homes, question: Question) -> Answer:
    """What is stale, broken off or incomplete, and what to do about it?"""
    return examine(homes, question, Figures(day_start(question.today, question.scope.zone)))


def examine(homes: Homes | None, question: Question, figures: Figures) -> Answer:
    """Return everything that is wrong, the worst first. ``homes``: None when they cannot be opened at all.

    Total: how many errors and warnings there are; notes are nothing to mend.
    """
    found = [*figures.others, *_tokens(figures), *_deliveries(figures)]
    if homes:
        found += [
            *_readings(homes.coverage, figures), *_unread(homes.coverage, figures), *_charter(homes.findings),
            *_lake(homes.snapshot.states, figures),
        ]  # fmt: skip
    elif figures.free is not None:
        found += _space(0, figures.free)
    found.sort(key=lambda one: (RANKS[one.severity], one.area, one.about))
    tally = Counter(one.severity for one in found)
    wrong = tally["error"] + tally["warning"]
    coverage = homes.coverage if homes else ()
    return Answer(
        question.name, TITLE, _sentence(tally), COLUMNS, tuple(_row(one) for one in found), wrong, "findings",
        scope=Scope(zone=question.scope.zone), coverage=coverage, fresh_at=max((row.read_at for row in coverage), default=None),
        about={"severities": dict(tally), "free": figures.free},
    )  # fmt: skip


def _row(one: Ailment) -> dict[str, Any]:
    return {
        "severity": one.severity, "area": one.area, "about": one.about, "source": one.source, "kinds": list(one.kinds), "says": one.says,
        "mend": one.mend,
    }  # fmt: skip


def _sentence(tally: Mapping[str, int]) -> Text:
    errors, warnings, notes = (tally.get(rank, 0) for rank in RANKS)
    if not errors and not warnings:
        more = Text(f" {many(notes, 'note', 'notes')} below.", f"另有 {notes} 条提示。") if notes else Text()
        return Text(f"Nothing is wrong.{more.en}", f"一切正常。{more.zh}")
    return Text(
        f"{many(errors, 'thing is', 'things are')} broken and {many(warnings, 'deserves', 'deserve')} a look.",
        f"{errors} 项故障，{warnings} 项需要关注。",
    )


def _readings(coverage: Collection[Coverage], figures: Figures) -> Iterator[Ailment]:
    """Readings that are old, incomplete, or broke off; those of one repository with one remark together."""
    old: dict[tuple[str, str], list[Coverage]] = defaultdict(list)
    torn: dict[tuple[str, str, str], list[Coverage]] = defaultdict(list)
    left: dict[str, list[Coverage]] = defaultdict(list)
    for row in coverage:
        is_old = row.read_at < figures.now - figures.patience
        if figures.configured is not None and not _is_wanted(row.source, row.repo, figures.configured):
            left[row.source] += [row] if is_old or not row.complete else []
            continue
        if is_old:
            old[row.source, row.repo].append(row)
        if not row.complete:
            torn[row.source, row.repo, row.note].append(row)
    for (source, repo, note), rows in torn.items():
        yield _torn(source, repo, note, tuple(sorted(row.kind for row in rows)))
    for (source, repo), rows in old.items():
        yield _old(source, repo, rows)
    for source, rows in left.items():
        if rows:
            yield _left(source, rows)


def _left(source: str, rows: Collection[Coverage]) -> Ailment:
    repos, last = {row.repo for row in rows}, max(row.read_at for row in rows)
    about = next(iter(repos)) if len(repos) == 1 else source
    says = Text(f"{len(repos):,} lists and repositories are not configured any more, and were last read {last:%Y-%m-%d %H:%M} UTC.",
                f"{len(repos)} 个列表或代码仓已不在配置中，上次读取于 {last:%Y-%m-%d %H:%M} UTC。")  # fmt: skip
    if len(repos) == 1:
        says = Text(f"It is not configured any more, and was last read {last:%Y-%m-%d %H:%M} UTC.",
                    f"已不在配置中，上次读取于 {last:%Y-%m-%d %H:%M} UTC。")  # fmt: skip
    mend = Text("Nothing, if it shall not be read any more; else add it to folkmoot.toml again.",
                "如不再读取则无需处理，否则请重新写入 folkmoot.toml。")  # fmt: skip
    return Ailment("note", "readings", about or source, says, mend, tuple(sorted({row.kind for row in rows})), source)


def _torn(source: str, repo: str, note: str, kinds: tuple[str, ...]) -> Ailment:
    about, again = repo or source, _again(source)
    if _TOKEN.search(note):
        says = Text(f"A token was refused: {note}.", f"令牌被拒绝：{note}。")
        mend = Text(f"Make a new token and put it into {variable(source)}.", f"请新建令牌并写入 {variable(source)}。")
        return Ailment("error", "tokens", about, says, mend, kinds, source)
    if note.startswith("the reading broke off"):
        said = note.removeprefix("the reading broke off").lstrip(": ").rstrip(".")
        return Ailment(
            "error",
            "readings",
            about,
            Text(f"The reading broke off: {said}.", f"读取中断：{said}。"),
            again,
            kinds,
            source,
        )
    if note == "being read":
        says = Text(
            "A reading has begun and not ended: it runs, or it was killed.",
            "读取已开始但未结束：正在运行，或已被终止。",
        )
        return Ailment("warning", "readings", about, says, again, kinds, source)
    why = note.rstrip(".") or "the source says no more"
    says = Text(f"Incomplete: {why}.", f"不完整：{note.rstrip('.') or '来源未说明原因'}。")
    if source in NEVER_COMPLETE:
        return Ailment(
            "note",
            "readings",
            about,
            says,
            Text("Nothing: this source never is.", "无需处理：该来源从不完整。"),
            kinds,
            source,
        )
    mend = _MENDED[source].filled(verb=verb(source)) if source in _MENDED else again
    return Ailment("warning", "readings", about, says, mend, kinds, source)


def _again(source: str) -> Text:
    page = f"docs/sources/{_READ_AS.get(source, source)}.md"
    return Text(f"Run: {verb(source)}. See {page}.", f"请运行：{verb(source)}。参见 {page}。")


def verb(source: str) -> str:
    """Return the command that reads a source."""
    name = _READ_AS.get(source, source)
    return "moot collect" if name == "git" else f"moot collect {name}"


def _old(source: str, repo: str, rows: Collection[Coverage]) -> Ailment:
    kinds, last = tuple(sorted(row.kind for row in rows)), min(row.read_at for row in rows)
    says = Text(f"Last read {last:%Y-%m-%d %H:%M} UTC.", f"上次读取于 {last:%Y-%m-%d %H:%M} UTC。")
    mend = Text(f"Run {verb(source)}, and let a timer or 'collect_every' do so.",
                f"请运行 {verb(source)}，并用定时任务或 collect_every 定期运行。")  # fmt: skip
    return Ailment("warning", "readings", repo or source, says, mend, kinds, source)


def _is_wanted(source: str, repo: str, configured: Collection[Configured]) -> bool:
    """Return whether the settings want this read: by its name, or as what an organisation has (``github:example/``)."""
    return any(
        one.source == source
        and (one.repo in ("", repo, f"{repo}/") or (one.repo.endswith("/") and repo.startswith(one.repo)))
        for one in configured
    )


def _unread(coverage: Collection[Coverage], figures: Figures) -> Iterator[Ailment]:
    """What is configured and was never read."""
    for one in figures.configured or ():
        if any(row.source == one.source and _is_wanted(row.source, row.repo, (one,)) for row in coverage):
            continue
        says = Text("It is configured and was never read.", "已配置但从未读取。")
        mend = Text(f"Run: {verb(one.source)}", f"请运行：{verb(one.source)}")
        yield Ailment("warning", "readings", one.repo.rstrip("/") or one.source, says, mend, (), one.source)


def variable(source: str) -> str:
    """Return where the tokens of a service stand in the environment."""
    return f"MOOT_{source.upper()}_TOKEN"


def _tokens(figures: Figures) -> Iterator[Ailment]:
    for service, count in figures.tokens.items():
        if count:
            continue
        yield Ailment(
            "warning", "tokens", service,
            Text("There is no token, so little is allowed in an hour and some things are not told.",
                 "没有令牌：每小时可用次数很少，部分数据无法读取。"),
            Text(f"Set {variable(service)} in the environment of moot collect.", f"请在运行 moot collect 的环境中设置 {variable(service)}。"),
        )  # fmt: skip


def _deliveries(figures: Figures) -> Iterator[Ailment]:
    told = figures.deliveries
    if told is None:
        return
    for source, dead in sorted(told.dead.items()):
        says = Text(
            f"{many(dead, 'delivery was', 'deliveries were')} given up after many tries.",
            f"{dead} 个推送多次处理失败，已放弃。",
        )
        mend = Text("Look at them with moot hooks list --state dead, mend the cause, then run: moot hooks replay --dead",
                    "请用 moot hooks list --state dead 查看，排除原因后运行：moot hooks replay --dead")  # fmt: skip
        yield Ailment("error", "deliveries", source, says, mend)
    if told.waiting and told.since:
        yield _waiting(told.waiting, told.since, figures.now)


def _waiting(number: int, since: datetime, now: datetime) -> Ailment:
    says = Text(
        f"{many(number, 'delivery waits', 'deliveries wait')}, the oldest since {since:%Y-%m-%d %H:%M} UTC.",
        f"{number} 个推送等待处理，最早的收于 {since:%Y-%m-%d %H:%M} UTC。",
    )
    if since >= now - WAITING:
        mend = Text("Nothing: they will be taken in soon.", "无需处理：即将被处理。")
        return Ailment("note", "deliveries", "pending", says, mend)
    mend = Text(
        "See that moot serve runs and what its log says, or run: moot hooks process",
        "请确认 moot serve 正在运行并查看其日志，或运行：moot hooks process",
    )
    return Ailment("warning", "deliveries", "pending", says, mend)


def _charter(findings: Collection[Finding]) -> Iterator[Ailment]:
    tally = Counter(finding.severity.value for finding in findings)
    if not tally["error"] and not tally["warning"]:
        return
    counts = many(tally["error"], "error", "errors"), many(tally["warning"], "warning", "warnings")
    yield Ailment(
        "warning" if tally["error"] else "note", "charter", "charter",
        Text(f"The charter has {' and '.join(counts)}.", f"章程仓有 {tally['error']} 个错误、{tally['warning']} 个警告。"),
        Text("Run: moot check", "请运行：moot check"),
    )  # fmt: skip


def _lake(states: Mapping[str, State], figures: Figures) -> Iterator[Ailment]:
    for name, state in states.items():
        small = sum(len(run) for run in runs(state.parts))
        if small >= SMALL_FILES:
            yield Ailment(
                "warning" if small >= MANY_FILES else "note", "lake", name,
                Text(f"{small:,} small files make answers slow.", f"{small:,} 个小文件使查询变慢。"),
                Text("Run: moot lake compact", "请运行：moot lake compact"),
            )  # fmt: skip
    if figures.free is not None:
        size = sum(part.size for state in states.values() for part in state.parts)
        yield from _space(size, figures.free)


def _space(size: int, free: int) -> Iterator[Ailment]:
    """Compaction needs as much room as the lake has, beside it."""
    if free >= max(LITTLE_SPACE, size):
        return
    yield Ailment(
        "error" if free < NO_SPACE else "warning", "disk", "disk",
        Text(f"{free / 1e6:,.0f} MB are free; the lake has {size / 1e6:,.0f} MB.", f"剩余 {free / 1e6:,.0f} MB，数据湖占 {size / 1e6:,.0f} MB。"),
        Text("Make room, or move the lake with the setting 'lake'.", "请清理空间，或用设置 lake 迁移数据湖。"),
    )  # fmt: skip
