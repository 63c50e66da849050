"""Files of who is who: three formats become corrections, in one batch, and what is odd is told with its line."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.jobs.correct import undo
from folkmoot.jobs.rolls.bringing import READERS, bring_in, form_of
from folkmoot.jobs.rolls.entry import Reading
from folkmoot.ledger import batches, corrections
from folkmoot.ledger.models import Audit
from folkmoot.model.actor import Actor
from folkmoot.model.errors import BadInput, NotAllowed
from folkmoot.model.identity import Identity
from folkmoot.model.people import mail_account
from tests.rules.facts import ANN, ANN_HOME, BO, CY, person, saw, who

pytestmark = pytest.mark.django_db

SHELL = Actor("cli:bo", operator=True)
SEEN = [saw("github:ann", "Ann"), saw(ANN, "Ann"), saw(ANN_HOME), saw("gitee:bo"), saw(BO), saw(CY), saw("github:ci-x")]
PEOPLE = [person("bo", "gitee:bo", name="Bo"), person("cy", "gitee:cy", CY)]

CNCF = """\
# This file says where people work.
ann: ann!example.org, ann!home.example.net, 12+ann!users.noreply.github.com
\tExample University until 2024-03-01
\tExample Works from 2024-03-01
gone: NotAnAddress
\tNotFound
ci-x: ci-x!example.net
\t(Robots)
: !
late: late!example.org
\tExample Works from 2024-03-01 until 2024-02-01
\tExample Works from yesterday
"""

MAILMAP = """\
# comment
Ann Author <ann@example.org> <ann@home.example.net>
Ann Author <ann@example.org>
this is nothing
<bo@example.org> <root@localhost>
<ann@example.org> <team@example.org>
<bo@example.org> <team@example.org>
"""


def identity(*more) -> Identity:
    return who([*SEEN, *more], PEOPLE, corrections.current())


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def unique(key: str, identities: list[dict], enrollments: list[dict] | None = None, *, bot: bool = False) -> dict:
    profile = {"name": None, "email": None, "is_bot": bot, "uuid": key}
    return {"uuid": key, "identities": identities, "enrollments": enrollments or [], "profile": profile}


def ident(source: str, username: str | None = None, email: str | None = None, name: str | None = None) -> dict:
    return {"id": "0", "uuid": "0", "source": source, "username": username, "email": email, "name": name}


SPELLS = [
    {"organization": "Example University", "start": "1900-01-01T00:00:00", "end": "2024-02-29T00:00:00", "uuid": "1"},
    {"organization": "Example Works", "start": "2024-03-01T00:00:00", "end": "2100-01-01T00:00:00", "uuid": "1"},
]


def sortinghat() -> str:
    people = {
        "1" * 40: unique("1", [
            ident("github", "Ann", None, "Ann Author"), ident("git", "whatever", "ann@example.org", "Ann Author"),
            ident("mbox", None, "ann@home.example.net"),
        ], SPELLS),
        "2" * 40: unique("2", [ident("github:issue", "ci-x")], bot=True),
        "3" * 40: unique("3", [ident("git", "x", "root@localhost")]),
        "4" * 40: unique("4", [ident("github", "dora")], [{"organization": "Works", "start": "soon", "end": None}]),
        "5" * 40: None,
    }  # fmt: skip
    return json.dumps(
        {"blacklist": [], "organizations": {}, "source": None, "time": "", "uidentities": people}, indent=1
    )


def test_cncf_joins_addresses_and_dates_affiliations(tmp_path):
    found = bring_in(identity(), write(tmp_path, "affiliations.txt", CNCF), actor=SHELL)
    assert (found.form, found.counts) == ("cncf", {"merge": 4, "affiliate": 2, "bot": 1})
    assert [sentence.partition(" ")[0] for sentence in found.odd] == [
        "affiliations.txt:5:", "affiliations.txt:9:", "affiliations.txt:11:", "affiliations.txt:12:",
    ]  # fmt: skip
    now = identity()
    assert set(now.people["github:ann"].accounts) == {"github:ann", ANN, ANN_HOME}
    assert now.people["github:ci-x"].bot
    (first, second) = [one for one in now.belongings if one.person == "github:ann"]
    assert (first.organization, first.until, second.since) == (
        "Example University",
        date(2024, 2, 29),
        date(2024, 3, 1),
    )
    assert "github:late" not in now.person_of  # never seen: kept in the ledger, and nobody here


def test_sortinghat_says_the_same(tmp_path):
    found = bring_in(identity(), write(tmp_path, "sh.json", sortinghat()), actor=SHELL)
    assert (found.form, found.counts) == ("sortinghat", {"merge": 2, "affiliate": 2, "bot": 1})
    assert len(found.odd) == 3
    assert all(sentence.startswith("sh.json:") for sentence in found.odd)
    now = identity()
    assert now.person_of[ANN] == now.person_of[ANN_HOME] == "github:ann"
    spells = [(one.organization, one.since, one.until) for one in now.belongings if one.person == "github:ann"]
    assert spells == [("Example University", None, date(2024, 2, 29)), ("Example Works", date(2024, 3, 1), None)]


def test_a_mailmap_joins_all_addresses_of_one_person(tmp_path):
    """ann@ has two old addresses; one of them had an older one itself; two lines go in a circle."""
    text = (
        "A <ann@example.org> <ann@home.example.net>\n<ann@example.org> <cy@example.org>\n"
        "<ann@home.example.net> <ann@users.noreply.github.com>\n<x@example.org> <y@example.org>\n<y@example.org> <x@example.org>\n"
    )
    found = bring_in(identity(), write(tmp_path, ".mailmap", text), actor=SHELL, dry_run=True)
    assert (found.people, found.counts, found.odd) == (2, {"merge": 4}, ())
    bring_in(identity(), write(tmp_path, ".mailmap", text.replace("cy@", "c@")), actor=SHELL)
    assert {identity().person_of[one] for one in (ANN, ANN_HOME)} == {"github:ann"}


def test_mailmap_joins_pairs_and_never_by_a_shared_address(tmp_path):
    found = bring_in(identity(), write(tmp_path, ".mailmap", MAILMAP), actor=SHELL)
    assert (found.form, found.counts) == ("mailmap", {"merge": 1})
    assert [sentence.split(":")[1] for sentence in found.odd] == ["4", "5", "6", "7"]
    assert identity().person_of[ANN] == identity().person_of[ANN_HOME]


@pytest.mark.parametrize(("name", "text"), [("a.txt", CNCF), ("a.json", sortinghat()), (".mailmap", MAILMAP)])
def test_the_same_file_twice_adds_nothing_and_the_whole_can_be_taken_back(tmp_path, name, text):
    path, before = write(tmp_path, name, text), identity()
    dry = bring_in(before, path, actor=SHELL, dry_run=True)
    assert corrections.log() == ()
    first = bring_in(before, path, actor=SHELL)
    assert first.counts == dry.counts
    assert bring_in(identity(), path, actor=SHELL).new == 0
    assert bring_in(before, path, actor=SHELL).new == 0
    assert Audit.objects.filter(verb="identity.import").count() == 1
    assert batches.undo(first.batch, actor=SHELL, why="no") == first.new
    assert identity() == before
    with pytest.raises(BadInput, match="undone already"):
        batches.undo(first.batch, actor=SHELL, why="no")
    assert bring_in(identity(), path, actor=SHELL).new == first.new  # somebody brings it in again on purpose


def test_one_correction_of_an_import_that_was_undone_does_not_come_back(tmp_path):
    path = write(tmp_path, "a.txt", CNCF)
    found = bring_in(identity(), path, actor=SHELL)
    merge = next(one for one in corrections.current() if one.b == ANN)
    undo(merge.id, actor=SHELL, why="not hers")
    assert bring_in(identity(), path, actor=SHELL).new == 0
    assert identity().person_of[ANN] != "github:ann"
    (told,) = batches.imports()
    assert (told.id, told.recorded, told.hold) == (found.batch, 7, 6)


def test_a_shared_address_joins_nobody_and_two_declared_people_stay_two(tmp_path):
    """team@ stands at ann and at bo: a team's address; another person of the file has both bo's and cy's accounts."""
    team = "team@example.org"
    people = {
        "a": unique("a", [ident("github", "ann"), ident("git", None, team)]),
        "b": unique("b", [ident("gitee", "bo"), ident("git", None, team)]),
        "c": unique("c", [ident("gitee", "bo-2"), ident("git", None, "cy@example.org"), ident("git", None, "bo@example.org")]),
    }  # fmt: skip
    text = json.dumps({"uidentities": people})
    seen = saw(mail_account(team), "Team")
    found = bring_in(identity(seen), write(tmp_path, "a.json", text), actor=SHELL)
    now = identity(seen)
    assert now.person_of[mail_account(team)] not in {"github:ann", "bo"}
    assert sum("several people" in sentence for sentence in found.odd) == 2
    assert now.person_of["gitee:bo"] == "bo"
    assert now.person_of["gitee:cy"] == "cy"


