"""Positioned YAML: what is read, and that bad content is one finding with its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.charter.yamltree import load, parse

LAUGHS = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]\n" for level in range(1, 10)
)


def test_values_remember_their_lines():
    tree, findings = parse("# head\nname: Kit\npeople:\n  - id: ann\n  - id: bo\n", "x.yaml")
    assert not findings
    assert tree.plain() == {"name": "Kit", "people": [{"id": "ann"}, {"id": "bo"}]}
    assert [str(person.place) for person in tree.get("people")] == ["x.yaml:4", "x.yaml:5"]
    assert str(tree.keys["people"]) == "x.yaml:3"


def test_a_part_of_another_file_has_that_files_lines():
    tree, _ = parse("a: 1\nb: 2", "note.md", first_line=11)
    assert str(tree.get("b").place) == "note.md:12"


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("19:00", "19:00"), ("no", False), ("007", 7), ("'no'", "no"), ("2024-01-09", date(2024, 1, 9)), ("~", None),
        ("2024-13-45", "2024-13-45"), ("1.5", 1.5), ("2024-01-09T10:00:00Z", "2024-01-09T10:00:00Z"),
        ("9" * 5000, "9" * 5000), ("!!python/object/apply:os.getcwd []", []), ("!!int x", "x"),
    ],
)  # fmt: skip
def test_scalars(said, value):
    tree, _ = parse(f"key: {said}", "x.yaml")
    assert tree.get("key").plain() == value
    assert tree.text("key") == ("" if value in (None, []) else said.strip("'").removeprefix("!!int "))


@pytest.mark.parametrize(
    ("text", "check", "line"),
    [
        ("a: [1\nb: 2", "yaml-syntax", 2),
        ("a: 1\nb: {c: 1\n", "yaml-syntax", 2),
        ("a: 1\nb: c: 1\nd: 1", "yaml-syntax", 2),
        ("a: 1\n\tb: 2", "yaml-syntax", 2),
        ("a: 1\nb: \x00", "yaml-syntax", 2),
        ("x: 1\na: &a [*a]", "yaml-alias", 2),
        ("x: 1\na: *b", "yaml-alias", 2),
        (LAUGHS, "yaml-alias", 5),
        ("[" * 100_000, "yaml-too-big", 1),
        ("- a\n" * 400_000, "yaml-too-big", 300_000),
    ],
)
def test_what_is_refused_is_one_finding(text, check, line):
    tree, findings = parse(text, "x.yaml")
    assert tree is None
    assert [(finding.check, finding.place.line) for finding in findings] == [(check, line)]
    assert all(words.en and words.zh for finding in findings for words in (finding.says, finding.mend))


@pytest.mark.parametrize(
    ("text", "check", "line", "left"),
    [
        ("a: 1\nb: 2\na: 3", "yaml-duplicate-key", 3, {"a": 1, "b": 2}),
        ("a: 1\n? [x]\n: 2", "yaml-key", 2, {"a": 1}),
        ("a: 1\n---\nb: 2", "yaml-several-documents", 2, {"a": 1}),
    ],
)
def test_what_is_odd_is_read_and_told(text, check, line, left):
    tree, findings = parse(text, "x.yaml")
    assert [(finding.check, finding.place.line) for finding in findings] == [(check, line)]
    assert tree.plain() == left


def test_anchors_and_merge_keys():
    tree, findings = parse("x: &a {b: 1, c: 1}\ny:\n  <<: *a\n  c: 2\nz: *a", "x.yaml")
    assert not findings
    assert tree.get("y").plain() == {"c": 2, "b": 1}
    assert tree.get("z").plain() == {"b": 1, "c": 1}


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n", "~"])
def test_an_empty_file_holds_nothing(text):
    assert parse(text, "x.yaml") == (None, ())


def test_windows_line_ends_and_byte_order_mark(tmp_path: Path):
    (tmp_path / "x.yaml").write_bytes("\ufeffa: 1\r\nb: 示例\r\n".encode())
    tree, findings = load(tmp_path / "x.yaml", tmp_path)
    assert not findings
    assert tree.plain() == {"a": 1, "b": "示例"}
    assert tree.get("b").place.line == 2


@settings(deadline=None)
@given(st.text(max_size=200))
def test_no_text_raises(text):
    parse(text, "x.yaml")


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["a: ", "- ", "\n", "  ", "&x ", "*x", "[", "]", "{", "}", "? ", "<<: ", "'", "|", "b"]))
)
def test_no_pieces_of_yaml_raise(pieces):
    tree, _ = parse("".join(pieces), "x.yaml")
    assert tree is None or tree.size >= 1
