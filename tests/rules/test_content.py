"""Content folded from acts: which act leads where, whatever the log holds; parts in their order."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.model.content import STATES, Details
from folkmoot.model.programme import Act
from folkmoot.model.text import Text
from folkmoot.rules.content import ALLOWED, details_of, fold, parts_of, plain_of

AT = datetime(2026, 11, 1)
CONTENT = {
    "draft": {"link": "https://x.example/d"}, "submit": {"link": "https://x.example/d"},
    "schedule": {"planned_at": "2026-11-20T10:00:00", "channels": ["blog"]},
    "publish": {"channel": "blog", "language": "zh", "url": "https://x.example/1", "at": "2026-11-20T10:00:00"},
    "views": {"channel": "blog", "language": "zh", "day": "2026-11-21", "amount": 40, "counts": "cumulative"},
    "change": {"details": plain_of(Details(Text("New"), "video", "kit"))},
}  # fmt: skip


def begun(verb: str = "propose", **more: object) -> Act:
    details = plain_of(Details(Text("First", "第一"), "article", "kit", **more))  # type: ignore[arg-type]
    return Act(1, AT, verb, "ann", "ann", content={"details": details, "link": "https://x.example/h"})


def log(*verbs: str) -> tuple[Act, ...]:
    acts = [begun()]
    for verb in verbs:
        acts.append(Act(len(acts) + 1, AT + timedelta(days=len(acts)), verb, "bo", "bo", "why", CONTENT.get(verb, {})))
    return tuple(acts)


@pytest.mark.parametrize(
    ("way", "state"),
    [
        ("", "idea"), ("take", "taken"), ("take return", "idea"), ("take draft", "draft"), ("take draft submit", "review"),
        ("take submit", "review"), ("take submit revise", "draft"), ("take submit revise submit", "review"),
        ("take submit schedule", "scheduled"), ("take submit schedule revise", "draft"), ("take submit schedule publish", "published"),
        ("take submit publish", "published"), ("take submit publish publish", "published"), ("drop", "dropped"),
        ("drop revive", "idea"), ("take drop revive", "taken"), ("take draft drop revive", "draft"),
        # what is not allowed changes nothing
        ("publish", "idea"), ("schedule", "idea"), ("submit", "idea"), ("take take", "taken"), ("drop take", "dropped"),
        ("take submit publish drop", "published"), ("views", "idea"), ("dance", "idea"),
    ],
)  # fmt: skip
def test_each_way_leads_to_its_state(way: str, state: str):
    piece = fold(1, log(*way.split()))
    assert piece is not None
    assert piece.state == state


def test_who_hands_in_a_draft_is_its_author_and_it_waits_for_a_review():
    piece = fold(3, [begun("handin")])
    assert piece is not None
    assert (piece.state, piece.author, piece.draft) == ("review", "ann", "https://x.example/h")
    assert fold(3, []) is None
    assert fold(3, [Act(1, AT, "take", "bo")]) is None, "what nobody began is no piece"


def test_another_address_of_one_channel_and_language_keeps_its_moment():
    again = {"channel": "blog", "language": "zh", "url": "https://x.example/2", "at": "2026-11-25T10:00:00"}
    other = {**again, "language": "en"}
    acts = log("take", "submit", "publish")
    piece = fold(1, (*acts, Act(5, AT, "publish", "bo", content=again), Act(6, AT, "publish", "bo", content=other)))
    assert piece is not None
    assert [(one.language, one.url[-1], one.at.day) for one in piece.publications] == [("zh", "2", 20), ("en", "2", 25)]
    assert piece.published_at == datetime(2026, 11, 20, 10)


def test_a_reading_that_is_written_again_replaces_the_first_and_an_empty_one_takes_it_back():
    acts = log("take", "submit", "publish", "views")
    one = fold(1, acts)
    assert one is not None
    assert [each.amount for each in one.written] == [40]
    more = Act(6, AT, "views", "bo", content={**CONTENT["views"], "amount": 44})
    none = Act(7, AT, "views", "bo", content={**CONTENT["views"], "amount": None})
    assert [each.amount for each in fold(1, (*acts, more)).written] == [44]  # type: ignore[union-attr]
    assert fold(1, (*acts, more, none)).written == ()  # type: ignore[union-attr]


def test_parts_follow_their_places_and_the_dropped_ones_are_gone():
    course = fold(1, [begun()])
    found = [fold(n, [begun(holder=1, part=part)]) for n, part in ((2, 3), (3, 1), (4, 0), (5, 2))]
    dropped = fold(6, [begun(holder=1, part=9), Act(2, AT, "drop", "bo", why="no")])
    every = [one for one in (course, *found, dropped) if one]
    assert [one.number for one in parts_of(1, every)] == [3, 5, 2, 4]


@given(st.lists(st.sampled_from([*ALLOWED, "dance", "propose"]), max_size=25))
def test_no_log_breaks_the_fold_and_what_was_published_stays_published(verbs: list[str]):
    acts = log(*verbs)
    states = [one.state for n in range(1, len(acts) + 1) if (one := fold(1, acts[:n]))]
    assert len(states) == len(acts)
    assert set(states) <= set(STATES)
    if "published" in states:
        assert set(states[states.index("published") :]) == {"published"}
        assert fold(1, acts).publications  # type: ignore[union-attr]
    for before, verb, after in zip(states, verbs, states[1:], strict=False):
        assert before == after or before in ALLOWED[verb]


@given(st.datetimes(), st.text(max_size=20), st.integers(0, 9), st.lists(st.sampled_from(["a", "b"]), unique=True))
def test_details_come_back_as_they_were_kept(at: datetime, words: str, part: int, channels: list[str]):
    said = Details(
        Text(words, words),
        "live",
        "kit",
        words,
        tuple(channels),
        "zh",
        "D1",
        "merged",
        "spring",
        at,
        4,
        part,
        "1.0",
        words,
    )
    assert details_of(plain_of(said)) == said
