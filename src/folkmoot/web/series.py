"""Which series a chart of an answer has: its keys, names and colours, and the rows in their shape."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _

from folkmoot.model.answer import Answer
from folkmoot.web.charts import REST, SERIES, Chart, Series
from folkmoot.web.drawing import Month, heat_years
from folkmoot.web.months import months_chart
from folkmoot.web.words import kind_name, language, said

KIND_COLOURS = {
    "commit.authored": SERIES[0],
    "change.merged": SERIES[1],
    "change.reviewed": SERIES[2],
    "issue.opened": SERIES[3],
    "change.opened": SERIES[4],
    "issue.commented": SERIES[5],
    "change.commented": SERIES[6],
}
"""A kind keeps its colour on every chart; kinds without one share the rest's."""
OTHERS = "others"


def activity_series(answer: Answer) -> list[Series]:
    """Return a series for each kind that occurs and has a colour, in their one order, and one for all others."""
    amounts: Counter[str] = Counter()
    for row in answer.rows:
        amounts[str(row["kind"])] += int(row["events"] or 0)
    own = [kind for kind in KIND_COLOURS if amounts[kind]]
    series = [Series(kind, kind_name(kind), KIND_COLOURS[kind]) for kind in own]
    if any(amounts[kind] for kind in amounts if kind not in KIND_COLOURS):
        series.append(Series(OTHERS, _("Other"), REST))
    return series


def kind_chart(answer: Answer, series: Sequence[Series], size: str) -> Chart | None:
    """Draw an ``activity`` part (month, kind, events) as stacked months; nothing where nothing happened."""
    if not answer.rows:
        return None
    amounts: Counter[tuple[str, str]] = Counter()
    for row in answer.rows:
        kind = str(row["kind"])
        amounts[str(row["month"])[:7], kind if kind in KIND_COLOURS else OTHERS] += int(row["events"] or 0)
    rows = [{"month": month, "key": key, "amount": amount} for (month, key), amount in sorted(amounts.items())]
    return months_chart(
        rows, series, answer.gaps, language=language(), says=said(answer.sentence), unit=_("Events"), size=size
    )


def people_chart(answer: Answer, size: str) -> Chart | None:
    """Draw a ``people`` part (month, active, new, returning) as stacked months."""
    if not answer.rows:
        return None
    series = (Series("returning", _("came back"), SERIES[0]), Series("new", _("for the first time"), SERIES[1]))
    rows = [
        {"month": str(row["month"])[:7], "key": one.key, "amount": row[one.key]}
        for row in answer.rows
        for one in series
        if row.get(one.key) is not None
    ]
    return months_chart(
        rows, series, answer.gaps, language=language(), says=said(answer.sentence), unit=_("People"), size=size
    )


def heat_of(answer: Answer) -> list[tuple[str, list[Month | None]]]:
    """Return a person's ``activity`` part as years of months, from the first to the last that has an event."""
    amounts: Counter[str] = Counter()
    for row in answer.rows:
        amounts[str(row["month"])[:7]] += int(row["events"] or 0)
    if not amounts:
        return []
    unread = {month for month, share in answer.gaps.items() if share >= 1}
    return heat_years(amounts, min(amounts), max(amounts), unread)
