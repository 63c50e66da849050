"""Whether a charter holds a thing about a group or about the whole community, and where it says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from folkmoot.charter.charter import Charter
from folkmoot.charter.checks.roles import leads_of
from folkmoot.model.finding import Place
from folkmoot.model.groups import Group, Kind
from folkmoot.model.people import is_placeholder

FRESH = timedelta(days=365)  # minutes older than this say nothing about how a group works now
_FIELDS = {
    "charter": "documents",
    "ladder": "ladder",
    "meetings": "meetings",
    "channels": "channels",
    "mailing_list": "channels",
    "documents": "documents",
    "home_page": "links",
}
"""Where a group holds a thing that other dialects need not know."""
_WORKING = (Kind.SIG, Kind.WG, Kind.COMMITTEE)


@dataclass(frozen=True, slots=True)
class Held:
    """What was found: ``met`` is None where the charter does not tell enough to say either."""

    met: bool | None
    places: tuple[Place, ...] = ()  # where it is said
    lacking: tuple[str, ...] = ()  # of the whole community: slugs of the groups that do not hold it


def held(charter: Charter, thing: str, *, group: str = "", day: date) -> Held:
    """Return whether ``charter`` holds ``thing``, one of ``DECLARABLE``, about a group, or about the community.

    Edges: about the community, what a group can hold is met when every active SIG, working group and committee holds
    it, and unknown when none lacks it but of some it is unknown, or when there are none. A group that is not declared,
    and a thing that is no declarable one, are unknown; so is what the files of another dialect tell of nobody.
    """
    if group:
        one = charter.group_by_slug.get(group)
        return _of(charter, thing, one, day) if one and thing in _GROUP else Held(None)
    if thing in _WHOLE:
        return _told(charter, thing, _WHOLE[thing](charter, day))
    if thing not in _GROUP:
        return Held(None)
    working = [one for one in charter.groups if one.kind in _WORKING and one.status == "active"]
    found = {one.slug: _of(charter, thing, one, day) for one in working}
    lacking = tuple(slug for slug, one in found.items() if one.met is False)
    unknown = not found or any(one.met is None for one in found.values())
    places = tuple(place for one in found.values() for place in one.places)
    return Held(False if lacking else None if unknown else True, places, lacking)


def _of(charter: Charter, thing: str, group: Group, day: date) -> Held:
    return _told(charter, thing, _GROUP[thing](charter, group, day))


def _told(charter: Charter, thing: str, found: Held) -> Held:
    """Return what was found; unknown instead of a no where another dialect may have no place for the thing at all."""
    if found.met is not False or charter.dialect == "native":
        return found
    if thing in ("minutes", "proposals"):
        return found if getattr(charter, thing) else Held(None)
    field = _FIELDS.get(thing)
    told = field is None or any(getattr(group, field) for group in charter.groups)
    return found if told else Held(None)


def _if(things: Iterable[object], *places: Place) -> Held:
    """Return met, at ``places``, if there are any things."""
    return Held(met=True, places=tuple(place for place in places if place.path)) if any(things) else Held(met=False)


def _leads(group: Group, day: date, least: int) -> Held:
    terms = [term for term in leads_of(group) if term.holds_on(day)]
    enough = len({term.person for term in terms if not is_placeholder(term.person)}) >= least
    return Held(enough, tuple(term.place for term in terms if term.place.path) if enough else ())


def _members(_charter: Charter, group: Group, day: date) -> Held:
    leads = {term.person for term in leads_of(group) if term.holds_on(day)}
    terms = [term for term in group.roster(day) if term.person not in leads and not is_placeholder(term.person)]
    return _if(terms, *(term.place for term in terms[:1]))


def _minutes(charter: Charter, group: Group, day: date) -> Held:
    mine = [one for one in charter.minutes if one.group == group.slug]
    fresh = [one for one in mine if one.day and day - FRESH < one.day <= day]
    if not fresh and any(one.day is None for one in mine):
        return Held(None)
    return _if(fresh, *(one.place for one in fresh[-1:]))


def _targets(charter: Charter, group: Group, day: date) -> Held:
    mine = [
        one for one in charter.targets if one.group == group.slug and (one.begins or day) <= day <= (one.ends or day)
    ]
    pages = [one for one in group.targets if one.year == day.year]
    return _if((*mine, *pages), *(one.place for one in mine), *([group.place] if pages else []))


def _organizations(charter: Charter, group: Group, day: date) -> Held:
    """Return whether people of two organisations serve in the group."""
    return _mixed(charter, {term.person for term in group.roster(day)}, day, group.place)


def _everywhere(charter: Charter, day: date) -> Held:
    """Return whether people of two organisations serve anywhere."""
    return _mixed(charter, {term.person for _, term in charter.terms(day)}, day)


def _mixed(charter: Charter, serving: set[str], day: date, *places: Place) -> Held:
    """Return met with two organisations among those who serve; unknown while it is not said where some belong."""
    known: set[str] = set()
    silent = not serving
    for person in serving:
        declared = charter.person_by_id.get(person)
        here = {
            one.organization
            for one in (declared.affiliations if declared else ())
            if not is_placeholder(one.organization) and (one.since or day) <= day <= (one.until or day)
        }
        known |= here
        silent = silent or not here
    if len(known) > 1:
        return Held(met=True, places=places)
    return Held(None) if silent else Held(met=False)


def _mailing_list(_charter: Charter, group: Group, _day: date) -> Held:
    lists = [one for one in (*group.channels, *(one for part in group.subprojects for one in part.channels))
             if one.kind == "mail"]  # fmt: skip
    return _if(lists, *(one.place for one in lists))


def _meetings(_charter: Charter, group: Group, _day: date) -> Held:
    series = (*group.meetings, *(one for part in group.subprojects for one in part.meetings))
    return _if(series, *(one.place for one in series))


_GROUP: dict[str, Callable[[Charter, Group, date], Held]] = {
    "charter": lambda _, group, __: _if(group.documents if _said(group) else (), group.place),
    "mission": lambda _, group, __: _if([_said(group)], group.place),
    "lead": lambda _, group, day: _leads(group, day, 1),
    "two_leads": lambda _, group, day: _leads(group, day, 2),
    "members": _members,
    "ladder": lambda _, group, __: _if(group.ladder, group.place),
    "meetings": _meetings,
    "minutes": _minutes,
    "repositories": lambda _, group, __: _if(group.repositories, *(one.place for one in group.repositories)),
    "channels": lambda _, group, __: _if(group.channels, *(one.place for one in group.channels)),
    "mailing_list": _mailing_list,
    "documents": lambda _, group, __: _if(group.documents, group.place),
    "targets": _targets,
    "home_page": lambda _, group, __: _if(group.links, *(one.place for one in group.links)),
    "organizations": _organizations,
    "committee": lambda _, group, __: _if([group.parent], group.place),
    "proposals": lambda charter, group, _: _if(
        mine := [one for one in charter.proposals if one.group == group.slug], *(one.place for one in mine)
    ),
}


def _said(group: Group) -> bool:
    return not is_placeholder(str(group.mission))


def _committee(charter: Charter, _day: date) -> Held:
    ruling = [one for one in charter.groups if one.kind is Kind.COMMITTEE and one.status == "active"]
    return _if(ruling, *(one.place for one in ruling))


def _proposals(charter: Charter, _day: date) -> Held:
    return _if(charter.proposals, *(one.place for one in charter.proposals[-1:]))


_WHOLE: dict[str, Callable[[Charter, date], Held]] = {
    "charter": lambda charter, _: _if(charter.groups, *(one.place for one in charter.groups[:1])),
    "home_page": lambda charter, _: _if([charter.community.url]),
    "organizations": _everywhere,
    "committee": _committee,
    "proposals": _proposals,
}
