"""What is asked of proposals: their documents, days, and what they say of each other; the fourteen real ones."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from folkmoot.charter.checks import check
from folkmoot.charter.reader import read_charter
from folkmoot.model.proposal import STATES, WORDS, following, state_of
from tests.charter.conftest import Asking


def test_a_document_without_a_section_and_with_the_forms_words(found: Asking) -> None:
    """
    community: {name: Kit}
    people: [{id: ann, name: Ann}]
    proposals:
    - {id: kip-1, title: One, status: provisional, authors: [ann], documents: [kip-1.md]}
    - {id: kip-2, title: Two, status: provisional, authors: [ann]}
    # file: kip-1.md
    # KIP-2: One

    <!-- toc -->
    <!-- /toc -->
    ## Summary
    <!-- Say it
    in a paragraph. -->
    ## Background of it
    """
    assert found("proposal-sections") == ["1 kip-1 has no proposal."]
    assert found("proposal-template") == ["6 kip-1 still holds 1 of the form's comments."]
    assert found("proposal-name") == ["1 The document calls itself KIP-2, but it is that of kip-1."]
    assert found("proposal-document") == ["5 kip-2 has no document."]


def test_days_relations_and_who_approves(found: Asking) -> None:
    """
    community: {name: Kit}
    people: [{id: ann, name: Ann}, {id: bo, name: Bo}]
    proposals:
    - {id: a, title: A, status: replaced, created: 2026-02-01, updated: 2026-01-01}
    - {id: b, title: B, status: replaced, superseded_by: [a], authors: [ann], approvers: [ann]}
    - {id: c, title: C, status: approved, see_also: [c, nowhere], authors: [ann], approvers: [ann, bo]}
    """
    assert found("proposal-days") == ["4 a was changed on 2026-01-01, before it was created on 2026-02-01."]
    assert found("proposal-approver") == ["5 Nobody but its authors approves b."]
    assert found("proposal-related") == [
        "4 a is replaced, but does not say by which.",
        "6 c speaks of 'c', which is no other proposal on file.",
        "6 c speaks of 'nowhere', which is no other proposal on file.",
    ]
    assert found("proposal-status") == []


def test_the_fourteen_real_ones(real_data: Path) -> None:
    """Counted by hand and by `grep '^#'` and `grep -c '<!--'` over the files, tables of contents left out."""
    charter = read_charter(real_data / "mindspore-community")
    asked = [one for one in (*charter.findings, *check(charter)) if one.check.startswith("proposal-")]
    assert len(charter.proposals) == 14
    assert Counter(one.check for one in set(asked)) == {
        "proposal-incomplete": 6, "proposal-sections": 4, "proposal-template": 4, "proposal-without-header": 3,
        "proposal-template-left": 2, "proposal-name": 1, "proposal-group-unknown": 1,
    }  # fmt: skip
    left = {one.subject: one.says.en.split()[3] for one in asked if one.check == "proposal-template"}
    assert left == {"mep-adaptive": "4", "mep-akg": "13", "mep-parallel": "12", "mep-serving": "18"}
    assert {one.subject for one in asked if one.check == "proposal-sections"} == {
        "mep-adaptive", "mep-datacompliance", "mep-dx", "mep-usability",
    }  # fmt: skip


def test_states_follow_each_other() -> None:
    assert all(key in STATES for state in STATES.values() for key in state.next)
    assert all(state_of(word.upper()) is STATES[key] for word, key in WORDS.items())
    assert [one.key for one in following("replaced")] == []
    assert len(following("whatever")) == len(STATES)
