"""Which plot an answer of the board has: an indicator's periods, columns by month, how long people stay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from folkmoot.model.answer import Answer
from folkmoot.model.text import Text
from folkmoot.press.bars import AT_LEAST, bars_chart, funnel_chart
from folkmoot.press.cohorts import survival_chart
from folkmoot.press.lines import line_chart
from folkmoot.press.waits import spans_chart
from folkmoot.web.cells import VOCABULARIES
from folkmoot.web.charts import SERIES, Chart, Series, drawn
from folkmoot.web.months import months_chart
from folkmoot.web.words import language, said, term_for

COMPARED = 20  # bars of a comparison
STEPS = {"week": "W", "month": "M", "quarter": "Q", "year": "Y"}


def gauge_chart(answer: Answer, goal: Mapping[str, Any] | None, size: str) -> Chart | None:
    """Draw an ``indicator`` answer: its periods, what happened on the way, and the target that a period can be held to."""
    tile = answer.about["tile"]
    rows = [{"at": row["first"], "key": "value", "value": row["value"]} for row in answer.rows]
    if not any(row["value"] is not None for row in rows):
        return None
    series = (Series("value", said(tile["title"]), SERIES[0]),)
    plan = line_chart(
        rows, series, gaps=answer.gaps, unit=tile["unit"], shows=str(tile["shows"]), language=language(),
        annotations=[(one["day"], one["title"]) for one in answer.about.get("marks") or ()],
        target=(float(goal["goal"]), _("Target")) if goal else None,
        step=STEPS[str(answer.about["by"])], says=said(answer.sentence),
    )  # fmt: skip
    return drawn(plan, size)


def columns_chart(answer: Answer, names: Sequence[str], size: str, shows: str = "number") -> Chart | None:
    """Draw some columns of an answer by month as lines."""
    rows = [{"at": str(row["month"])[:7], "key": name, "value": row.get(name)} for row in answer.rows for name in names]
    if not any(row["value"] is not None for row in rows):
        return None
    plan = line_chart(
        rows, _series(answer, names), gaps=answer.gaps, shows=shows, language=language(), says=said(answer.sentence)
    )
    return drawn(plan, size)


def stacked_chart(answer: Answer, names: Sequence[str], size: str, by: str = "") -> Chart | None:
    """Draw columns of an answer, or the values of the column ``by``, as stacked bars by month."""
    amounts: Counter[tuple[str, str]] = Counter()
    for row in answer.rows:
        for name in names:
            key = term(by, row.get(by)) if by else name
            amounts[str(row["month"])[:7], key] += row.get(name) or 0
    totals: Counter[str] = Counter()
    for (_month, key), amount in amounts.items():
        totals[key] += amount
    if not any(totals.values()):
        return None
    found = [key for key, _amount in totals.most_common()]
    series = (
        [Series(key, key, SERIES[place % len(SERIES)]) for place, key in enumerate(found)]
        if by
        else _series(answer, names)
    )
    rows = [{"month": month, "key": key, "amount": amount} for (month, key), amount in sorted(amounts.items())]
    return months_chart(rows, series, answer.gaps, language=language(), says=said(answer.sentence), unit="", size=size)


def bars_of(answer: Answer, name: str, size: str, most: int = 14) -> Chart | None:
    """Draw one column of an answer as a bar for each row that knows it, or that knows what it is at least (``NAME_least``)."""
    column = next(column for column in answer.columns if column.name == name)
    label = answer.columns[0].name
    rows = [
        {"label": said(row.get(label)) or "–", "value": row[name], "least": row.get(f"{name}_least")}
        for row in answer.rows
        if row[name] is not None or row.get(f"{name}_least") is not None
    ]
    if not rows:
        return None
    plan = bars_chart(
        rows, shows=column.shows, name=said(column.title), least=AT_LEAST, language=language(), says=said(answer.sentence),
        most=most,
    )  # fmt: skip
    return drawn(plan, size)


def spans_of(answer: Answer, size: str) -> Chart | None:
    """Draw a ``waiting-times`` answer: how many were answered within each span of time, and who was not."""
    rows = [
        {"hours": row["since"], "n": row[name], "open": name == "waiting", "ended": name == "ended"}
        for row in answer.rows
        for name in ("answered", "waiting", "ended")
        if row[name]
    ]
    return drawn(spans_chart(rows, language=language(), says=said(answer.sentence)), size) if rows else None


def compared_of(answer: Answer, size: str) -> Chart | None:
    """Draw the number that a ``compare`` answer is sorted by, of each thing that is known of; the greatest first."""
    name = chosen_number(answer)
    rows = sorted(answer.rows, key=lambda row: -(row[name] or 0))
    return bars_of(replace(answer, rows=tuple(rows)), name, size, COMPARED) if name else None


def chosen_number(answer: Answer) -> str:
    """Return the name of the number that a ``compare`` answer is sorted by, or the first of them."""
    names = answer.about["names"]
    return str(answer.about.get("sort") if answer.about.get("sort") in names else next(iter(names), ""))


def funnel_of(answer: Answer, size: str) -> Chart | None:
    """Draw a ``levels`` answer: each level, and which share gets there."""
    rows = [{"title": row["level"], "value": row["people"]} for row in answer.rows]
    if all(row["value"] is None for row in rows):
        return None
    return drawn(funnel_chart(rows, unit=Text("people", "人"), language=language(), says=said(answer.sentence)), size)


def survival_of(answer: Answer, size: str) -> Chart | None:
    """Draw which share still takes part after so many days, with its band."""
    if not answer.rows:
        return None
    return drawn(survival_chart(answer.rows, language=language(), says=said(answer.sentence)), size)


def term(column: str, value: Any) -> str:
    """Return a column's value as the table says it."""
    words = said(value)
    return term_for(VOCABULARIES[column], words) if column in VOCABULARIES else words


def _series(answer: Answer, names: Sequence[str]) -> list[Series]:
    """Return a colour for each column; of a long title what stands before its colon, or after it where that is the same."""
    titles = {column.name: said(column.title).replace("：", ":") for column in answer.columns}
    halves = [titles.get(name, name).partition(":") for name in names]
    alike = len({half[0] for half in halves}) < len(halves)
    shown = [half[2].strip() or half[0] if alike else half[0] for half in halves]
    return [
        Series(name, title, SERIES[place % len(SERIES)])
        for place, (name, title) in enumerate(zip(names, shown, strict=True))
    ]
