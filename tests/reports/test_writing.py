"""How much goes into documentation and translation."""

from __future__ import annotations

import pytest

from folkmoot.model.event import Coverage
from tests.reports.facts import BEGAN, KIT, READ, asking, homes_of


@pytest.fixture
def asked(request, tmp_path):
    """Ask the small community, of which everything in the test's docstring was read."""
    kinds = ("commit.authored",)
    coverage = tuple(Coverage("test", KIT, kind, BEGAN, READ, READ) for kind in kinds)
    return asking(homes_of(tmp_path / "lake", request.function.__doc__ or "", coverage=coverage))


def test_the_unknown_stands_apart(asked):
    """
    2024-05-01T00:00  commit.authored  kit@a  ann  dirs=["docs/zh-CN"]
    2024-05-02T00:00  commit.authored  kit@b  bo   dirs=["src"]
    2024-05-03T00:00  commit.authored  kit@c  bo
    """
    answer = asked("writing")
    assert (answer.total, answer.about["share"], answer.rows[0]["unknown"]) == (1, 0.5, 1)
    assert answer.sentence.en == (
        "In all the time that was read, 50% of 2 commits touched documentation and 1 translations; of 1 it is not known."
    )
