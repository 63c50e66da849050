"""Learning paths: enough facts make a step taken, too few are "no" only where they were read; words given and taken back."""

from __future__ import annotations

from datetime import datetime

import pytest

from folkmoot.model.chapter import PathStep
from folkmoot.model.ladder import Verdict
from folkmoot.model.programme import Act
from folkmoot.model.recruiting import Wanted
from folkmoot.model.text import Text, text_of
from folkmoot.rules import recruiting
from folkmoot.rules.learning import Shown, stands, told, words_given

FIRST, SECOND = datetime(2026, 3, 1), datetime(2026, 3, 2)


@pytest.mark.parametrize(
    ("found", "times", "read", "word"),
    [
        (0, 1, True, Verdict.NOT_MET),
        (0, 1, False, Verdict.UNKNOWN),
        (1, 2, True, Verdict.NOT_MET),
        (1, 2, False, Verdict.UNKNOWN),
        (1, 1, False, Verdict.MET),
        (3, 2, True, Verdict.MET),
    ],
)
def test_where_somebody_stands_on_a_step(found, times, read, word):
    shown = [Shown(datetime(2026, 3, day + 1), text_of(f"m{day}")) for day in reversed(range(found))]
    step = stands(PathStep("merge", Text("Merge"), "merged", times=times), shown, read=read)
    assert step.word is word
    assert step.at == (datetime(2026, 3, times) if word is Verdict.MET else None)
    assert told([step]).en.startswith("1 of 1" if word is Verdict.MET else "0 of 1")


def test_a_word_stands_until_who_gave_it_takes_it_back():
    """
    bo   vouches for ann    cy vouches too    bo takes his word back    eve takes back what she never gave
    """
    acts = [
        Act(number, FIRST, verb, mentor, "gitee:ann", "shown", {"step": "talk", "mentor": mentor})
        for number, (verb, mentor) in enumerate(
            (("vouch", "bo"), ("vouch", "bo"), ("vouch", "cy"), ("retract", "bo"), ("retract", "eve")), 1
        )
    ]
    given = words_given(acts, lambda one: one.removeprefix("gitee:"))
    assert [act.by for act in given["ann", "talk"]] == ["cy"]
    assert words_given(acts[:1] + acts[3:4], str) == {}


def test_a_round_is_open_in_its_window_and_until_it_is_closed():
    wanted = Wanted(
        "lake",
        Text("Autumn", "秋季"),
        begins="2026-03-10 09:00",
        ends="2026-03-20 23:00",
        zone="Asia/Shanghai",
        teams=("edge",),
    )
    acts = [Act(1, FIRST, "open", content=recruiting.plain(wanted)), Act(2, datetime(2026, 3, 15), "close")]
    moments = (SECOND, datetime(2026, 3, 10, 1), datetime(2026, 3, 14), datetime(2026, 3, 15), datetime(2026, 3, 21))
    assert [recruiting.folded("r", acts, at).stage for at in moments] == ["announced", "open", "open", "over", "over"]
    assert recruiting.folded("r", acts[:1], datetime(2026, 3, 20, 14, 59)).stage == "open"
    assert recruiting.folded("r", acts[:1], datetime(2026, 3, 20, 15)).stage == "over"
    assert recruiting.wanted_in(recruiting.plain(wanted)) == wanted
