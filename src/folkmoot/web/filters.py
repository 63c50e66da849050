"""The filter bar: what the URL asks for, and the same URL with one thing changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from folkmoot.model.text import Text

SHARED = ("since", "until", "group", "repo", "org", "bots")
"""What every page understands, and what a link carries on to the next page."""

OTHER_NAMES = {"from": "since", "to": "until"}

PRESETS = (
    ("30d", Text("30 days", "30 天")),
    ("90d", Text("90 days", "90 天")),
    ("12m", Text("12 months", "12 个月")),
    ("all", Text("All time", "全部")),
)
DEFAULT = "all"
FIRST_PAGE = ("page", "1")
STRETCH = ("page", "size")


@dataclass(frozen=True)
class Filters:
    """The parameters of one page, as its URL gives them."""

    path: str
    shared: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[str, str] = field(default_factory=dict)  # the page's options: q, sort, page…
    usual: str = ""  # the window that the page itself chose, where the URL gives none

    @property
    def parameters(self) -> dict[str, str]:
        """What a report is asked with."""
        return {**self.shared, **self.own}

    def link(self, **changes: str | int | None) -> str:
        """Return this page's address with some parameters changed; ``None`` or "" takes one away."""
        merged: dict[str, object] = {**self.shared, **self.own, **changes}
        said = {
            name: value for name, value in merged.items() if value not in (None, "") and (name, value) != FIRST_PAGE
        }
        return f"{self.path}?{urlencode(said)}" if said else self.path

    @property
    def preset(self) -> str:
        """The window preset in force, or "" for days of one's own."""
        if self.shared.get("until"):
            return ""
        since = self.shared.get("since", DEFAULT)
        return since if since in dict(PRESETS) else ""

    @property
    def chosen(self) -> dict[str, str]:
        """The page's own options that were chosen; which stretch of the rows is shown is none of them."""
        return {name: value for name, value in self.own.items() if name not in STRETCH}

    @property
    def narrowed(self) -> bool:
        """Whether anything but the page itself was asked for."""
        return any((name, value) != ("since", self.usual) for name, value in self.shared.items())


def filters_of(path: str, query: Mapping[str, str], own: tuple[str, ...] = ()) -> Filters:
    """Read the URL. Unknown parameters are left out: a link from elsewhere must not break a page."""
    said = {OTHER_NAMES.get(name, name): value.strip() for name, value in query.items() if value.strip()}
    shared = {name: said[name] for name in SHARED if name in said}
    return Filters(path, shared, {name: said[name] for name in own if name in said})
