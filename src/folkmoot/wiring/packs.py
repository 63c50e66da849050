"""The deck of a committee's meeting, made from a workspace: which committee, which meeting, in which language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from folkmoot.model.errors import BadQuestion
from folkmoot.model.groups import Kind
from folkmoot.model.text import Text
from folkmoot.press.deck import deck_of
from folkmoot.press.document import Document
from folkmoot.reports.calendar import on_day
from folkmoot.reports.question import near
from folkmoot.wiring.clock import clock
from folkmoot.wiring.house import House

TSC = "tsc"
FORGES = {"github": "GitHub", "gitlab": "GitLab", "gitee": "Gitee", "atomgit": "AtomGit", "gitcode": "GitCode"}


def deck(
    house: House, group: str, day: date, language: str, progress: Callable[[int, int], None] = lambda _done, _of: None,
    key: str = "",
) -> Document:  # fmt: skip
    """Return the deck of a group's meeting on a day; where none is planned that day, of the group on that day.

    ``group``: a slug; ``tsc`` stands for the committee above all others where none is called so. ``key``: a meeting's, where
    it is known already. Errors: BadQuestion for a group that is not there.
    """
    slug = committee(house, group)
    found = [one for one in on_day(house.homes(), day, slug) if not one.cancelled] if not key else []
    return deck_of(
        house.ask, group=slug, day=day, key=key or (found[0].key if found else ""), language=language,
        community=house.charter.community.name, made_at=clock(), today=house.today(),
        zone=house.charter.community.zone,
        places=_places(house), progress=progress,
    )  # fmt: skip


def _places(house: House) -> tuple[tuple[Text, str], ...]:
    """Return where the community is found: its site and its forges."""
    community = house.charter.community
    site = ((Text("Web site", "官方网站"), community.url),) if community.url else ()
    forges = tuple(
        (Text(name, name), one.url) for one in community.forges if one.url for name in (one.key.capitalize(),)
    )
    return (*site, *forges)


def committee(house: House, said: str) -> str:
    """Return the slug that is meant. Errors: BadQuestion naming what there is."""
    known = house.charter.group_by_slug
    if said.lower() in known:
        return said.lower()
    ruling = [one for one in house.charter.groups if one.kind is Kind.COMMITTEE and one.status == "active"]
    top = [one for one in ruling if not one.parent] or ruling
    if said.lower() == TSC and top:
        return max(top, key=lambda one: (len(one.roles), one.slug)).slug
    raise BadQuestion(f"There is no group '{said}'.", mend=near(said, known))
