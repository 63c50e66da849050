"""Tasks: the board, one task with every act, the points ledger, a group's board of contributions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from folkmoot.jobs import tasks as job
from folkmoot.model.actor import Actor
from folkmoot.model.answer import Answer
from folkmoot.model.task import DIFFICULTIES
from folkmoot.model.text import Text
from folkmoot.reports.homes import Homes
from folkmoot.rules import telling_tasks as say
from folkmoot.rules.tasks import settled
from folkmoot.web.accounts.who import actor_of
from folkmoot.web.acting import done
from folkmoot.web.declaring import new_one
from folkmoot.web.growing import task_new
from folkmoot.web.growing.entrants import entrant_names
from folkmoot.web.house import ask, house
from folkmoot.web.moments import clock, soon
from folkmoot.web.page import Beside, Page, answer_page
from folkmoot.web.pages.board import RECENT
from folkmoot.web.twins import twins

SECTION = "tasks"
SHOWN = ("open", "claimed", "delivered", "accepted")
"""The columns that always stand on the board; others where there is a task in them."""
COLUMN = 24  # tasks of one column that are shown; the rest stands behind a link
SUGGESTED = 6
ENTRIES = "30"  # of the points ledger on one page


def tasks(request: HttpRequest, form: str = "html") -> HttpResponse:
    """Show the board of tasks."""
    own = ("batch", "area", "difficulty", "state", "mentor", "who", "q", "at")
    fixed = {} if request.GET.get("at") else {"at": soon()}
    page = Page("tasks", "tasks/tasks.html", SECTION, own=own, fixed=fixed)
    return answer_page(request, page, form, lambda answer: _board(request, answer))


def _board(request: HttpRequest, answer: Answer) -> dict[str, Any]:
    about, homes = answer.about, house().homes()
    rows = {stage: [row for row in answer.rows if row["stage"] == stage] for stage in say.STAGES}
    columns = [
        {"stage": stage, "name": name, "rows": rows[stage][:COLUMN], "count": about["counted"][stage],
         "more": len(rows[stage]) - COLUMN, "main": stage in SHOWN or bool(about["state"])}
        for stage, name in say.STAGES.items()
        if (not about["state"] and (stage in SHOWN or rows[stage])) or about["state"] == stage
    ]  # fmt: skip
    mine = {homes.identity.person_of.get(one, one) for one in entrant_names(request, homes)}
    held = {homes.faces.id_of(one) for one in mine}
    return {
        "columns": columns, "mine": [row for row in answer.rows if row["person"] in held and row["stage"] in ("claimed", "delivered")],
        "main_action": new_one(request, "task-new", Text("New batch", "新建批次")),
        "difficulties": list(DIFFICULTIES.items()), "stages": list(say.STAGES.items()), "suggested": suggested(request, homes),
    }  # fmt: skip


def suggested(request: HttpRequest, homes: Homes) -> Answer:
    """Return the issues that suit the reader; the easiest ones for somebody who is not known."""
    names = entrant_names(request, homes)
    who = homes.faces.id_of(names[0]) if names else ""
    return ask("suggested-issues", **({"who": who} if who else {}), size=str(SUGGESTED))


def task(request: HttpRequest, batch: str, name: str, form: str = "html") -> HttpResponse:
    """Show one task."""
    return _shown(request, batch, name, form)


def _shown(request: HttpRequest, batch: str, name: str, form: str = "html", fault: str = "") -> HttpResponse:
    at = {} if request.GET.get("at") else {"at": soon()}
    page = Page("task", "tasks/task.html", SECTION, own=("at",), fixed={"id": f"{batch}/{name}", **at})
    typed = request.POST if request.method == "POST" else {}
    return answer_page(
        request, page, form, lambda _answer: {"own": _own(request, batch, name), "fault": fault, "typed": typed}
    )


def _own(request: HttpRequest, batch: str, name: str) -> dict[str, Any]:
    """Return who reads, and what they may do."""
    homes, actor = house().homes(), actor_of(request)
    it = job.seen(homes, f"{batch}/{name}", clock())
    names = entrant_names(request, homes)
    held, stage = it.is_me((*names, *actor.people)), it.one.state.stage
    return {
        "signed": bool(actor.name), "proven": bool(names), "holds": held and stage == "claimed", "delivered": held and stage == "delivered",
        "review": stage == "delivered" and not held and job.may_review(it, actor),
        "withdraw": stage == "accepted" and not held and job.may_review(it, actor) and not settled(it.one.state, clock()),
    }  # fmt: skip


@dataclass(frozen=True)
class _Asked:
    """What somebody asks for."""

    homes: Homes
    name: str
    own: tuple[str, ...]
    actor: Actor
    said: Mapping[str, str]

    @property
    def delivery(self) -> int:
        """The delivery that was looked at; 0: none is named."""
        number = self.said.get("delivery", "")
        return int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else 0

    @property
    def words(self) -> str:
        """What was said with it."""
        return self.said.get("words", "")


def _claim(it: _Asked) -> str:
    job.claim(it.homes, it.name, it.own, actor=it.actor, now=clock())
    return _("The task is yours.")


def _hand_back(it: _Asked) -> str:
    job.hand_back(it.homes, it.name, it.own, actor=it.actor, now=clock(), words=it.words)
    return _("The task is free again.")


def _deliver(it: _Asked) -> str:
    job.deliver(
        it.homes, it.name, it.own, actor=it.actor, now=clock(), change=it.said.get("change", ""), words=it.words
    )
    return _("It is delivered and waits for a review.")


def _accept(it: _Asked) -> str:
    job.accept(it.homes, it.name, it.own, actor=it.actor, now=clock(), words=it.words, delivery=it.delivery)
    return _("It is accepted; the points are awarded.")


def _send_back(it: _Asked) -> str:
    job.send_back(it.homes, it.name, it.own, actor=it.actor, now=clock(), words=it.words, delivery=it.delivery)
    return _("It is sent back with your words.")


def _withdraw(it: _Asked) -> str:
    job.withdraw(it.homes, it.name, it.own, actor=it.actor, now=clock(), words=it.words)
    return _("The acceptance is taken back; the delivery waits for a review again.")


VERBS: Mapping[str, Callable[[_Asked], str]] = {
    "claim": _claim, "hand-back": _hand_back, "deliver": _deliver, "accept": _accept, "send-back": _send_back,
    "withdraw": _withdraw,
}  # fmt: skip


@never_cache
@login_required
@require_POST
def act(request: HttpRequest, batch: str, name: str, verb: str) -> HttpResponse:
    """Do one thing with a task; what is wrong with it is told on the task's page."""
    homes = house().homes()
    if batch not in homes.charter.batch_by_id or homes.charter.batch_by_id[batch].task(name) is None:
        raise Http404(name)
    asked = _Asked(homes, f"{batch}/{name}", entrant_names(request, homes), actor_of(request), request.POST.dict())
    back = reverse("task", args=[batch, name])
    return done(request, lambda: VERBS[verb](asked), lambda fault: _shown(request, batch, name, fault=fault), back)


