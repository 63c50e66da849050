"""How often packages are downloaded, which versions, where, and whether it grows."""

from __future__ import annotations

import pytest

from folkmoot.model.event import Coverage
from tests.reports.facts import BEGAN, KIT, READ, asking, by, homes_of


@pytest.fixture
def asked(request, tmp_path):
    """Ask the small community, of which everything in the test's docstring was read."""
    kinds = (
        "measured.downloads",
        "measured.pulls",
    )
    coverage = tuple(Coverage("test", KIT, kind, BEGAN, READ, READ) for kind in kinds)
    return asking(homes_of(tmp_path / "lake", request.function.__doc__ or "", coverage=coverage))


def test_months_grow_and_the_one_that_runs_is_not_compared(asked):
    """
    2024-04-05  downloads  pypi:kit    40   country=CN
    2024-05-05  downloads  pypi:kit    50   country=CN
    2024-05-06  downloads  pypi:kit    10   country=unknown
    2024-05-31  downloads  pypi:other  20
    2024-06-10  downloads  pypi:kit     5   country=DE
    2024-05-01  pulls      docker:kit 100
    2024-05-02  pulls      docker:kit 130
    """
    answer = asked("downloads", since="2024-05-01")
    assert [(row["month"], row["downloads"], row["before"], row["growth"]) for row in answer.rows] == [
        ("2024-05", 80, 40, 1.0), ("2024-06", 5, 80, None),
    ]  # fmt: skip
    assert answer.total == 85
    assert answer.sentence.en == (
        "Since 2024-05-01, there were 85 downloads; in 2024-05 100% more than in the month before."
    )
    assert by(answer.parts["packages"], "package")["pypi:other"]["downloads"] == 20
    assert answer.parts["rising"].rows[0]["downloads"] == 30
    country = asked("downloads", since="2024-05-01", by="country")
    assert [(row["value"], row["state"], row["downloads"]) for row in country.rows] == [
        ("CN", "known", 50), ("DE", "known", 5), (None, "untold", 20), (None, "unknown", 10),
    ]  # fmt: skip
    assert country.sentence.en == "CN leads with 91% of the downloads whose country is known; of 30 it is not."
    assert asked("downloads", package="pypi:other").total == 20


def test_nothing_read_is_unknown(asked):
    """Nothing."""
    assert asked("downloads").sentence.en == "Nothing of this kind was seen in this window."
    assert asked("downloads", repo="gitee:example/unread").total is None
