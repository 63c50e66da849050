"""Header tables of proposals."""

from __future__ import annotations

from datetime import date

from folkmoot.charter.dialects.mindspore.meps import Draft, proposal

COLUMNS = (
    "title", "authors", "owning-sig", "participating-sigs", "status", "creation-date", "reviewers", "approvers", "stage",
    "milestone",
)  # fmt: skip
HEAD = "| " + " | ".join(COLUMNS) + " |\n" + "|-" * len(COLUMNS) + "|\n"


def read(row: str) -> Draft:
    known = {"sig-kit": "kit", "kit": "kit", "sig-docs": "docs"}
    return proposal(
        f"{HEAD}{row}\n\n# MEP-KIT: A kit\n", "design/meps/mep-kit/MEP-KIT.md", lambda words: known.get(words, "")
    )


def test_a_filled_header():
    draft = read(
        '| MEP-KIT | @ann, @Bo | sig-kit | sig-docs, sig-x | provisional | 2024-03-05 | TBD | @bo | beta | beta: "v1" |'
    )
    made = draft.proposal
    assert (made.id, made.title, made.status, made.group, made.participants) == (
        "mep-kit", "MEP-KIT: A kit", "provisional", "kit", ("docs",),
    )  # fmt: skip
    assert (made.created, made.stage, made.milestone, made.place.line) == (date(2024, 3, 5), "beta", 'beta: "v1"', 3)
    assert [(seat.role, seat.account) for seat in draft.seats] == [
        ("author", "gitee:ann"), ("author", "gitee:bo"), ("approver", "gitee:bo"),
    ]  # fmt: skip
    assert draft.findings == ()


def test_one_impossible_account_makes_all_of_the_list_names():
    draft = read("| K | @Ann Author, @Bo | kit |  | provisional | 2024-03-05 | | | | |")
    assert [(seat.name, seat.account) for seat in draft.seats] == [("Ann Author", ""), ("Bo", "")]


def test_the_template_left_unfilled_is_unknown():
    draft = read(
        "| K | ann/bo | kit | | provisional/implementable/implemented | yyyy-mm-dd | | | alpha/beta/stable | |"
    )
    assert (draft.proposal.status, draft.proposal.stage, draft.proposal.created) == ("", "", None)
    assert [finding.check for finding in draft.findings] == ["proposal-template-left"]
    assert [seat.name for seat in draft.seats] == ["ann", "bo"]


def test_an_unknown_owner_and_a_wrong_day():
    draft = read("| K | | GNN | | provisional | March 2024 | | | | |")
    assert draft.proposal.group == ""
    assert [finding.check for finding in draft.findings] == ["proposal-group-unknown", "date-unreadable"]


def test_without_a_header_only_the_title_is_known():
    draft = proposal("# A kit\n\nWords.", "design/meps/mep-kit/README.md", lambda words: words)
    assert (draft.proposal.title, draft.proposal.status, draft.seats) == ("A kit", "", ())
    assert [finding.check for finding in draft.findings] == ["proposal-without-header"]
