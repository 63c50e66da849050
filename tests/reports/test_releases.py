"""How often each repository is released."""

from __future__ import annotations

import pytest

from folkmoot.model.event import Coverage
from tests.reports.facts import BEGAN, KIT, READ, asking, homes_of


@pytest.fixture
def asked(request, tmp_path):
    """Ask the small community, of which everything in the test's docstring was read."""
    kinds = ("release.published",)
    coverage = tuple(Coverage("test", KIT, kind, BEGAN, READ, READ) for kind in kinds)
    return asking(homes_of(tmp_path / "lake", request.function.__doc__ or "", coverage=coverage))


def test_the_last_release_and_the_days_since(asked):
    """
    2024-05-01T00:00  release.published  kit@v1.0      bo
    2024-05-21T00:00  release.published  kit@v1.1      bo
    2024-05-25T00:00  release.published  kit@v1.2-rc1  bo
    """
    answer = asked("releases")
    (kit,) = answer.rows
    assert (kit["releases"], kit["prereleases"], kit["version"], kit["days_between"]) == (2, 1, "v1.1", 20.0)
    assert answer.sentence.en == (
        "In all the time that was read, there were 2 releases and 1 prerelease of 1 repository; "
        "the last was v1.1 of gitee:example/kit, 25 days before the end."
    )
    assert answer.parts["months"].rows[0]["releases"] == 2
