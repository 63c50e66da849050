"""The forms of partners: a new one, how far it has come, many from a file, contacts and notes."""

from __future__ import annotations

from typing import Any

from django import forms

from folkmoot.jobs.partner_declaring import COLUMNS
from folkmoot.model.partner import AGREEMENTS, SORTS, STAGES
from folkmoot.model.text import Text, slug_of
from folkmoot.web.declaring import DeclaringForm
from folkmoot.web.forms import DayField, Form, WordsField, choices_of, told

MOST_BYTES = 500_000


class PartnerForm(DeclaringForm):
    """What is declared of a partner. Contacts are no part of it."""

    group_field = "groups"
    name = WordsField(label=told(Text("Name", "名称")))
    sort = forms.ChoiceField(label=told(Text("Sort", "类型")), choices=choices_of(SORTS))
    stage = forms.ChoiceField(
        label=told(Text("Stage", "阶段")), choices=choices_of(STAGES),
        help_text=told(Text("Everybody sees those that have agreed or are active.", "已签约与合作中的伙伴对所有人可见。")),
    )  # fmt: skip
    since = DayField(label=told(Text("Since", "自")), required=False)
    says = WordsField(label=told(Text("What is done together", "合作内容")), long=True, most=1000, required=False)
    site = forms.URLField(label=told(Text("Its address", "网址")), required=False, assume_scheme="https")
    agreement = forms.ChoiceField(
        label=told(Text("What was agreed", "协议")), choices=choices_of(AGREEMENTS, empty=True), required=False
    )
    agreed_since = DayField(label=told(Text("Agreed from", "协议开始")), required=False)
    agreed_until = DayField(label=told(Text("Agreed until", "协议截止")), required=False)
    groups = forms.MultipleChoiceField(
        label=told(Text("Groups and chapters", "小组与分会")),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )
    affiliations = forms.CharField(
        label=told(Text("Organisations whose work counts as its, one on each line", "其成员所属组织名称，每行一个")), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    owner = forms.CharField(label=told(Text("Id of who looks after it", "负责人标识")), required=False, max_length=80)
    next = WordsField(label=told(Text("Next step", "下一步")), required=False)
    due = DayField(label=told(Text("Due", "截止")), required=False)

    def entry(self) -> dict[str, Any]:
        """Return what was typed as an entry of the charter."""
        said = self.cleaned_data
        held = (
            {"kind": said["agreement"], "since": said["agreed_since"], "until": said["agreed_until"]}
            if said["agreement"]
            else None
        )
        return {
            "id": said["id"] or slug_of(said["name"].en) or "partner",
            **{key: said[key] for key in ("name", "sort", "stage", "since", "site", "groups", "owner")},
            "says": said["says"] or None, "agreement": {key: value for key, value in held.items() if value} if held else None,
            "affiliations": [line.strip() for line in said["affiliations"].splitlines() if line.strip()],
            "next": {"says": said["next"], **({"due": said["due"]} if said["due"] else {})} if said["next"] else None,
        }  # fmt: skip


class MoveForm(Form):
    """How far it has come with a partner."""

    stage = forms.ChoiceField(label=told(Text("Stage", "阶段")), choices=choices_of(STAGES))
    next = WordsField(label=told(Text("Next step", "下一步")), required=False)
    due = DayField(label=told(Text("Due", "截止")), required=False)


class ManyForm(Form):
    """Many partners from a CSV file, chosen or pasted."""

    file = forms.FileField(label=told(Text("A CSV file in UTF-8", "UTF-8 编码的 CSV 文件")), required=False)
    words = forms.CharField(
        label=told(Text("Or its lines", "或粘贴内容")), required=False, max_length=MOST_BYTES,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=told(Text(f"Columns: {', '.join(COLUMNS)}. Several groups or affiliations stand between semicolons. No contacts.",
                            f"列：{'、'.join(COLUMNS)}。多个小组或组织以分号分隔。请勿包含联系人。")),
    )  # fmt: skip


class ContactForm(Form):
    """Somebody at a partner."""

    name = forms.CharField(label=told(Text("Name", "姓名")), max_length=200)
    mail = forms.EmailField(label=told(Text("Mail", "邮箱")), max_length=200, required=False)
    role = forms.CharField(label=told(Text("What they do there", "职务")), max_length=200, required=False)


class NoteForm(Form):
    """What was talked about."""

    says = forms.CharField(
        label=told(Text("What was talked about", "沟通内容")),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
