"""``moot due``: everything that time makes due, once, in one go."""

from __future__ import annotations

import pytest

from tests.cli.test_motion import CHARTER


@pytest.fixture
def kit(workspace, tmp_path):
    (tmp_path / "charter" / "community.yaml").write_text(CHARTER, "utf-8")
    return workspace


def test_what_is_due_is_done_once(kit):
    assert "Nothing is due." in kit("due")
    kit("motion", "open", "Adopt the plan", "--group", "tsc", "--rule", "quick", "--as", "cy")
    for who in ("ann", "bo"):
        kit("motion", "vote", 1, "yes", "--as", who)
    assert "motion 1: passed" in kit("due")
    assert "Nothing is due." in kit("due")
    assert kit("due", "--quiet").strip() == ""


def test_what_waits_for_people_is_listed_and_nothing_is_done(kit):
    kit("motion", "open", "Adopt the plan", "--group", "tsc", "--rule", "quick", "--as", "cy")
    for who in ("ann", "bo"):
        kit("motion", "vote", 1, "yes", "--as", who)
    said = kit("due", "--list", "--group", "tsc")
    assert "Open motions: Adopt the plan" in said
    assert "/motions/1/" in said
    assert "motion 1: passed" in kit("due")
