"""A promotion that a round gave is certified once it stands in the charter, with the evidence that was frozen then."""

from __future__ import annotations

import json

import pytest

from folkmoot.charter.reader import read_charter
from folkmoot.jobs import certifying, promoting, rounds
from folkmoot.lake.append import append_coverage, append_events
from folkmoot.lake.lake import Lake
from folkmoot.ledger import numbers
from folkmoot.model.event import Coverage
from folkmoot.model.scope import Question, Scope
from folkmoot.reports.certificates_due import certificates_due
from folkmoot.reports.homes import Homes
from folkmoot.reports.round_course import seen
from tests.jobs.test_rounds import ANN, BO, CY, EVENTS, FILES, LATER, NOW, OPENS, PLAN, SHELL
from tests.reports.facts import events_of
from tests.rules.test_credentials import issuer

pytestmark = pytest.mark.django_db


@pytest.fixture
def homes(tmp_path, kit) -> Homes:
    kit.commit("The charter", FILES)
    lake = Lake.at(tmp_path / "lake")
    lake.create()
    append_events(lake, list(events_of(EVENTS)))
    began = OPENS.replace(year=2020)
    kinds = ("change.merged", "change.reviewed")
    append_coverage(lake, [Coverage("test", "gitee:example/kit", kind, began, LATER, LATER) for kind in kinds])
    return Homes(read_charter(kit.folder), lake)


def test_who_was_promoted_gets_a_certificate_that_stands_on_the_frozen_evidence(homes, kit):
    number = rounds.open_round(homes, PLAN, actor=BO, now=NOW)
    rounds.nominate(homes, number, "", "reviewer", actor=CY, now=NOW)
    rounds.advance(homes, number, LATER)
    assert certifying.waiting(homes, LATER) == []  # granted, and not in the charter yet
    promoting.apply(homes, number, actor=BO, now=LATER)
    after = Homes(read_charter(kit.folder), homes.lake)
    ((person, award),) = certifying.waiting(after, LATER)
    assert (person, award.kind, award.key) == ("cy", "promotion", f"round/{number}/cy/reviewer")
    one = certifying.certify(after, issuer(), person, award, actor=SHELL, now=LATER)
    assert numbers.of(("cy",)).letters == "SI"  # the certificate brought a number with it
    digest = seen(after, number, LATER).course.frozen.content["digest"]
    said = json.loads(one.document)
    assert digest in said["evidence"][0]["narrative"]
    assert said["evidence"][1]["narrative"].startswith("2 changes, 2 asked (met)")
    assert one.content["frozen"]["evidence"]["events"]["0"]["total"] == 2  # the events themselves, by their ids
    assert certifying.waiting(after, LATER) == []
    certifying.revoke_about(award.key, actor=SHELL, now=LATER, why="reverted")
    assert certifying.waiting(after, LATER) == []  # revoked is for ever: it is not given again


def test_a_promotion_whose_evidence_was_reverted_waits_for_an_operator(homes, kit):
    kit.commit("Merges count", {"community.yaml": FILES["community.yaml"].replace("change.reviewed", "change.merged")})
    homes = Homes(read_charter(kit.folder), homes.lake)
    number = rounds.open_round(homes, PLAN, actor=BO, now=NOW)
    rounds.nominate(homes, number, "", "reviewer", actor=ANN, now=NOW)
    rounds.advance(homes, number, LATER)
    promoting.apply(homes, number, actor=BO, now=LATER)
    after = Homes(read_charter(kit.folder), homes.lake)
    ((person, award),) = certifying.waiting(after, LATER)
    one = certifying.certify(after, issuer(), person, award, actor=SHELL, now=LATER)
    asked = Question("certificates-due", Scope(zone="UTC"), LATER.date())
    assert certificates_due(after, asked).rows == ()
    revert = '2026-03-15T09:00  change.merged  kit!9  gitee:bo  reverts="gitee:example/kit!2"'
    append_events(homes.lake, list(events_of(revert)))
    (row,) = certificates_due(Homes(after.charter, homes.lake), asked).rows
    assert (row["ident"], row["kind"], row["work"][0]["by"]) == (one.ident, "promotion", "gitee:example/kit!9")
    assert [each["why"].en for each in row["left"]] == ["1 of 2 changes"]
