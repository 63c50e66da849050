"""Checks of proposals."""

from __future__ import annotations

from collections.abc import Iterator

from folkmoot.charter.charter import Charter
from folkmoot.charter.checks.words import listed
from folkmoot.charter.near import mend_word
from folkmoot.charter.registry import Check, check
from folkmoot.model.finding import Finding, Severity
from folkmoot.model.people import is_placeholder
from folkmoot.model.proposal import WORDS, state_of
from folkmoot.model.text import Text


@check(
    "proposal-incomplete",
    Severity.WARNING,
    zh="每个提案都写明状态、作者和负责的组织。",
    mend=Text("Add what is missing.", "请补充缺少的内容。"),
)
def proposal_incomplete(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every proposal names its status, its authors and the group that owns it."""
    for proposal in charter.proposals:
        said = {
            Text("status", "状态"): not is_placeholder(proposal.status),
            Text("author", "作者"): any(not is_placeholder(author) for author in proposal.authors),
            Text("owning group", "负责的组织"): not is_placeholder(proposal.group),
        }
        missing = [what for what, there in said.items() if not there]
        if missing:
            english, chinese = listed(f"no {what.en}" for what in missing).en, listed(what.zh for what in missing).zh
            says = Text(f"{proposal.id} names {english}.", f"{proposal.id} 没有写明{chinese}。")
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
    zh="提案的状态是已知的。",
    mend=Text("Write one of the usual states.", "请写常用的状态。"),
)
def proposal_status(charter: Charter, asks: Check) -> Iterator[Finding]:
    """A proposal's status is a known one."""
    for proposal in charter.proposals:
        said = proposal.status.strip().lower()
        if not is_placeholder(said) and state_of(said) is None:
            says = Text(f"'{proposal.status}' is no status of a proposal.", f"“{proposal.status}”不是提案状态。")
            yield asks.at(proposal.place, says, mend=mend_word(said, WORDS), subject=proposal.id)
