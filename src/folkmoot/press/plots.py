"""Which chart a chapter's answer has; nothing where nothing is known, because its sentence says so already."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from folkmoot.model.answer import Answer
from folkmoot.model.text import Text
from folkmoot.press.bars import AT_LEAST, bars_chart, funnel_chart
from folkmoot.press.chart import SERIES, Chart, Series
from folkmoot.press.cohorts import survival_chart
from folkmoot.press.lines import line_chart
from folkmoot.press.radar import LEAST, radar_chart

MOST = 14  # bars on a page


def levels_plot(answer: Answer, language: str) -> Chart | None:
    """Draw the levels of a ``levels`` answer, each with the share that gets there."""
    rows = [{"title": row["level"], "value": row["people"]} for row in answer.rows]
    if all(row["value"] is None for row in rows):
        return None
    return funnel_chart(rows, unit=Text("people", "人"), language=language, says=answer.sentence.said_in(language))


def stays_plot(answer: Answer, language: str) -> Chart | None:
    """Draw the ``survival`` part of a ``retention`` answer."""
    part = answer.parts.get("survival")
    if part is None or not part.rows:
        return None
    return survival_chart(part.rows, language=language, says=part.sentence.said_in(language))


def answers_plot(answer: Answer, language: str) -> Chart | None:
    """Draw an ``answers`` answer: a bar for each group, pale where not yet half of what was opened is answered."""
    rows = [
        {"label": _words(row["name"], language), "value": row["half"], "least": row["half_least"]}
        for row in answer.rows
        if row["half"] is not None or row["half_least"] is not None
    ]
    if not rows:
        return None
    title = next(column.title for column in answer.columns if column.name == "half")
    return bars_chart(
        rows, shows="hours", name=title, least=AT_LEAST, language=language, most=MOST,
        says=answer.sentence.said_in(language),
    )  # fmt: skip


def scores_plot(answer: Answer, language: str) -> Chart | None:
    """Draw a ``scores`` answer: a bar for each thing, or the radar of a single one."""
    known = [row for row in answer.rows if row["points"] is not None]
    says = answer.sentence.said_in(language)
    if len(known) == 1 and (radar := _parts_of(answer, known[0], language, says)):
        return radar
    rows = [{"label": _words(row["name"], language), "value": round(row["points"])} for row in known]
    return bars_chart(rows, language=language, says=says, most=MOST) if rows else None


def _parts_of(answer: Answer, row: Mapping[str, Any], language: str, says: str) -> Chart | None:
    parts = [column for column in answer.columns if column.shows == "share" and column.name in row]
    if len(parts) < LEAST:
        return None
    axes = [Series(column.name, column.title.said_in(language), "") for column in parts]
    values = [{"axis": axis.key, "key": "it", "value": row[axis.key]} for axis in axes]
    return radar_chart(
        axes, values, (Series("it", _words(row["name"], language), SERIES[0]),), language=language, says=says
    )


def interest_plot(answer: Answer, language: str) -> Chart | None:
    """Draw the stars of an ``interest`` answer, month by month."""
    rows = [{"at": str(row["month"])[:7], "key": "stars_total", "value": row["stars_total"]} for row in answer.rows]
    if not any(row["value"] is not None for row in rows):
        return None
    title = next(column.title for column in answer.columns if column.name == "stars_total")
    series = (Series("stars_total", title.said_in(language), SERIES[0]),)
    return line_chart(rows, series, unit=title, language=language, says=answer.sentence.said_in(language))


def _words(said: Any, language: str) -> str:
    return said.said_in(language) if isinstance(said, Text) else str(said)
