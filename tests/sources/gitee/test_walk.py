"""Long lists are walked to their end, once, whatever moves meanwhile and wherever the walk breaks off."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from tests.sources.contract import Kept, read
from tests.sources.gitee.server import Server

START = datetime(2026, 1, 1, tzinfo=UTC)
ISSUES = "repos/example/kit/issues"
STARS = "repos/example/kit/stargazers"


def issue(number, minute):
    at = (START + timedelta(minutes=minute)).isoformat()
    return {"id": number, "number": f"I{number}", "state": "open", "title": "t", "user": None, "created_at": at,
            "updated_at": at, "finished_at": None}  # fmt: skip


def star(number, minute):
    return {"id": number, "login": f"u{number}", "star_at": (START + timedelta(minutes=minute)).isoformat()}


def of_issues(count, **knobs):
    server = Server(**knobs)
    server.data[ISSUES] = [issue(number, number // 3) for number in range(count)]
    for number in range(count + 50):
        server.data[f"repos/example/issues/I{number}/operate_logs"] = []
    return server


def numbers(kept):
    return {int(one.subject.partition("#I")[2]) for one in kept.events.values() if one.kind == "issue.opened"}


def lists(server, path):
    return [one for one in server.asked if one.startswith(path + "?")]


@pytest.mark.parametrize(("per_page", "told"), [(2, True), (7, True), (100, True), (20, False), (100, False)])
def test_everything_is_read_and_then_only_what_is_new(per_page, told):
    server, kept = of_issues(230, per_page=per_page, told=told), Kept()
    state, last = read(server.stream("issues"), kept)
    assert (numbers(kept), last.complete) == (set(range(230)), True)
    server.asked.clear()
    state, last = read(server.stream("issues"), kept, state)
    assert len(lists(server, ISSUES)) <= -(-6 // per_page) + 1
    assert not [one for one in server.asked if "operate_logs" in one], "what was read is known"
    server.data[ISSUES] += [issue(230, 99), issue(231, 100)]
    state, last = read(server.stream("issues"), kept, state)
    assert (numbers(kept), last.complete) == (set(range(232)), True)


def test_what_was_not_changed_is_not_even_sent():
    server, kept = of_issues(20), Kept()
    state, _ = read(server.stream("issues"), kept)
    state, _ = read(server.stream("issues"), kept, state)
    answers = []
    state, last = read(server.stream("issues"), kept, state)
    answers.append(state.get("etag"))
    assert last.complete
    assert answers[0]


@pytest.mark.parametrize("seed", range(12))
def test_what_moves_while_it_is_read_hides_nothing(seed):
    chance = random.Random(seed)
    server = of_issues(60, **chance.choice([{"per_page": 3}, {"per_page": 5}, {"per_page": 20, "told": False}]))
    minute = 100

    def move(_):
        nonlocal minute
        if chance.random() < 0.4:
            minute += 1
            one = chance.choice(server.data[ISSUES])
            one["updated_at"] = (START + timedelta(minutes=minute)).isoformat()

    server.before = lambda number: move(number) if number < 60 else None
    kept = Kept()
    _, last = read(server.stream("issues"), kept)
    assert (numbers(kept), last.complete) == (set(range(60)), True)


@pytest.mark.parametrize("minutes", [0, 1])
def test_many_things_of_one_second_are_told_apart_by_page(minutes):
    server = of_issues(0, per_page=4)
    server.data[ISSUES] = [issue(number, minutes * (number // 20)) for number in range(41)]
    kept = Kept()
    _, last = read(server.stream("issues"), kept)
    assert (numbers(kept), last.complete) == (set(range(41)), True)


KNOBS = [{}, {"since": False}, {"order": False}, {"since": False, "order": False}, {"told": False, "per_page": 20}]


@pytest.mark.parametrize("knobs", KNOBS)
def test_a_forge_that_does_not_list_by_change_is_read_by_page(knobs):
    server, kept = of_issues(50, **{"per_page": 4, **knobs}), Kept()
    if not server.order:
        random.Random(1).shuffle(server.data[ISSUES])
    state = {}
    for most in (3, 4, 0):
        state, last = read(server.stream("issues"), kept, state, most=most)
    assert (numbers(kept), last.complete) == (set(range(50)), True)
    server.data[ISSUES].append(issue(50, 900))
    read(server.stream("issues"), kept, state)
    assert numbers(kept) == set(range(51))


@pytest.mark.parametrize("knobs", KNOBS)
@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_closed_while_it_is_read_and_killed_is_known_at_last(knobs, seed):
    chance = random.Random(seed)
    server, kept = of_issues(40, **{"per_page": 4, **knobs}), Kept()
    if not server.order:
        chance.shuffle(server.data[ISSUES])
    minute = 1000

    def close(_):
        nonlocal minute
        minute += 1
        if chance.random() < 0.3:
            one = chance.choice(server.data[ISSUES])
            at = (START + timedelta(minutes=minute)).isoformat()
            one |= {"state": "closed", "updated_at": at, "finished_at": at}

    state, last, now = {}, None, START.replace(tzinfo=None)
    for _ in range(12):
        server.before = close
        now = START.replace(tzinfo=None) + timedelta(minutes=minute)
        state, last = read(server.stream("issues"), kept, state, most=chance.randrange(4), now=now)
    server.before = lambda _: None
    for _ in range(2):
        minute += 100
        now = START.replace(tzinfo=None) + timedelta(minutes=minute)
        state, last = read(server.stream("issues"), kept, state, now=now)
    assert (numbers(kept), last.complete) == (set(range(40)), True)
    closed = {(f"gitee:example/kit#{one['number']}", one["finished_at"][:19])
              for one in server.data[ISSUES] if one["state"] == "closed"}  # fmt: skip
    assert closed <= {(one.subject, one.at.isoformat()) for one in kept.events.values() if one.kind == "issue.closed"}


def test_the_links_to_the_next_page_are_believed_where_no_number_of_pages_is_told():
    server, kept = of_issues(30, per_page=4, told=False), Kept()
    make = server._list

    def linked(found, params, request):
        answer = make(found, params, request)
        if ISSUES in request.url.path and len(answer.json()) == 4:
            answer.headers["link"] = f'<{request.url.copy_merge_params({"page": 9})}>; rel="next"'
        return answer

    server._list = linked
    _, last = read(server.stream("issues"), kept)
    assert (numbers(kept), last.complete) == (set(range(30)), True)


def test_a_list_that_knows_no_pages_ends():
    server = of_issues(100)
    answer = httpx.Response(200, json=server.data[ISSUES])
    server.before = lambda _: answer if ISSUES + "?" in server.asked[-1] else None
    kept = Kept()
    _, last = read(server.stream("issues"), kept)
    assert numbers(kept) == set(range(100))
    assert last is not None


def test_what_is_not_there_is_said():
    server = of_issues(3)
    del server.data[ISSUES]
    _, last = read(server.stream("issues"), Kept())
    assert (last.complete, "no such repository" in last.note) == (False, True)
    server = of_issues(3)
    del server.data["repos/example/issues/I1/operate_logs"]
    kept = Kept()
    state, last = read(server.stream("issues"), kept)
    assert (numbers(kept), last.complete, last.note) == ({0, 1, 2}, False, "the logs of 1 of them are not shown")
    _, last = read(server.stream("issues"), kept, state)
    assert not last.complete, "what was missing stays missing"


def who(kept):
    return {int(one.actor.partition(":u")[2]) for one in kept.events.values()}


@pytest.mark.parametrize("newest", [True, False])
@pytest.mark.parametrize("told", [True, False])
def test_stars_are_read_to_the_end_and_then_from_the_top(newest, told):
    server, kept = Server(per_page=20, told=told), Kept()
    stars = [star(number, number * 2) for number in range(43)]
    server.data[STARS] = stars[::-1] if newest else stars
    state, last = read(server.stream("stargazers"), kept)
    assert (who(kept), last.complete) == (set(range(43)), True)
    server.data[STARS].insert(0 if newest else 43, star(43, 90))
    server.asked.clear()
    state, last = read(server.stream("stargazers"), kept, state)
    assert (who(kept), last.complete) == (set(range(44)), True)
    assert (len(server.asked) == 1) is newest
    server.asked.clear()
    read(server.stream("stargazers"), kept, state)
    assert (len(server.asked) == 1) is newest


@pytest.mark.parametrize("most", range(1, 9))
def test_a_walk_that_broke_off_is_ended_and_what_came_since_is_read(most):
    server, kept = Server(per_page=5), Kept()
    server.data[STARS] = [star(number, number * 2) for number in range(30)][::-1]
    state, _ = read(server.stream("stargazers"), kept, most=most)
    server.data[STARS] = [star(number, number * 2) for number in range(37)][::-1]
    state, _ = read(server.stream("stargazers"), kept, state, most=1)
    server.data[STARS].insert(0, star(37, 99))
    _, last = read(server.stream("stargazers"), kept, state)
    assert (who(kept), last.complete) == (set(range(38)), True)


def test_a_list_that_became_shorter_is_read_again():
    server, kept = Server(per_page=5), Kept()
    server.data[STARS] = [star(number, number * 2) for number in range(30)][::-1]

    def withdraw(number):
        if number == 3:
            del server.data[STARS][0]

    server.before = withdraw
    state, last = read(server.stream("stargazers"), kept)
    assert (last.complete, state) == (False, {})
    _, last = read(server.stream("stargazers"), kept, state)
    assert (who(kept), last.complete) == (set(range(30)), True)
