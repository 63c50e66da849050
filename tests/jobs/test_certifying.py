"""Community numbers, levels and certificates, on both databases: one number each, evidence frozen, revoked for ever, keys retired."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from folkmoot.jobs import certifying, leveling
from folkmoot.lake.append import append_coverage, append_events
from folkmoot.ledger import certificates, numbers
from folkmoot.ledger import certificates as ledger
from folkmoot.ledger.facts import FactChanged
from folkmoot.ledger.models import Audit, Certificate, CommunityNumber
from folkmoot.model.actor import Actor
from folkmoot.model.certificate import Award
from folkmoot.model.errors import BadInput, NotAllowed, WorkspaceBroken
from folkmoot.model.event import Coverage
from folkmoot.model.text import Text
from folkmoot.rules.community_number import spelled
from folkmoot.rules.credentials import did_of, status_list
from folkmoot.rules.verifying import keys_of, verify
from folkmoot.wiring import certifying as wiring
from folkmoot.wiring.house import House
from folkmoot.wiring.workspace import make_workspace
from tests.ledgers import at_once
from tests.reports.facts import events_of

CHARTER = """\
community: {name: {en: Kit, zh: 套件}, zone: UTC, repositories: [{repo: gitee:example/kit}]}
people:
  - {id: ann, name: Ann Author, accounts: [gitee:ann]}
  - {id: bo, name: Bo Maintainer, accounts: [gitee:bo]}
  - {id: cy, name: Cy Outsider, accounts: [gitee:cy]}
groups:
  - {kind: sig, slug: kit, name: Kit, repositories: [{repo: gitee:example/kit}], roles: [{person: bo, role: maintainer}]}
levels:
  - {id: si, letters: SI, title: {en: First, zh: 一级}}
  - id: st
    letters: ST
    title: {en: Second, zh: 二级}
    all: [{title: {en: Two merged changes, zh: 合入 2 个变更}, count: {kinds: [change.merged], subjects: 2}}]
    certificate: true
  - {id: gt, letters: GT, title: {en: Lead, zh: 带头}, all: [{role: maintainer}]}
