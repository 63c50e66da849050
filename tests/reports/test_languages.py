"""In which writing titles are."""

from __future__ import annotations

import pytest

from folkmoot.model.event import Coverage
from tests.reports.facts import BEGAN, KIT, READ, asking, homes_of


@pytest.fixture
def asked(request, tmp_path):
    """Ask the small community, of which everything in the test's docstring was read."""
    kinds = (
        "issue.opened",
        "mail.sent",
    )
    coverage = tuple(Coverage("test", KIT, kind, BEGAN, READ, READ) for kind in kinds)
    return asking(homes_of(tmp_path / "lake", request.function.__doc__ or "", coverage=coverage))


def test_titles_tell_the_writing(asked):
    """
    2024-05-01T00:00  issue.opened  kit#1       ann  title="训练"
    2024-05-02T00:00  issue.opened  kit#2       bo   title="Training"
    2024-05-03T00:00  mail.sent     mail:dev/1  bo
    """
    answer = asked("languages")
    assert {row["script"]: row["share"] for row in answer.parts["scripts"].rows} == {
        "han": 0.5,
        "latin": 0.5,
        None: None,
    }
    assert answer.sentence.en == (
        "In all the time that was read, 50% of 2 titles held Chinese characters; 1 had no title."
    )
