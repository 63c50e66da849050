"""Who stays: a triangle of cohorts by age, and the share that is still there after so long."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from folkmoot.model.text import Text
from folkmoot.press.chart import GAP, SERIES, Chart, Frame, Series, Spec, colour_of, nothing
from folkmoot.press.figures import Measure, Words, figure, said, ticks
from folkmoot.press.labels import HALO, end_labels, end_layers, end_room, room_of
from folkmoot.press.timeline import day_of, period_name

Rows = Sequence[Mapping[str, Any]]
STEPS = (0.05, 0.15, 0.3, 0.6)
"""Where a cell of a triangle takes the next deeper colour."""
HEAT = tuple(f"var(--heat-{level})" for level in range(5))
INKS = ("var(--ink-quiet)", "var(--ink)", "var(--ink)", "var(--on-heat-3)", "var(--on-accent)")
CELL = 22
LATER = Text("months later", "个月后")
MONTH, YEAR = 30.4375, 365.25
AGES = {
    "days": (1.0, Text("days", "天")),
    "months": (MONTH, Text("months", "个月")),
    "years": (YEAR, Text("years", "年")),
}
SINCE = Text("since the first contribution", "（自首次贡献起）")
HALF = Text("half are gone after {n} {unit}", "{n} {unit}后有一半人离开")
HALF_SHORT = Text("half: {n} {unit}", "半数：{n} {unit}")
UNKNOWN = Text("unknown", "未知")


def triangle_chart(
    rows: Rows, *, step: str = "M", later: Words = LATER, language: str = "en", says: str = "", most: int = 24
) -> Chart:
    """Draw which share of each cohort is there after so many periods. ``rows``: cohort (first day), age, share, size.

    ``later``: what an age counts; ``most``: the newest cohorts that are drawn, and how many ages a wide drawing has.
    *Edges*: what has no row is still to come and stays empty; a share of None was not read and has the gaps' colour.
    """
    cohorts = sorted({day_of(row["cohort"]) for row in rows})[-most:]
    sizes = {day_of(row["cohort"]): row.get("size") for row in rows}
    place = {cohort: at for at, cohort in enumerate(cohorts)}
    unknown = said(UNKNOWN, language)
    names = [period_name(cohort, step) for cohort in cohorts]
    values = [
        {"place": place[day_of(row["cohort"])], "age": int(row["age"]), "share": row["share"], "deep": _deep(row["share"]),
         "words": "" if row["share"] is None else f"{100 * row['share']:.0f}",
         "cohort": f"{names[place[day_of(row['cohort'])]]} · +{row['age']}",
         "said": unknown if row["share"] is None else figure(row["share"], "share")}
        for row in rows
        if day_of(row["cohort"]) in place
    ]  # fmt: skip
    heads = [
        f"{name} · {figure(sizes[cohort])}" if sizes[cohort] is not None else name
        for name, cohort in zip(names, cohorts, strict=True)
    ]

    def make(frame: Frame) -> Spec:
        ages = 10 if frame.small else most
        shown = [row for row in values if row["age"] < ages]
        return _triangle(shown, heads, said(later, language)) if shown else nothing(frame, language)

    return Chart(make, (), says)


def _triangle(rows: Rows, heads: Sequence[str], later: str) -> Spec:
    above = {
        "orient": "top",
        "labelAngle": 0,
        "domain": False,
        "titleAnchor": "start",
        "titleAlign": "left",
        "labelPadding": 2,
    }
    x: Spec = {"field": "age", "type": "ordinal", "title": f"{later} (%)", "axis": above}
    y: Spec = {"field": "place", "type": "ordinal", "title": None, "axis": {"labelExpr": _listed(heads), "labelOverlap": False},
               "scale": {"domain": list(range(len(heads)))}}  # fmt: skip
    tips = [{"field": "cohort", "title": " "}, {"field": "said", "title": " "}]
    cell = {
        "field": "deep",
        "type": "ordinal",
        "legend": None,
        "scale": {"domain": [-1, 0, 1, 2, 3, 4], "range": [GAP, *HEAT]},
    }
    ink = {
        "field": "deep",
        "type": "ordinal",
        "legend": None,
        "scale": {"domain": [-1, 0, 1, 2, 3, 4], "range": [INKS[0], *INKS]},
    }
    layers: list[Spec] = [
        {"mark": {"type": "rect", "cornerRadius": 2, "xOffset": 0.5, "x2Offset": -0.5, "yOffset": 0.5, "y2Offset": -0.5},
         "encoding": {"x": x, "y": y, "fill": cell, "tooltip": tips}},
        {"mark": {"type": "text", "fontSize": 10.5, "tooltip": None},
         "encoding": {"x": x, "y": y, "text": {"field": "words"}, "fill": ink}},
    ]  # fmt: skip
    height = CELL * len(heads) + 44
    return {
        "data": {"values": list(rows)},
        "height": height,
        "layer": layers,
        "resolve": {"scale": {"fill": "independent"}},
    }


def _deep(share: float | None) -> int:
    return -1 if share is None else sum(share >= step for step in STEPS)


def _listed(words: Sequence[str]) -> str:
    """Return the expression that names a place; the words are periods and figures only."""
    return f"[{','.join(repr(one) for one in words)}][datum.value]"


def survival_chart(
    rows: Rows, series: Sequence[Series] = (), *, since: Words = SINCE, language: str = "en", says: str = ""
) -> Chart:
    """Draw which share is still there after so many days. ``rows``: days, share, and perhaps low, high and key (a series).

    A single curve says when half are left. *Edges*: the curve ends where nobody is watched any longer.
    """
    shown = tuple(series) or (Series("", said(since, language), SERIES[0]),)
    if not series:
        rows = [{**row, "key": ""} for row in rows]
    names = {one.key: one.title for one in shown}
    longest = max((float(row["days"]) for row in rows), default=0.0)
    by, unit = AGES["days" if longest <= 120 else "months" if longest <= 36 * MONTH else "years"]
    values = [
        {"x": round(row["days"] / by, 3), "v": row["share"], "low": row.get("low"), "high": row.get("high"),
         "key": names[row.get("key", shown[0].key)], "said": figure(row["share"], "share"),
         "after": f"{figure(round(row['days'] / by, 1))} {said(unit, language)}"}
        for row in sorted(rows, key=lambda row: float(row["days"]))
        if row.get("key", shown[0].key) in names and row["share"] is not None
    ]  # fmt: skip
    several = len(shown) > 1
    ends = [(one, last) for one in shown if (last := _last(values, one.title)) is not None]
    half = None if several else next((row["x"] for row in values if row["v"] <= 0.5), None)

    def make(frame: Frame) -> Spec:
        if not values:
            return nothing(frame, language)
        limit = 84 if frame.small else 150
        shares = [0.0, 0.25, 0.5, 0.75, 1.0]
        room = room_of(
            frame,
            marks=shares,
            measure=Measure("share", "", language),
            top=0,
            right=end_room(shown, limit) if several else 0,
        )
        marks = [mark for mark in ticks(0, longest / by, 4 if frame.small else 8) if mark <= longest / by]
        title = f"{said(unit, language)}{'' if language.startswith('zh') else ' '}{said(since, language)}"
        x: Spec = {"field": "x", "type": "quantitative", "title": title, "scale": {"domain": [0, longest / by or 1], "nice": False},
                   "axis": {"values": marks, "tickCount": len(marks), "format": ",~f", "titleAnchor": "start", "titleAlign": "left"}}  # fmt: skip
        y: Spec = {"field": "v", "type": "quantitative", "title": None, "scale": {"domain": [0, 1]},
                   "axis": {"values": shares, "tickCount": 5, "format": ".0%"}}  # fmt: skip
        colour = {**colour_of(shown, frame), "legend": None}
        layers = _survivors(values, x, y, colour, several=several)
        if half is not None:
            words = said(HALF_SHORT if frame.small else HALF, language)
            layers += _halved(half, words.format(**_age(half * by, language)), longest / by, y)
        if several:
            layers += end_layers(end_labels(ends, (0.0, 1.0), room, limit), y, colour)
        return {"layer": layers}

    return Chart(make, (), says)


def _age(days: float, language: str) -> dict[str, str]:
    """Return an age in days, months or years, whichever it is more than a few of."""
    by, unit = AGES["days" if days < 2 * MONTH else "months" if days < 2 * YEAR else "years"]
    return {"n": figure(round(days / by, 1)), "unit": said(unit, language)}


def _last(values: Rows, title: str) -> float | None:
    return next((row["v"] for row in reversed(values) if row["key"] == title), None)


def _survivors(values: Rows, x: Spec, y: Spec, colour: Spec, *, several: bool) -> list[Spec]:
    bands = [row for row in values if row["low"] is not None and row["high"] is not None]
    step = {"interpolate": "step-after", "tooltip": None}
    tips = [
        {"field": "after", "title": " "},
        {"field": "said", "title": " "},
        *([{"field": "key", "title": " "}] if several else []),
    ]
    return [
        {"data": {"values": bands}, "mark": {"type": "area", "opacity": 0.16, "line": False, **step},
         "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}, "color": colour}},
        {"data": {"values": list(values)}, "mark": {"type": "line", **step}, "encoding": {"x": x, "y": y, "color": colour}},
        {"data": {"values": list(values)[:: max(1, len(values) // 120)]}, "mark": {"type": "point", "opacity": 0, "size": 60},
         "encoding": {"x": x, "y": y, "color": colour, "tooltip": tips}},
    ]  # fmt: skip


def _halved(at: float, words: str, longest: float, y: Spec) -> list[Spec]:
    rows = {"data": {"values": [{"x": at, "zero": 0, "v": 0.5, "words": words}]}}
    x: Spec = {"field": "x", "type": "quantitative"}
    right = at > 0.6 * longest
    text = {
        "type": "text",
        "align": "right" if right else "left",
        "baseline": "bottom",
        "dx": -6 if right else 8,
        "dy": 16 if right else -6,
        "tooltip": None,
    }
    encoding = {"x": x, "y": y, "text": {"field": "words"}}
    return [
        {**rows, "mark": {"type": "rule", "strokeDash": [3, 3], "color": "var(--ink-quiet)"},
         "encoding": {"x": {**x, "field": "zero"}, "x2": {"field": "x"}, "y": y}},
        {**rows, "mark": {"type": "rule", "strokeDash": [3, 3], "color": "var(--ink-quiet)"},
         "encoding": {"x": x, "y": y, "y2": {"field": "zero"}}},
        {**rows, "mark": {**text, **HALO}, "encoding": encoding},
        {**rows, "mark": {**text, "fill": "var(--ink)"}, "encoding": encoding},
    ]  # fmt: skip
