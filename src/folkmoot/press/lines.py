"""Lines over time: one or several, with bands, a target, a forecast and what happened on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from folkmoot.press.chart import GAP, Chart, Frame, Series, Spec, colour_of, nothing, only_in_key
from folkmoot.press.figures import Measure, Words, clipped, measure, said, scale_of
from folkmoot.press.labels import (
    HALO,
    LINE,
    Flag,
    Room,
    end_labels,
    end_layers,
    end_room,
    flags,
    room_of,
    value_axis,
)  # fmt: skip
from folkmoot.press.timeline import (
    DEEP,
    day_of,
    end_of,
    gap_series,
    middle,
    period_name,
    periods_between,
    time_axis,
    words_in,
)  # fmt: skip

Rows = Sequence[Mapping[str, Any]]
NAMED = 5  # more lines than these have a key instead of names at their ends
POINTS = 260  # more points than these are not told one by one
X: Spec = {"field": "t", "type": "temporal", "scale": {"type": "utc"}}


@dataclass(frozen=True)
class _Plan:
    """What does not depend on the size of a line chart."""

    series: tuple[Series, ...]
    periods: tuple[date, ...]
    first: date
    last: date
    step: str
    language: str
    measure: Measure
    marks: tuple[float, ...]
    known: dict[str, dict[date, Mapping[str, Any]]]
    coming: dict[str, dict[date, Mapping[str, Any]]]
    gaps: Mapping[str, float]
    notes: tuple[tuple[date, str], ...]
    target: tuple[float, str] | None

    @property
    def unread(self) -> tuple[Series, ...]:
        """The key's entry for what was not read, where there is such."""
        return (gap_series(self.language),) if self.gaps else ()

    @property
    def named(self) -> bool:
        """Whether lines have their names at their ends."""
        return 1 < len(self.series) <= NAMED

    @property
    def domain(self) -> tuple[float, float]:
        """The ends of the upright axis."""
        return self.marks[0], self.marks[-1]


def line_chart(  # noqa: PLR0913 — what may be told of a line is named one by one
    rows: Rows, series: Sequence[Series], *, gaps: Mapping[str, float] | None = None,
    annotations: Sequence[tuple[Any, Words]] = (), target: tuple[float, Words] | None = None, forecast: Rows = (),
    unit: Words = "", shows: str = "number", step: str = "M", language: str = "en", says: str = "",
) -> Chart:  # fmt: skip
    """Draw lines. ``rows``: at (a period's first day), key (a series), value, and perhaps low and high for a band.

    ``gaps``: month → the share of readings that miss it. ``annotations``: a day and what happened. ``target``: a value
    and its name. ``forecast``: rows like ``rows``; without a key they belong to the first series. ``shows``: number,
    share, hours, days or ratio; ``step``: D, W, M, Q or Y, the length of a period.
    *Edges*: a value of None, or a period without a row, breaks its line.
    """
    shown = tuple(series)
    known, coming = _by_period(rows, shown), _by_period(forecast, shown)
    numbers = [row.get(name) for row in (*rows, *forecast) for name in ("value", "low", "high")]
    counted = measure(shows, unit, language, [*numbers, target[0] if target else None])
    drawn = [
        value for number in [*numbers, target[0] if target else None] if (value := counted.drawn(number)) is not None
    ]
    days = [day for table in (known, coming) for line in table.values() for day in line]
    days += [day for month in (gaps or {}) if (day := day_of(month)) and not days]
    first, final = min(days, default=date(2000, 1, 1)), max(days, default=date(2000, 1, 1))
    last = end_of(final, step)
    plan = _Plan(
        shown, tuple(periods_between(first, final, step)), first, last, step, language, counted,
        tuple(scale_of(drawn, shows)), known, coming, _inside(gaps or {}, first, last),
        tuple(sorted((day_of(at), said(words, language)) for at, words in annotations if first <= day_of(at) < last)),
        (target[0], said(target[1], language)) if target else None,
    )  # fmt: skip
    return Chart(lambda frame: _drawn(plan, frame), (() if plan.named or len(shown) < 2 else shown) + plan.unread, says)


def _by_period(rows: Rows, series: Sequence[Series]) -> dict[str, dict[date, Mapping[str, Any]]]:
    table: dict[str, dict[date, Mapping[str, Any]]] = {one.key: {} for one in series}
    for row in rows:
        key = row.get("key", series[0].key if series else "")
        if key in table:
            table[key][day_of(row["at"])] = row
    return table


def _inside(gaps: Mapping[str, float], first: date, last: date) -> dict[str, float]:
    return {
        month: share for month, share in gaps.items() if day_of(month) < last and end_of(day_of(month), "M") > first
    }


