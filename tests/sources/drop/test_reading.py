"""Files made into facts: who, when, what; and every row that cannot be."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.model.drops import Drop, DropActor, DropNumber
from folkmoot.model.errors import SourceUnreadable
from folkmoot.model.people import mail_account
from folkmoot.sources.drop.reading import KEPT
from tests.sources.drop.conftest import HEAD, SHEET, Box, told


def test_who_it_was_is_told_by_login_then_mail_then_name(box: Box):
    rows = [
        "2026-11-03 19:00,Ann,ann@example.org,https://gitee.com/Ann/kit,1,60",
        "2026-11-03 19:00,Ann,Ann@Example.org,,2,60",
        "2026-11-03 19:00,Ann Author,,,3,",
        "2026-11-03 19:00,=Ann,,,4,0",
    ]
    facts = box.read(box.put("a.csv", "\n".join([HEAD, *rows])))
    assert told(facts) == [
        "2026-11-03T11:00 meeting.attended gitee:ann sheet:1 60.0",
        f"2026-11-03T11:00 meeting.attended {mail_account('ann@example.org')} sheet:2 60.0",
        "2026-11-03T11:00 meeting.attended meeting:ann-author sheet:3 None",
        "2026-11-03T11:00 meeting.attended meeting:ann sheet:4 0.0",
    ]
    assert [(one.name, one.domain, one.also) for one in facts.sightings] == [
        ("Ann", "", ""), ("Ann", "example.org", ""), ("Ann Author", "", ""), ("Ann", "", "")
    ]  # fmt: skip
    assert "ann@" not in repr(facts).lower()


def test_every_bad_row_says_what_to_mend_and_the_others_come(box: Box):
    rows = [
        "2026-11-03 19:00,Ann,,,1,60", "soon,Ann,,,1,60", "2026-11-03 19:00,,,,1,60", "2026-11-03 19:00,Ann,,安,1,60",
        "2026-11-03 19:00,Ann,ann at home,,1,60", "2026-11-03 19:00,Ann,,,,60", "2026-11-03 19:00,Ann,,,1,long",
        "2026-11-03 19:00,Ann,,,1,60,1,2", ",Ann,,,1,60", "",
    ]  # fmt: skip
    facts = box.read(box.put("a.csv", "\n".join([HEAD, *rows])))
    assert len(facts.events) == 1
    assert box.problems == [
        "a.csv:3: 时间: 'soon' is no moment: write 2026-11-03 19:00",
        "a.csv:4: Gitee 邮箱 姓名|name: are empty: say who it was",
        "a.csv:5: Gitee: '安' is no login of gitee: correct it or leave it empty",
        "a.csv:6: 邮箱: is no mail address: correct it or leave it empty",
        "a.csv:7: 会议: is empty: it says what the row is about",
        "a.csv:8: 时长: 'long' is no duration: write 01:23:45, 1小时23分 or a number",
        "a.csv:9: 8 cells under 6 headings: quote a cell that holds a ','",
        "a.csv:10: 时间|time: is empty: write when",
    ]
    assert (box.outcome.rows, box.outcome.refused) == (9, 8)


def test_a_strict_file_with_a_bad_row_brings_nothing(box: Box):
    name = box.put("a.csv", f"{HEAD}\n2026-11-03,Ann,,,1,1\nsoon,Bo,,,1,1\n")
    assert not box.read(name, replace(SHEET, strict=True)).events
    assert (box.outcome.rows, box.outcome.refused, len(box.problems)) == (2, 2, 1)


def test_very_many_bad_rows_are_counted_not_kept(box: Box):
    box.read(box.put("a.csv", HEAD + "\nsoon,Ann,,,1,1" * (KEPT + 50)))
    assert (box.outcome.refused, len(box.problems)) == (KEPT + 50, KEPT)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_encoding_and_delimiter_are_found(box: Box, encoding, delimiter):
    text = f"{HEAD}\r\n2026年11月3日,安,,,一,1小时\r\n".replace(",", delimiter)
    assert told(box.read(box.put("a.csv", text.encode(encoding)))) == [
        "2026-11-02T16:00 meeting.attended meeting:安 sheet:一 60.0"
    ]


def test_cells_over_lines_and_formulas_are_only_text(box: Box):
    drop = replace(SHEET, title="{title}", url="{url}")
    rows = '2026-11-03,Ann,,,"=HYPERLINK(""http://x"")","1","a\nb",https://example.org\n2026-11-04,Ann,,,2,1,t,javascript:alert(1)\n'
    facts = box.read(box.put("a.csv", f"{HEAD},title,url\n{rows}"), drop)
    assert [(one.subject, one.extra["title"]) for one in facts.events] == [('sheet:=HYPERLINK("http://x")', "a b")]
    assert box.problems == ["a.csv:4: url: 'javascript:alert(1)' is no address: write https://… or leave it empty"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("a,b\n1,2\n", "no line has the headings 'Gitee' or '邮箱' or '姓名' or 'name'; '时间' or 'time'; the nearest one has: a, b"),
        ("", "the nearest one has: nothing"),
        (b"\x80\xff" * 9, "it is not text: not utf-8 near byte 0; not gb18030 near byte 0."),
        (b"PK\x03\x04 more", "it is a workbook under another ending. Open it and save it as CSV UTF-8"),
        ("x" * 1_100_000, "a line is longer than 1,000,000 letters"),
    ],
)  # fmt: skip
def test_what_is_no_such_table(box: Box, content, words):
    with pytest.raises(SourceUnreadable) as fault:
        box.read(box.put("a.csv", content))
    assert words in str(fault.value)


def test_an_open_quote_loses_only_what_follows(box: Box):
    rows = f'{HEAD}\n2026-11-03,Ann,,,1,1\n2026-11-03,"Bo,,,1,1\n' + "2026-11-03,Cy,,,1,1\n" * 9000
    assert len(box.read(box.put("a.csv", rows)).events) == 1
    assert "the file cannot be read on from here" in box.problems[0]
    assert "look for a quote that is not closed" in box.problems[0]


ROWS = [{"time": "2026-11-03T19:00:00+08:00", "name": "Ann", "会议": {"id": n}, "时长": 90.0} for n in (1, 2)]
NESTED = replace(SHEET, subject="sheet:{会议.id}")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", json.dumps(ROWS)), ("a.json", json.dumps({"code": 0, "rows": ROWS}, indent=2)), ("a.json", "\ufeff" + json.dumps(ROWS, indent=1)),
        ("a.jsonl", "\n".join(map(json.dumps, ROWS))), ("a.ndjson", "\n\n".join(map(json.dumps, ROWS)) + "\n"),
    ],
)  # fmt: skip
def test_json_in_its_forms(box: Box, name, content):
    assert told(box.read(box.put(name, content), NESTED)) == [
        "2026-11-03T11:00 meeting.attended meeting:ann sheet:1 90.0",
        "2026-11-03T11:00 meeting.attended meeting:ann sheet:2 90.0",
    ]


def test_a_long_list_is_read_in_pieces(box: Box, monkeypatch):
    monkeypatch.setattr("folkmoot.sources.drop.objects.PIECE", 7)
    assert len(box.read(box.put("a.json", json.dumps(ROWS * 3)), replace(NESTED, key=("{时长}",))).events) == 2
    assert box.outcome.rows == 6


def test_json_that_breaks_off(box: Box):
    whole = json.dumps(ROWS)
    assert len(box.read(box.put("a.json", whole[:-9]), NESTED).events) == 1
    assert box.problems == ["a.json:2: the file cannot be read on from here: the list breaks off or is no JSON"]
    box.read(box.put("b.jsonl", f'{json.dumps(ROWS[0])}\n{{"time":\n7\n'), NESTED)
    assert [problem.partition(": no JSON object")[0] for problem in box.problems] == ["b.jsonl:2", "b.jsonl:3"]
    with pytest.raises(SourceUnreadable, match=r"say where it is with 'rows: data\.list'"):
        box.read(box.put("c.json", '{"a": 1}'), NESTED)
    assert not box.read(box.put("d.json", "[" * 100_000), NESTED).events
    assert "nested too deeply" in box.problems[0]


def test_numbers_and_what_nobody_told(box: Box):
    drop = Drop("members", "*", at="{日期|@day}", subject="wechat:{群}", labels={"kind": "chat"}, numbers=(
        DropNumber("members", "{人数}"), DropNumber("messages", "{消息}")))  # fmt: skip
    facts = box.read(box.put("members-2026-11-07.csv", "群,人数,消息\nkit,４９８,\nbox,--,1.2万\n"), drop)
    assert told(facts) == ["2026-11-06T16:00 members wechat:kit 498.0", "2026-11-06T16:00 messages wechat:box 12000.0"]
    assert facts.measurements[0].labels == {"kind": "chat"}
    box.read(box.put("members.csv", "群,人数,消息\nkit,4,\n"), drop)
    assert box.problems == ["members.csv:2: the file's name: has no day in it: name it like numbers-2026-11-03.csv"]


def test_a_name_is_no_login_and_a_placeholder_is_nobody(box: Box):
    drop = replace(SHEET, actor=DropActor(name="{姓名}", names="wechat"))
    facts = box.read(box.put("a.csv", f"{HEAD}\n2026-11-03,Bo,,,1,1\n2026-11-03,N/A,,,1,1\n"), drop)
    assert [one.actor for one in facts.events] == ["wechat:bo"]
    assert box.outcome.refused == 1


def test_a_mapping_that_is_wrong_says_so(box: Box):
    wrongs = (
        replace(SHEET, at="{时间"), replace(SHEET, zone="Asia/Nowhere"), replace(SHEET, kind=""), replace(SHEET, kind="x.y"),
        replace(SHEET, actor=DropActor(name="{姓名}", names="GitHub")),
    )  # fmt: skip
    for wrong in wrongs:
        with pytest.raises(SourceUnreadable, match=r"^drops: sheet: .*Correct it in the charter\.$"):
            box.read(box.put("a.csv", HEAD), wrong)


@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.jsonl"])
@given(content=st.one_of(
    st.binary(max_size=300), st.text(max_size=200).map(str.encode),
    st.lists(st.text(st.sampled_from(',\"\n\r\t\x00;=安0:-{}[]'), max_size=12), max_size=20).map(lambda rows: "\n".join([HEAD, *rows]).encode()),
))  # fmt: skip
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_read_or_refused_in_words(box: Box, name, content):
    with suppress(SourceUnreadable):
        box.read(box.put(name, content))
    assert all(problem.startswith(f"{name}:") for problem in box.problems)
