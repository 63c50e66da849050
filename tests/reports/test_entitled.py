"""Who may vote: by roles of a day, and by events before voting; unknown where nothing was read."""

from __future__ import annotations

from datetime import datetime

import pytest

from folkmoot.model.election import Election, Entitled
from folkmoot.model.text import Text
from folkmoot.reports.entitled import entitlements, rule_words
from folkmoot.rules.electing import moments_of

ELECTION = Election("kit", Text("Kit"), "compiler", "2026-01-01", "2026-01-10", "2026-04-01", "2026-04-10")
NOW = datetime(2026, 4, 2)


def judged(homes, rule):
    found = entitlements(homes, rule, moments_of(ELECTION, homes.charter.community.zone), NOW)
    return {name: right.word for name, right in found.items()}


def test_events_before_voting_count_and_later_ones_do_not(homes):
    """
    2025-03-31T10:00  commit.authored  kit@0  ann
    2026-03-30T10:00  commit.authored  kit@1  ann
    2026-03-31T10:00  commit.authored  kit@2  ann
    2026-04-02T10:00  commit.authored  kit@3  bo
    2026-03-02T10:00  repo.starred     kit    bo
    """
    rule = Entitled(at_least=2)
    found = entitlements(homes, rule, moments_of(ELECTION, "UTC"), NOW)
    assert found["ann"].word == "met"
    assert "2 from 2025-04-01 to 2026-03-31" in found["ann"].proofs[0].says.en
    assert found["ann"].proofs[0].opens.startswith("events?person=ann&kind=contributions&since=2025-04-01")
    assert found["bo"].word == "not met"


def test_nothing_read_is_unknown_and_not_no(homes):
    assert set(judged(homes, Entitled(at_least=1, kinds=("mail.sent",))).values()) == {"unknown"}


def test_roles_are_those_of_the_day(homes):
    found = judged(homes, Entitled(roles=("maintainer", "committer")))
    assert found["bo"] == "met"
    assert judged(homes, Entitled(groups=("nowhere",)))["bo"] == "not met"


def test_everybody_declared_is_entitled_where_nothing_is_said_but_no_robot(homes):
    found = judged(homes, Entitled())
    assert set(found.values()) == {"met"}
    assert "ci-bot" not in found


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        (Entitled(), "Whoever the charter declares."),
        (Entitled(roles=("chair",)), "chair of any group"),
        (
            Entitled(groups=("kit",), at_least=50),
            "serves in kit; at least 50 contributions in the 12 months before voting",
        ),
    ],
)
def test_a_rule_in_words(rule, says):
    assert rule_words(rule).en == says
