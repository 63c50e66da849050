"""Cells: one value of an answer as people read it, linked to what it counts or to the thing it names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from folkmoot.model.answer import Column
from folkmoot.model.event import KINDS
from folkmoot.model.text import Text
from folkmoot.web import words
from folkmoot.web.gauges import LONG, amount
from folkmoot.web.links import opened

LIST_SHOWN = 3
MAIL_SHOWN = 8
CLOCKED = ("at", "read_at")
GONE = Text("account gone", "账号已注销")

VOCABULARIES: dict[str, Mapping[str, Text]] = {
    "kind": {**words.GROUP_KINDS, **KINDS},
    "status": words.STATUSES,
    "severity": words.SEVERITIES,
    "role": words.ROLES,
    "why": words.WHYS,
}
"""Columns whose values are words of ours, by the column's name."""


def short_account(label: Any) -> str:
    """Return a label as people read it: a hashed mail address is cut to its first digits."""
    said = str(label)
    return f"mail:{said[5 : 5 + MAIL_SHOWN]}…" if said.startswith("mail:") and len(said) > 5 + MAIL_SHOWN else said


def person_link(ident: str, label: str, around: Mapping[str, str]) -> SafeString:
    """Return a person's name as a link to their page; without an id it is somebody whose account is gone."""
    if not ident:
        return format_html('<span class="note">{}</span>', words.said(GONE))
    address = opened("person?id={id}", {"id": ident}, around)
    return format_html('<a class="cut" href="{}" title="{}">{}</a>', address, label, short_account(label))


def item_words(item: Any) -> str:
    """Return one item of a list cell in words: ``[id, name]`` shows the name."""
    if isinstance(item, list | tuple):
        return words.said(item[-1])
    if isinstance(item, Mapping) and "name" in item:
        return words.said(item["name"])
    group, colon, role = str(item).partition(":")
    if colon and role in words.ROLES:  # people's roles are said as group:role
        return f"{group} {words.term_for(words.ROLES, role)}"
    return words.said(item)


REASON = "reason"
"""The column whose words are what somebody came for: they stand whole."""


