"""The published results of real elections, from their ballots. No name stands here: the results themselves are read."""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import Path

import pytest

from folkmoot.model.tally import Counting
from folkmoot.rules.ballots import Ballots, ballots_of_csv
from folkmoot.rules.tallies import count

YEARS = ("2017", "2019", "2020", "2022", "2024")
LINE = re.compile(r"^\d+\.\s+(?:\[(?P<name>.+?)\]\(.*/(?P<login>[^/]+)\)|(?P<plain>.+?))\s*$", re.MULTILINE)

pytestmark = pytest.mark.real


def _read(folder: Path) -> tuple[Ballots, list[str], list[str], str]:
    """Return the ballots; the published order and winners as the ballots call them; and the words of the result."""
    files = {path.name.lower(): path for path in folder.iterdir()}
    ballots = ballots_of_csv(files["ballots.csv"].read_text("utf-8-sig"))
    words = files["results.md"].read_text("utf-8")
    whole, _heading, winners = words.partition("## Winners")
    called = [_called(ballots, match) for match in LINE.finditer(winners)]
    ranked = [_called(ballots, match) for match in LINE.finditer(whole)]
    if ranked:
        return ballots, ranked, called, words
    first = winners.partition("The rest")[0]
    return ballots, called, [_called(ballots, match) for match in LINE.finditer(first)], words


def _called(ballots: Ballots, match: re.Match[str]) -> str:
    said = match["login"] or match["plain"]
    short = {name.partition(" (")[0]: name for name in ballots.candidates}
    return short[get_close_matches(said, short, n=1, cutoff=0.9)[0]]


@pytest.mark.parametrize("year", YEARS)
def test_the_published_order_comes_out(real_data, year):
    ballots, order, winners, words = _read(real_data / "kubernetes" / "elections" / "steering" / year)
    tally = count(ballots, Counting(seats=len(winners)))
    assert tally.places == tuple((name,) for name in order)
    assert len(order) == len(ballots.candidates)
    if "must be excluded" not in words:
        assert tally.seated.elected == tuple(winners)


def test_the_limit_of_2017_passes_over_whom_the_result_says(real_data):
    ballots, _order, winners, words = _read(real_data / "kubernetes" / "elections" / "steering" / "2017")
    excluded = re.search(r"so (.+?) must be excluded", words.replace("\n", " "))
    assert excluded
    name = get_close_matches(excluded[1], ballots.candidates, n=1)[0]
    counting = Counting(seats=6, per_organization=2, organizations={name: "Firm"}, held={"Firm": 2})
    tally = count(ballots, counting)
    assert tally.seated.elected == tuple(winners)
    assert [one.candidate for one in tally.seated.passed_over] == [name]
