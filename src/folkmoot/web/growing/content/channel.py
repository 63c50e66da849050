"""The form with which a channel of content is declared: what was typed becomes a planned change, shown first."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from pydantic import TypeAdapter

from folkmoot.charter.amending.entries import Sort
from folkmoot.model.content import COUNTS, LANGUAGES, LEVELS, ContentChannel
from folkmoot.model.text import Text, slug_of
from folkmoot.web.declaring import NOTHING, Declaring, DeclaringForm, declare_page, group_choices
from folkmoot.web.forms import Sheet, WordsField, choices_of, told

CHANNEL = Sort("channels", Text("a channel", "渠道"), "blog", "channel-")
_CHANNEL: TypeAdapter[ContentChannel] = TypeAdapter(ContentChannel)
KINDS = {
    "site": Text("Site", "网站"), "articles": Text("Articles", "文章"), "video": Text("Videos", "视频"),
    "short-video": Text("Short videos", "短视频"), "podcast": Text("Podcast", "播客"), "live": Text("Live streams", "直播"),
    "courses": Text("Courses", "课程"), "mail": Text("Mail", "邮件"),
}  # fmt: skip


class ChannelForm(DeclaringForm):
    """What is declared of a channel."""

    title = WordsField(label=told(Text("Title", "名称")))
    group = forms.ChoiceField(label=told(Text("Which group looks after it", "负责小组")), required=False)
    kind = forms.ChoiceField(
        label=told(Text("What is published there", "发布什么")),
        choices=choices_of(KINDS),
    )
    url = forms.CharField(
        label=told(Text("Address", "地址")), max_length=500, widget=forms.URLInput(attrs={"placeholder": "https://"})
    )
    languages = forms.MultipleChoiceField(
        label=told(Text("Languages", "语言")), required=False, widget=forms.CheckboxSelectMultiple,
        choices=choices_of(LANGUAGES),
    )  # fmt: skip
    zone = forms.CharField(
        label=told(Text("Time zone of its audience, if not the community's", "受众时区（如与社区不同）")), required=False, max_length=60,
        widget=forms.TextInput(attrs={"placeholder": "Asia/Shanghai"}),
    )  # fmt: skip
    level = forms.ChoiceField(
        label=told(Text("Whom it reaches", "受众")), required=False,
        choices=[("", told(Text("everybody", "所有人"))), *choices_of(LEVELS)],
    )  # fmt: skip
    subject = forms.CharField(
        label=told(Text("What its views are measured as", "浏览量的测量对象")), required=False, max_length=200,
        widget=forms.TextInput(attrs={"placeholder": "bilibili:{id}"}),
        help_text=told(Text("{id} is the last step of a piece's address. Empty: nothing measures them.",
                            "{id} 为内容地址的最后一段；留空表示没有测量来源。")),
    )  # fmt: skip
    counts = forms.ChoiceField(
        label=told(Text("What a number tells", "数值含义")),
        choices=choices_of(COUNTS),
    )

    def entry(self, said: dict[str, Any]) -> dict[str, Any]:
        """Return what was typed as an entry of the charter."""
        plain = {name: said[name] for name in ("title", "group", "kind", "url", "zone", "level")}
        views = {"subject": said["subject"], "counts": said["counts"]} if said["subject"] else None
        return {
            "id": said["id"] or slug_of(said["title"].en) or "channel",
            **plain,
            "languages": list(said["languages"]),
            "views": views,
        }


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form; show the change that follows; write it when that is asked for."""
    form = ChannelForm(request.POST or None, groups=group_choices(request, NOTHING))
    sheet = Sheet(
        "content", Text("New channel", "新建渠道"),
        Text("Where content is published, and for whom. First you look at the change of the charter.",
             "内容在哪里发布、面向谁；先预览章程变更，再写入。"),
        Text("Look at it", "预览"), above=((reverse("content"), Text("Content", "内容")),), sheets=("content",),
    )  # fmt: skip
    what = Declaring(CHANNEL, _CHANNEL, form.entry, lambda _name: reverse("content"), reverse("content"))
    return declare_page(request, sheet, form, what)