@dataclass(frozen=True)
class Cell:
    """One value with what it takes to show it."""

    value: Any
    row: Mapping[str, Any]
    column: Column
    around: Mapping[str, str]  # the scope as parameters, for links
    zone: str

    def shown(self) -> SafeString:
        """Return the cell's content."""
        if self.value is None or self.value in ("", (), []):
            why = words.said(self.row.get(f"{self.column.name}_why")) or words.UNKNOWN
            return format_html('<span class="none">{}</span>', why)
        return self.SHOWN.get(self.column.shows, Cell.text)(self)

    def linked(self, content: Any) -> SafeString:
        """Return ``content`` linked to what the column opens; evidence opens beside the page where that is possible."""
        address = opened(self.column.opens, self.row, self.around) if self.column.opens else ""
        if not address:
            return format_html("{}", content)
        counted = self.column.opens.partition("?")[0] == "events"
        return format_html('<a href="{}"{}>{}</a>', address, SafeString(" data-evidence" if counted else ""), content)

    def text(self) -> SafeString:
        """Show words, cut where they are too long."""
        said = words.said(self.value)
        if self.column.name in VOCABULARIES:
            said = words.term_for(VOCABULARIES[self.column.name], said)
        if self.column.name == REASON:
            return self.linked(said)
        short = short_account(said)
        return self.linked(format_html('<span class="cut" title="{}">{}</span>', said, short))

    def number(self) -> SafeString:
        """Show a figure; nought counts nothing and opens nothing."""
        if not self.value:
            return format_html('<span class="none">{}</span>', words.figure(self.value))
        return self.linked(words.figure(self.value))

    def hours(self) -> SafeString:
        """Show a length of time."""
        unit = _("d") if float(self.value) >= LONG else _("h")
        return self.linked(f"{amount(self.value, 'hours')} {unit}")

    def days(self) -> SafeString:
        """Show a number of days."""
        return self.linked(f"{amount(self.value, 'days')} {_('d')}")

    def ratio(self) -> SafeString:
        """Show how many times one thing is another."""
        return self.linked(f"{float(self.value):,.2f}")

    def share(self) -> SafeString:
        """Show a part of a whole."""
        return self.linked(words.share(self.value))

    def person(self) -> SafeString:
        """Show a person's name."""
        address = opened(self.column.opens or "person?id={id}", self.row, self.around)
        label = words.said(self.value)
        if not address:
            return format_html('<span class="cut" title="{}">{}</span>', label, short_account(label))
        return format_html('<a class="cut" href="{}" title="{}">{}</a>', address, label, short_account(label))

    def people(self) -> SafeString:
        """Show a few people, each linked."""
        pairs = [(one[0], item_words(one)) if isinstance(one, list | tuple) else (one, str(one)) for one in self.value]
        links = format_html_join(
            ", ",
            '<a href="{}">{}</a>',
            (
                (opened("person?id={id}", {"id": ident}, self.around), short_account(name))
                for ident, name in pairs[:LIST_SHOWN]
            ),
        )
        return self._few(links, [name for _ident, name in pairs])

    def group(self) -> SafeString:
        """Show a group's name."""
        slug = words.said(self.row.get("slug") or self.row.get("group") or self.value)
        label = words.said(self.row.get("name")) or words.said(self.value)
        address = opened("group?id={id}", {"id": slug}, self.around)
        status = str(self.row.get("status") or "active")
        tag = words.term_for(words.STATUSES, status)
        shown = format_html(' <span class="tag">{}</span>', tag) if status != "active" else ""
        return format_html('<a class="cut" href="{0}" title="{1}">{1}{2}</a>', address, label, shown)

    def repo(self) -> SafeString:
        """Show a repository with its forge in small."""
        forge, _, name = str(self.value).rpartition(":")
        source = format_html(' <span class="source">{}</span>', forge) if forge not in ("", "git") else ""
        content = format_html('<span class="cut" title="{}">{}{}</span>', self.value, name, source)
        if self.column.opens:
            return self.linked(content)
        address = opened("activity?repo={repo}&by=person", {"repo": self.value}, self.around)
        return format_html('<a href="{}">{}</a>', address, content)

    def listed(self) -> SafeString:
        """Show the first items of a list and how many more there are."""
        items = [item_words(item) for item in self.value]
        if self.column.name == "groups":
            links = (("group?id={id}", slug) for slug in self.value[:LIST_SHOWN])
            shown = ((opened(opens, {"id": slug}, self.around), slug) for opens, slug in links)
            return self._few(format_html_join(", ", '<a href="{}">{}</a>', shown), items)
        return self._few(format_html_join(", ", "{}", ((item,) for item in items[:LIST_SHOWN])), items)

    def _few(self, content: SafeString, names: list[str]) -> SafeString:
        more = format_html(' <span class="none">+{}</span>', len(names) - LIST_SHOWN) if len(names) > LIST_SHOWN else ""
        return format_html('<span class="cut" title="{}">{}{}</span>', ", ".join(names), content, more)

    def date(self) -> SafeString:
        """Show a day."""
        return words.day_html(self.value)

    def moment(self) -> SafeString:
        """Show a moment in the community's zone; where only its day matters, the clock stands in its title."""
        return words.moment_html(self.value, self.zone, clock=self.column.name in CLOCKED)

    def url(self) -> SafeString:
        """Show a link to elsewhere; anything but the web is only words."""
        said = str(self.value)
        if not said.startswith(("https://", "http://")):
            return self.text()
        short = said.partition("://")[2].rstrip("/")
        return format_html('<a class="cut" href="{}" rel="noopener nofollow" title="{}">{}</a>', said, said, short)

    def yes(self) -> SafeString:
        """Show yes or no."""
        return format_html("{}", words.figure(bool(self.value)))

    SHOWN: ClassVar[Mapping[str, Callable[[Cell], SafeString]]] = {
        "number": number,
        "hours": hours,
        "days": days,
        "ratio": ratio,
        "share": share,
        "person": person,
        "people": people,
        "group": group,
        "repo": repo,
        "list": listed,
        "date": date,
        "moment": moment,
        "url": url,
        "yes": yes,
        "mark": yes,
    }
