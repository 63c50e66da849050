"""Accounts from addresses, trailers and .mailmap."""

import pytest

from folkmoot.model.people import mail_account
from folkmoot.sources.git.people import account_of, clean, domain_of, is_somebodys, trailers


@pytest.mark.parametrize(
    ("mail", "account"),
    [
        ("123+Ann-A@users.noreply.github.com", "github:ann-a"),
        ("ann@users.noreply.github.com", "github:ann"),
        ("49699333+dependabot[bot]@users.noreply.github.com", "github:dependabot[bot]"),
        ("5518576+Bo_B@user.noreply.gitee.com", "gitee:bo_b"),
        ("bo@user.noreply.gitee.com", "gitee:bo"),
    ],
)
def test_a_forge_s_noreply_address_names_the_login(mail, account):
    assert account_of("Whoever", mail) == account


@pytest.mark.parametrize(
    "mail", ["Ann@Example.org", "u0123456789@user.noreply.gitee.com", "0123456789abcdef@users.noreply.github.com"]
)
def test_any_other_address_is_its_hash_and_a_hashed_one_names_no_login(mail):
    assert account_of("Ann", mail) == account_of("Bo", mail) == mail_account(mail.lower())


@pytest.mark.parametrize(
    "mail", ["", "ann", "@", "root@localhost", "ann@desktop", "ann@mac.local", "bo@host.(none)", "you@example.com",
             "noreply@github.com", "none@none"],
)  # fmt: skip
def test_an_address_that_many_have_joins_nobody(mail):
    assert not is_somebodys(mail)
    assert account_of("Ann", mail) != account_of("Bo", mail)
    assert account_of("Ann", mail) == account_of(" Ann\x01", mail.upper())


def test_a_domain_is_what_stands_behind_the_last_at_sign():
    assert domain_of(" Ann@Example.ORG ") == "example.org"
    assert domain_of("nobody") == ""


def test_trailers_are_read_in_any_case_and_only_as_lines_of_their_own():
    """
    Fix it

    Co-authored-by: Bo B <bo@example.org>
    signed-off-by: Ann <ann@example.org>
    a word about Signed-off-by: nobody <x@example.org> inside a line
    """
    message = "Fix it\n\nCo-authored-by: Bo B <bo@example.org>\nsigned-off-by: Ann <ann@example.org>\n"
    message += "a word about Signed-off-by: nobody <x@example.org> inside a line\n"
    assert list(trailers(message)) == [
        ("co-authored-by", "Bo B", "bo@example.org"),
        ("signed-off-by", "Ann", "ann@example.org"),
    ]


def test_a_name_loses_control_characters():
    assert clean("Ann\x01\t A \n") == "Ann A"
