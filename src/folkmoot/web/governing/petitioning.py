"""What every page of a petition about a group shows and does: who may vote and write, what was said, what can be done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from folkmoot.jobs import moving, petitioning
from folkmoot.jobs.petitioning import Course
from folkmoot.model.groups import Kind
from folkmoot.model.petition import Sort
from folkmoot.reports.actors import Actors
from folkmoot.reports.petitioned import STAGES, stage_of
from folkmoot.reports.proposals import person_row
from folkmoot.rules.authority import may_manage
from folkmoot.web.accounts.who import actor_of
from folkmoot.web.governing.proposals import told
from folkmoot.web.house import community, house
from folkmoot.web.moments import clock

Verbs = Mapping[str, Callable[[HttpRequest, int], str]]
TOLD = ("comment", "revise", "withdraw")  # the acts that stand among what was said


def shown(
    request: HttpRequest, it: Course, section: str, fault: str, typed: Mapping[str, str] | None
) -> dict[str, Any]:
    """Return what the page of any petition is drawn from."""
    homes, actor, now = house().homes(), actor_of(request), clock()
    day, signed = moving.day_of(homes, now), request.user.is_authenticated
    committees = [each for each in homes.charter.groups if each.kind is Kind.COMMITTEE]
    actors = Actors(homes)
    said = [{"at": act.at, "by": actors.row(act.by), "verb": act.verb, "why": homes.faces.masked_words(act.why)}
            for act in it.petition.acts if act.verb in TOLD]  # fmt: skip
    stage = stage_of(it.petition, it.lacks, now, stands=it.stands)
    return {
        "section": section, "prefix": section, "zone": community().zone, "it": it, "wanted": it.petition.wanted, "fault": fault,
        "typed": typed or {}, "said": said, "stage": stage, "stage_name": STAGES[stage], "by": person_row(homes, it.petition.person),
        "own": it.petition.person in actor.people,
        "places": [each for each in committees if signed and moving.may_move(homes, each, actor, now)],
        "may_apply": signed and any(may_manage(actor, each, day) for each in committees),
    }  # fmt: skip


def verbs_of(sort: Sort, put: Callable[..., int], apply: Callable[..., str]) -> Verbs:
    """Return what can be done about any petition; ``put`` and ``apply`` are those of its job."""

    def comment(request: HttpRequest, number: int) -> str:
        petitioning.comment(sort, number, request.POST.get("why", ""), actor=actor_of(request), now=clock())
        return _("Your comment is recorded.")

    def withdraw(request: HttpRequest, number: int) -> str:
        petitioning.withdraw(sort, number, actor=actor_of(request), now=clock())
        return _("The proposal is withdrawn.")

    def put_to_vote(request: HttpRequest, number: int) -> str:
        put(house().homes(), number, group=request.POST.get("group", ""), actor=actor_of(request), now=clock())
        return _("The motion is open. The electorate is fixed as of now.")

    def write(request: HttpRequest, number: int) -> str:
        branch = request.POST.get("branch", "").strip()
        return told(apply(house().homes(), number, actor=actor_of(request), now=clock(), branch=branch), branch)

    return {"comment": comment, "withdraw": withdraw, "put": put_to_vote, "apply": write}
