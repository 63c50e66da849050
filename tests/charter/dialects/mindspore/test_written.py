"""People as READMEs and tables write them."""

from __future__ import annotations

import pytest

from folkmoot.charter.dialects.mindspore.rosters.written import organization_in, people_in, person_in


@pytest.mark.parametrize(
    ("words", "name", "account"),
    [
        ("Ann Author (Example University)", "Ann Author", ""),
        ("Ann（@ann，负责工具）", "Ann", "gitee:ann"),
        ("Ann Author @Ann-A (lead)", "Ann Author", "gitee:ann-a"),
        ("[Ann A](https://gitee.com/ann)", "Ann A", "gitee:ann"),
        ("安安 某大学 教授", "安安", ""),
        ("Ann Author 某公司工程师", "Ann Author", ""),
        ("安  宁，某大学", "安宁", ""),
        ("Prof. ANN Author ann@example.edu lead", "ANN Author", ""),
        ("打杂 安（@ann）", "打杂 安", "gitee:ann"),
    ],
)
def test_a_person_in_words(words: str, name: str, account: str):
    person = person_in(words)
    assert person is not None
    assert (person.name, person.account) == (name, account)


@pytest.mark.parametrize(
    "words", ["", "待安排人力", "各学校团队老师（联络中）", "Core contributors to the suite;", "—"]
)
def test_no_person_in_words(words: str):
    assert person_in(words) is None


def test_mail_and_what_follows_it():
    person = person_in("Dr. Bo Keeper <bo@example.org> co-lead")
    assert person is not None
    assert (person.name, person.mail, person.rest) == ("Bo Keeper", "bo@example.org", "co-lead")


def test_a_cell_holds_several_accounts():
    cell = "[@ann](https://gitee.com/ann) [@bo](https://gitee.com/bo99)"
    assert [(each.name, each.account, each.shown) for each in people_in(cell)] == [
        ("ann", "gitee:ann", "ann"), ("bo", "gitee:bo99", "bo"),
    ]  # fmt: skip


def test_an_empty_cell_holds_nobody():
    assert people_in("<center>&mdash;</center>") == []


@pytest.mark.parametrize(
    ("words", "organization"),
    [
        ("Ann (Example University)", "Example University"),
        ("Ann (Example Technologies Co., Ltd.)", "Example Technologies Co., Ltd."),
        ("安（某某大学）", "某某大学"),
        ("Ann (Chinese University of Example)", "Chinese University of Example"),
        ("Ann (Professor of Example Lab)", ""),
        ("Ann（架构师，负责工具）", ""),
        ("Ann（@ann）", ""),
        ("Ann, has papers (and prizes)", ""),
        ("Ann", ""),
    ],
)
def test_a_bracket_is_an_organisation_or_a_description(words: str, organization: str):
    assert organization_in(words) == organization