def test_an_import_goes_against_no_decision(tmp_path):
    corrections.record("refuse", "github:ann", ANN, actor=SHELL, why="two people")
    found = bring_in(identity(), write(tmp_path, "a.txt", CNCF), actor=SHELL)
    assert any("keeps github:ann and mail:" in sentence for sentence in found.odd)
    assert identity().person_of[ANN] != identity().person_of["github:ann"]


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.json", "{", "a.json:1: this is no JSON"),
        ("a.json", "[]", "no 'uidentities'"),
        ("a.json", '{"uidentities": [1]}', "no 'uidentities'"),
        ("a.txt", "nothing\n", "none of the known formats"),
        ("absent.txt", None, "cannot be read"),
    ],
)
def test_a_file_that_is_none_is_one_sentence(tmp_path, name, text, says):
    path = write(tmp_path, name, text) if text is not None else tmp_path / name
    with pytest.raises(BadInput, match=says):
        bring_in(identity(), path, actor=SHELL)


def test_bytes_that_are_no_text_are_told_by_line(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"ann: ann!example.org\n\xff\n")
    with pytest.raises(BadInput, match=r"a\.txt:2: this is no UTF-8"):
        bring_in(identity(), path, actor=SHELL)


def test_only_operators_bring_in_and_formats_are_known(tmp_path):
    path = write(tmp_path, "a.txt", CNCF)
    with pytest.raises(NotAllowed):
        bring_in(identity(), path, actor=Actor("ann", "10.0.0.1"))
    with pytest.raises(BadInput, match="no format 'xml'"):
        bring_in(identity(), path, actor=SHELL, form="xml")
    assert form_of("x", MAILMAP) == "mailmap"


