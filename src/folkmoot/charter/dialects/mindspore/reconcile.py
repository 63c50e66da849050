"""Claims about one group → the group: a roster with every source, and a dispute wherever sources disagree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from folkmoot.charter.dialects.mindspore.claims import PROPOSAL, README, SIG_INFO, Claims, Folder, Holding, Said, Seat
from folkmoot.charter.dialects.mindspore.names import group_key
from folkmoot.charter.dialects.mindspore.rolls import Judged, Outcome, judged
from folkmoot.model.finding import Place, place_of
from folkmoot.model.groups import Claim, Dispute, Group, GroupRepository, Kind, Term
from folkmoot.model.text import Text, has_han

WHOLE = "(whole)"  # said of a repository without a folder

Seated = Sequence[tuple[Seat, str]]  # a seat and the id of the person on it


def group(folder: Folder, claims: Claims, seated: Seated) -> Group:
    """Return the group that the claims describe. ``seated`` holds each seat of the claims with its person."""
    name, aliases = _names(folder, claims.names)
    rosters = judged(seated)
    status = next(iter(claims.statuses), "active")
    ended = max(claims.ended, default=None) if status == "archived" else None
    return Group(
        kind=Kind(folder.kind),
        slug=folder.slug,
        name=name,
        mission=_mission(claims.missions),
        status=status,
        created=min(claims.created, default=None),
        aliases=aliases,
        roles=tuple(replace(term, until=ended) for term in terms(seated)),
        repositories=tuple(replace(one, until=ended) for one in _repositories(claims.holdings)),
        channels=tuple(dict.fromkeys(claims.channels)),
        links=tuple({link.url: link for link in reversed(claims.links)}.values())[::-1],
        meetings=tuple(dict.fromkeys(claims.meetings)),
        targets=tuple(dict.fromkeys(claims.targets)),
        ladder=tuple({rung.role: rung for rung in claims.ladder}.values()),
        subprojects=claims.subprojects,
        documents=tuple(dict.fromkeys(claims.documents)),
        disputes=(*disputes(rosters, claims.names), *_held(claims.holdings)),
        sources=tuple(dict.fromkeys(claims.sources)),
        place=_place(folder, claims.sources),
    )


def _place(folder: Folder, sources: Sequence[str]) -> Place:
    """The group's own file, not the list that it stands in."""
    own = next((source for source in sources if source.startswith(f"{folder.path}/")), "")
    return place_of(own) if own else Place(folder.path)


def terms(seated: Seated) -> tuple[Term, ...]:
    """Return one term per person, role and repository, with all sources that say so.

    A list outside of sig-info.yaml never names a repository: it confirms what sig-info.yaml says of that person and
    role, for the whole group or for single repositories.
    """
    seated = [(seat, person) for seat, person in seated if seat.roster != PROPOSAL]
    repos: dict[tuple[str, str], dict[str, None]] = {}
    for seat, person in seated:
        if seat.roster == SIG_INFO:
            repos.setdefault((person, seat.role), {}).update(dict.fromkeys(seat.repos or ("",)))
    found: dict[tuple[str, str, str], list[Seat]] = {}
    for seat, person in seated:
        known = repos.get((person, seat.role), {"": None})
        whole = ("",) if seat.roster == SIG_INFO or "" in known else tuple(known)
        for repo in seat.repos or whole:
            found.setdefault((person, seat.role, repo), []).append(seat)
    return tuple(_term(*key, seats) for key, seats in found.items())


def _term(person: str, role: str, repo: str, seats: Sequence[Seat]) -> Term:
    """Return the one term that all these seats state."""
    since = next((seat.since for seat in seats if seat.since), None)
    cause = next((seat.cause for seat in seats if seat.cause), "")
    sources = tuple(dict.fromkeys(str(seat.place) for seat in seats))
    return Term(person, role, since=since, cause=cause, repo=repo, sources=sources, place=seats[0].place)


def disputes(rosters: Iterable[Judged], names: Iterable[Said]) -> tuple[Dispute, ...]:
    """Return every role, and the name, about which sources contradict each other; each value with its sources."""
    found = [
        Dispute(f"role:{each.role}", _claims((", ".join(sorted(roll.people)), roll.places) for roll in each.rolls))
        for each in rosters
        if each.outcome is Outcome.DISAGREE
    ]
    for script in (True, False):  # a Chinese name and an English one are not two opinions
        named = [said for said in names if said.roster != README and has_han(said.words) is script]
        if len({group_key(said.words) for said in named}) > 1:
            found.append(Dispute("name", _claims((said.words, (str(said.place),)) for said in named)))
    return tuple(found)


def _claims(said: Iterable[tuple[str, tuple[str, ...]]]) -> tuple[Claim, ...]:
    values: dict[str, tuple[str, ...]] = {}
    for value, places in said:
        values[value] = (*values.get(value, ()), *places)
    return tuple(Claim(value, tuple(dict.fromkeys(places))) for value, places in values.items())


def _names(folder: Folder, names: Sequence[Said]) -> tuple[Text, tuple[str, ...]]:
    english = next((said.words for said in names if not has_han(said.words)), "")
    chinese = next((said.words for said in names if has_han(said.words)), "")
    name = Text(english or ("" if chinese else folder.name), chinese)
    words = (folder.name, *(said.words for said in names))
    return name, tuple(dict.fromkeys(each for each in words if each not in (name.en, name.zh)))


def _mission(missions: Sequence[Said]) -> Text:
    """The first words in each language; rosters come before lists, lists before READMEs."""
    english = next((said.words for said in missions if not has_han(said.words)), "")
    chinese = next((said.words for said in missions if has_han(said.words)), "")
    return Text(english, chinese)


def _repositories(holdings: Sequence[Holding]) -> tuple[GroupRepository, ...]:
    """Return one per repository and folder.

    The whole repository counts if sig-info.yaml, or where that says nothing any file, names it without a folder.
    """
    named = {holding.repo for holding in holdings if holding.roster == SIG_INFO}
    whole = {each.repo for each in holdings if not each.path and (each.roster == SIG_INFO or each.repo not in named)}
    found: dict[tuple[str, str], GroupRepository] = {}
    for each in holdings:
        if each.path or each.repo in whole:
            key = (each.repo, "" if each.repo in whole else each.path)
            found.setdefault(key, GroupRepository(*key, place=each.place))
    return tuple(found.values())


def _held(holdings: Sequence[Holding]) -> Iterator[Dispute]:
    """Yield the repositories of which the files name different folders."""
    said: dict[str, dict[str, list[Holding]]] = {}
    for each in holdings:
        said.setdefault(each.repo, {}).setdefault(each.place.path, []).append(each)
    for repo, files in said.items():
        values = [
            (", ".join(sorted({each.path or WHOLE for each in held})), tuple(str(each.place) for each in held))
            for held in files.values()
        ]
        if len({value for value, _ in values}) > 1:
            yield Dispute(f"folders of {repo}", _claims(values))


def by_repository(groups: Mapping[str, Claims]) -> dict[str, list[str]]:
    """Return every repository of the groups with the places that name it."""
    found: dict[str, list[str]] = {}
    for claims in groups.values():
        for holding in claims.holdings:
            found.setdefault(holding.repo, []).append(str(holding.place))
    return found