def _drawn(plan: _Plan, frame: Frame) -> Spec:
    if not any(
        row.get("value") is not None for line in (*plan.known.values(), *plan.coming.values()) for row in line.values()
    ):
        return nothing(frame, plan.language)
    limit = 84 if frame.small else 150
    right = end_room(plan.series, limit) if plan.named else 0.0
    flagged, top = _flags(plan, frame, right)
    above = top + (LINE if plan.measure.unit else 0)
    room = room_of(frame, marks=plan.marks, measure=plan.measure, top=above, right=right)
    y: Spec = {
        "field": "v",
        "type": "quantitative",
        "scale": {"domain": list(plan.domain), "nice": False, "zero": False},
    }
    axes: Spec = {
        "x": {**X, "title": None, "scale": {"type": "utc", "domain": [_moment(plan.first), _moment(plan.last)]},
              "axis": time_axis(plan.first, plan.last, plan.step, plan.language, 6 if frame.small else 12)},
        "y": {**y, **value_axis(plan.measure, plan.marks, top)},
    }  # fmt: skip
    colour = colour_of(plan.series, frame, plan.unread)
    if plan.named or len(plan.series) < 2:
        colour = only_in_key(colour, plan.unread)
    if colour["legend"]:
        colour["legend"]["offset"] = 8 + above
    layers = [*_shaded(plan, axes), *_noted(plan, flagged), *_aims(plan, y, room), *_bands(plan, y, colour)]
    layers += [*_runs(plan, y, axes, colour), *_dots(plan, y, colour)]
    if plan.named:
        layers += end_layers(end_labels(_ends(plan), plan.domain, room, limit), y, {**colour, "legend": None})
    return {"layer": layers}


def _moment(day: date) -> Spec:
    return {"year": day.year, "month": day.month, "date": day.day, "utc": True}


def _flags(plan: _Plan, frame: Frame, right: float) -> tuple[list[Flag | None], float]:
    """Return where the annotations' words stand, and how many pixels they take above the drawing."""
    if not plan.notes:
        return [], 0.0
    width = room_of(frame, marks=plan.marks, measure=plan.measure, top=0, right=right).width
    whole = max(1, (plan.last - plan.first).days)
    places = [(width * (day - plan.first).days / whole, words) for day, words in plan.notes]
    found = flags(places, width + right, 1 if frame.small else 2, 80 if frame.small else 120)
    rows = max((flag.row + 1 for flag in found if flag), default=0)
    return found, float(rows * LINE)


def _shaded(plan: _Plan, axes: Spec) -> list[Spec]:
    """Return the shades of months that were not read; there is always one, for it carries the axes."""
    values = [
        {"t": f"{max(day_of(month), plan.first)}", "end": f"{min(end_of(day_of(month), 'M'), plan.last)}", "deep": 0.12 + 0.88 * share}
        for month, share in sorted(plan.gaps.items())
    ]  # fmt: skip
    encoding = {"x": axes["x"], "x2": {"field": "end"}, **DEEP}
    return [{"data": {"values": values}, "mark": {"type": "rect", "color": GAP, "tooltip": None}, "encoding": encoding}]


def _noted(plan: _Plan, flagged: Sequence[Flag | None]) -> list[Spec]:
    values = [
        {"t": day.isoformat(), "said": words, "day": day.isoformat(), "row": flag.row if flag else 0,
         "words": flag.words if flag else "", "align": flag.align if flag else "left"}
        for (day, words), flag in zip(plan.notes, flagged, strict=True)
    ]  # fmt: skip
    if not values:
        return []
    tips = [{"field": "day", "title": words_in(plan.language)["D"]}, {"field": "said", "title": " "}]
    layers: list[Spec] = [
        {"data": {"values": values}, "mark": {"type": "rule", "color": "var(--line-firm)", "strokeDash": [2, 3]},
         "encoding": {"x": X, "y": {"value": -4}, "y2": {"value": "height"}, "tooltip": tips}},
    ]  # fmt: skip
    for align in ("left", "right"):
        for row in {flag.row for flag in flagged if flag and flag.align == align}:
            own = [one for one in values if one["align"] == align and one["row"] == row and one["words"]]
            mark = {
                "type": "text",
                "align": align,
                "baseline": "bottom",
                "fontSize": 11,
                "fill": "var(--ink-quiet)",
                "tooltip": None,
            }
            encoding = {"x": X, "y": {"value": -6 - LINE * row}, "text": {"field": "words"}}
            layers.append({"data": {"values": own}, "mark": mark, "encoding": encoding})
    return layers


def _aims(plan: _Plan, y: Spec, room: Room) -> list[Spec]:
    if not plan.target:
        return []
    value, name = plan.target
    low, high = plan.domain
    place = plan.measure.drawn(value) or 0.0
    near_top = (high - place) / (high - low) * room.height < LINE
    words = clipped(f"{name} {plan.measure.said(value)}".strip(), room.width)
    rows = {"data": {"values": [{"v": place, "words": words}]}}
    text = {
        "type": "text",
        "align": "left",
        "baseline": "top" if near_top else "bottom",
        "dy": 5 if near_top else -4,
        "dx": 2,
        "tooltip": None,
    }
    where = {"x": {"value": 0}, "y": y, "text": {"field": "words"}}
    return [
        {**rows, "mark": {"type": "rule", "color": "var(--ink-quiet)", "strokeDash": [5, 4]},
         "encoding": {"y": y, "tooltip": {"field": "words", "title": " "}}},
        {**rows, "mark": {**text, **HALO}, "encoding": where},
        {**rows, "mark": {**text, "fill": "var(--ink-quiet)"}, "encoding": where},
    ]  # fmt: skip


