"""A list's files are read once, gone on with when they grow, and end in the same lake however they are cut."""

from __future__ import annotations

import gzip
from datetime import datetime

import pytest

from folkmoot.jobs.gather import gather
from folkmoot.lake.lake import Lake
from folkmoot.model.errors import SourceUnreadable
from folkmoot.sources.files import packed
from folkmoot.sources.mail.stream import MailingList

NOW = datetime(2026, 4, 1)
LIST = "dev@lists.example.org"


def mail(number, who="ann", day=2):
    return (
        f"From {who}@example.org Mon Mar  {day} 10:00:00 2026\nFrom: {who}@example.org\n"
        f"Date: Mon, 0{day} Mar 2026 10:00:0{number % 10} +0000\nSubject: {number}\n"
        f"Message-ID: <{number}@example.org>\n\nHello\n\n"
    ).encode()


def read(path, state=None):
    steps = list(MailingList(LIST, (path,)).steps(state or {}, NOW))
    return [event.extra["title"] for step in steps for event in step.facts.events], steps[-1]


def test_a_file_that_grew_is_read_from_its_last_mail(tmp_path):
    path = tmp_path / "dev.mbox"
    path.write_bytes(mail(1) + mail(2) + mail(3)[:-5])
    titles, last = read(path)
    assert titles == ["1", "2", "3"]
    assert (last.complete, last.since_at, last.until_at) == (
        True, datetime(2026, 3, 2, 10, 0, 1), datetime(2026, 3, 2, 10, 0, 3),
    )  # fmt: skip
    path.write_bytes(mail(1) + mail(2) + mail(3) + mail(4))
    assert read(path, last.state)[0] == ["3", "4"]


def test_a_file_is_known_by_what_it_holds(tmp_path):
    path, other = tmp_path / "dev.mbox", tmp_path / "renamed.mbox"
    path.write_bytes(mail(1) + mail(2))
    last = read(path)[1]
    path.rename(other)
    assert read(other, last.state)[0] == ["2"]
    other.write_bytes(mail(7) + mail(8))
    assert read(other, last.state)[0] == ["7", "8"]


def test_a_folder_is_read_whole_packed_or_not(tmp_path):
    (tmp_path / "2026").mkdir()
    (tmp_path / "2026" / "03.mbox.gz").write_bytes(gzip.compress(mail(1) + mail(2)))
    (tmp_path / "2026" / "04.mbox").write_bytes(mail(3) + mail(4))
    (tmp_path / ".hidden").write_bytes(mail(9))
    titles, last = read(tmp_path)
    assert titles == ["1", "2", "3", "4"]
    assert read(tmp_path, last.state)[0] == ["2", "4"]


def test_a_damaged_file_lets_the_others_be_read_and_is_told(tmp_path):
    (tmp_path / "a.mbox.gz").write_bytes(gzip.compress(mail(1) + mail(2))[:-30])
    (tmp_path / "b.mbox").write_bytes(mail(3))
    titles, last = read(tmp_path)
    assert "3" in titles
    assert not last.complete
    assert last.note.startswith("a.mbox.gz: its packing is damaged")


def test_a_bomb_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(packed, "SMALL", 2**20)
    path = tmp_path / "dev.mbox.gz"
    path.write_bytes(gzip.compress(mail(1) + b"\0" * 5_000_000, 9))
    with pytest.raises(SourceUnreadable, match="unpacks to more than 250 times its size"):
        read(path)


def test_an_empty_folder_is_told(tmp_path):
    with pytest.raises(SourceUnreadable, match="no mbox file"):
        read(tmp_path)


def test_the_lake_ends_equal_wherever_the_reading_is_cut(tmp_path):
    path = tmp_path / "dev.mbox"
    whole = b"".join(mail(number, who=("ann", "bo", "cy")[number % 3]) for number in range(9))
    path.write_bytes(whole + mail(3))  # the archive has one mail twice
    expected = _lake(tmp_path / "whole", path, [len(whole) + len(mail(3))], whole + mail(3))
    pieces = _lake(tmp_path / "pieces", path, [250, 900], whole + mail(3))
    assert len(expected) == 9
    assert pieces == expected


def _lake(folder, path, ends, data):
    lake = Lake.at(folder)
    lake.create()
    for end in [*ends, len(data)]:
        path.write_bytes(data[:end])
        known = {row.kind: row for row in lake.snapshot().coverage()}
        assert gather(lake, MailingList(LIST, (path,)), known, NOW).error is None
    snapshot = lake.snapshot()
    return snapshot.run(snapshot.events().drop("seen_at").order_by("id")).to_pylist()
