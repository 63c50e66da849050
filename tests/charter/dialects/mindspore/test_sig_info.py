"""One sig-info.yaml, tidy and untidy."""

from __future__ import annotations

from datetime import date
from inspect import cleandoc

import pytest

from folkmoot.charter.dialects.mindspore.claims import Claims, Folder
from folkmoot.charter.dialects.mindspore.rosters.sig_info import sig_info
from folkmoot.charter.yamltree import parse
from folkmoot.model.groups import Channel
from folkmoot.model.link import Link

from .conftest import KIT

KIT_FOLDER = Folder("sigs/kit", "kit", "sig")


def read(text: str, folder: Folder = KIT_FOLDER) -> Claims:
    tree, odd = parse(cleandoc(text), f"{folder.path}/sig-info.yaml")
    assert tree is not None, odd
    return sig_info(tree, folder)


def checks(claims: Claims) -> list[str]:
    return [finding.check for finding in claims.findings]


def test_a_tidy_file_has_no_findings():
    claims = read(KIT)
    assert claims.findings == ()
    assert [said.words for said in claims.names] == ["kit"]
    assert claims.created == (date(2024, 3, 1),)
    assert claims.channels == (Channel("mail", "kit@lists.example.org"),)
    assert claims.links == (Link("Meetings", "https://etherpad.example.org/p/kit"),)


def test_every_seat_keeps_its_line():
    assert [(seat.account, seat.role, seat.place.line) for seat in read(KIT).seats] == [
        ("gitee:ann", "mentor", 9), ("gitee:bo", "maintainer", 14), ("gitee:ann", "committer", 22),
    ]  # fmt: skip


def test_a_role_in_the_only_entry_holds_for_the_whole_group():
    assert {seat.repos for seat in read(KIT).seats} == {()}


def test_roles_in_one_of_several_entries_hold_for_its_repositories_only():
    claims = read("""
        name: kit
        repositories:
        - repo: [example/kit, example/kit-docs]
          committers: [{gitee_id: ann, name: Ann}]
        - repo: example/site
          maintainers: [{gitee_id: bo, name: Bo}]
    """)
    assert [(seat.account, seat.repos) for seat in claims.seats] == [
        ("gitee:ann", ("gitee:example/kit", "gitee:example/kit-docs")),
        ("gitee:bo", ("gitee:example/site",)),
    ]


@pytest.mark.parametrize("held", ["TO_BE_CLARIFIED", "NA", "na", "", "null", "'@TBD'"])
def test_a_placeholder_account_is_a_finding_and_no_account(held: str):
    claims = read(f"""
        name: kit
        maintainers:
        - gitee_id: {held}
          name: Cy
    """)
    assert [(seat.name, seat.account) for seat in claims.seats] == [("Cy", "")]
    assert checks(claims) == ["placeholder-account"]
    assert claims.findings[0].place.line == 3


def test_an_entry_about_nobody_is_left_out():
    claims = read("name: kit\nmaintainers: [{gitee_id: NA, name: NA}, [ann], true, {}]")
    assert claims.seats == ()
    assert checks(claims) == ["person-nameless", "wrong-type", "person-nameless", "person-nameless"]


def test_both_spellings_of_repo_admin_are_one_role():
    claims = read("""
        name: kit
        repositories:
        - repo: [example/kit]
          repo_admin: [{gitee_id: ann, name: Ann}]
        - repo: [example/site]
          repo-admin: [{gitee_id: bo, name: Bo}]
    """)
    assert [(seat.account, seat.role) for seat in claims.seats] == [
        ("gitee:ann", "repo-admin"),
        ("gitee:bo", "repo-admin"),
    ]
    assert checks(claims) == ["key-spelling"]


def test_a_mapping_among_repositories_gives_its_folders_to_the_entry():
    claims = read("""
        name: kit
        repositories:
        - repo:
          - example/kit
          - directories:
            - src/lite/
    """)
    assert [(each.repo, each.path) for each in claims.holdings] == [("gitee:example/kit", "src/lite")]
    assert checks(claims) == ["wrong-type"]


def test_folders_belong_to_the_repository_beside_them():
    claims = read("""
        name: kit
        repositories:
        - repo: [example/kit]
          directory: [src/a, src/b]
    """)
    assert [each.path for each in claims.holdings] == ["src/a", "src/b"]
    assert claims.findings == ()


@pytest.mark.parametrize(
    ("said", "repo", "path"),
    [
        ("example/kit/", "gitee:example/kit", ""),
        ("Example/kit", "gitee:example/kit", ""),
        ("example/kit/src", "gitee:example/kit", "src"),
    ],
)
def test_an_odd_repository_is_read_and_told(said: str, repo: str, path: str):
    claims = read(f"name: kit\nrepositories: [{{repo: [{said}]}}]")
    assert [(each.repo, each.path) for each in claims.holdings] == [(repo, path)]
    assert checks(claims) == ["repository-spelling"]


def test_a_name_unlike_the_folder_is_a_finding():
    assert checks(read("name: kit/")) == ["group-name-differs-from-folder"]
    assert read("name: kit/").names[0].words == "kit"


def test_na_is_an_honest_none_and_to_be_clarified_a_promise():
    claims = read("name: kit\nmailing_list: NA\nmeeting_url: TO_BE_CLARIFIED")
    assert claims.channels == claims.links == ()
    assert checks(claims) == ["placeholder-value"]


def test_a_day_that_does_not_exist_is_unknown():
    claims = read("name: kit\ncreated_on: 2024-02-31")
    assert claims.created == ()
    assert checks(claims) == ["date-unreadable"]


def test_keepers_of_branches_have_the_branch_as_cause():
    claims = read("""
        name: kit
        branches:
        - repo_branch: [{repo: example/kit, branch: r1.0}]
          keeper: [{gitee_id: bo}]
    """)
    seat = claims.seats[0]
    assert (seat.role, seat.repos, seat.cause) == ("branch-keeper", ("gitee:example/kit",), "example/kit r1.0")


def test_an_unknown_key_is_told():
    assert checks(read("name: kit\nmaintainer: [ann]")) == ["unknown-key"]


@pytest.mark.parametrize("text", ["- kit", "kit", "3"])
def test_a_file_that_is_no_mapping_is_one_finding(text: str):
    assert checks(read(text)) == ["wrong-type"]
