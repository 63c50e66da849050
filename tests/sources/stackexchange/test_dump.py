"""A dump is read once, in little memory, with the tags that matter, and a hostile one is refused."""

from __future__ import annotations

import io
import json
import shutil
import tracemalloc
from datetime import datetime
from pathlib import Path

import pytest

from folkmoot.model.errors import SourceUnreadable
from folkmoot.sources.stackexchange import stream
from folkmoot.sources.stackexchange.read import LARGEST_ID, Numbers, Site, number_of, tags_of
from folkmoot.sources.stackexchange.rows import rows_of
from folkmoot.sources.stackexchange.stream import Dump

SAMPLES = Path(__file__).parent / "samples"
NOW = datetime(2026, 4, 1)
KIT = frozenset({"kit"})


def read(folder=SAMPLES, tags=KIT, state=None, most=None):
    steps = []
    for step in Dump(Site("stackoverflow"), folder, tags).steps(state or {}, NOW):
        steps.append(step)
        if most and len(steps) == most:
            break
    events = [event for step in steps for event in step.facts.events]
    return events, [one for step in steps for one in step.facts.sightings], steps[-1]


def test_questions_with_a_tag_their_answers_and_the_comments_on_them():
    events, sightings, last = read()
    assert [(one.subject, one.parent, one.actor, one.extra["kind"]) for one in events] == [
        ("stackoverflow:post/1", "", "stackoverflow:11", "question"),
        ("stackoverflow:post/3", "stackoverflow:post/1", "stackoverflow:12", "answer"),
        ("stackoverflow:post/4", "stackoverflow:post/1", "stackoverflow:ghost", "answer"),
        ("stackoverflow:post/7", "", "stackoverflow:-1", "question"),
        ("stackoverflow:comment/50", "stackoverflow:post/3", "stackoverflow:11", "comment"),
    ]
    assert [event.extra.get("accepted") for event in events] == [None, True, None, None, None]
    assert events[0].extra == {"kind": "question", "title": "How to build kit?", "tags": ["kit", "python"]}
    assert (events[0].at, events[0].url) == (datetime(2026, 3, 1, 8, 0, 0, 667000), "https://stackoverflow.com/q/1")
    assert [(one.account, one.name, one.also) for one in sightings] == [
        ("stackoverflow:11", "Ann Author", "stackexchange-id:1101"),
        ("stackoverflow:12", "Bo Maintainer", "stackexchange-id:1202"),
    ]
    assert (last.complete, last.until_at) == (True, datetime(2026, 3, 3, 10))


def test_without_tags_everything_is_read():
    assert len(read(tags=frozenset())[0]) == 8


def test_a_dump_is_read_once_and_again_when_the_tags_change():
    _events, _sightings, last = read()
    state = json.loads(json.dumps(last.state))
    events, sightings, again = read(state=state)
    assert (events, sightings, again.complete, again.until_at) == ([], [], True, last.until_at)
    assert len(read(state=state, tags=frozenset({"java"}))[0]) == 3


def test_a_reading_that_breaks_off_is_gone_on_with(monkeypatch):
    monkeypatch.setattr(stream, "AT_ONCE", 2)
    whole = read()
    for most in range(1, 6):
        first = read(most=most)
        second = read(state=json.loads(json.dumps(first[2].state)))
        assert [*first[0], *second[0]] == whole[0]
        assert {*first[1], *second[1]} == set(whole[1])


def test_a_file_that_is_missing_is_told(tmp_path):
    with pytest.raises(SourceUnreadable, match=r"no Posts\.xml"):
        read(tmp_path)
    shutil.copy(SAMPLES / "Posts.xml", tmp_path)
    events, _sightings, last = read(tmp_path)
    assert len(events) == 4
    assert (last.complete, last.note) == (False, "there is no Comments.xml; there is no Users.xml: nobody has a name")


BOMB = (
    b"""<?xml version="1.0"?><!DOCTYPE posts [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><posts><row Id="&b;"/></posts>"""
)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (BOMB, "document type"),
        (b'<!DOCTYPE posts SYSTEM "file:///etc/hostname"><posts/>', "document type"),
        (b'<posts><row Id="1"/>', "no XML: no element found"),
        (b"<posts><row Id=1/></posts>", "no XML: not well-formed"),
        (b'<posts><row Id="1" Body="' + b"x" * 20_000_000, "longer than 16 MB"),
        (b"7z\xbc\xaf", "no XML"),
        (b'<?xml version="1.0" encoding="utf-9"?><posts/>', "encoding is not known"),
        (b'<?xml version="1.0" encoding="big5"?><posts/>', "encoding is not known"),
    ],
)
def test_what_is_no_dump_is_told(data, said):
    with pytest.raises(SourceUnreadable, match=said):
        list(rows_of(io.BytesIO(data), "Posts.xml"))


class Endless:
    """A file of many rows that lies nowhere."""

    def __init__(self, rows):
        row = b'<row Id="1" Body="%s"/>' % (b"x" * 350)
        self.pieces = iter([b"<posts>", *[row * 500] * (rows // 500), b"</posts>"])

    def read(self, _size):
        return next(self.pieces, b"")


def test_memory_stays_flat():
    tracemalloc.start()
    assert sum(1 for _row in rows_of(Endless(60_000), "Posts.xml")) == 60_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4_000_000


def test_a_site_has_one_name():
    assert {Site(each).name for each in ("ai", "ai.stackexchange.com", "https://ai.stackexchange.com/")} == {"ai"}
    assert Site("ai").url == Site("ai.stackexchange.com").url == "https://ai.stackexchange.com"
    assert Site("3dprinting").name == "se-3dprinting"
    assert Site("stackoverflow.com").repo == "stackoverflow:posts"


def test_numbers_and_tags_of_any_kind_are_read():
    numbers = Numbers()
    for each in (0, 7, 8, 1_000_000):
        numbers.add(each)
    assert [each for each in (0, 1, 7, 8, 9, 1_000_000, 9_999_999) if each in numbers] == [0, 7, 8, 1_000_000]
    assert number_of({"Id": str(LARGEST_ID + 1)}, "Id") is number_of({"Id": "-1"}, "Id") is number_of({}, "Id") is None
    assert tags_of({"Tags": "<C++><kit>"}) == tags_of({"Tags": "|kit|c++|"}) == {"c++", "kit"}
