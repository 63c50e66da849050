"""Complaints judged: votes in any order, clusters, nobody agrees with themselves, answers; suggestions in two languages."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from folkmoot.model.complaint import ConferencePlan
from folkmoot.model.programme import Act
from folkmoot.model.text import Text
from folkmoot.rules import complaints as rules
from folkmoot.rules.likeness import likeness, suggestions, words_of

START = datetime(2026, 3, 1)
EVER = datetime(2026, 4, 1)
SAME = str


def logs(words: str) -> tuple[list[Act], dict[int, list[Act]]]:
    """Read lines such as ``complain ann title``, ``vote 1 bo``, ``merge 2 1`` and ``answer 1 planned``."""
    own: list[Act] = []
    each: dict[int, list[Act]] = {}
    for place, line in enumerate(filter(str.strip, words.splitlines())):
        verb, *rest = line.split()
        now = START + timedelta(minutes=place)
        if verb == "complain":
            own.append(Act(len(own) + 1, now, verb, person=rest[0], content={"title": " ".join(rest[1:])}))
        elif verb in ("vote", "unvote"):
            log = each.setdefault(int(rest[0]), [])
            log.append(Act(len(log) + 1, now, verb, person=rest[1]))
        elif verb == "answer":
            log = each.setdefault(int(rest[0]), [])
            log.append(Act(len(log) + 1, now, verb, why="x", content={"state": rest[1]}))
        else:
            into = int(rest[1]) if len(rest) > 1 else 0
            own.append(Act(len(own) + 1, now, verb, content={"number": int(rest[0]), "into": into}, why="x"))
    return own, each


def told(words: str, same=SAME) -> list[tuple[int, int, int, str]]:
    """Return number, complaints, votes and state of each cluster."""
    own, each = logs(words)
    standing = rules.standing(own, each, EVER, same)
    return [(one.number, len(one.members), one.votes, one.state) for one in standing.clusters]


def test_votes_of_what_is_merged_count_each_person_once():
    """
    complain ann slow
    complain bo slower
    vote 1 cy
    vote 2 cy
    vote 2 dee
    vote 1 bo
    merge 2 1
    """
    table = test_votes_of_what_is_merged_count_each_person_once.__doc__ or ""
    assert told(table) == [(1, 2, 2, "open")], "bo complains in it, so bo's vote is none"
    assert told(table + "split 2 1") == [(1, 1, 2, "open"), (2, 1, 2, "open")]
    assert told(table + "unvote 1 cy") == [(1, 2, 2, "open")], "cy agreed with the other one too"
    assert told(table, lambda who: {"dee": "cy"}.get(who, who)) == [(1, 2, 1, "open")], (
        "two accounts turned out to be one person's"
    )


def test_answers_of_all_stand_in_their_order():
    """
    complain ann a
    complain bo b
    answer 1 heard
    answer 2 planned
    merge 1 2
    """
    assert told(test_answers_of_all_stand_in_their_order.__doc__ or "") == [(2, 2, 0, "planned")]


def test_what_is_hidden_or_taken_back_is_not_there():
    """
    complain ann a
    complain bo b
    complain cy c
    merge 2 1
    hide 1
    withdraw 3
    """
    table = test_what_is_hidden_or_taken_back_is_not_there.__doc__ or ""
    assert told(table) == [(2, 1, 0, "open")], "what was merged into a hidden one stays"
    assert told(table + "show 1") == [(1, 2, 0, "open")]


PEOPLE = ("ann", "bo", "cy", "dee", "eve")


@given(st.lists(st.tuples(st.sampled_from(PEOPLE), st.booleans()), max_size=12), st.randoms(use_true_random=False))
def test_the_order_in_which_different_people_vote_does_not_matter(votes, random):
    own, _ = logs("complain zoe x")
    by_person: dict[str, list[str]] = {}
    for who, held in votes:
        by_person.setdefault(who, []).append("vote" if held else "unvote")

    def outcome(order: list[str]) -> list[tuple[int, frozenset[str]]]:
        left = {who: list(said) for who, said in by_person.items()}
        log = [Act(place, START, left[who].pop(0), person=who) for place, who in enumerate(order, 1)]
        standing = rules.standing(own, {1: log}, EVER, SAME)
        return [(one.votes, one.head.voters) for one in standing.clusters]

    order = [who for who, said in by_person.items() for _ in said]
    mixed = list(order)
    random.shuffle(mixed)
    assert outcome(order) == outcome(mixed)
    last = frozenset(who for who, said in by_person.items() if said[-1] == "vote")
    assert outcome(order) == [(len(last), last)]


@given(st.lists(st.tuples(st.sampled_from(["merge", "split"]), st.integers(1, 6), st.integers(1, 6)), max_size=15))
def test_clusters_are_a_partition_whatever_was_merged_and_split(moves):
    own, _ = logs("\n".join(f"complain {who} x" for who in ("a", "b", "c", "d", "e", "f")))
    for verb, one, other in moves:
        own.append(Act(len(own) + 1, START, verb, content={"number": one, "into": other}))
    standing = rules.standing(own, {}, EVER, SAME)
    numbers = [each.number for one in standing.clusters for each in one.members]
    assert sorted(numbers) == [1, 2, 3, 4, 5, 6]


def test_stages():
    declared = ConferencePlan("t", Text("T"), "2026-03-01", "2026-03-02")
    own, each = logs("complain ann a\nanswer 1 declined")
    done = rules.standing(own, each, EVER, SAME).clusters
    waits = rules.standing(own, {}, EVER, SAME).clusters
    zone = "Asia/Shanghai"
    assert rules.stage_of(declared, zone, waits, datetime(2026, 2, 28, 15, 59)) == "announced"
    assert rules.stage_of(declared, zone, waits, datetime(2026, 2, 28, 16)) == "open"
    assert rules.stage_of(declared, zone, waits, datetime(2026, 3, 2, 15, 59)) == "open", "a day ends at its end"
    assert rules.stage_of(declared, zone, waits, datetime(2026, 3, 2, 16)) == "answering"
    assert rules.stage_of(declared, zone, done, EVER) == "done"


SAID = (
    "Installing on Windows fails without a word", "Windows install fails silently", "算子文档过时", "算子文档和实现对不上，太旧了",
    "报错信息看不懂", "报错信息太难懂，全是内部栈", "Too many emails", "动态图太慢", "门禁太慢",
)  # fmt: skip


def suggested(said: tuple[str, ...], more: str = "") -> list[list[int]]:
    own, each = logs("\n".join(f"complain p{place} {one}" for place, one in enumerate(said)) + more)
    standing = rules.standing(own, each, EVER, SAME)
    return [[one.number for one in group] for group in suggestions(standing.clusters, standing.apart)]


def test_similar_complaints_are_suggested_in_both_languages():
    assert suggested(SAID) == [[1, 2], [3, 4], [5, 6]]
    assert suggested(SAID, "\nsplit 2 1") == [[3, 4], [5, 6]], "what was split is not suggested again"
    assert suggested(SAID, "\nmerge 2 1") == [[3, 4], [5, 6]], "what is one needs no suggestion"
    assert suggested(()) == []


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_is_the_same_both_ways_and_between_its_bounds(one, other):
    there, back = likeness(words_of(one), words_of(other)), likeness(words_of(other), words_of(one))
    assert there == back
    assert 0 <= there <= 100
