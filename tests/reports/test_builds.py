"""How many builds pass."""

from __future__ import annotations

import pytest

from folkmoot.model.event import Coverage
from tests.reports.facts import BEGAN, KIT, READ, asking, homes_of


@pytest.fixture
def asked(request, tmp_path):
    """Ask the small community, of which everything in the test's docstring was read."""
    kinds = ("build.finished",)
    coverage = tuple(Coverage("test", KIT, kind, BEGAN, READ, READ) for kind in kinds)
    return asking(homes_of(tmp_path / "lake", request.function.__doc__ or "", coverage=coverage))


def test_robots_build_and_only_the_decided_make_the_rate(asked):
    """
    2024-05-01T00:00  build.finished  kit@a  ci-bot  conclusion="success"  change="gitee:example/kit!1"  amount=60
    2024-05-02T00:00  build.finished  kit@b  ci-bot  conclusion="failure"  change="gitee:example/kit!2"
    2024-05-03T00:00  build.finished  kit@b  ci-bot  conclusion="skipped"
    """
    answer = asked("builds")
    assert (answer.total, answer.about["pass_rate"]) == (3, 0.5)
    assert answer.sentence.en == ("In all the time that was read, 50% of 2 builds passed; 1 neither passed nor failed.")
    assert answer.parts["repositories"].rows[0]["pass_rate"] == 0.5
    assert answer.parts["changes"].sentence.en == "Of 2 changes with builds 1 never failed."