def _bands(plan: _Plan, y: Spec, colour: Spec) -> list[Spec]:
    values = []
    for one in plan.series:
        for table, kind in ((plan.known, "known"), (_led(plan, one), "coming")):
            for run, (day, row) in _numbered(plan, table.get(one.key, {}), ("low", "high")):
                bounds = {"v": plan.measure.drawn(row["low"]), "top": plan.measure.drawn(row["high"])}
                values.append({"t": middle(day, plan.step), "key": one.title, "run": f"{kind} {run}", **bounds})
    if not values:
        return []
    return [
        {"data": {"values": values}, "mark": {"type": "area", "opacity": 0.16, "tooltip": None, "line": False},
         "encoding": {"x": X, "y": y, "y2": {"field": "top"}, "color": colour, "detail": {"field": "run"}}},
    ]  # fmt: skip


def _led(plan: _Plan, one: Series) -> dict[str, dict[date, Mapping[str, Any]]]:
    """Return the forecast of a series, led on from its last known value."""
    coming = plan.coming[one.key]
    if not coming:
        return {}
    earlier = [day for day, row in plan.known[one.key].items() if row.get("value") is not None and day < min(coming)]
    if earlier and end_of(max(earlier), plan.step) >= min(coming):
        value = plan.known[one.key][max(earlier)]["value"]
        return {one.key: {max(earlier): {"value": value, "low": value, "high": value}, **coming}}
    return {one.key: coming}


def _numbered(
    plan: _Plan, line: Mapping[date, Mapping[str, Any]], needs: Sequence[str]
) -> list[tuple[int, tuple[date, Mapping[str, Any]]]]:
    """Return the periods in which all of ``needs`` are known, each with the number of its unbroken run."""
    found, run = [], 0
    for day in plan.periods:
        row = line.get(day)
        if row is None or any(row.get(name) is None for name in needs):
            run += 1
        else:
            found.append((run, (day, row)))
    return found


def _runs(plan: _Plan, y: Spec, axes: Spec, colour: Spec) -> list[Spec]:
    """Return the lines; the first carries the upright axis."""
    known: list[Spec] = []
    coming: list[Spec] = []
    for one in plan.series:
        for into, table in ((known, plan.known), (coming, _led(plan, one))):
            for run, (day, row) in _numbered(plan, table.get(one.key, {}), ("value",)):
                value = plan.measure.drawn(row["value"])
                into.append({"t": middle(day, plan.step), "v": value, "key": one.title, "run": run})
    encoding = {"x": X, "y": axes["y"], "color": colour, "detail": {"field": "run"}}
    lines: list[Spec] = [{"data": {"values": known}, "mark": {"type": "line", "tooltip": None}, "encoding": encoding}]
    if coming:
        dashed = {"type": "line", "strokeDash": [4, 4], "tooltip": None}
        lines.append({"data": {"values": coming}, "mark": dashed, "encoding": {**encoding, "y": y}})
    return lines


def _dots(plan: _Plan, y: Spec, colour: Spec) -> list[Spec]:
    """Return the points that are told one by one; what stands alone and what is last can be seen."""
    values = []
    for one in plan.series:
        found = _numbered(plan, plan.known[one.key], ("value",))
        for at, (run, (day, row)) in enumerate(found):
            before, after = at and found[at - 1][0] == run, at + 1 < len(found) and found[at + 1][0] == run
            seen = at + 1 == len(found) or (not before and not after)
            values.append(
                {"t": middle(day, plan.step), "v": plan.measure.drawn(row["value"]), "key": one.title, "seen": int(seen),
                 "day": period_name(day, plan.step), "said": plan.measure.said(row["value"])}
            )  # fmt: skip
    if len(values) > POINTS:
        values = [row for row in values if row["seen"]]
    tips = [
        {"field": "day", "title": words_in(plan.language)[plan.step]},
        {"field": "said", "title": " "},
        *([{"field": "key", "title": " "}] if len(plan.series) > 1 else []),
    ]
    shown = {"field": "seen", "type": "quantitative", "scale": None, "legend": None}
    point = {"type": "point", "size": 44}
    encoding = {"x": X, "y": y, "color": colour, "opacity": shown, "tooltip": tips}
    return [{"data": {"values": values}, "mark": point, "encoding": encoding}]


def _ends(plan: _Plan) -> list[tuple[Series, float]]:
    """Return the last value of each line, as it is drawn: forecast, or known."""
    found = []
    for one in plan.series:
        for table in (plan.coming[one.key], plan.known[one.key]):
            values = [row["value"] for _, row in sorted(table.items()) if row.get("value") is not None]
            if values:
                found.append((one, plan.measure.drawn(values[-1]) or 0.0))
                break
    return found
