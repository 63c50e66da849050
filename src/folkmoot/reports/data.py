"""What was read, how far and when; what the checks found; who may be one person; what the figures mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from folkmoot.metrics.registry import METRICS
from folkmoot.model.answer import Answer, Column
from folkmoot.model.finding import Finding
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.filling import fill, many
from folkmoot.reports.homes import Homes
from folkmoot.reports.registry import report
from folkmoot.reports.sources import OPTIONS, readings

TITLE = Text("Data", "数据")
FINDING_COLUMNS = (
    Column("severity", Text("Severity", "级别"), "mark"), Column("check", Text("Check", "检查项")),
    Column("path", Text("File", "文件")), Column("line", Text("Line", "行")),
    Column("says", Text("Finding", "检查发现")), Column("mend", Text("Remedy", "处理办法")),
    Column("subject", Text("About", "对象")),
)  # fmt: skip
MATCHING_COLUMNS = (
    Column("name", Text("Person", "人员"), "person", opens="person?id={id}"), Column("account", Text("Account", "账号")),
    Column("other_name", Text("Maybe also", "可能也是"), "person", opens="person?id={other_id}"),
    Column("other", Text("Other account", "另一账号")), Column("why", Text("Reason", "原因")),
    Column("evidence", Text("Evidence", "依据")),
)  # fmt: skip
DEFINITION_COLUMNS = (
    Column("metric", Text("Name", "名称")), Column("title", Text("Title", "标题")), Column("says", Text("Definition", "定义")),
    Column("unit", Text("Unit", "单位")), columns.count("version", Text("Version", "版本")),
    Column("source", Text("Source", "出处"), "url"),
)  # fmt: skip


@report("data", TITLE, options=OPTIONS)
def data(homes: Homes, question: Question) -> Answer:
    """What was read, how far and when, and what is wrong with the declarations?"""
    listed, by_source = readings(homes, question)
    parts = {
        "sources": listed,
        "by_source": by_source,
        "findings": findings_answer(homes, question, [finding_row(homes, finding) for finding in homes.findings]),
        "matching": _matching(homes, question),
        "definitions": _definitions(homes, question),
    }
    read = {row.repo for row in homes.coverage if row.repo}
    unread = homes.repositories - read
    severities = Counter(row["severity"] for row in parts["findings"].rows)
    sentence = Text(
        f"{many(len(read), 'repository was', 'repositories were')} read, {many(len(unread), 'declared one was', 'declared ones were')} not; "
        f"the charter has {many(severities['error'], 'error', 'errors')} and {many(severities['warning'], 'warning', 'warnings')}.",
        f"已读取 {len(read)} 个代码仓，另有 {len(unread)} 个已声明但未读取；章程仓有 {severities['error']} 个错误、{severities['warning']} 个警告。",
    )
    about = {
        "read": len(read), "unread": sorted(unread), "dialect": homes.charter.dialect, "commit": homes.charter.commit,
        "lake": homes.snapshot.version, "accounts": len(homes.identity.person_of), "people": len(homes.identity.people),
        "corrections": len(homes.corrections), "severities": dict(severities),
    }  # fmt: skip
    return fill(
        homes, question, TITLE, sentence, (), (), total=len(read), unit="repositories", about=about, parts=parts
    )


def finding_row(homes: Homes, finding: Finding) -> dict[str, Any]:
    """Return a finding as a row; hidden people are not named in it."""
    faces = homes.faces
    subject = faces.id_of(finding.subject) if faces.is_hidden(finding.subject) else finding.subject
    return {
        "severity": finding.severity.value, "check": finding.check, "path": finding.place.path,
        "line": finding.place.line or None, "says": faces.masked(finding.says), "mend": faces.masked(finding.mend), "subject": subject,
    }  # fmt: skip


def findings_answer(homes: Homes, question: Question, rows: Iterable[Mapping[str, Any]]) -> Answer:
    """Return findings as an answer, the worst first."""
    rank = {"error": 0, "warning": 1, "note": 2}
    ordered = sorted(rows, key=lambda row: (rank[row["severity"]], row["path"], row["line"] or 0))
    tally = Counter(row["severity"] for row in ordered)
    sentence = Text(
        f"{many(tally['error'], 'error', 'errors')}, {many(tally['warning'], 'warning', 'warnings')} and "
        f"{many(tally['note'], 'note', 'notes')}." if ordered else "Nothing was found.",
        f"{tally['error']} 个错误、{tally['warning']} 个警告、{tally['note']} 条提示。" if ordered else "未发现问题。",
    )  # fmt: skip
    title = Text("Findings", "检查发现")
    return fill(
        homes, question, title, sentence, FINDING_COLUMNS, ordered, total=len(ordered), unit="findings", name="findings"
    )


def _matching(homes: Homes, question: Question) -> Answer:
    faces = homes.faces
    rows = [
        {"id": faces.id_of(one.account), "name": faces.name_of(one.account), "account": faces.account_of(one.account),
         "other_id": faces.id_of(one.other), "other_name": faces.name_of(one.other), "other": faces.account_of(one.other),
         "why": one.why, "evidence": one.evidence}
        for one in homes.identity.suggestions if not (faces.is_hidden(one.account) or faces.is_hidden(one.other))
    ]  # fmt: skip
    sentence = Text(
        f"{many(len(rows), 'pair of accounts may be one person', 'pairs of accounts may be one person each')}; "
        "none is joined until somebody says so.",
        f"{len(rows)} 对账号可能属于同一人；确认之前不会合并。",
    )
    title = Text("People matching", "人员匹配")
    return fill(
        homes, question, title, sentence, MATCHING_COLUMNS, rows, total=len(rows), unit="pairs", name="matching"
    )


def _definitions(homes: Homes, question: Question) -> Answer:
    rows = [
        {"metric": name, "title": one.title, "says": one.says, "unit": one.unit, "version": one.version,
         "source": one.source, "docs": one.definition}
        for name, one in sorted(METRICS.items())
    ]  # fmt: skip
    sentence = Text(f"{len(rows)} definitions.", f"共 {len(rows)} 个定义。")
    title = Text("Definitions", "指标定义")
    return fill(
        homes, question, title, sentence, DEFINITION_COLUMNS, rows, total=len(rows), unit="metrics", name="definitions"
    )
