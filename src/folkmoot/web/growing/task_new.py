"""The form with which a lead declares a batch of tasks: what was typed becomes a planned change of the charter, shown first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from pydantic import TypeAdapter

from folkmoot.jobs.task_declaring import BATCH
from folkmoot.model.task import DIFFICULTIES, KINDS, TaskBatch
from folkmoot.model.text import Text, sides, slug_of
from folkmoot.web.accounts.who import actor_of
from folkmoot.web.declaring import Choices, Declaring, DeclaringForm, declare_page, group_choices
from folkmoot.web.forms import PLAIN, DayField, Sheet, WordsField, choices_of, told
from folkmoot.web.house import house
from folkmoot.web.words import said

SECTION = "tasks"
ROWS = 12  # tasks that the form takes; a longer batch is written into the charter
OPEN = 2  # of them that are unfolded at first
QUARTERS = 4
_NOUN: TypeAdapter[TaskBatch] = TypeAdapter(TaskBatch)
OWN = Text("its own days", "自定日期")


class BatchForm(DeclaringForm):
    """A batch, and its tasks one after another; a task without a title is none."""

    template_name = "tasks/form.html"
    title = WordsField(label=told(Text("What it is called", "名称")), most=120)
    says = WordsField(label=told(Text("What it is about", "简介")), most=2000, long=True, required=False)
    kind = forms.ChoiceField(label=told(Text("For whom", "面向")), choices=choices_of(KINDS))
    group = forms.ChoiceField(label=told(Text("Group; its leads review", "小组（由其负责人验收）")), required=False)
    quarter = forms.ChoiceField(label=told(Text("Quarter", "季度")), required=False)
    first = DayField(label=told(Text("Or from", "或自")), required=False)
    last = DayField(label=told(Text("to", "至")), required=False)
    claims = forms.IntegerField(
        label=told(Text("Tasks that one person holds at a time; 0: any number", "每人同时认领数；0 为不限")),
        min_value=0, max_value=1000, initial=1,
    )  # fmt: skip
    claim_days = forms.IntegerField(
        label=told(Text("Days after which a claim times out", "认领超时天数")), min_value=1, max_value=366, initial=14
    )

    def __init__(self, *args: Any, quarters: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quarter"].initial = quarters[0][0]
        self.offer(quarter=quarters)
        for row in range(ROWS):
            for name, field in _task_fields().items():
                if not isinstance(field.widget, PLAIN):
                    field.widget.attrs.setdefault("class", "field")
                self.fields[f"{name}_{row}"] = field

    @property
    def batch_fields(self) -> list[forms.BoundField]:
        """The fields of the batch itself."""
        return [self[name] for name in self.fields if name in self.base_fields]

    @property
    def task_rows(self) -> list[dict[str, Any]]:
        """The fields of each task, and whether they are unfolded: the first ones, and those that hold something."""
        rows = []
        for row in range(ROWS):
            fields = [self[f"{name}_{row}"] for name in _task_fields()]
            filled = any(one.errors or one.value() not in (None, "", "medium", "change", ["", ""]) for one in fields)
            rows.append({"number": row + 1, "fields": fields, "open": filled or row < OPEN})
        return rows


def _task_fields() -> dict[str, forms.Field]:
    """Return the fields of one task."""
    lines = forms.Textarea(attrs={"rows": 3})
    return {
        "task": WordsField(label=told(Text("What is to be done", "任务内容")), most=200, required=False),
        "about": WordsField(label=told(Text("In a few sentences", "说明")), most=2000, long=True, required=False),
        "points": forms.DecimalField(
            label=told(Text("Points", "积分")), min_value=0, max_digits=9, decimal_places=2, required=False
        ),
        "difficulty": forms.ChoiceField(
            label=told(Text("Difficulty", "难度")), choices=choices_of(DIFFICULTIES),
            initial="medium", required=False,
        ),
        "area": forms.CharField(label=told(Text("Area", "领域")), max_length=60, required=False),
        "mentor": forms.CharField(label=told(Text("Mentor, by their id", "导师（人员标识）")), max_length=100, required=False),
        "due": DayField(label=told(Text("Last day", "截止日")), required=False),
        "criteria": forms.CharField(
            label=told(Text("What must hold, one a line", "验收标准，每行一条")), widget=lines, max_length=2000, required=False
        ),
        "issue": forms.CharField(label=told(Text("Issue on the forge", "问题单")), max_length=300, required=False),
        "repo": forms.CharField(label=told(Text("Repository of the change", "变更所在代码仓")), max_length=200, required=False),
        "proof": forms.ChoiceField(
            label=told(Text("What proves it", "交付证明")), required=False, initial="change",
            choices=[("change", told(Text("a merged change", "合入的变更请求"))), ("review", told(Text("the reviewer's word", "评审意见")))],
        ),
    }  # fmt: skip


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form of a batch; show the change that follows; write it when that is asked for."""
    form = BatchForm(request.POST if request.method == "POST" else None, groups=_groups(request), quarters=_quarters())
    sheet = Sheet(
        SECTION, Text("New batch of tasks", "新建任务批次"),
        Text("Tasks that are given out together: first you look at the change of the charter, then it is written.",
             "一批同时发放的任务：先查看章程变更，再写入。"),
        Text("Look at it", "预览"), above=((reverse("tasks"), Text("Tasks", "任务")),), sheets=("tasks",),
    )  # fmt: skip
    found_at = f"{reverse('tasks')}?batch="
    what = Declaring(BATCH, _NOUN, entry_of, lambda name: f"{found_at}{name}", reverse("tasks"))
    return declare_page(request, sheet, form, what)