"""
EVENTS = """
2026-01-05T08:00  change.merged  kit!1  ann
2026-01-06T08:00  change.merged  kit!2  ann
2026-01-06T09:00  change.merged  kit!3  cy
"""
NOW = datetime(2026, 3, 2, 9)
SHELL = Actor("cli:root", operator=True)
ANN, CY = (Actor(name, "192.0.2.7", people=(name,)) for name in ("ann", "cy"))


@pytest.fixture
def place(tmp_path: Path, monkeypatch) -> House:
    """Return a workspace with an address, and with what Ann and Cy did in its lake."""
    folder = tmp_path / "charter"
    folder.mkdir()
    (folder / "community.yaml").write_text(CHARTER, "utf-8")
    made = House(make_workspace(tmp_path / "w", folder))
    path = made.folder / "folkmoot.toml"
    path.write_text(path.read_text("utf-8") + 'address = "https://moot.example.org/"\n', "utf-8")
    for name in ("MOOT_CERTIFICATE_KEY", "MOOT_CERTIFICATE_RSA"):
        monkeypatch.delenv(name, raising=False)
    append_events(made.lake, list(events_of(EVENTS)))
    read = Coverage("test", "gitee:example/kit", "change.merged", NOW - timedelta(days=900), NOW, NOW)
    append_coverage(made.lake, [read])
    return House(made.folder)


@pytest.fixture
def house(place: House, db) -> House:
    del db
    return place


def award(key: str = "contest/mind/ann", **more) -> Award:
    return Award(
        "contest",
        key,
        Text("First place", "第一名"),
        Text("Won.", "获胜。"),
        Text("Most points.", "积分最高。"),
        **more,
    )


class TestAtOnce:
    """Several people at the same moment, each with a connection of their own, on both databases."""

    def test_of_many_who_ask_each_gets_their_own_number(self, database):
        del database
        made = at_once(*[lambda name=f"gitee:p{turn}": numbers.issue(name, actor=SHELL, now=NOW) for turn in range(8)])
        assert sorted(one.serial for one in made) == list(range(1, 9))
        same = at_once(*[lambda: numbers.issue("gitee:one", actor=SHELL, now=NOW) for _ in range(6)])
        assert {one.serial for one in same} == {9}
        assert CommunityNumber.objects.count() == 9
        assert Audit.objects.filter(verb="number.issue").count() == 9

    def test_the_same_is_certified_once_and_no_place_in_the_list_is_taken_twice(self, database, place):
        del database
        issuer, homes = wiring.issuer_of(place, NOW), place.homes()
        made = at_once(
            *[lambda: certifying.certify(homes, issuer, "ann", award(), actor=SHELL, now=NOW) for _ in range(4)]
        )
        assert len({one.ident for one in made}) == 1
        keys = [f"contest/mind/{turn}" for turn in range(6)]
        more = at_once(
            *[
                lambda key=key: certifying.certify(homes, issuer, "ann", award(key), actor=SHELL, now=NOW)
                for key in keys
            ]
        )
        assert sorted(one.index for one in more) == [1, 2, 3, 4, 5, 6]


class TestNumbers:
    def test_nobody_changes_or_deletes_one(self, house):
        del house
        numbers.issue("gitee:ann", actor=SHELL, now=NOW)
        with pytest.raises(FactChanged):
            CommunityNumber.objects.all().delete()

    def test_a_number_begins_at_the_first_level_and_stays_whoever_asks_again(self, house):
        homes = house.homes()
        number = leveling.request(homes, ("ann",), actor=ANN, now=NOW)
        assert (number.serial, number.letters, number.person) == (1, "SI", "ann")
        assert leveling.give(homes, "gitee:ann", actor=SHELL, now=NOW).serial == 1
        with pytest.raises(NotAllowed, match="known"):
            leveling.request(homes, (), actor=Actor("eve"), now=NOW)
        with pytest.raises(BadInput, match="nobody"):
            leveling.give(homes, "zoe", actor=SHELL, now=NOW)

    def test_its_holder_hides_and_shows_it(self, house):
        homes = house.homes()
        leveling.request(homes, ("ann",), actor=ANN, now=NOW)
        assert house.ask("number", id="ann").about["spelled"] == spelled(1, "SI")
        leveling.display(homes, ("ann",), shown=False, actor=ANN, now=NOW)
        assert house.ask("number", id="ann").about["spelled"] == ""
        assert house.ask("number", id="ann", own="yes").about["spelled"] == spelled(1, "SI")
        assert leveling.display(homes, ("ann",), shown=True, actor=ANN, now=NOW).is_hidden is False
        with pytest.raises(NotAllowed, match="no community number"):
            leveling.display(homes, ("cy",), shown=False, actor=CY, now=NOW)


class TestLevels:
    def test_what_was_reached_is_recorded_once_with_its_evidence_and_certified(self, house):
        for name in ("ann", "bo", "cy"):
            leveling.give(house.homes(), name, actor=SHELL, now=NOW)
        done = list(wiring.due(house, NOW))
        assert done[:2] == ["number 1: level ST", "number 2: level GT"]  # Cy merged one change only
        assert done[2].endswith("level/1/st")
        assert len(done) == 3  # the highest level asks for no certificate
        assert list(wiring.due(house, NOW)) == []
        act = numbers.one(1).level
        assert act.content["evidence"]["clauses"][0]["why"]["en"] == "2 changes, 2 asked"
        shown = house.ask("number", id="ann")
        assert shown.about["spelled"] == spelled(1, "ST")  # the digits stay, the letters are the level's
        assert [row["letters"] for row in shown.rows] == ["ST", "SI"]
        assert house.ask("number", id=spelled(1, "SI")).about["spelled"] == spelled(1, "ST")
        made = ledger.about("level/1/st")
        assert made.content["criteria"]["en"] == "Two merged changes."
        assert json.loads(made.document)["evidence"][1]["narrative"].startswith("2 changes, 2 asked (met)")

    def test_of_a_level_that_asks_one_thing_of_several_the_certificate_says_so(self, house, tmp_path):
        more = ", {title: {en: Five talks, zh: 五次分享}, count: {kinds: [meeting.presented], subjects: 5}}]"
        words = CHARTER.replace("all: [{title: {en: Two", "any: [{title: {en: Two").replace(
            "subjects: 2}}]", "subjects: 2}}" + more
        )
        (tmp_path / "charter" / "community.yaml").write_text(words, "utf-8")
        leveling.give(house.homes(), "ann", actor=SHELL, now=NOW)
        assert len(list(wiring.due(house, NOW))) == 2
        asked = ledger.about("level/1/st").content["criteria"]
        assert asked == {
            "en": "One of these: Two merged changes; Five talks.",
            "zh": "满足其一即可：合入 2 个变更；五次分享。",
        }

    def test_a_level_set_by_hand_needs_a_reason_and_stays(self, house):
        homes = house.homes()
        with pytest.raises(NotAllowed):
            leveling.put(homes, "ann", "GT", actor=ANN, now=NOW, why="me")
        with pytest.raises(BadInput, match="reason"):
            leveling.put(homes, "ann", "GT", actor=SHELL, now=NOW, why="")
        with pytest.raises(BadInput, match="no level"):
            leveling.put(homes, "ann", "XX", actor=SHELL, now=NOW, why="why")
        assert leveling.put(homes, "ann", "si", actor=SHELL, now=NOW, why="agreed").letters == "SI"
        assert leveling.advance(house.homes(), NOW) == ()

    def test_what_was_not_read_raises_nobody(self, house, tmp_path):
        (tmp_path / "charter" / "community.yaml").write_text(CHARTER.replace("subjects: 2", "subjects: 3"), "utf-8")
        leveling.give(house.homes(), "ann", actor=SHELL, now=NOW)
        assert leveling.advance(house.homes(), NOW) == ()


class TestCertificates:
    def test_it_verifies_and_says_who_for_what_and_why(self, house):
        issuer, homes = wiring.issuer_of(house, NOW), house.homes()
        one = certifying.by_hand(
            homes, issuer, "ann", title=Text("Thanks", "致谢"), says=Text("For the docs.", ""), criteria=Text("As the team saw it.", ""),
            links=["https://example.org/1"], actor=SHELL, now=NOW, why="They wrote the guide.",
        )  # fmt: skip
        keys = wiring.keys_by_name(house)
        for said in (one.document, one.jwt):
            assert verify(said.encode(), keys, now=NOW).ok
        said = json.loads(one.document)
        assert said["credentialSubject"]["identifier"][1]["identityHash"] == "Ann Author"
        assert said["evidence"][0]["narrative"] == "They wrote the guide."
        assert said["evidence"][1]["id"] == "https://example.org/1"
        assert one.content["criteria"]["en"] == "As the team saw it."

    def test_by_hand_only_an_operator_with_a_reason(self, house):
        issuer, homes = wiring.issuer_of(house, NOW), house.homes()
        words = {"title": Text("Thanks"), "says": Text(), "criteria": Text("x"), "now": NOW}
        with pytest.raises(NotAllowed):
            certifying.by_hand(homes, issuer, "ann", **words, actor=ANN, why="me")
        with pytest.raises(BadInput, match="why"):
            certifying.by_hand(homes, issuer, "ann", **words, actor=SHELL, why=" ")
        with pytest.raises(BadInput, match="address"):
            certifying.by_hand(homes, issuer, "ann", **words, actor=SHELL, why="x", links=["javascript:alert(1)"])
        with pytest.raises(BadInput, match="nobody"):
            certifying.by_hand(homes, issuer, "zoe", **words, actor=SHELL, why="x")

    def test_a_revoked_one_stays_with_its_reason_and_its_bit_is_set(self, house):
        issuer, homes = wiring.issuer_of(house, NOW), house.homes()
        one = certifying.certify(homes, issuer, "ann", award(), actor=SHELL, now=NOW)
        two = certifying.certify(homes, issuer, "cy", award("contest/mind/cy"), actor=SHELL, now=NOW)
        with pytest.raises(NotAllowed):
            certifying.revoke(one.ident, actor=ANN, now=NOW, why="x")
        with pytest.raises(BadInput, match="reason"):
            certifying.revoke(one.ident, actor=SHELL, now=NOW, why=" ")
        gone = certifying.revoke_about(certifying.contest_key("mind", "ann"), actor=SHELL, now=NOW, why="disqualified")
        assert (gone.revoked_why, gone.document) == ("disqualified", one.document)
        assert (
            certifying.revoke_about("contest/mind/ann", actor=SHELL, now=NOW, why="again").revoked_why == "disqualified"
        )
        assert certifying.revoke_about("contest/mind/nobody", actor=SHELL, now=NOW, why="x") is None
        with pytest.raises(BadInput, match="already"):
            certifying.revoke(one.ident, actor=SHELL, now=NOW, why="twice")
        told = status_list(issuer, 1, ledger.revoked()[0], NOW)
        keys = wiring.keys_by_name(house)
        assert verify(one.jwt.encode(), keys, now=NOW, status=told).steps[-1].ok is False
        assert verify(two.jwt.encode(), keys, now=NOW, status=told).ok
        rows = {row["name"]: row["state"] for row in house.ask("certificates").rows}
        assert rows == {"Ann Author": "revoked", "Cy Outsider": "valid"}
        assert Certificate.objects.count() == 2

    def test_a_place_in_a_contest_is_certified_by_one_call(self, house):
        made = certifying.contest_award(
            "mind",
            "ann",
            title=Text("Mind", "思"),
            place=1,
            entrants=40,
            points="1,200",
            rules=Text("As declared.", "按规则。"),
        )
        one = certifying.certify(house.homes(), wiring.issuer_of(house, NOW), "ann", made, actor=SHELL, now=NOW)
        assert one.key == certifying.contest_key("mind", "ann")
        assert one.content["title"] == {"en": "Place 1, Mind", "zh": "思 第 1 名"}


class TestKeys:
    def test_retired_keys_are_kept_and_what_they_signed_still_verifies(self, house):
        first, homes = wiring.issuer_of(house, NOW), house.homes()
        one = certifying.certify(homes, first, "ann", award(), actor=SHELL, now=NOW)
        with pytest.raises(NotAllowed):
            wiring.rotate(house, actor=ANN, now=NOW, why="x")
        later = NOW + timedelta(days=30)
        second = wiring.rotate(house, actor=SHELL, now=later, why="once a year")
        assert (first.ed25519, first.rsa) != (second.ed25519, second.rsa)
        assert wiring.issuer_of(house, later).ed25519 == second.ed25519
        two = certifying.certify(homes, second, "cy", award("contest/mind/cy"), actor=SHELL, now=later)
        keys = wiring.keys_by_name(house)
        assert len(keys) == 4
        for said in (one.document, one.jwt, two.document, two.jwt):
            assert verify(said.encode(), keys, now=later + timedelta(days=1)).ok
        forged = certifying.certify(
            homes, first, "bo", award("contest/mind/bo"), actor=SHELL, now=later + timedelta(days=9)
        )
        found = verify(forged.jwt.encode(), keys, now=later + timedelta(days=10))
        assert [step.asks for step in found.wrong] == ["time"]  # signed with a key that was retired before

    def test_nobody_else_may_read_them_and_a_broken_one_is_told(self, house):
        wiring.issuer_of(house, NOW)
        for name in wiring.FILES:
            assert (house.folder / name).stat().st_mode & 0o077 == 0
        assert "ed25519" not in repr(wiring.issuer_of(house, NOW))
        (house.folder / wiring.FILES[0]).write_text("short")
        with pytest.raises(WorkspaceBroken, match="key is none"):
            wiring.issuer_of(house, NOW)

    def test_without_an_address_nothing_is_certified_and_it_says_why(self, house):
        leveling.give(house.homes(), "ann", actor=SHELL, now=NOW)
        path = house.folder / "folkmoot.toml"
        path.write_text(path.read_text().replace('address = "https://moot.example.org/"', ""))
        bare = House(house.folder)
        assert list(wiring.due(bare, NOW)) == ["number 1: level ST"]
        with pytest.raises(BadInput, match="address"):
            wiring.issuer_of(bare, NOW)


def test_earlier_names_are_read_off_what_was_signed_on_both_databases(ledger, place):
    del ledger
    first = wiring.issuer_of(place, NOW)
    homes, known = place.homes(), set(certificates.issuers())
    for turn, address in enumerate(("https://z.example.org", "https://b.example.org", "https://z.example.org")):
        issuer = replace(first, address=address, did=did_of(address))
        certifying.certify(homes, issuer, "ann", award(f"contest/{turn}/ann"), actor=SHELL, now=NOW)
    assert [one for one in certificates.issuers() if one not in known] == [
        ("did:web:z.example.org", "https://z.example.org"), ("did:web:b.example.org", "https://b.example.org"),
    ]  # fmt: skip


class TestAnAddressThatChanged:
    OLD, NEW = "https://moot.example.org", "https://community.example.net/moot"

    def moved(self, house: House, address: str) -> House:
        file = house.folder / "folkmoot.toml"
        file.write_text(file.read_text("utf-8").replace(self.OLD, address), "utf-8")
        return House(house.folder)

    def test_what_was_issued_there_verifies_by_the_same_keys_and_says_where_it_was_issued(self, house):
        issuer = wiring.issuer_of(house, NOW)
        one = certifying.certify(house.homes(), issuer, "ann", award(), actor=SHELL, now=NOW)
        after = self.moved(house, self.NEW)
        two = certifying.certify(
            after.homes(), wiring.issuer_of(after, NOW), "cy", award("contest/mind/cy"), actor=SHELL, now=NOW
        )
        published = json.loads(json.dumps(wiring.published(after)))
        assert published["alsoKnownAs"] == ["did:web:moot.example.org"]
        told = status_list(wiring.issuer_of(after, NOW), 1, (), NOW)
        for keys in (wiring.keys_by_name(after), keys_of(published)):
            for said in (one.document, one.jwt):
                found = verify(said.encode(), keys, now=NOW, status=told)
                assert found.ok, found.wrong
                assert found.steps[-1].ok is True, "the list of today tells of what was issued before"
                (says,) = (step.says.en for step in found.steps if step.asks == "key")
                assert "did:web:moot.example.org" in says
                assert "did:web:community.example.net:moot" in says
                assert not verify(said.replace("A", "B").encode(), keys, now=NOW).ok
            (says,) = (step.says.en for step in verify(two.jwt.encode(), keys, now=NOW).steps if step.asks == "key")
            assert "moot.example.org" not in says
        revoked = status_list(wiring.issuer_of(after, NOW), 1, (0,), NOW)
        assert verify(one.jwt.encode(), wiring.keys_by_name(after), now=NOW, status=revoked).steps[-1].ok is False
        assert wiring.page_of(after, one.ident, one.document) == f"{self.NEW}/certificates/{one.ident}/"

    def test_also_after_the_keys_were_retired_and_where_no_address_is_named_any_more(self, house):
        one = certifying.certify(house.homes(), wiring.issuer_of(house, NOW), "ann", award(), actor=SHELL, now=NOW)
        after, later = self.moved(house, self.NEW), NOW + timedelta(days=3000)
        wiring.rotate(after, actor=SHELL, now=NOW + timedelta(days=30), why="moved")
        assert verify(one.jwt.encode(), wiring.keys_by_name(after), now=later).ok
        (after.folder / "folkmoot.toml").write_text("", "utf-8")
        bare = House(after.folder)
        assert verify(one.document.encode(), wiring.keys_by_name(bare), now=later).ok
        assert wiring.page_of(bare, one.ident, one.document) == f"{self.OLD}/certificates/{one.ident}/"

    def test_only_an_address_at_which_something_was_issued_is_an_earlier_one(self, house):
        certifying.certify(house.homes(), wiring.issuer_of(house, NOW), "ann", award(), actor=SHELL, now=NOW)
        after = self.moved(house, self.NEW)
        there = wiring.published(after, self.OLD)
        assert (there["id"], there["alsoKnownAs"]) == (
            "did:web:moot.example.org", ["did:web:community.example.net:moot"]
        )  # fmt: skip
        with pytest.raises(BadInput, match="no certificate was issued at"):
            wiring.published(after, "https://evil.example.org")
        assert not any(name.startswith("did:web:evil") for name in wiring.keys_by_name(after))
