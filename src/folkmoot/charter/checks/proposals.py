"""Checks of proposals."""

from __future__ import annotations

from collections.abc import Iterator

from folkmoot.charter.charter import Charter
from folkmoot.charter.checks.words import listed
from folkmoot.charter.near import mend_word
from folkmoot.charter.registry import Check, check
from folkmoot.model.finding import Finding, Severity
from folkmoot.model.people import is_placeholder
from folkmoot.model.text import Text

STATUSES = frozenset(
    {"draft", "provisional", "proposed", "accepted", "implementable", "implemented", "active", "final", "deferred",
     "rejected", "withdrawn", "replaced", "superseded", "obsolete"}
)  # fmt: skip


@check(
    "proposal-owner",
    Severity.WARNING,
    zh="每个提案都有负责的组织。",
    mend=Text("Name the group that owns it.", "请写明负责的组织。"),
)
def proposal_owner(charter: Charter, asks: Check) -> Iterator[Finding]:
    """A group owns every proposal."""
    for proposal in charter.proposals:
        if is_placeholder(proposal.group):
            says = Text(f"No group owns the proposal {proposal.id}.", f"提案 {proposal.id} 没有负责的组织。")
            yield asks.at(proposal.place, says, subject=proposal.id)


@check(
    "proposal-author",
    Severity.WARNING,
    zh="每个提案都有作者。",
    mend=Text("Name its authors.", "请写明作者。"),
)
def proposal_author(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every proposal has an author."""
    for proposal in charter.proposals:
        if not any(not is_placeholder(author) for author in proposal.authors):
            says = Text(f"Nobody is named as the author of {proposal.id}.", f"提案 {proposal.id} 没有写明作者。")
            yield asks.at(proposal.place, says, subject=proposal.id)


@check(
    "proposal-person",
    Severity.WARNING,
    zh="提案中的作者、评审者和批准者都已声明。",
    mend=Text("Declare the person, or correct the id.", "请声明该人员，或改正其 id。"),
)
def proposal_person(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Authors, reviewers and approvers of proposals are declared people."""
    for proposal in charter.proposals:
        named = dict.fromkeys((*proposal.authors, *proposal.reviewers, *proposal.approvers))
        unknown = [who for who in named if not is_placeholder(who) and who not in charter.person_by_id]
        if unknown:
            said = listed(unknown)
            says = Text(
                f"{proposal.id} names {said.en}, not declared as people.", f"{proposal.id} 中的 {said.zh} 未声明。"
            )
            yield asks.at(proposal.place, says, subject=proposal.id)


@check(
    "proposal-status",
    Severity.WARNING,
    zh="每个提案的状态都是已知的。",
    mend=Text("Write one of the usual states.", "请写常用的状态。"),
)
def proposal_status(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every proposal has a known status."""
    for proposal in charter.proposals:
        said = proposal.status.strip().lower()
        if is_placeholder(said):
            says = Text(f"{proposal.id} has no status.", f"提案 {proposal.id} 没有状态。")
            yield asks.at(proposal.place, says, subject=proposal.id)
        elif said not in STATUSES:
            says = Text(f"'{proposal.status}' is no status of a proposal.", f"“{proposal.status}”不是提案状态。")
            yield asks.at(proposal.place, says, mend=mend_word(said, STATUSES), subject=proposal.id)