def points(request: HttpRequest, form: str = "html") -> HttpResponse:
    """Show the points ledger: who has how many, and every entry."""
    fixed = {} if request.GET.get("at") else {"at": soon()}
    fixed |= {} if request.GET.get("size") else {"size": ENTRIES}
    page = Page(
        "points", "tasks/points.html", "points", own=("who", "source", "page", "size", "at"), fixed=fixed, paged=True
    )
    return answer_page(request, page, form)


def contributions(request: HttpRequest, slug: str, form: str = "html") -> HttpResponse:
    """Show what each person has contributed to a group."""
    group = house().charter.group_by_slug.get(slug)
    if group is None:
        raise Http404(slug)
    page = Page(
        "contributions", "tasks/contributions.html", "groups", own=("sort", "page"), fixed={"group": slug}, paged=True
    )
    return answer_page(request, page, form, lambda _answer: {"group": group})


def beside_group(slug: str) -> Beside:
    """Return what a group's page shows of its board of contributions."""
    return Beside("contributions", "contributions", {"group": slug, "size": "8"}, since=RECENT)


urlpatterns = [
    *twins("tasks/", tasks, "tasks"),
    path("tasks/new/", task_new.new, name="task-new"),
    *[path(f"tasks/<str:batch>/<str:name>/{verb}/", act, {"verb": verb}, name=f"task-{verb}") for verb in VERBS],
    *twins("tasks/<str:batch>/<str:name>/", task, "task"),
    *twins("points/", points, "points"),
    *twins("groups/<str:slug>/contributions/", contributions, "contributions"),
]
