"""Writing the native form: read back it is equal, and it is written whole or not at all."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.charter.charter import Charter
from folkmoot.charter.native.writer import write_native
from folkmoot.charter.order import in_order
from folkmoot.charter.reader import read_charter
from folkmoot.model.community import Community, Forge, Minutes, Organization, Proposal, Repository, Skip
from folkmoot.model.errors import BadInput
from folkmoot.model.finding import Place
from folkmoot.model.groups import (
    Channel,
    Claim,
    Dispute,
    Group,
    GroupRepository,
    Kind,
    Link,
    Rung,
    Series,
    Subproject,
    Term,
    YearTarget,
)
from folkmoot.model.people import Affiliation, Person
from folkmoot.model.text import Text

ODD = ["no", "1e3", "2024-01-01", "19:00", "~", "null", "", " leading", "trailing ", "a: b", "- x", "#", "🦉", "编译器", "é",
       "a\nb", "a\n\n b\n", "\t", "\u2028", "\x85", "'", '"', "[", "{", "*a", "&a", "!x", "%", "@", "0x1", ".nan", "=",
       "<<", "x" * 300, "\ufeff", "\x7f"]  # fmt: skip
words = st.sampled_from(ODD) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), max_size=12
).filter(lambda said: all(letter >= " " or letter in "\n\t" for letter in said))
texts = st.builds(Text, words, words)
days = st.none() | st.dates()
ids = st.from_regex(r"[a-z0-9][a-z0-9._-]{0,8}", fullmatch=True)
people_ids = st.from_regex(r"[a-z0-9:.@-]{1,10}", fullmatch=True) | st.just("no")
repos = st.sampled_from(["gitee:example/kit", "github:a/b", "git:x"])


def many(of: st.SearchStrategy, most: int = 2) -> st.SearchStrategy:
    return st.lists(of, max_size=most).map(tuple)


terms = st.builds(Term, words, words, days, days, words, repos | st.just(""), words, many(words), st.just(Place("")))
repositories = st.builds(GroupRepository, repos, words, days, days)
channels = st.builds(Channel, words, words, words)
clocks = st.times().map(lambda at: f"{at:%H:%M}") | st.just("")
series = st.builds(Series, texts, words, clocks, words, days, st.integers(1, 1440), words, words, words, words)
targets = st.builds(
    YearTarget, st.integers(1990, 2200), texts, words, st.none() | st.floats(allow_nan=False, allow_infinity=False)
)
parts = st.builds(Subproject, words, texts, many(repositories), many(channels), many(series))
disputes = st.builds(Dispute, words, many(st.builds(Claim, words, many(words))))
groups = st.builds(
    Group, st.sampled_from(Kind), ids, texts, texts, st.sampled_from(["active", "dormant"]), days, words, many(words),
    many(words), many(terms), many(repositories), many(channels), many(st.builds(Link, words, words)), many(series),
    many(targets), many(st.builds(Rung, words, texts, texts)), many(parts),
    disputes=many(disputes), sources=many(words),
)  # fmt: skip
affiliations = st.builds(Affiliation, words, days, days, many(words))
accounts = st.sampled_from(["gitee:ann", "github:no", "mail:" + "0" * 64])
people = st.builds(Person, people_ids, words, st.lists(accounts, unique=True).map(tuple), many(affiliations), many(words),
                   st.booleans(), many(words))  # fmt: skip
proposals = st.builds(Proposal, words, words, words, many(words), words, many(words), many(words), many(words), days,
                      days, many(words), many(words), many(words), words, words)  # fmt: skip
minutes = st.builds(Minutes, words, days, words, many(words), many(words))
lower = words.map(str.lower).filter(lambda said: said == said.lower())
communities = st.builds(
    Community, texts, words, many(words), words, many(st.builds(Forge, st.just("gitee"), words)),
    many(st.builds(Repository, repos, texts, many(repos), st.booleans(), many(words))),
    many(st.builds(Organization, words, many(words), many(lower))), many(lower),
)  # fmt: skip
skips = st.builds(Skip, words, words.filter(lambda said: len(said) > 2), words)
charters = st.builds(
    Charter, communities,
    st.lists(people, max_size=3, unique_by=lambda each: each.id).map(tuple),
    st.lists(groups, max_size=3, unique_by=lambda each: each.slug).map(tuple),
    st.lists(proposals, max_size=2, unique_by=lambda each: each.id).map(tuple),
    many(minutes), many(skips),
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(charters)
def test_what_is_written_is_read_back_equal(charter: Charter):
    with TemporaryDirectory() as folder:
        write_native(charter, Path(folder) / "charter")
        again = read_charter(Path(folder) / "charter")
    assert again == in_order(charter)
    assert not again.findings


def test_the_form_is_readable(tmp_path: Path):
    kit = Group(
        Kind.SIG,
        "kit",
        Text("Kit", "工具"),
        Text("Tools.\nAnd more."),
        roles=(Term("ann", "chair", date(2024, 3, 1)),),
        repositories=(GroupRepository("gitee:example/kit"),),
    )
    write_native(Charter(Community(Text("Example")), groups=(kit,)), tmp_path / "charter")
    assert (tmp_path / "charter" / "groups" / "kit.yaml").read_text("utf-8").split("\n\n", 1)[1] == (
        "group:\n  kind: sig\n  slug: kit\n  name:\n    en: Kit\n    zh: 工具\n  mission: |-\n    Tools.\n    And more.\n"
        "  roles:\n  - person: ann\n    role: chair\n    since: 2024-03-01\n  repositories:\n  - repo: gitee:example/kit\n"
    )


def test_documents_come_along_but_not_from_outside(tmp_path: Path):
    source = tmp_path / "source"
    (source / "docs").mkdir(parents=True)
    (source / "docs" / "kit.md").write_text("# Kit")
    (tmp_path / "secret.md").write_text("secret")
    kit = Group(Kind.SIG, "kit", Text("Kit"), documents=("docs/kit.md", "../secret.md", "docs/none.md"))
    folder = write_native(Charter(Community(Text("Example")), groups=(kit,), root=source), tmp_path / "target")
    assert (folder / "docs" / "kit.md").read_text() == "# Kit"
    assert sorted(path.name for path in folder.rglob("*")) == ["community.yaml", "docs", "groups", "kit.md", "kit.yaml"]


def test_nothing_is_overwritten_and_nothing_is_left_half(tmp_path: Path):
    full = tmp_path / "full"
    full.mkdir()
    (full / "mine.txt").write_text("mine")
    charter = Charter(Community(Text("Example")))
    with pytest.raises(BadInput, match="something here already"):
        write_native(charter, full)
    twice = Charter(Community(Text("Example")), people=(Person("ann"), Person("ann")))
    with pytest.raises(BadInput, match="without a loss"):
        write_native(twice, tmp_path / "new")
    assert [path.name for path in tmp_path.iterdir()] == ["full"]
    (tmp_path / "empty").mkdir()
    write_native(charter, tmp_path / "empty")
    assert (tmp_path / "empty" / "community.yaml").is_file()


def test_a_large_community_is_split_into_files_that_can_be_read(tmp_path: Path):
    people = tuple(Person(f"p{number:05}", "x" * 100, sources=("a" * 200,)) for number in range(6000))
    write_native(Charter(Community(Text("Example")), people=people), tmp_path / "charter")
    assert len(list((tmp_path / "charter" / "people").iterdir())) == 3
    assert read_charter(tmp_path / "charter").people == people
