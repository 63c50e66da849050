"""The radar: a few things, each with its parts from 0 to 1, drawn by hand as SVG with its words beside the axes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from folkmoot.press.figures import apart, clipped, width_of

WIDTH, HEIGHT, RADIUS = 400.0, 290.0, 90.0
X, Y = WIDTH / 2, HEIGHT / 2
SIZE, LINE = 11.0, 13.0  # of the words
OUT = 12.0  # how far from the end of its axis a word stands
MOST = 3  # lines of one name
LEAST = 3  # fewer axes enclose nothing
RINGS = (0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True)
class Outline:
    """One thing: its name, its parts in the order of the axes, and which series' colour it has."""

    name: str
    parts: Sequence[float | None]
    series: int


@dataclass(frozen=True)
class Label:
    """The words of one axis: where their first line stands and how they are aligned."""

    lines: tuple[str, ...]
    x: float
    y: float
    anchor: str
    whole: str

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the words."""
        wide = max(width_of(line, SIZE) for line in self.lines)
        left = {"start": self.x, "middle": self.x - wide / 2, "end": self.x - wide}[self.anchor]
        return left, self.y - SIZE, left + wide, self.y - SIZE + LINE * len(self.lines)


def radar(axes: Sequence[str], things: Sequence[Outline], says: str) -> SafeString:
    """Draw things around one centre. ``says``: the same in words, for who does not see it.

    *Edges*: an unknown part has no point, and the outline is open there; fewer than three axes draw nothing.
    """
    if len(axes) < LEAST:
        return SafeString("")
    return format_html(
        '<svg class="radar drawn" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}</svg>',
        int(WIDTH), int(HEIGHT), says, _grid(len(axes)),
        format_html_join("", "{}", ((_outline(one, axes),) for one in things)),
        format_html_join("", "{}", ((_words(label),) for label in labels(axes))),
    )  # fmt: skip


def _at(place: int, of: int, share: float, out: float = 0.0) -> tuple[float, float]:
    angle = 2 * pi * place / of
    far = RADIUS * share + out
    return X + far * sin(angle), Y - far * cos(angle)


def _joined(points: Sequence[tuple[float, float]]) -> str:
    return "L".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _grid(of: int) -> SafeString:
    rings = [f"M{_joined([_at(place, of, ring) for place in range(of)])}Z" for ring in RINGS]
    spokes = [f"M{X:g},{Y:g}L{_joined([_at(place, of, 1)])}" for place in range(of)]
    return format_html('<path class="radar-grid" d="{}"/>', "".join([*rings, *spokes]))


def _outline(one: Outline, axes: Sequence[str]) -> SafeString:
    of = len(axes)
    known = [None if part is None else min(1.0, max(0.0, part)) for part in one.parts]
    points = [(place, _at(place, of, part), part) for place, part in enumerate(known) if part is not None]
    closed = len(points) == of
    said = ", ".join(
        f"{axis} {'◌' if part is None else f'{100 * part:.0f}'}" for axis, part in zip(axes, known, strict=True)
    )
    dots = format_html_join(
        "",
        '<circle cx="{}" cy="{}" r="3.5"><title>{} · {}: {}</title></circle>',
        ((f"{x:.1f}", f"{y:.1f}", one.name, axes[place], f"{100 * part:.0f}") for place, (x, y), part in points),
    )
    return format_html(
        '<g class="radar-thing series-{}"><path class="{}" d="{}"><title>{}: {}</title></path>{}</g>',
        one.series, "radar-area" if closed else "radar-open", _path(known, closed=closed), one.name, said, dots,
    )  # fmt: skip


def _path(known: Sequence[float | None], *, closed: bool) -> str:
    of = len(known)
    if closed:
        return f"M{_joined([_at(place, of, part or 0.0) for place, part in enumerate(known)])}Z"
    steps = [
        (_at(place, of, part), _at(place + 1, of, after))
        for place, part in enumerate(known)
        if part is not None and (after := known[(place + 1) % of]) is not None
    ]
    return "".join(f"M{_joined(step)}" for step in steps) or f"M{X:g},{Y:g}"


def _words(label: Label) -> SafeString:
    spans = format_html_join(
        "", '<tspan x="{}" dy="{}">{}</tspan>',
        ((f"{label.x:.1f}", 0 if place == 0 else int(LINE), line) for place, line in enumerate(label.lines)),
    )  # fmt: skip
    return format_html(
        '<text class="radar-name" font-size="11" x="{}" y="{}" text-anchor="{}"><title>{}</title>{}</text>',
        f"{label.x:.1f}", f"{label.y:.1f}", label.anchor, label.whole, spans,
    )  # fmt: skip


def labels(axes: Sequence[str]) -> list[Label]:
    """Return the words of each axis, on up to three lines each, so that no two meet."""
    of = len(axes)
    found: dict[int, Label] = {}
    for anchor in ("start", "end", "middle"):
        mine = [place for place in range(of) if _anchor(place, of) == anchor]
        spots = [_at(place, of, 1, OUT) for place in mine]
        lines = [_lines(axes[place], _room(place, of), of) for place in mine]
        if anchor == "middle":
            tops = [
                y - LINE * (len(each) - 1) if y < Y else y + SIZE / 2
                for (_x, y), each in zip(spots, lines, strict=True)
            ]
        else:
            high = max((LINE * len(each) for each in lines), default=LINE)
            middles = apart([y for _x, y in spots], high + 2, high / 2, HEIGHT - high / 2)
            tops = [y - LINE * len(each) / 2 + SIZE for y, each in zip(middles, lines, strict=True)]
        for place, (x, _y), each, top in zip(mine, spots, lines, tops, strict=True):
            found[place] = Label(each, x, max(SIZE, top), anchor, axes[place])
    return [found[place] for place in range(of)]


def _anchor(place: int, of: int) -> str:
    across = sin(2 * pi * place / of)
    return "middle" if abs(across) < 0.15 else "start" if across > 0 else "end"


def _room(place: int, of: int) -> float:
    """Return how wide a name may be: to the edge of the drawing, or, above and below, to the nearest names at the sides."""
    x, y = _at(place, of, 1, OUT)
    if _anchor(place, of) != "middle":
        return (WIDTH - x if x > X else x) - 2
    spots = [_at(other, of, 1, OUT) for other in range(of) if _anchor(other, of) != "middle"]
    beside = min((abs(other - X) for other, high in spots if abs(high - y) < LINE * (MOST + 1)), default=X)
    return 2 * min(beside, X) - SIZE


def _lines(words: str, room: float, of: int) -> tuple[str, ...]:
    """Return words on as many lines as they need, at most three, fewer where many axes stand close."""
    most = MOST if of <= 8 else 2
    lines = [""]
    for part in _parts(words):
        if width_of((lines[-1] + part).strip(), SIZE) <= room:
            lines[-1] += part
        elif lines[-1].strip():
            lines.append(part.lstrip())
        else:
            lines[-1] = part
    if len(lines) > most:
        lines = [*lines[: most - 1], "".join(f"{line.rstrip()} " for line in lines[most - 1 :])]
    return tuple(clipped(line.strip(), room, SIZE) for line in lines) or ("",)


def _parts(words: str) -> Iterator[str]:
    """Yield where words may break: after a space, and between Han letters."""
    part = ""
    for letter in words:
        part += letter
        if letter in " -" or letter >= "⺀":
            yield part
            part = ""
    if part:
        yield part
