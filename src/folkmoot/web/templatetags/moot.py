"""Words, figures, moments, links and the frame, as the templates spell them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.http import HttpRequest
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from folkmoot.model.errors import MootError
from folkmoot.model.text import Text
from folkmoot.web import icons, words
from folkmoot.web.cells import item_words, person_link, short_account
from folkmoot.web.house import community
from folkmoot.web.links import opened, page_of, scope_query
from folkmoot.web.page import twin_path

register = template.Library()

register.filter("said", words.said)
register.filter("figure", words.figure)
register.filter("share", words.share)
register.filter("day", words.day_html)
register.filter("kind_name", words.kind_name)
register.filter("firm", words.figures_firm)
register.filter("item_words", item_words)
register.filter("short_account", short_account)


@register.filter
def role_name(role: Any) -> str:
    """Return a role's name."""
    return words.term_for(words.ROLES, role)


@register.filter
def group_kind(kind: Any) -> str:
    """Return the name of a group's kind."""
    return words.term_for(words.GROUP_KINDS, kind)


@register.filter
def status_name(status: Any) -> str:
    """Return a group's state."""
    return words.term_for(words.STATUSES, status)


@register.filter
def severity_name(severity: Any) -> str:
    """Return how bad a finding is, in words."""
    return words.term_for(words.SEVERITIES, severity)


@register.filter
def at(row: Mapping[str, Any], name: str) -> Any:
    """Return one value of a row, or nothing."""
    return row.get(name) if isinstance(row, Mapping) else None


@register.filter
def initials(name: Any) -> str:
    """Return one Han letter, or the first letters of up to two words: a face for somebody without a picture."""
    letters = str(name or "?").removeprefix("mail:").strip() or "?"
    if "㐀" <= letters[0] <= "鿿":
        return letters[-1]
    parts = [
        part for part in letters.replace("_", " ").replace("-", " ").rpartition(":")[2].split() if part[0].isalnum()
    ]
    return "".join(part[0] for part in parts[:2]).upper() or "?"


@register.simple_tag
def figured(number: Any) -> str:
    """Return a number with thousands separators, to be kept under a name."""
    return words.figure(number)


@register.simple_tag
def icon(name: str, size: int = 16) -> SafeString:
    """Draw an icon; it is decoration, the word beside it speaks."""
    return icons.draw(name, size)


@register.simple_tag(takes_context=True)
def moment(context: Context, value: Any, form: str = "") -> SafeString:
    """Show a moment in the community's zone, with UTC as its title; ``"day"`` leaves the clock out."""
    return words.moment_html(value, context.get("zone") or "UTC", clock=form != "day")


@register.simple_tag(takes_context=True)
def ago(context: Context, value: Any) -> str:
    """Say how long ago a moment was."""
    return words.ago(value, context["now"])


@register.simple_tag
def frame() -> dict[str, Any]:
    """Return what the frame around a page shows; it must hold even where there is no workspace."""
    try:
        said = community()
        name, zone = said.name, said.zone
    except MootError:
        name, zone = Text("Folkmoot"), "UTC"
    return {"name": name.said_in(words.language()), "zone": zone, "language": words.language()}


@register.simple_tag(takes_context=True)
def here(context: Context, **changes: str) -> str:
    """Return this page's address with some parameters changed, whatever else stands in it."""
    request: HttpRequest = context["request"]
    query = request.GET.copy()
    for name in ("lang", "theme"):
        query.pop(name, None)
    for name, value in changes.items():
        if value:
            query[name] = value
        else:
            query.pop(name, None)
    return f"{request.path}?{query.urlencode()}" if query else request.path


@register.simple_tag(takes_context=True)
def twin(context: Context, form: str, part: str = "") -> str:
    """Return the address of this page as JSON or CSV, with the same filters; of a page of rows it holds all of them."""
    request: HttpRequest = context["request"]
    query = request.GET.copy()
    for name in ("lang", "theme", "wall", "page", "size"):
        query.pop(name, None)
    if part:
        query["part"] = part
    path = twin_path(request.path, form)
    return f"{path}?{query.urlencode()}" if query else path


def around_of(context: Context) -> dict[str, str]:
    """Return what links carry on from this page: its filters, else its answer's scope."""
    filters, answer = context.get("filters"), context.get("answer")
    asked = dict(filters.shared) if filters else {}
    return scope_query(answer.scope, asked) if answer else asked


@register.simple_tag(takes_context=True)
def to(context: Context, report: str, ident: str = "", **options: Any) -> str:
    """Return a report's address within this page's scope; ``to "person" id`` opens a thing."""
    given = {name: str(value) for name, value in options.items() if value not in (None, "")}
    if ident:
        return opened(f"{report}?id={{id}}", {"id": ident}, around_of(context))
    query = "&".join(f"{name}={{{name}}}" for name in given)
    return opened(f"{report}?{query}" if query else report, given, around_of(context))


@register.simple_tag(takes_context=True)
def opens(context: Context, said: str) -> str:
    """Return the address that an answer itself gives (``people?since=…``), within this page's scope."""
    return opened(said, {}, around_of(context)) if said else ""


@register.simple_tag
def path_of(report: str, ident: str = "") -> str:
    """Return a page's bare address."""
    return page_of(report, ident)


@register.simple_tag(takes_context=True)
def person(context: Context, ident: str, name: str = "") -> SafeString:
    """Show a person with a face, linked to their page; who has none by name alone, and nobody as a dash."""
    label = words.said(name) or str(ident or "")
    if not ident:
        return format_html("{}", label or "–")
    return format_html(
        '<span class="who"><span class="face" aria-hidden="true">{}</span>{}</span>',
        initials(label),
        person_link(str(ident), label, around_of(context)),
    )


@register.filter
def sheets(names: str) -> list[str]:
    """Return the style sheets' files."""
    return [f"folkmoot/css/{name}.css" for name in names.split()]


@register.filter
def names(said: str) -> list[str]:
    """Return words as a list."""
    return said.split()
