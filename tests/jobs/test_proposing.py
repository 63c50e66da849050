"""A proposal from its form to the state that a vote gave it, in our own form and in MindSpore's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from folkmoot.charter.amending.proposals import change_state, new_proposal
from folkmoot.charter.reader import read_charter
from folkmoot.jobs import proposing, voting
from folkmoot.lake.lake import Lake
from folkmoot.ledger import motions
from folkmoot.model.actor import Actor
from folkmoot.model.community import Proposal
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.reports.homes import Homes
from tests.gits import Git

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 9)
ANN, BO, CY = (Actor(name, "192.0.2.7", people=(name,)) for name in ("ann", "bo", "cy"))
SHELL = Actor("cli:root", operator=True)
FILES = {
    "community.yaml": """\
community: {name: Kit}
people: [{id: ann, name: Ann}, {id: bo, name: Bo}, {id: cy, name: Cy}]
groups:
- {kind: sig, slug: kit, name: Kit, roles: [{person: bo, role: maintainer}]}
- {kind: sig, slug: other, name: Other, roles: [{person: cy, role: maintainer}]}
- {kind: committee, slug: tsc, name: TSC, roles: [{person: ann, role: chair}, {person: bo, role: member}]}
""",
    "proposals.yaml": """\
# Kept by hand.
proposals:
- id: kip-1  # the first one
  title: One kit
  status: provisional
  group: kit
  authors: [ann]
""",
}


@pytest.fixture
def homes(tmp_path: Path, kit: Git) -> Homes:
    kit.commit("The charter", FILES)
    lake = Lake.at(tmp_path / "lake")
    lake.create()
    return Homes(read_charter(kit.folder), lake)


def test_a_vote_that_passes_becomes_the_state_in_the_charter(homes: Homes, kit: Git) -> None:
    number = proposing.put(homes, "kip-1", "implementable", group="tsc", actor=ANN, now=NOW)
    assert (motions.motion(number).about, motions.motion(number).kind) == ("proposal:kip-1", "proposal")
    assert proposing.decided(homes, "kip-1", NOW) is None
    with pytest.raises(BadInput, match="nothing is decided"):
        proposing.apply(homes, "kip-1", actor=ANN, now=NOW)
    for who in (ANN, BO):
        voting.vote(homes, number, "yes", actor=who, now=NOW)
    end = NOW + timedelta(days=30)
    found = proposing.decided(homes, "kip-1", end)
    assert found is not None
    assert found.state == "implementable"
    with pytest.raises(NotAllowed):
        proposing.apply(homes, "kip-1", actor=CY, now=end)
    commit = proposing.apply(homes, "kip-1", actor=BO, now=end)
    assert kit("rev-parse", "HEAD") == commit
    text = (kit.folder / "proposals.yaml").read_text()
    assert "# Kept by hand." in text
    assert "- id: kip-1  # the first one\n  title: One kit\n  status: implementable\n" in text
    again = replace(homes, charter=read_charter(kit.folder))
    assert [(one.status, one.updated) for one in again.charter.proposals] == [("implementable", date(2026, 4, 1))]
    assert proposing.decided(again, "kip-1", end) is None


def test_who_may_put_it_and_which_state_may_follow(homes: Homes) -> None:
    with pytest.raises(BadInput, match="cannot become 'implemented'"):
        proposing.put(homes, "kip-1", "implemented", group="tsc", actor=ANN, now=NOW)
    with pytest.raises(BadInput, match="does not decide about kip-1"):
        proposing.put(homes, "kip-1", "rejected", group="other", actor=CY, now=NOW)
    with pytest.raises(NotAllowed):
        proposing.put(homes, "kip-1", "rejected", group="tsc", actor=CY, now=NOW)
    with pytest.raises(BadInput, match="no proposal 'kip-9'"):
        proposing.put(homes, "kip-9", "rejected", group="tsc", actor=ANN, now=NOW)
    proposing.put(homes, "kip-1", "rejected", group="kit", actor=BO, now=NOW)
    with pytest.raises(BadInput):  # a second one about the same thing while the first is open
        proposing.put(homes, "kip-1", "deferred", group="tsc", actor=ANN, now=NOW)


def test_a_new_one_is_written_in_our_own_form(homes: Homes, kit: Git) -> None:
    one = Proposal("kip-2", "Two kits", "provisional", ("ann",), "kit", created=date(2026, 3, 2))
    with pytest.raises(NotAllowed, match="authors"):
        proposing.file(homes, one, actor=CY, branch="kip-2")
    with pytest.raises(NotAllowed, match="branch"):
        proposing.file(homes, one, actor=ANN)
    proposing.file(homes, one, actor=ANN, branch="kip-2")
    assert "kip-2" not in (kit.folder / "proposals.yaml").read_text()
    assert "## Motivation" in kit("show", "kip-2:proposals/kip-2.md")
    proposing.file(homes, one, actor=SHELL)
    made = next(each for each in read_charter(kit.folder).proposals if each.id == "kip-2")
    assert (made.title, made.authors, made.group, made.documents) == (
        "Two kits", ("ann",), "kit", ("proposals/kip-2.md",),
    )  # fmt: skip
    for wrong, says in (
        (replace(one, id="kip-1"), "already"), (replace(one, id="Kip 3"), "no short name"),
        (replace(one, id="kip-3", group="nowhere"), "no group"), (replace(one, id="kip-3", authors=("eve",)), "eve"),
        (replace(one, id="kip-3", title=" "), "title"),
    ):  # fmt: skip
        with pytest.raises(BadInput, match=says):
            new_proposal(homes.charter, wrong)


def test_the_real_form_of_mindspore(real_data: Path) -> None:
    """Its header table, one cell changed; its template, filled in; the result has nothing but its comments left to lint."""
    charter = read_charter(real_data / "mindspore-community")
    (change,) = change_state(charter, "mep-quantum", "implementable", day=date(2026, 3, 2)).files
    before, after = (change.before or "").splitlines(), (change.after or "").splitlines()
    differing = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert [(old.count("provisional"), new.count("implementable")) for old, new in differing] == [(1, 1)]
    with pytest.raises(BadInput, match="no header table"):
        change_state(charter, "mep-dx", "implementable", day=date(2026, 3, 2))
    group = charter.proposals[0].group
    made = Proposal("mep-kit", "One kit", "provisional", (), group, created=date(2026, 3, 2))
    (new,) = new_proposal(charter, made).files
    assert new.path == "design/meps/mep-kit/MEP-KIT.md"
    assert f"| One kit | TBD | {group} | TBD | provisional | 2026-03-02 | TBD | TBD | TBD | TBD |" in (new.after or "")
    assert "# MEP-KIT: One kit" in (new.after or "")
    assert "[MEP-KIT: One kit](#mep-kit-one-kit)" in (new.after or "")
