"""The form with which an organiser sets up a camp."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, get_args

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from pydantic import TypeAdapter

from folkmoot.charter.amending.entries import Sort
from folkmoot.model.camp import MOST_DAYS, CampPlan, Proof
from folkmoot.model.text import Text, sides, sides_in, slug_in_year
from folkmoot.web.declaring import Declaring, DeclaringForm, declare_page, group_choices
from folkmoot.web.forms import DayField, Sheet, WordsField, told

SECTION = "camps"
NONE = Text("none", "无")
CAMP = Sort("camps", Text("a camp", "训练营"), "mushrooms-21", "camp-")
_NOUN: TypeAdapter[CampPlan] = TypeAdapter(CampPlan)
LINES = Text(
    "One day a line: what it is about | how it is shown (none, words, link or change) | its task | a link. In both languages: "
    "English / 中文.",
    "每行一天：主题 | 证明方式（none 打卡、words 文字、link 链接、change 合入变更）| 任务 | 链接。双语写作：English / 中文。",
)


class CampForm(DeclaringForm):
    """What a camp is: its days as lines, its rule, who it is of."""

    title = WordsField(label=told(Text("What it is called", "名称")), most=120)
    says = WordsField(label=told(Text("What it is about", "简介")), most=2000, long=True, required=False)
    group = forms.ChoiceField(label=told(Text("Group; its leads coach", "小组（其负责人任教练）")), required=False)
    coaches = forms.CharField(
        label=told(Text("Further coaches, by their ids", "其他教练（人员 ID）")), max_length=500, required=False
    )
    begins = DayField(label=told(Text("First day", "首日")))
    length = forms.IntegerField(label=told(Text("How many days", "天数")), min_value=1, max_value=MOST_DAYS, initial=21)
    days = forms.CharField(
        label=told(Text("Its days", "每日内容")),
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=told(LINES),
        required=False,
    )
    need = forms.IntegerField(
        label=told(Text("Days that complete it; empty: all", "结营所需天数；留空为全部")),
        min_value=1,
        max_value=MOST_DAYS,
        required=False,
    )
    late = forms.IntegerField(
        label=told(Text("Days that a check-in may be late", "打卡可延后的天数")),
        min_value=0,
        max_value=60,
        initial=1,
        required=False,
    )
    make_ups = forms.IntegerField(
        label=told(Text("Days that may be made up later", "补卡次数")),
        min_value=0,
        max_value=MOST_DAYS,
        initial=3,
        required=False,
    )
    grace = forms.IntegerField(
        label=told(Text("Days after the last one to make up", "末日后的补卡天数")),
        min_value=0,
        max_value=60,
        initial=3,
        required=False,
    )
    certificate = forms.BooleanField(
        label=told(Text("Who completes it can have a certificate", "结营可获证书")), required=False
    )


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form of a camp; show the change that follows; write it when that is asked for."""
    form = CampForm(request.POST if request.method == "POST" else None, groups=group_choices(request, NONE))
    sheet = Sheet(
        SECTION, Text("New camp", "新建训练营"),
        Text("Days in a row, each with a task: first you look at the change of the charter, then it is written.",
             "连续若干天，每天一个任务：先查看章程变更，再写入。"),
        Text("Look at it", "预览"), above=((reverse("camps"), Text("Camps", "训练营")),),
    )  # fmt: skip
    what = Declaring(CAMP, _NOUN, entry_of, lambda name: reverse("camp", args=[name]), reverse("camps"))
    return declare_page(request, sheet, form, what)


def entry_of(typed: dict[str, Any]) -> dict[str, Any]:
    """Return what was typed as an entry of the charter."""
    title, says, begins = typed["title"], typed["says"], typed["begins"]
    ident = typed["id"].strip() or slug_in_year(title.en, "camp", begins.year)
    found = {
        "id": ident, "title": sides(title), "says": sides(says) if says else "", "group": typed["group"], "begins": begins.isoformat(),
        "length": typed["length"], "days": list(_days(typed["days"])), "certificate": typed["certificate"] or None,
        **{name: typed[name] or None for name in ("need", "late", "make_ups", "grace")},
    }  # fmt: skip
    found["coaches"] = people_in(typed["coaches"])
    return found


def people_in(words: str) -> list[str]:
    """Return the ids on a line: between commas or spaces."""
    return [one for one in re.split(r"[,，、\s]+", words) if one]


def _days(words: str) -> Iterator[dict[str, Any]]:
    """Yield the days that stand on lines such as ``Mushrooms / 蘑菇 | link | Send five pictures | https://…``."""
    for line in filter(str.strip, words.splitlines()):
        title, *rest = (part.strip() for part in re.split(r"[|｜]", line))
        entry: dict[str, Any] = {"title": sides_in(title)}
        for part in filter(None, rest):
            if part.lower() in get_args(Proof):
                entry["proof"] = part.lower()
            elif part.startswith(("https://", "http://")):
                entry["links"] = [{"title": part.partition("://")[2].partition("/")[0], "url": part}]
            else:
                entry["task"] = sides_in(part)
        yield entry
