"""What contests make due by themselves: appeals that nobody has answered, and results that nobody has approved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from folkmoot.model.agenda import Due
from folkmoot.model.groups import Group, Kind
from folkmoot.model.text import Text
from folkmoot.reports.contest_course import Course, every
from folkmoot.reports.due_governing import at_most, owner_of
from folkmoot.reports.filling import many, number
from folkmoot.reports.gathering_course import family_of
from folkmoot.reports.homes import Homes
from folkmoot.rules.contest_entries import decided


def contests(homes: Homes, group: Group, before: datetime, today: date) -> Iterator[Due]:
    """Yield the contests of a group, or of a chapter and its teams, in which something is to be decided.

    Edges: a committee sees those of every group, and those of none; the events that wait for a reviewer are not counted here.
    """
    wanted = None if group.kind is Kind.COMMITTEE else {group.slug, *family_of(homes, group)}
    found = (_due(homes, one, before, today) for one in every(homes) if wanted is None or one.plan.group in wanted)
    yield from at_most((one for one in found if one is not None), "contests", "/contests/")


def _due(homes: Homes, course: Course, before: datetime, today: date) -> Due | None:
    stage, plan = course.stage(before), course.plan
    asked = sum(one.answer is None for one in decided(plan, course.acts, before, course.same).appeals)
    if stage in ("announced", "cancelled", "final") or (stage != "review" and not asked):
        return None
    why = Text("the result is not approved", "结果尚未确认") if stage == "review" else Text()
    appeals = Text(f"{many(asked, 'appeal waits', 'appeals wait')} for an answer", f"{number(asked)} 件申诉待答复")
    says = [one for one in (appeals if asked else Text(), why) if one]
    owner = owner_of(homes, plan.group, today) or ", ".join(homes.faces.name_of(who) for who in plan.organizers[:2])
    return Due(
        "contests", homes.faces.masked(plan.title), f"/contests/{plan.id}/", Text(f"{course.moments.review_until:%Y-%m-%d}"),
        overdue=before >= course.moments.review_until, key=f"contest:{plan.id}", owner=owner,
        why=Text("; ".join(one.en for one in says), "；".join(one.zh for one in says)),
    )  # fmt: skip
