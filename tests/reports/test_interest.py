"""How stars grow, told twice."""

from __future__ import annotations

import pytest

from folkmoot.model.event import Coverage
from tests.reports.facts import BEGAN, KIT, READ, asking, homes_of


@pytest.fixture
def asked(request, tmp_path):
    """Ask the small community, of which everything in the test's docstring was read."""
    kinds = (
        "repo.starred",
        "repo.forked",
        "measured.stars",
    )
    coverage = tuple(Coverage("test", KIT, kind, BEGAN, READ, READ) for kind in kinds)
    return asking(homes_of(tmp_path / "lake", request.function.__doc__ or "", coverage=coverage))


def test_two_sources_stand_side_by_side(asked):
    """
    2024-05-02T00:00  repo.starred    kit  ann
    2024-05-03T00:00  repo.starred    kit  bo
    2024-05-04T00:00  repo.unstarred  kit  bo
    2024-04-30T00:00  stars  gitee:example/kit  100
    2024-05-30T00:00  stars  gitee:example/kit  104
    """
    answer = asked("interest", since="2024-05-01")
    (may,) = answer.rows
    assert {name: may[name] for name in ("stars_total", "stars_counted", "stars", "stars_gap")} == {
        "stars_total": 104, "stars_counted": 4, "stars": 1, "stars_gap": 3,
    }  # fmt: skip
    assert (may["forks"], may["forks_total"], may["watches"], may["watches_gap"]) == (0, None, None, None)
    assert answer.sentence.en == (
        "104 stars at the last count. Where both sources tell, the count rose by 4 and 1 were told one by one: a gap of 3."
    )
    (kit,) = answer.parts["repositories"].rows
    assert (kit["repo"], kit["stars_total"], kit["stars"]) == ("gitee:example/kit", 104, 1)
