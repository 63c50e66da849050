"""Charts on a page: what press draws, once for wide and once for narrow screens, safe to stand in HTML."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from folkmoot.press.chart import GAP, REST, SERIES, SIZES, Series, Spec
from folkmoot.press.chart import Chart as Plan
from folkmoot.press.engrave import bundle, bundle_version, drawing, json_of, warm

__all__ = (
    "GAP", "REST", "SERIES", "SIZES", "Chart", "Series", "bundle", "bundle_version", "drawn", "svg", "warm",
)  # fmt: skip


@dataclass(frozen=True)
class Chart:
    """A drawn chart: the same picture for wide and narrow screens, its key, and its words for those who hear it."""

    wide: SafeString
    narrow: SafeString
    series: tuple[Series, ...]
    says: str
    spec: str  # JSON, for the interactive drawing

    @property
    def data(self) -> SafeString:
        """The specification as a data block of a page; it cannot end the block."""
        escaped = self.spec.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
        return mark_safe(escaped)  # noqa: S308 — every sign that means something to HTML is escaped above

    @property
    def id(self) -> str:
        """A name that changes with the content."""
        return "chart-" + hashlib.blake2b(self.spec.encode(), digest_size=5).hexdigest()


def drawn(plan: Plan, size: str = "full") -> Chart:
    """Draw a chart for a page; where a phone's is another one, it travels with the wide one's specification."""
    wide, narrow = plan.spec(size), plan.spec("narrow")
    other = {name: part for name, part in narrow.items() if name not in ("width", "height") and part != wide.get(name)}
    spec = {**wide, "usermeta": {"narrow": narrow}} if other else wide
    return Chart(svg(wide), svg(narrow), plan.series, plan.says, json_of(spec))


def svg(spec: Spec) -> SafeString:
    """Return the SVG of a whole specification; the same one is drawn once."""
    return mark_safe(drawing(json_of(spec)))  # noqa: S308 — vl-convert escapes what rows say
