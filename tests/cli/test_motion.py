"""``moot motion`` and ``moot verify``, as somebody with a shell types them."""

from __future__ import annotations

import json
import stat

import pytest

CHARTER = """\
community: {name: {en: Kit, zh: 套件}}
people: [{id: ann, name: Ann}, {id: bo, name: Bo}, {id: cy, name: Cy}]
groups:
  - kind: committee
    slug: tsc
    name: TSC
    roles: [{person: ann, role: chair}, {person: bo, role: member}, {person: cy, role: member}]
voting: [{name: quick, threshold: more than 1/2, of: electors, early: true}]
"""


@pytest.fixture
def kit(workspace, tmp_path):
    (tmp_path / "charter" / "community.yaml").write_text(CHARTER, "utf-8")
    return workspace


def test_from_the_question_to_a_record_that_anybody_can_check(kit, tmp_path):
    assert "Nothing has been moved yet." in kit("motion", "list")
    assert "Motion 1 is open" in kit(
        "motion", "open", "Adopt the plan", "--group", "tsc", "--rule", "quick", "--as", "cy"
    )
    kit("motion", "vote", 1, "yes", "--as", "ann", "--why", "high time")
    shown = kit("motion", "show", 1)
    assert "1 more in favour to pass." in shown
    assert "No motion is due." in kit("motion", "close", "--due")
    assert "still open" in kit("motion", "export", 1, code=2)
    assert "2 in favour, 0 against; 3 may vote." in kit("motion", "vote", 1, "yes", "--as", "bo")
    assert "Motion 1: passed." in kit("motion", "close", "--due")
    assert "is over" in kit("motion", "vote", 1, "no", "--as", "cy", code=2)
    kit("motion", "export", 1, "--out", "record.json")
    key = kit("motion", "key").split()[0]
    assert "The signature fits" in kit("verify", "record.json", "--key", key)
    assert "ask the community" in kit("verify", "record.json")
    assert stat.S_IMODE((tmp_path / "w" / ".signing-key").stat().st_mode) == 0o600
    assert kit("motion", "export", 1) == (tmp_path / "w" / "record.json").read_text("utf-8")
    assert json.loads(kit("motion", "list", "--format", "json"))["total"] == 1
    assert json.loads(kit("motion", "show", 1, "--format", "json"))["about"]["state"] == "passed"


def test_what_is_wrong_is_one_sentence(kit, tmp_path):
    assert "no group 'kit'" in kit("motion", "open", "Q", "--group", "kit", code=2)
    assert "only those who lead" in kit("motion", "open", "Q", "--group", "tsc", "--as", "zoe", code=2)
    assert "There is no motion 7" in kit("motion", "show", 7, code=2)
    assert "say which motions to close" in kit("motion", "close", code=2)
    assert "cannot be read" in kit("verify", "none.json", code=2)
    (tmp_path / "w" / "bad.json").write_text("[1]")
    assert "this is no record" in kit("verify", "bad.json", code=2)
    (tmp_path / "w" / "bad.json").write_text("{")
    for bad in (
        "{",
        "[" * 100_000,
        "9" * 5000,
        '{"a": 1, "a": 1}',
        "\x00",
        '{"type": "folkmoot/decision", "version": NaN}',
    ):
        (tmp_path / "w" / "bad.json").write_text(bad)
        assert "this is no JSON" in kit("verify", "bad.json", code=2)


def test_the_key_may_come_from_the_environment(kit, tmp_path, monkeypatch):
    monkeypatch.setenv("MOOT_SIGNING_KEY", "A" * 43)
    assert kit("motion", "key").startswith("O2onvM62pC1io6jQKm8Nc2UyFXcd4kOmOsBIoYtZ2ik")
    assert not (tmp_path / "w" / ".signing-key").exists()
    monkeypatch.setenv("MOOT_SIGNING_KEY", "short")
    assert "the signing key is none" in kit("motion", "key", code=2)
