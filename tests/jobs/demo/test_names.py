"""Invented people bear names of nobody we know."""

from __future__ import annotations

import re
import subprocess
from itertools import pairwise

import pytest

from folkmoot.jobs.demo.names import FAMILIES, FIRSTS, GIVENS, LASTS, SURNAMES, handles, people_names


def test_no_two_people_share_a_name_or_a_login():
    people = people_names(3, 5_000)
    assert len({one.name for one in people}) == len({one.login for one in people}) == 5_000
    assert 0.55 < sum(one.han for one in people) / 5_000 < 0.7
    assert all(re.fullmatch(r"[a-z0-9-]+", one.login) for one in people)
    assert len(set(handles(3, 2_000))) == 2_000


@pytest.fixture(scope="module")
def real_words(real_data, tmp_path_factory) -> str:
    """Everything that the real communities' files and histories say, in lower case."""
    texts = [
        file.read_text("utf-8", "replace")
        for file in real_data.rglob("*")
        if file.is_file() and (file.suffix in {".md", ".yaml", ".yml", ".json"} or file.name == "OWNERS")
    ]
    for bundle in sorted((real_data / "git").glob("*.bundle")):
        copy = tmp_path_factory.mktemp("bundle") / "copy"
        subprocess.run(["git", "clone", "--quiet", "--bare", str(bundle), str(copy)], check=True)
        log = ["git", "-C", str(copy), "log", "--all", "--format=%an%n%ae%n%cn%n%B"]
        texts.append(subprocess.run(log, capture_output=True, text=True, errors="replace", check=True).stdout)
    return "\n".join(texts).lower()


@pytest.mark.real
def test_no_name_that_can_be_made_is_a_real_one(real_words):
    """Every family name with every given name: none stands in the real data, in Han characters or in Latin letters."""
    pairs = [[pair.split() for pair in words.split(",")] for words in (FAMILIES, FIRSTS, LASTS)]
    made = set()
    for han, latin in pairs[0]:
        for one, eins in pairs[1]:
            for two, zwei in pairs[2]:
                given = f"{eins}{zwei}".lower()
                made |= {han + one + two, f"{latin.lower()} {given}", f"{given} {latin.lower()}"}
    made |= {f"{given} {family}".lower() for given in GIVENS for family in SURNAMES}
    words = re.findall(r"[a-z'-]+|[一-鿿]+", real_words)
    said = {f"{one} {two}" for one, two in pairwise(words)}
    said |= {run[start : start + 3] for run in words for start in range(len(run) - 2) if run[0] > "z"}
    assert not sorted(made & said)


@pytest.mark.real
def test_no_login_of_the_default_demo_is_a_real_one(real_words):
    words = set(re.findall(r"[a-z0-9_-]+", real_words))
    assert not sorted({one.login for one in people_names(7, 300)} & words)
