"""Places as dots on a graticule, with their names: a map without borders, drawn from latitude and longitude alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import cos, pi, radians, sin, sqrt

from folkmoot.press.figures import width_of

STEPS = (1, 2, 5, 10, 15, 20, 30, 45, 60)
LEAST_SPAN = 8.0  # degrees: a single city still has a land around it
LINES = 7  # meridians and parallels at most
EDGE, SIZE, LINE = 34.0, 12, 15.0
RADII = (4.0, 13.0)
CLOSE = 9.0  # dots nearer than this are set around their common place
LEFT, RIGHT, MIDDLE = "end", "start", "middle"


@dataclass(frozen=True, slots=True)
class Dot:
    """A place: its name, where it is, how much it weighs, whether it is alive, and the page behind it."""

    label: str
    latitude: float
    longitude: float
    weight: float = 0
    css: str = ""
    url: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True)
class _Frame:
    west: float
    south: float
    scale: float  # of a degree of latitude
    squeeze: float  # of a degree of longitude beside it
    left: float
    bottom: float

    def at(self, latitude: float, longitude: float) -> tuple[float, float]:
        return (
            self.left + (longitude - self.west) * self.squeeze * self.scale,
            self.bottom - (latitude - self.south) * self.scale,
        )


def dot_map(dots: Sequence[Dot], *, width: int, height: int, says: str, style: str = "") -> str:
    """Return the map as SVG; colours are classes. ``style``: what a drawing that stands alone holds of them.

    Edges: no dots give an empty graticule; a name that would lie on another is left to the title of its dot.
    """
    frame, span = _frame(dots, width, height)
    parts = [*_graticule(frame, span, width, height), *_dots(dots, frame, width, height)]
    head = f'<svg class="dot-map" viewBox="0 0 {width} {height}" role="group" aria-label="{escape(says)}" xmlns="http://www.w3.org/2000/svg">'
    return f"{head}{f'<style>{style}</style>' if style else ''}{''.join(parts)}</svg>"


def _frame(dots: Sequence[Dot], width: int, height: int) -> tuple[_Frame, tuple[float, float]]:
    """Return how degrees become places, and how many degrees the drawing spans: longitude, latitude."""
    longitudes = [one.longitude for one in dots] or [70.0, 140.0]
    latitudes = [one.latitude for one in dots] or [15.0, 50.0]
    middle = ((min(longitudes) + max(longitudes)) / 2, (min(latitudes) + max(latitudes)) / 2)
    squeeze = max(0.2, cos(radians(middle[1])))
    across = max(LEAST_SPAN, (max(longitudes) - min(longitudes)) * 1.15)
    up = max(LEAST_SPAN * 0.6, (max(latitudes) - min(latitudes)) * 1.3)
    room = (width - 2 * EDGE, height - 2 * EDGE)
    scale = min(room[0] / (across * squeeze), room[1] / up)
    span = (width / (scale * squeeze), height / scale)
    return _Frame(middle[0] - span[0] / 2, middle[1] - span[1] / 2, scale, squeeze, 0.0, float(height)), span


def _graticule(frame: _Frame, span: tuple[float, float], width: int, height: int) -> Iterator[str]:
    yield f'<rect class="map-sea" width="{width}" height="{height}" rx="6"/>'
    for turned, first, length in ((True, frame.west, span[0]), (False, frame.south, span[1])):
        step = next((one for one in STEPS if length / one <= LINES), STEPS[-1])
        degree = -(-first // step) * step
        while degree <= first + length:
            if turned and -180 <= degree <= 180:
                x = frame.at(0, degree)[0]
                yield f'<path class="map-line" d="M{x:.1f} 0V{height}"/>'
                if 18 < x < width - 18:
                    yield f'<text class="map-degree" x="{x:.1f}" y="{height - 6}" text-anchor="middle">{_degree(degree, "EW")}</text>'
            elif not turned and -90 <= degree <= 90:
                y = frame.at(degree, 0)[1]
                yield f'<path class="map-line" d="M0 {y:.1f}H{width}"/>'
                if 14 < y < height - 24:
                    yield f'<text class="map-degree" x="6" y="{y - 3:.1f}">{_degree(degree, "NS")}</text>'
            degree += step


def _degree(degree: float, sides: str) -> str:
    side = "" if not degree else sides[0] if degree > 0 else sides[1]
    return f"{abs(degree):.0f}°{side}"


def _dots(dots: Sequence[Dot], frame: _Frame, width: int, height: int) -> Iterator[str]:
    most = max((one.weight for one in dots), default=0) or 1.0
    places = _apart([frame.at(one.latitude, one.longitude) for one in dots])
    sized = [(one, *place, RADII[0] + (RADII[1] - RADII[0]) * sqrt(max(0.0, one.weight) / most))
             for one, place in zip(dots, places, strict=True)]  # fmt: skip
    taken = [(x - r, y - r, x + r, y + r) for _one, x, y, r in sized]
    for one, x, y, r in sorted(sized, key=lambda each: -each[3]):
        name = _label(one.label, x, y, r, taken, width, height)
        title = f"<title>{escape(one.says or one.label)}</title>"
        mark = f'<circle class="map-dot {escape(one.css)}" cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}">{title}</circle>{name}'
        said = "" if name else f' aria-label="{escape(one.label)}"'
        yield f'<a href="{escape(one.url)}"{said}>{mark}</a>' if one.url else f"<g>{mark}</g>"


def _apart(places: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the places with those that lie on one another set around their common middle."""
    groups: list[list[int]] = []
    for number, (x, y) in enumerate(places):
        near = next((one for one in groups if _is_close(places[one[0]], (x, y))), None)
        if near is None:
            groups.append([number])
        else:
            near.append(number)
    found = list(places)
    for group in groups:
        for turn, number in enumerate(group if len(group) > 1 else ()):
            angle = 2 * pi * turn / len(group) - pi / 2
            x, y = places[group[0]]
            found[number] = (x + CLOSE * cos(angle), y + CLOSE * sin(angle))
    return found


def _is_close(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return abs(one[0] - other[0]) < CLOSE and abs(one[1] - other[1]) < CLOSE


Box = tuple[float, float, float, float]


def _label(words: str, x: float, y: float, r: float, taken: list[Box], width: int, height: int) -> str:
    """Return a name beside its dot where there is room for it: right, left, below or above; "" where there is none."""
    long = width_of(words, SIZE)
    middle = y + SIZE * 0.36
    tries = ((x + r + 4, middle, RIGHT), (x - r - 4, middle, LEFT), (x, y + r + LINE, MIDDLE), (x, y - r - 6, MIDDLE))
    for left, base, anchor in tries:
        start = left if anchor == RIGHT else left - long if anchor == LEFT else left - long / 2
        box = (start, base - SIZE, start + long, base + 3)
        inside = box[0] >= 4 and box[2] <= width - 4 and box[1] >= 4 and box[3] <= height - 18
        if inside and not any(_meet(box, one) for one in taken):
            taken.append(box)
            return f'<text class="map-name" x="{left:.1f}" y="{base:.1f}" text-anchor="{anchor}">{escape(words)}</text>'
    return ""


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
