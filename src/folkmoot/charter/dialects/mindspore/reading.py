"""The whole community repository → a Charter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from folkmoot.charter.charter import Charter
from folkmoot.charter.dialects.mindspore import folders, rolls
from folkmoot.charter.dialects.mindspore.claims import PROPOSAL, Claims, Seat
from folkmoot.charter.dialects.mindspore.community import community, zone_of
from folkmoot.charter.dialects.mindspore.documents import committee_claims, meaning, notes_of, proposals_of
from folkmoot.charter.dialects.mindspore.gathering import gather_claims
from folkmoot.charter.dialects.mindspore.meps import NOWHERE, Draft
from folkmoot.charter.dialects.mindspore.organizations import organizations, respelled
from folkmoot.charter.dialects.mindspore.people import People, gather
from folkmoot.charter.dialects.mindspore.reconcile import group
from folkmoot.charter.dialects.mindspore.repositories import owners_found
from folkmoot.charter.dialects.mindspore.tsc import TSC, attendance
from folkmoot.model.community import Proposal


def recognises(root: Path) -> bool:
    """Return whether the folder looks like MindSpore's or openEuler's community repository."""
    return folders.is_community(root)


def read(root: Path, commit: str) -> Charter:
    """Return everything that the repository declares, with the findings of reading it. Bad content never raises."""
    zone = zone_of(root)
    found = folders.groups(root)
    claims, odd = gather_claims(root, found, zone)
    committee = committee_claims(root, zone)
    if committee.sources:
        found, claims = [*found, TSC], {**claims, TSC.slug: committee}
    else:
        odd = [*odd, *committee.findings]
    claims = owners_found(claims)
    notes = notes_of(root, found)
    drafts, strange = proposals_of(root, meaning(found, claims))
    listed, shown, spelled = organizations([claim.seats for claim in claims.values()])
    claims = {slug: claim.with_(seats=respelled(claim.seats, shown)) for slug, claim in claims.items()}
    people = gather(_seats(claims, drafts))
    seated = {slug: _seated(slug, claim.seats, people) for slug, claim in claims.items()}
    minutes = tuple(note.minutes for note in notes if note.minutes)
    findings = (
        *odd, *strange, *spelled, *people.findings,
        *(each for claim in claims.values() for each in claim.findings),
        *(each for note in notes for each in note.findings),
        *(each for draft in drafts for each in draft.findings),
        *(each for slug, sat in seated.items() for each in rolls.shown(rolls.judged(sat), slug)),
        *attendance((each for each in minutes if each.group == TSC.slug), [seat.name for seat in committee.seats if seat.role == "member"]),
    )  # fmt: skip
    return Charter(
        community(root, claims, listed, zone), people.people,
        tuple(group(folder, claims[folder.slug], seated[folder.slug]) for folder in found),
        tuple(_proposal(draft, people) for draft in drafts),
        minutes, (), "mindspore", root, commit, findings,
    )  # fmt: skip


def _seats(claims: Mapping[str, Claims], drafts: Sequence[Draft]) -> dict[str, tuple[Seat, ...]]:
    """Return all seats by group; a proposal's people are sought among those of its owner."""
    found: dict[str, tuple[Seat, ...]] = {slug: claim.seats for slug, claim in claims.items()}
    for draft in drafts:
        slug = draft.proposal.group or NOWHERE
        found[slug] = (*found.get(slug, ()), *draft.seats)
    return found


def _seated(slug: str, seats: Sequence[Seat], people: People) -> list[tuple[Seat, str]]:
    return [
        (seat, people.sitting[slug, number]) for number, seat in enumerate(seats) if (slug, number) in people.sitting
    ]


def _proposal(draft: Draft, people: People) -> Proposal:
    """Return the proposal with its people. Their ids stand with their places, which no two proposals share."""
    named = {role: tuple(dict.fromkeys(_ids(draft, role, people))) for role in ("author", "reviewer", "approver")}
    return replace(draft.proposal, authors=named["author"], reviewers=named["reviewer"], approvers=named["approver"])


def _ids(draft: Draft, role: str, people: People) -> Iterator[str]:
    slug = draft.proposal.group or NOWHERE
    for number, seat in people.seats(slug):
        if seat.roster == PROPOSAL and seat.role == role and seat.place == draft.proposal.place:
            yield people.sitting[slug, number]
