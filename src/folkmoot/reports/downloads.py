"""How often are packages downloaded, which versions, where, with what, and is it growing?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta

from folkmoot.metrics.downloads import LABELS, download_composition, downloads_by_month, release_downloads_by_month
from folkmoot.model.answer import Answer, Column
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.filling import by_month, many, number, window_words
from folkmoot.reports.homes import Homes
from folkmoot.reports.question import chosen
from folkmoot.reports.registry import report
from folkmoot.reports.telling import is_over, tell

TITLE = Text("Downloads", "下载量")
NAMES: Mapping[str, Text] = {
    "version": Text("Version", "版本"), "country": Text("Country", "国家或地区"), "installer": Text("Installer", "安装工具"),
    "system": Text("System", "操作系统"), "python": Text("Python", "Python 版本"),
}  # fmt: skip
BY = ("month", "package", *LABELS)
OPTIONS = {
    "by": Text(f"What to count by: {', '.join(BY)}.", f"统计维度：{'、'.join(BY)}。"),
    "package": Text("One package, such as pypi:kit.", "只看一个软件包，如 pypi:kit。"),
}
DOWNLOADS = columns.count("downloads", Text("Downloads", "下载量"), unit="downloads")
SHARE = Column("share", Text("Share of the known", "占已知的比例"), "share")
PACKAGE = Column("package", Text("Package", "软件包"))
KINDS = ("measured.downloads",)
SLACK = timedelta(days=2)  # services tell of a day one or two days late
RISING = ("measured.release_downloads", "measured.pulls")


@report("downloads", TITLE, options=OPTIONS)
def downloads(homes: Homes, question: Question) -> Answer:
    """How often are packages downloaded, which versions, where, with what, and is it growing?"""
    by = chosen(question, "by", BY, "month")
    told = homes.measurements(question.scope)
    if package := question.option("package"):
        told = told.filter(told.subject == package)
    each = homes.rows(downloads_by_month(told, question.scope))
    months = _months(homes, question, told, each)
    parts = {
        "composition": _composition(homes, question, told),
        "packages": _packages(homes, question, each),
        "rising": _rising(homes, question, told),
    }
    if by != "month":
        parts = {"months": months, **parts}
    if by in LABELS:
        return _by_label(homes, question, parts, by)
    return _with(months if by == "month" else parts["packages"], parts, question.name)


def _with(answer: Answer, parts: Mapping[str, Answer], name: str) -> Answer:
    return replace(answer, name=name, parts=parts)


def _months(homes: Homes, question: Question, told: Any, each: list[dict[str, Any]]) -> Answer:
    whole = homes.rows(downloads_by_month(told, question.scope.with_(since_at=None)))
    totals, here = Counter[Any](), Counter[Any]()
    for row in whole:
        totals[row["month"]] += row["downloads"]
    for row in each:
        here[row["month"]] += row["downloads"]
    # The month in which the numbers end is no whole one, though it may be over.
    last = homes.rows(told.agg(at=told["at"].max()))[0]["at"]
    whole_until = (last + SLACK).date() - relativedelta(months=1) if last else date.min
    rows = []
    for month in sorted(here):
        before = totals.get(month - relativedelta(months=1))
        growth = here[month] / before - 1 if before and is_over(question, month) and month <= whole_until else None
        rows.append({"month": month, "downloads": here[month], "before": before, "growth": growth})
    total = sum(here.values())
    shown = (
        columns.MONTH, DOWNLOADS, columns.count("before", Text("Month before", "上月")),
        Column("growth", Text("Growth", "增长"), "share"),
    )  # fmt: skip
    return tell(
        homes, question, TITLE, _sentence(question, total, rows) if rows else None, shown, by_month(rows), kinds=KINDS,
        metric=downloads_by_month, total=total, name="months",
    )  # fmt: skip


def _sentence(question: Question, total: float, rows: list[dict[str, Any]]) -> Text:
    when, last = window_words(question.scope), next((row for row in reversed(rows) if row["growth"] is not None), None)
    begin = Text(
        f"{when.en}, there were {many(total, 'download', 'downloads')}", f"{when.zh}，共下载 {number(total)} 次"
    )
    if last is None:
        return Text(f"{begin.en}.", f"{begin.zh}。")
    growth, month = last["growth"], f"{last['month']:%Y-%m}"
    more = growth >= 0
    return Text(
        f"{begin.en}; in {month} {abs(growth):.0%} {'more' if more else 'less'} than in the month before.",
        f"{begin.zh}；{month} 较上月{'增长' if more else '下降'} {abs(growth):.0%}。",
    )


def _composition(homes: Homes, question: Question, told: Any) -> Answer:
    rows = homes.rows(download_composition(told, question.scope))
    rows = [{**row, "name": NAMES[row["label"]]} for row in rows]
    shown = (
        Column("name", Text("By", "维度")), Column("value", Text("Value", "取值")), Column("state", Text("Known", "是否已知")),
        DOWNLOADS, SHARE,
    )  # fmt: skip
    labels = {row["label"] for row in rows}
    sentence = Text(
        f"{many(len(labels), 'view', 'views')} of the same downloads.", f"同一批下载的 {len(labels)} 种构成。"
    )
    title = Text("What downloads are made up of", "下载量构成")
    return tell(
        homes, question, title, sentence if rows else None, shown, rows, kinds=KINDS, metric=download_composition,
        name="composition",
    )  # fmt: skip


def _by_label(homes: Homes, question: Question, parts: Mapping[str, Answer], by: str) -> Answer:
    rows = [row for row in parts["composition"].rows if row["label"] == by]
    rows.sort(key=lambda row: (row["state"] != "known", -row["downloads"], row["value"] or ""))
    known = [row for row in rows if row["state"] == "known"]
    unknown = sum(row["downloads"] for row in rows if row["state"] != "known")
    name = NAMES[by]
    sentence = None
    if known:
        top = known[0]
        rest = Text(f"; of {number(unknown)} it is not", f"；另有 {number(unknown)} 次未知") if unknown else Text()
        sentence = Text(
            f"{top['value']} leads with {top['share']:.0%} of the downloads whose {name.en.lower()} is known{rest.en}.",
            f"{top['value']} 居首，占{name.zh}已知的下载量的 {top['share']:.0%}{rest.zh}。",
        )
    elif parts["months"].rows:
        sentence = Text(f"The {name.en.lower()} of the downloads is unknown.", f"下载量的{name.zh}未知。")
    shown = (Column("value", name), Column("state", Text("Known", "是否已知")), DOWNLOADS, SHARE)
    return tell(
        homes, question, TITLE, sentence, shown, rows, kinds=KINDS, metric=download_composition,
        total=sum(row["downloads"] for row in rows), parts=parts, about={"by": by},
    )  # fmt: skip


def _packages(homes: Homes, question: Question, each: list[dict[str, Any]]) -> Answer:
    totals = Counter[str]()
    for row in each:
        totals[row["subject"]] += row["downloads"]
    whole = sum(totals.values())
    rows = [
        {"package": package, "downloads": told, "share": told / whole if whole else None}
        for package, told in sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    sentence = Text(
        f"{many(len(rows), 'package', 'packages')} with {many(whole, 'download', 'downloads')}.",
        f"{len(rows)} 个软件包共下载 {number(whole)} 次。",
    )
    shown = (PACKAGE, DOWNLOADS, Column("share", Text("Share", "占比"), "share"))
    return tell(
        homes, question, Text("Packages", "软件包"), sentence if rows else None, shown, rows, kinds=KINDS,
        metric=downloads_by_month, total=whole, name="packages",
    )  # fmt: skip


def _rising(homes: Homes, question: Question, told: Any) -> Answer:
    rows = [
        {**row, "package": row["subject"]}
        for row in by_month(homes.rows(release_downloads_by_month(told, question.scope)))
    ]
    known = [row["downloads"] for row in rows if row["downloads"] is not None]
    sentence = Text(
        f"{number(sum(known) if known else None)} downloads of releases and pulls of images are known.",
        f"已知的版本文件下载与镜像拉取共 {number(sum(known) if known else None)} 次。",
    )
    shown = (
        columns.MONTH, PACKAGE, Column("version", Text("Version", "版本")), DOWNLOADS,
        columns.count("total", Text("In all so far", "累计")), Column("since_at", Text("Since", "自"), "moment"),
    )  # fmt: skip
    return tell(
        homes, question, Text("Releases and images", "版本文件与镜像"), sentence if rows else None, shown, rows, kinds=RISING,
        metric=release_downloads_by_month, total=sum(known) if known else None, name="rising",
    )  # fmt: skip
