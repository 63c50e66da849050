"""The bytes of git log, wherever a chunk ends."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from folkmoot.sources.git.stream import MOST_FOLDERS, commits, cover

SHA = "a" * 40
STREAM = (
    b"\x01" + SHA.encode() + b"\0\x00" + b"1767225600\0Ann\0ann@example.org\x001767225600\0First\n\0"
    b"\n3\t1\tsrc/a b.py\0-\t-\tlogo.png\x002\t0\tsrc/\xe9\t\n.py\0"
    b"\x01" + b"b" * 40 + b"\0" + SHA.encode() + b" " + b"c" * 40 + b"\x001767225601\0Bo\0\x001767225602\0Merge\0"
)  # fmt: skip


def read(chunks):
    return [
        (
            one.sha[0],
            one.parents,
            one.name,
            one.mail,
            one.message,
            one.added,
            one.removed,
            one.files,
            sorted(one.folders),
        )
        for one in commits(chunks)
    ]


WHOLE = [
    ("a", (), "Ann", "ann@example.org", "First\n", 5, 1, 3, ["", "src"]),
    ("b", (SHA, "c" * 40), "Bo", "", "Merge", 0, 0, 0, []),
]


def test_lines_files_and_folders_are_counted_and_a_merge_has_none():
    assert read([STREAM]) == WHOLE


@given(st.lists(st.integers(0, len(STREAM)), max_size=8))
def test_a_chunk_may_end_anywhere(cuts):
    edges = sorted({0, *cuts, len(STREAM)})
    chunks = [STREAM[first:last] for first, last in pairwise(edges)]
    assert read(chunks) == WHOLE


def test_an_empty_history_has_no_commits():
    assert read([]) == []


@given(st.lists(st.lists(st.sampled_from("abcd"), min_size=0, max_size=6).map("/".join), max_size=600))
def test_a_cover_is_small_and_every_folder_lies_in_it(folders):
    covered = cover(folders)
    assert len(covered) <= MOST_FOLDERS
    for folder in folders:
        assert any(one in ("", folder) or folder.startswith(one + "/") for one in covered)


def test_few_folders_cover_themselves():
    assert cover(["a/b", "a", "c/d/e"]) == ["a", "a/b", "c/d/e"]


def test_a_hundred_thousand_files_are_counted_and_not_kept():
    lines = b"".join(b"1\t0\tdeep/%d/of/%d/file\0" % (number % 977, number) for number in range(100_000))
    stream = b"\x01" + SHA.encode() + b"\0\x001767225600\0Ann\0ann@example.org\x001767225600\0Import\n\0\n" + lines
    chunks = [stream[start : start + 65536] for start in range(0, len(stream), 65536)]
    (commit,) = commits(chunks)
    assert (commit.files, commit.added) == (100_000, 100_000)
    assert len(commit.folders) <= 8 * MOST_FOLDERS
    covered = cover(commit.folders)
    assert len(covered) <= MOST_FOLDERS
    assert all(one == "deep" or one.startswith("deep/") for one in covered)


def test_a_message_of_many_megabytes_is_one_message():
    stream = b"\x01" + SHA.encode() + b"\0\x001\0Ann\0a@example.org\x001\0" + b"word " * 2_000_000 + b"\0"
    (commit,) = commits(stream[start : start + 4096] for start in range(0, len(stream), 4096))
    assert len(commit.message) == 10_000_000
