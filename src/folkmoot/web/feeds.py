"""Atom feeds. Source: https://www.rfc-editor.org/rfc/rfc4287"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from folkmoot.web.tiles import NONE

ATOM = "http://www.w3.org/2005/Atom"
NEVER = datetime(1970, 1, 1)
"""When a feed was updated into which nothing has come yet: a feed has to say a time."""

register_namespace("", ATOM)


@dataclass(frozen=True)
class Entry:
    """One thing that happened. ``ident`` never changes, whatever the feed is called."""

    ident: str
    title: str
    summary: str
    at: datetime
    address: str
    category: str = ""


@dataclass(frozen=True)
class Feed:
    """Where a feed stands, which page shows the same, what it is called, and whose it is."""

    address: str
    page: str
    title: str
    author: str
    language: str


def atom(feed: Feed, entries: Sequence[Entry]) -> bytes:
    """Return a feed, in the order of its entries; all words are escaped."""
    top = Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": feed.language})
    _say(top, "id", feed.address)
    _say(top, "title", feed.title)
    _say(top, "updated", _moment(max((one.at for one in entries), default=NEVER)))
    _say(_say(top, "author"), "name", feed.author)
    _link(top, "self", feed.address, "application/atom+xml")
    _link(top, "alternate", feed.page, "text/html")
    for one in entries:
        entry = _say(top, "entry")
        _say(entry, "id", one.ident)
        _say(entry, "title", one.title)
        _say(entry, "updated", _moment(one.at))
        _say(entry, "published", _moment(one.at))
        _link(entry, "alternate", one.address, "text/html")
        if one.category:
            SubElement(entry, f"{{{ATOM}}}category", {"term": NONE.sub("", one.category)})
        _say(entry, "summary", one.summary)
    written: bytes = tostring(top, encoding="utf-8", xml_declaration=True)
    return written


def _say(above: Element, tag: str, words: str = "") -> Element:
    made = SubElement(above, f"{{{ATOM}}}{tag}")
    made.text = NONE.sub("", words)
    return made


def _link(above: Element, rel: str, href: str, form: str) -> None:
    SubElement(above, f"{{{ATOM}}}link", {"rel": rel, "type": form, "href": NONE.sub("", href)})


def _moment(at: datetime) -> str:
    return f"{at.isoformat(timespec='seconds')}Z"