def _groups(request: HttpRequest) -> Choices:
    whole = [("", said(Text("the whole community", "整个社区")))] if actor_of(request).operator else []
    return [*group_choices(request), *whole]


def _quarters() -> Choices:
    """Return this quarter and those that follow."""
    today = house().today()
    first = today.year * QUARTERS + (today.month - 1) // 3
    names = [f"{number // QUARTERS}-Q{number % QUARTERS + 1}" for number in range(first, first + QUARTERS + 1)]
    return [*((name, name) for name in names), ("", said(OWN))]


def entry_of(typed: dict[str, Any]) -> dict[str, Any]:
    """Return what was typed as an entry of the charter."""
    days = f"{typed['first'] or ''}/{typed['last'] or ''}" if typed["first"] or typed["last"] else ""
    window = days or typed["quarter"]
    title, says = typed["title"], typed["says"]
    return {
        "id": typed["id"].strip() or slug_of(f"{title.en} {window if not days else ''}") or "tasks", "title": sides(title),
        "says": sides(says) if says else "", "kind": typed["kind"], "group": typed["group"], "window": window,
        "claims": typed["claims"], "claim_days": typed["claim_days"], "tasks": list(_tasks(typed)),
    }  # fmt: skip


def _tasks(typed: dict[str, Any]) -> Iterator[dict[str, Any]]:
    taken: set[str] = set()
    for row in range(ROWS):
        one = {name: typed[f"{name}_{row}"] for name in _task_fields()}
        if not one["task"]:
            continue
        ident = slug_of(one["task"].en) or f"task-{row + 1}"
        ident = f"{ident}-{row + 1}" if ident in taken else ident
        taken.add(ident)
        found = {
            "id": ident, "title": sides(one["task"]), "says": sides(one["about"]) if one["about"] else "",
            "points": one["points"] or None, "criteria": [line.strip() for line in one["criteria"].splitlines() if line.strip()],
            **{name: one[name] for name in ("difficulty", "area", "mentor", "due", "issue", "repo", "proof")},
        }  # fmt: skip
        yield {name: value for name, value in found.items() if value not in ("", [], None)}
