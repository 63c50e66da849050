"""A charter's Markdown as safe HTML: no scripts, no styles, no pictures from elsewhere, links that lead somewhere."""

from __future__ import annotations

from functools import cache, lru_cache
from html import unescape

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = {
    "a", "abbr", "b", "blockquote", "br", "code", "dd", "del", "details", "div", "dl", "dt", "em", "h2", "h3", "h4",
    "h5", "h6", "hr", "i", "kbd", "li", "ol", "p", "pre", "s", "strong", "sub", "summary", "sup", "table", "tbody",
    "td", "th", "thead", "tr", "ul",
}  # fmt: skip
LOWER = {"h1": "h2", "h2": "h3", "h3": "h4", "h4": "h5", "h5": "h6", "h6": "h6"}
LONGEST = 400_000


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True, "linkify": False}).enable(["table", "strikethrough"])


@lru_cache(maxsize=256)
def document_html(text: str, base: str = "") -> SafeString:
    """Return Markdown as HTML one heading level lower, since the page has its own title.

    ``base`` is the address of the document's folder at its forge: relative links resolve against it; without one they
    lose their address and stay as words.
    """
    tokens = _reader().parse(text[:LONGEST])
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = LOWER.get(token.tag, token.tag)
    html = _reader().renderer.render(tokens, _reader().options, {})
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href", "title"}, "td": {"align"}, "th": {"align"}},
        url_schemes={"http", "https", "mailto"},
        url_relative=("rewrite_with_base", base) if base else "deny",
        link_rel="noopener nofollow",
    )
    return mark_safe(clean)  # noqa: S308 — nh3 has cleaned it


def document_words(text: str) -> str:
    """Return the words of Markdown on one line, for a list."""
    return " ".join(unescape(nh3.clean(document_html(text), tags=set())).split())
