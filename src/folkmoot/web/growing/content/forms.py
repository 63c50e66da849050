"""The forms of content: what is planned of a piece, and one small form for each thing that is done with it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from folkmoot.charter.charter import Charter
from folkmoot.metrics.indicator import INDICATORS
from folkmoot.model.content import COUNTS, KINDS, LANGUAGES, LEVELS, Details, Piece
from folkmoot.model.text import Text
from folkmoot.rules.content import may_hold
from folkmoot.web.forms import DayField, Form, MomentField, WordsField, choices_of, told

ELSEWHERE = Text("elsewhere", "其他渠道")


def utc(local: datetime | None, zone: str) -> datetime | None:
    """Return a moment that the community's clocks show as UTC without a zone."""
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).replace(tzinfo=None) if local else None


def local(at: datetime | None, zone: str) -> datetime | None:
    """Return a UTC moment as the community's clocks show it."""
    return at.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) if at else None


class DetailsForm(Form):
    """What is planned of a piece."""

    title = WordsField(label=told(Text("Title; one language is enough", "标题（填一种语言即可）")))
    kind = forms.ChoiceField(label=told(Text("Kind", "类型")))
    group = forms.ChoiceField(
        label=told(Text("Whose subject is it? Its leads edit it.", "内容所属小组（由其负责人编辑）"))
    )
    says = forms.CharField(
        label=told(Text("What is it about, and why now?", "讲什么，为什么现在讲？")), required=False, max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}), help_text=told(Text("Markdown. Everybody reads it.", "支持 Markdown，所有人可见。")),
    )  # fmt: skip
    link = forms.CharField(
        label=told(Text("Address of the finished draft", "成稿地址")), max_length=2000, required=False,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        help_text=told(Text("With it you hand in your own work; without it you propose an idea.", "填写则为投稿，留空则为提出选题。")),
    )  # fmt: skip
    byline = forms.CharField(
        label=told(Text("How its author wants to be named, if not by their name here", "作者署名（如与此处姓名不同）")),
        required=False, max_length=80,
    )  # fmt: skip
    channels = forms.MultipleChoiceField(
        label=told(Text("Channels", "渠道")), required=False, widget=forms.CheckboxSelectMultiple
    )
    language = forms.ChoiceField(label=told(Text("Language", "语言")), required=False)
    level = forms.ChoiceField(label=told(Text("For whom", "受众")), required=False)
    indicator = forms.ChoiceField(
        label=told(Text("Which indicator it serves", "服务于哪个指标")), required=False,
        help_text=told(Text("What should move if the piece does its work.", "内容见效时应随之变化的指标。")),
    )  # fmt: skip
    campaign = forms.CharField(label=told(Text("Key of a campaign", "活动标识")), required=False, max_length=80)
    planned_at = MomentField(label=told(Text("Planned moment", "计划时间")), required=False)
    holder = forms.TypedChoiceField(
        label=told(Text("Part of a course or series", "所属课程或系列")), required=False, coerce=int, empty_value=None
    )
    part = forms.IntegerField(label=told(Text("Which part", "第几部分")), required=False, min_value=1, max_value=500)
    release = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, charter: Charter, every: tuple[Piece, ...] = (), handing: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.zone = charter.community.zone
        alive = [one for one in charter.groups if one.status != "archived"]
        choices: dict[str, list[tuple[str, Any]]] = {
            "kind": choices_of(KINDS), "group": [("", "–"), *((one.slug, told(one.name)) for one in alive)],
            "channels": [(one.id, told(one.title)) for one in charter.channels], "language": choices_of(LANGUAGES, empty=True),
            "level": choices_of(LEVELS, empty=True), "indicator": _indicators(),
            "holder": [("", "–"), *((str(one.number), told(one.details.title)) for one in every if may_hold(one) and one.state != "dropped")],
        }  # fmt: skip
        self.offer(**choices)
        if not charter.channels:
            del self.fields["channels"]
        if len(choices["holder"]) == 1:
            del self.fields["holder"], self.fields["part"]
        if not handing:
            del self.fields["link"]

    def details(self) -> Details:
        """Return what was typed."""
        said = self.cleaned_data
        return Details(
            said["title"], said["kind"], said["group"], said["says"], tuple(said.get("channels") or ()), said["language"], said["level"],
            said["indicator"], said["campaign"], utc(said["planned_at"], self.zone), said.get("holder") or 0, said.get("part") or 0,
            said["release"], said["byline"],
        )  # fmt: skip


