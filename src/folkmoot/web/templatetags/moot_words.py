"""Filters that put one kind of row into words: findings, reasons, matches, subjects, disputed fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from django import template

from folkmoot.model.text import Text
from folkmoot.web import words
from folkmoot.web.links import INDICATOR, page_of

register = template.Library()

CLASSES = {"error": "bad", "warning": "warn", "note": ""}
SHAPES = {"error": "■", "warning": "▲", "note": "●"}

SEARCHED = {
    "meeting": "/meetings/{}/", "release": "/releases/{}/", "founding": "/founding/{}/", "lifecycle": "/lifecycle/{}/",
    "topic": "/talks/{}/", "minutes": "/meetings/past/?group={}", "content": "/content/{}/", "task": "/tasks/{}/", "batch": "/tasks/?batch={}",
    "camp": "/camps/{}/", "conference": "/complaints/{}/", "complaint": "/complaints/{}/",
    "chapter-event": "/gatherings/{}/",
}  # fmt: skip
"""Where a search leads to what has no page of a report's thing."""
FOUND = {
    "person": Text("person", "人员"),
    "group": Text("group", "小组"),
    "repository": Text("repository", "仓库"),
    "repo": Text("repository", "仓库"),
    "proposal": Text("proposal", "提案"),
    "minutes": Text("minutes", "会议纪要"),
    "motion": Text("motion", "动议"),
    "meeting": Text("meeting", "会议"),
    "series": Text("series of meetings", "例会系列"),
    "release": Text("release plan", "版本计划"),
    "election": Text("election", "选举"),
    "round": Text("selection round", "选拔"),
    "founding": Text("group to be founded", "拟成立的小组"),
    "lifecycle": Text("change of a group", "组织变更"),
    "topic": Text("talk", "分享"),
    "task": Text("task", "任务"),
    "batch": Text("task batch", "任务批次"),
    "content": Text("content", "内容"),
    "contest": Text("contest", "大赛"),
    "campaign": Text("campaign", "活动"),
    "partner": Text("partner", "合作伙伴"),
    "camp": Text("camp", "训练营"),
    "conference": Text("complaint conference", "吐槽大会"),
    "complaint": Text("complaint", "吐槽"),
    "chapter-event": Text("event of a chapter", "分会活动"),
    "view": Text("kept view", "保存的视图"),
    "indicator": Text("indicator", "指标"),
    "page": Text("page", "页面"),
    "report": Text("page", "页面"),
}

FIELDS = {
    "name": Text("Name", "名称"),
    "mission": Text("Mission", "职责"),
    "status": Text("Status", "状态"),
    "repositories": Text("Repositories", "仓库"),
    "meetings": Text("Meetings", "例会"),
    "mailing_list": Text("Mailing list", "邮件列表"),
}


@register.filter
def severity_class(severity: Any) -> str:
    """Return the colour of a finding; its shape and word say the same."""
    return CLASSES.get(str(severity), "")


@register.filter
def severity_shape(severity: Any) -> str:
    """Return the shape of a finding."""
    return SHAPES.get(str(severity), "●")


@register.filter
def why_words(why: Any) -> str:
    """Return why something is believed."""
    return words.term_for(words.WHYS, why)


@register.filter
def reason_words(reason: Mapping[str, Any]) -> str:
    """Return why an account is counted as this person's, with its evidence."""
    if not isinstance(reason, Mapping):
        return words.said(reason)
    why = why_words(reason.get("why"))
    evidence = str(reason.get("evidence") or "")
    return f"{why} · {evidence}" if evidence else why


@register.filter
def suggested(reason: Mapping[str, Any], about: Mapping[str, Any]) -> str:
    """Return the account of a suggestion that is not this person's already."""
    own = {str(one.get("account")) for one in about.get("accounts") or ()}
    sides = [str(reason.get("account") or ""), str(reason.get("other") or "")]
    return next((side for side in sides if side and side not in own), sides[-1])


@register.filter
def found_type(kind: Any) -> str:
    """Return what kind of thing a search found."""
    return words.term_for(FOUND, kind)


@register.filter
def found_at(row: Mapping[str, Any]) -> str:
    """Return the address of what a search found."""
    kind, ident = str(row.get("type")), str(row.get("id") or "")
    if kind in ("person", "group", "motion", "proposal", "election", "round"):
        return page_of(kind, ident)
    if kind == "series":
        return f"/meetings/?group={quote(ident.partition('/')[0])}"
    if kind in SEARCHED:
        return SEARCHED[kind].format(quote(ident))
    if kind in ("repository", "repo"):
        return f"/activity/?repo={ident}&by=person"
    if kind in ("page", "report"):
        return page_of(ident)
    if kind == "view":
        return ident  # the charter takes none but addresses of the portal itself
    if kind == "indicator":
        return f"{INDICATOR}{ident}/"
    if row.get("group"):
        return page_of("group", str(row["group"]))
    return f"/search/?q={ident}"


@register.filter
def subject_words(row: Mapping[str, Any]) -> str:
    """Return an event's subject as people write it: ``kit!12``, or ``kit@1a2b3c4``; else its repository."""
    subject = str(row.get("subject") or row.get("repo") or "")
    name = subject.rpartition(":")[2].rpartition("/")[2]
    stem, sign, sha = name.partition("@")
    return f"{stem}@{sha[:8]}" if sign else name


@register.filter
def field_name(field: Any) -> str:
    """Return the name of a disputed field; ``role:maintainer`` is the role's name."""
    said = str(field)
    if said.startswith("role:"):
        return words.term_for(words.ROLES, said[5:]).capitalize()
    return words.term_for(FIELDS, said) if said in FIELDS else said.replace("_", " ").capitalize()


@register.filter
def safe_link(address: Any) -> str:
    """Return an address that may be linked: https, http, or mail; anything else gives nothing."""
    said = str(address or "").strip()
    if said.startswith(("https://", "http://", "mailto:")):
        return said
    if "@" in said and " " not in said and "/" not in said:
        return f"mailto:{said}"
    return ""
