"""Where one is among the growth programmes."""

from __future__ import annotations

from django import template
from django.urls import reverse

from folkmoot.model.text import Text
from folkmoot.web import words

register = template.Library()

PLACES: tuple[tuple[str, Text], ...] = (
    ("growth", Text("All programmes", "全部项目")),
    ("tasks", Text("Tasks", "任务")),
    ("points", Text("Points", "积分")),
    ("contests", Text("Contests", "大赛")),
    ("chapters", Text("Chapters", "分会")),
    ("content", Text("Content", "内容")),
    ("camps", Text("Camps", "训练营")),
    ("complaints", Text("Complaints", "吐槽大会")),
    ("questions", Text("Questions", "问答")),
    ("campaigns", Text("Campaigns", "活动")),
    ("partners", Text("Partners", "合作伙伴")),
    ("certificates", Text("Certificates", "证书")),
)
"""The section of each programme, which is also the name of its first page, in the order of the rail."""


@register.filter
def is_growth(section: str) -> bool:
    """Return whether a section is one of the growth programmes."""
    return any(section == name for name, _title in PLACES)


@register.simple_tag
def growth_places() -> list[tuple[str, str, str]]:
    """Return the programmes: address, title, and section."""
    return [(reverse(name), words.said(title), name) for name, title in PLACES]
