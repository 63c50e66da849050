"""How an account is spelled, and what stands for nobody."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.model.people import account_of, is_placeholder, mail_account


def test_an_account_is_spelled_in_lower_case_without_at_sign():
    assert account_of("Gitee: @Ann_A") == "gitee:ann_a"
    assert account_of("GitHub:ann-a") == "github:ann-a"


def test_a_mail_address_is_kept_as_its_hash_only():
    digest = hashlib.sha256(b"ann@example.org").hexdigest()
    assert account_of("mail:Ann@Example.org ") == f"mail:{digest}"
    assert account_of("ann@example.org") == f"mail:{digest}"
    assert mail_account(" ANN@example.org") == f"mail:{digest}"
    assert account_of(f"mail:{digest}") == f"mail:{digest}"


@pytest.mark.parametrize("said", ["ann", "gitee:", "gitee:NA", ":ann", "github:TO_BE_CLARIFIED", "@ann"])
def test_what_is_no_account_is_refused_with_an_example(said):
    with pytest.raises(ValueError, match="write forge:login"):
        account_of(said)


@pytest.mark.parametrize("said", [None, "", "NA", "Na", "null", "TO_BE_CLARIFIED", "tbd", " n/a ", "待定", "xxx"])
def test_placeholders_stand_for_nobody(said):
    assert is_placeholder(said)


@pytest.mark.parametrize("said", ["nan_li", "ann", "naomi", "0", "nah"])
def test_names_that_only_look_like_placeholders_are_people(said):
    assert not is_placeholder(said)


@given(st.from_regex(r"[a-z]{2,8}:[A-Za-z0-9_-]{5,20}", fullmatch=True))
def test_spelling_twice_changes_nothing(said):
    assert account_of(account_of(said)) == account_of(said)
