"""The form with which a channel of content is declared: what was typed becomes a planned change, shown first."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from pydantic import TypeAdapter

from folkmoot.charter.amending.entries import Sort
from folkmoot.jobs.declaring import groups_of
from folkmoot.model.content import COUNTS, LANGUAGES, LEVELS, ContentChannel
from folkmoot.model.text import Text
from folkmoot.web.accounts.who import actor_of
from folkmoot.web.declaring import Declaring, declare_page
from folkmoot.web.forms import Form, Sheet, WordsField, told
from folkmoot.web.governing.motions import clock
from folkmoot.web.house import house

CHANNEL = Sort("channels", Text("a channel", "渠道"), "blog", "channel-")
_CHANNEL: TypeAdapter[ContentChannel] = TypeAdapter(ContentChannel)
KINDS = {
    "site": Text("Site", "网站"), "articles": Text("Articles", "文章"), "video": Text("Videos", "视频"),
    "short-video": Text("Short videos", "短视频"), "podcast": Text("Podcast", "播客"), "live": Text("Live streams", "直播"),
    "courses": Text("Courses", "课程"), "mail": Text("Mail", "邮件"),
}  # fmt: skip


class ChannelForm(Form):
    """What is declared of a channel."""

    title = WordsField(label=told(Text("Title", "名称")))
    id = forms.CharField(
        label=told(Text("Short name", "短名")), required=False, max_length=60,
        help_text=told(Text("Small letters, digits and dashes; made from the title where it is empty.",
                            "小写字母、数字与连字符；留空则由名称生成。")),
    )  # fmt: skip
    group = forms.ChoiceField(label=told(Text("Which group looks after it", "负责小组")), required=False)
    kind = forms.ChoiceField(
        label=told(Text("What is published there", "发布什么")),
        choices=[(name, told(text)) for name, text in KINDS.items()],
    )
    url = forms.CharField(
        label=told(Text("Address", "地址")), max_length=500, widget=forms.URLInput(attrs={"placeholder": "https://"})
    )
    languages = forms.MultipleChoiceField(
        label=told(Text("Languages", "语言")), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(name, told(text)) for name, text in LANGUAGES.items()],
    )  # fmt: skip
    zone = forms.CharField(
        label=told(Text("Time zone of its audience, if not the community's", "受众时区（如与社区不同）")), required=False, max_length=60,
        widget=forms.TextInput(attrs={"placeholder": "Asia/Shanghai"}),
    )  # fmt: skip
    level = forms.ChoiceField(
        label=told(Text("Whom it reaches", "受众")), required=False,
        choices=[("", told(Text("everybody", "所有人"))), *((name, told(text)) for name, text in LEVELS.items())],
    )  # fmt: skip
    subject = forms.CharField(
        label=told(Text("What its views are measured as", "浏览量的测量对象")), required=False, max_length=200,
        widget=forms.TextInput(attrs={"placeholder": "bilibili:{id}"}),
        help_text=told(Text("{id} is the last step of a piece's address. Empty: nothing measures them.",
                            "{id} 为内容地址的最后一段；留空表示没有测量来源。")),
    )  # fmt: skip
    counts = forms.ChoiceField(
        label=told(Text("What a number tells", "数值含义")),
        choices=[(name, told(text)) for name, text in COUNTS.items()],
    )

    def __init__(self, *args: Any, groups: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = groups  # type: ignore[attr-defined]  # it is a field of choices

    def entry(self, said: dict[str, Any]) -> dict[str, Any]:
        """Return what was typed as an entry of the charter."""
        plain = {name: said[name] for name in ("title", "group", "kind", "url", "zone", "level")}
        views = {"subject": said["subject"], "counts": said["counts"]} if said["subject"] else None
        return {
            "id": said["id"] or _slug(said["title"].en) or "channel",
            **plain,
            "languages": list(said["languages"]),
            "views": views,
        }


def _slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


def may_declare(request: HttpRequest) -> bool:
    """Return whether the reader may declare a channel: operators, and who leads a group."""
    actor = actor_of(request)
    return bool(actor.name) and (actor.operator or bool(groups_of(house().homes(), actor, clock())))


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form; show the change that follows; write it when that is asked for."""
    actor = actor_of(request)
    groups = [(one.slug, told(one.name)) for one in groups_of(house().homes(), actor, clock())]
    form = ChannelForm(request.POST or None, groups=[("", "–"), *groups] if actor.operator or not groups else groups)
    sheet = Sheet(
        "content", Text("New channel", "新建渠道"),
        Text("Where content is published, and for whom. First you look at the change of the charter.",
             "内容在哪里发布、面向谁；先预览章程变更，再写入。"),
        Text("Look at it", "预览"), above=((reverse("content"), Text("Content", "内容")),), sheets=("content",),
    )  # fmt: skip
    what = Declaring(CHANNEL, _CHANNEL, form.entry, lambda _name: reverse("content"), reverse("content"))
    return declare_page(request, sheet, form, what)