def typed_of(said: Details, zone: str) -> dict[str, Any]:
    """Return details as the form shows them first."""
    return {
        "title": said.title, "kind": said.kind, "group": said.group, "says": said.says, "channels": list(said.channels),
        "language": said.language, "level": said.level, "indicator": said.indicator, "campaign": said.campaign,
        "planned_at": local(said.planned_at, zone), "holder": said.holder or "", "part": said.part or None, "release": said.release,
        "byline": said.byline,
    }  # fmt: skip


def _indicators() -> list[tuple[str, Any]]:
    named = sorted(INDICATORS.values(), key=lambda one: one.title.en)
    return [("", "–"), *((one.name, told(one.title)) for one in named)]


class LinkForm(Form):
    """Where a draft is."""

    link = forms.CharField(
        label=told(Text("Address of the draft", "草稿地址")),
        max_length=2000,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )


class WhyForm(Form):
    """A reason."""

    why = forms.CharField(label=told(Text("Why", "原因")), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


class MaybeWhyForm(WhyForm):
    """A reason that may be left out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].required = False


class ThanksForm(Form):
    """Words of thanks."""

    why = forms.CharField(
        label=told(Text("Thanks, for everybody to read", "致谢（公开）")),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class GiveForm(Form):
    """Who shall write it."""

    person = forms.CharField(
        label=told(Text("Who shall write it", "由谁撰写")), max_length=200,
        help_text=told(Text("Their id or account, such as gitee:ann.", "填写标识或账号，如 gitee:ann。")),
    )  # fmt: skip


class ScheduleForm(Form):
    """When it is published, and where."""

    planned_at = MomentField(label=told(Text("When", "发布时间")))
    channels = forms.MultipleChoiceField(
        label=told(Text("Channels", "渠道")), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, charter: Charter, piece: Piece, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(channels=[(one.id, told(one.title)) for one in charter.channels])
        self.fields["channels"].initial = list(piece.details.channels)
        if not charter.channels:
            del self.fields["channels"]


class PublishForm(Form):
    """Where it was published."""

    url = forms.CharField(
        label=told(Text("Address", "地址")), max_length=2000, widget=forms.URLInput(attrs={"placeholder": "https://"})
    )
    channel = forms.ChoiceField(label=told(Text("Channel", "渠道")), required=False)
    language = forms.ChoiceField(label=told(Text("Language", "语言")))
    at = MomentField(label=told(Text("When, if not now", "发布时间（留空为现在）")), required=False)

    def __init__(self, *args: Any, charter: Charter, piece: Piece, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        out = {one.channel for one in piece.publications}
        first = next((one for one in piece.details.channels if one not in out), "")
        channels = [*((one.id, told(one.title)) for one in charter.channels), ("", told(ELSEWHERE))]
        self.offer(channel=channels, language=choices_of(LANGUAGES))
        self.fields["channel"].initial = first
        self.fields["language"].initial = piece.details.language or charter.community.languages[0]


class ViewsForm(Form):
    """A reading of views."""

    where = forms.ChoiceField(label=told(Text("Where", "渠道与语言")))
    day = DayField(label=told(Text("Read on", "读数日期")))
    amount = forms.CharField(
        label=told(Text("Views", "浏览量")), required=False, max_length=20, widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=told(Text("Empty: the reading of that day is taken back.", "留空表示撤回当天的读数。")),
    )  # fmt: skip
    counts = forms.ChoiceField(label=told(Text("What the number tells", "该数值的含义")), choices=choices_of(COUNTS))

    def __init__(self, *args: Any, charter: Charter, piece: Piece, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        out = [(one.channel, one.language) for one in piece.publications]
        self.offer(
            where=[(f"{channel}/{language}", told(_place(charter, channel, language))) for channel, language in out]
        )
        self.fields["day"].initial = today


def _place(charter: Charter, channel: str, language: str) -> Text:
    known = charter.channel_by_id.get(channel)
    title = known.title if known else Text(channel, channel) if channel else ELSEWHERE
    spoken = LANGUAGES.get(language, Text(language, language))
    return Text(f"{title.said_in('en')}, {spoken.en}", f"{title.said_in('zh')}，{spoken.zh}")
