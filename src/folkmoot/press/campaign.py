"""A campaign's weeks as lines: the touched units, the controls on their level, what would have been; its days shaded."""

from __future__ import annotations

from datetime import date

from folkmoot.model.answer import Answer
from folkmoot.model.text import Text
from folkmoot.press.chart import REST, SERIES, Chart, Series, Spec
from folkmoot.press.lines import line_chart

LINES = (
    ("touched", Text("Touched", "开展单元"), SERIES[0]), ("controls", Text("Controls", "对照"), REST),
    ("expected", Text("Without it", "若无活动"), SERIES[1]),
)  # fmt: skip
SHOWN = 60  # weeks


def campaign_chart(answer: Answer, *, begins: date, ends: date, language: str) -> Chart:
    """Draw the weeks of a campaign; of a long past only the last year. ``ends``: the day after its last."""
    rows = answer.rows
    first = next((place for place, row in enumerate(rows) if row["during"]), len(rows))
    shown = rows[max(0, first - SHOWN) :]
    series = [
        Series(name, title.said_in(language), colour)
        for name, title, colour in LINES
        if any(row[name] is not None for row in shown)
    ]
    values = [{"at": row["period"], "key": one.key, "value": row[one.key]} for row in shown for one in series]
    plan = line_chart(
        values, series, unit=answer.unit, step="W", language=language, says=answer.title.said_in(language)
    )
    return Chart(lambda frame: _shaded(plan.make(frame), begins, ends), plan.series, plan.says)


def _shaded(spec: Spec, begins: date, ends: date) -> Spec:
    """Return the drawing with the campaign's days shaded behind its lines."""
    layers = list(spec.get("layer", ()))
    if not layers:
        return spec
    day = {"field": "t", "type": "temporal", "scale": {"type": "utc"}}
    shade: Spec = {
        "data": {"values": [{"t": begins.isoformat(), "end": ends.isoformat()}]},
        "mark": {"type": "rect", "color": "var(--accent)", "opacity": 0.1, "tooltip": None},
        "encoding": {"x": day, "x2": {"field": "end"}},
    }  # fmt: skip
    return {**spec, "layer": [layers[0], shade, *layers[1:]]}
