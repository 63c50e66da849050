"""Waiting times: how long answers took, in spans that people speak of, and who still waits."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

from folkmoot.model.text import Text
from folkmoot.press.chart import REST, SERIES, Chart, Frame, Series, Spec, colour_of, nothing
from folkmoot.press.figures import Words, clipped, figure, said, width_of
from folkmoot.press.labels import HALO

Rows = Sequence[Mapping[str, Any]]
DAY = 24.0
SPANS: tuple[tuple[float, Text], ...] = (
    (0, Text("< 1 h", "< 1 小时")), (1, Text("1–4 h", "1–4 小时")), (4, Text("4–12 h", "4–12 小时")),
    (12, Text("12–24 h", "12–24 小时")), (DAY, Text("1–2 d", "1–2 天")), (2 * DAY, Text("2–4 d", "2–4 天")),
    (4 * DAY, Text("4–7 d", "4–7 天")), (7 * DAY, Text("1–2 w", "1–2 周")), (14 * DAY, Text("2–4 w", "2–4 周")),
    (28 * DAY, Text("1–3 m", "1–3 个月")), (91 * DAY, Text("> 3 m", "> 3 个月")),
)  # fmt: skip
"""Where a span begins, in hours, and what it is called."""
MARKS: tuple[tuple[float, Text], ...] = (
    (1, Text("1 h", "1 小时")), (4, Text("4 h", "4 小时")), (DAY, Text("1 d", "1 天")), (2 * DAY, Text("2 d", "2 天")),
    (7 * DAY, Text("1 w", "1 周")), (28 * DAY, Text("4 w", "4 周")), (91 * DAY, Text("3 m", "3 个月")), (365 * DAY, Text("1 y", "1 年")),
)  # fmt: skip
ANSWERED, WAITING = Text("answered", "已响应"), Text("still waiting", "仍在等待")
NONE_YET = Text("none yet", "尚未响应")
ENDED, GONE = Text("ended without an answer", "未获响应即结束"), Text("ended", "已结束")
WITHIN = Text("{share} within {name}", "{name}内 {share}")


def spans_chart(
    rows: Rows, *, curve: bool = False, target: tuple[float, Words] | None = None, unit: Words = "",
    language: str = "en", says: str = "",
) -> Chart:  # fmt: skip
    """Draw how long answers took: bars by span, or as a ``curve`` the share answered within any time.

    ``rows``: hours, and perhaps n (how many), and open or ended (true: nobody has answered, after so long, or until it was
    closed). ``target``: hours and its name.
    *Edges*: what is still open is a bar of its own, and stays in the whole of which the curve shows a share; so is what ended.
    """
    waits = sorted((float(row["hours"]), int(row.get("n", 1)), _state(row)) for row in rows)
    total = sum(n for _, n, _ in waits)
    share = sum(n for hours, n, opened in waits if target and not opened and hours <= target[0]) / (total or 1)
    goal = ""
    if target:
        goal = said(WITHIN, language).format(share=figure(share, "share"), name=said(target[1], language))
    draw = _curve if curve else _bars
    states = {state for _, n, state in waits if n}
    series = tuple(
        Series(key or "answered", said(words, language), colour)
        for key, words, colour in (("", ANSWERED, SERIES[0]), ("open", WAITING, REST), ("ended", ENDED, SERIES[4]))
        if not key or key in states
    )

    def make(frame: Frame) -> Spec:
        if not total:
            return nothing(frame, language)
        return draw(
            waits, total, frame, (target[0] if target else None, goal), (series, said(unit, language), language)
        )

    return Chart(make, series if not curve and len(series) > 1 else (), says)


def _state(row: Mapping[str, Any]) -> str:
    return "open" if row.get("open") else "ended" if row.get("ended") else ""


def _bars(waits: Any, total: int, frame: Frame, target: tuple[float | None, str], words: Any) -> Spec:
    series, unit, language = words
    starts = [start for start, _ in SPANS]
    amounts = [0] * len(SPANS)
    apart = {one.key: 0 for one in series[1:]}
    for hours, n, state in waits:
        if state in apart:
            apart[state] += n
        else:
            amounts[bisect_right(starts, hours) - 1] += n
    names = [name.said_in(language) for _, name in SPANS]
    values = [
        {"place": place, "name": name, "n": n, "key": series[0].title, "words": figure(n / total, "share") if n else "",
         "said": f"{figure(n)} {unit}".strip()}
        for place, (name, n) in enumerate(zip(names, amounts, strict=True))
    ]  # fmt: skip
    for place, one in enumerate(series[1:], len(SPANS)):
        n, words = apart[one.key], said(NONE_YET if one.key == "open" else GONE, language)
        values.append({"place": place, "name": words, "n": n, "key": one.title,
                       "words": figure(n / total, "share"), "said": f"{figure(n)} {unit}".strip()})  # fmt: skip
    y: Spec = {"field": "place", "type": "ordinal", "title": None, "scale": {"paddingInner": 0.12},
               "axis": {"labelExpr": f"[{','.join(repr(row['name']) for row in values)}][datum.value]", "labelOverlap": False}}  # fmt: skip
    free = 1 - (width_of(target[1]) + 52) / (frame.width - 84) if target[0] is not None else 1.0
    most = max(row["n"] for row in values) / max(0.4, free)
    x: Spec = {"field": "n", "type": "quantitative", "axis": None, "scale": {"domain": [0, most], "nice": False}}
    tips = [{"field": "name", "title": " "}, {"field": "said", "title": " "}, {"field": "words", "title": " "}]
    layers: list[Spec] = [
        {"mark": {"type": "bar"}, "encoding": {"x": x, "y": y, "color": colour_of(series, frame), "tooltip": tips}},
        {"mark": {"type": "text", "align": "left", "dx": 5, "tooltip": None}, "encoding": {"x": x, "y": y, "text": {"field": "words"}}},
    ]  # fmt: skip
    if not apart:
        layers[0]["encoding"]["color"] = {"value": SERIES[0]}
    if target[0] is not None:
        layers += _goal(bisect_right(starts, target[0] * 0.999) - 1, target[1], y, frame)
    return {
        "data": {"values": values},
        "height": 20 * len(values) + 10 + (26 if frame.key and apart else 0),
        "layer": layers,
    }


def _goal(place: int, words: str, y: Spec, frame: Frame) -> list[Spec]:
    """Return the rule below the last span that keeps the promise."""
    rows = {"data": {"values": [{"place": place, "words": clipped(words, 0.6 * frame.width)}]}}
    below = {**y, "bandPosition": 1}
    text = {"type": "text", "align": "right", "baseline": "bottom", "dy": -4, "tooltip": None}
    encoding = {"x": {"value": "width"}, "y": below, "text": {"field": "words"}}
    return [
        {**rows, "mark": {"type": "rule", "color": "var(--ink-quiet)", "strokeDash": [5, 4], "yOffset": 1.5}, "encoding": {"y": below}},
        {**rows, "mark": {**text, **HALO}, "encoding": encoding},
        {**rows, "mark": {**text, "fill": "var(--ink-quiet)"}, "encoding": encoding},
    ]  # fmt: skip


def _curve(waits: Any, total: int, frame: Frame, target: tuple[float | None, str], words: Any) -> Spec:
    _, _, language = words
    gone, values = 0, [{"x": 0.25, "v": 0.0}]
    for hours, n, opened in waits:
        gone += 0 if opened else n
        if not opened:
            values.append({"x": max(0.25, hours), "v": gone / total})
    last = max(2 * DAY, *(hours for hours, *_ in waits), (target[0] or 0) * 1.2)
    values.append({"x": last, "v": gone / total})
    marks = [(at, name.said_in(language)) for at, name in MARKS if at <= last]
    if frame.small:
        marks = marks[::2]
    expression = " : ".join([*(f"datum.value == {at} ? {name!r}" for at, name in marks), "''"])
    x: Spec = {"field": "x", "type": "quantitative", "title": None, "scale": {"type": "log", "domain": [0.25, last], "nice": False},
               "axis": {"values": [at for at, _ in marks], "labelExpr": expression, "labelOverlap": False}}  # fmt: skip
    y: Spec = {"field": "v", "type": "quantitative", "title": None, "scale": {"domain": [0, 1]},
               "axis": {"values": [0, 0.25, 0.5, 0.75, 1], "tickCount": 5, "format": ".0%"}}  # fmt: skip
    layers: list[Spec] = [
        {"data": {"values": values}, "mark": {"type": "line", "interpolate": "step-after", "tooltip": None},
         "encoding": {"x": x, "y": y, "color": {"value": SERIES[0]}}},
    ]  # fmt: skip
    if target[0] is not None:
        rows = {"data": {"values": [{"x": target[0], "words": target[1]}]}}
        text = {
            "type": "text",
            "align": "right",
            "baseline": "top",
            "dx": -6,
            "dy": 4,
            "fill": "var(--ink-quiet)",
            "tooltip": None,
        }
        layers += [
            {
                **rows,
                "mark": {"type": "rule", "color": "var(--ink-quiet)", "strokeDash": [5, 4]},
                "encoding": {"x": {**x}},
            },
            {**rows, "mark": text, "encoding": {"x": x, "y": {"value": 0}, "text": {"field": "words"}}},
        ]
    return {"layer": layers}
