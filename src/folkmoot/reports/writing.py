"""How much of the work goes into documentation and translation, and where?"""

from __future__ import annotations

from folkmoot.metrics.writing import CHANGE, COMMIT, writing_by_month, written
from folkmoot.model.answer import Answer
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.filling import by_month, many, number, window_words
from folkmoot.reports.homes import Homes
from folkmoot.reports.registry import report
from folkmoot.reports.telling import tell

TITLE = Text("Documentation and translation", "文档与翻译")


@report("writing", TITLE)
def writing(homes: Homes, question: Question) -> Answer:
    """How much of the work goes into documentation and translation, and where?"""
    rows = by_month(homes.rows(writing_by_month(homes.extract(written, question.scope), question.scope)))
    shown = (
        columns.MONTH, columns.KIND, columns.REPO, columns.count("events", Text("In all", "总数")),
        columns.count("documentation", Text("Documentation", "文档")), columns.count("translation", Text("Translation", "翻译")),
        columns.count("unknown", Text("Unknown", "未知")), columns.PEOPLE,
    )  # fmt: skip
    commits = [row for row in rows if row["kind"] == COMMIT]
    known = sum(row["events"] - row["unknown"] for row in commits)
    docs, translated = (sum(row[name] for row in commits) for name in ("documentation", "translation"))
    unknown = sum(row["unknown"] for row in commits)
    when, share = window_words(question.scope), f"{docs / known:.0%}" if known else "?"
    sentence = Text(
        f"{when.en}, {share} of {many(known, 'commit', 'commits')} touched documentation and {number(translated)} translations; "
        f"of {number(unknown)} it is not known.",
        f"{when.zh}，{number(known)} 个提交中有 {share} 涉及文档，{number(translated)} 个涉及翻译；另有 {number(unknown)} 个未知。",
    )
    return tell(
        homes, question, TITLE, sentence if rows else None, shown, rows, kinds=(COMMIT, CHANGE), metric=writing_by_month,
        total=docs if known else None, about={"share": docs / known if known else None},
    )  # fmt: skip