def test_characters_that_no_database_keeps_are_left_out(tmp_path):
    text = json.dumps({"uidentities": {"a": unique("a", [ident("github", "an\0n"), ident("git", None, "ann@example.org")], [
        {"organization": "Wo\0rks", "start": None, "end": None}, {"organization": "\ud800", "start": None, "end": None},
    ])}})  # fmt: skip
    found = bring_in(identity(), write(tmp_path, "a.json", text), actor=SHELL)
    assert found.new == 0
    assert len(found.odd) == 2


pieces = st.sampled_from(
    [
        "ann",
        ":",
        "!",
        "@",
        "\t",
        " ",
        "\n",
        "<",
        ">",
        "example.org",
        " from ",
        " until ",
        "2024-01-01",
        "#",
        "\0",
        "é",
        "*",
        ",",
    ]
)
json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(["github", "ann", "2024-01-01"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["identities", "enrollments", "profile", "source", "username", "email", "organization", "start", "is_bot"]),
        inner, max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


@given(st.lists(pieces, max_size=40).map("".join), st.dictionaries(st.text(max_size=3), json_like, max_size=3))
def test_no_text_breaks_a_reader(text, people):
    """Whatever stands in a file: it is read, or told in one sentence."""
    for form, words in (
        ("cncf", text),
        ("mailmap", text),
        ("sortinghat", text),
        ("sortinghat", json.dumps({"uidentities": people})),
    ):
        reading = Reading("x")
        try:
            READERS[form](words, reading)
        except BadInput:
            continue
        assert all(entry.accounts for entry in reading.entries)
        assert all(sentence.startswith("x:") for sentence in reading.odd)
