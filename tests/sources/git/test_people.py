"""Accounts from addresses, trailers and .mailmap."""

from folkmoot.model.people import mail_account
from folkmoot.sources.git.people import account_of_mail, clean, domain_of, mailmap, trailers


def test_a_forge_s_noreply_address_names_the_login():
    assert account_of_mail("123+Ann-A@users.noreply.github.com") == "github:ann-a"
    assert account_of_mail("ann@users.noreply.github.com") == "github:ann"
    assert account_of_mail("5518576+Bo_B@user.noreply.gitee.com") == "gitee:bo_b"
    assert account_of_mail("49699333+dependabot[bot]@users.noreply.github.com") == "github:dependabot[bot]"


def test_any_other_address_is_its_hash():
    assert account_of_mail("Ann@Example.org") == mail_account("ann@example.org")
    assert account_of_mail("u12ab@user.noreply.gitee.com").startswith("mail:")
    assert account_of_mail("") == mail_account("")


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


def test_mailmap_s_four_forms():
    """
    Ann A <ann@example.org>
    <bo@example.org> <bo@old.example>
    Bo B <bo@example.org> <BO@older.example>
    Cy <cy@example.org> cy-home <cy@home.example>   # a remark
    # only a remark
    """
    text = test_mailmap_s_four_forms.__doc__.replace("\n    ", "\n")
    ann, bo, old, cy = (
        mail_account(f"{one}") for one in ("ann@example.org", "bo@example.org", "bo@old.example", "cy@example.org")
    )
    said = [(one.account, one.name, one.also, one.why) for one in mailmap(text, "git:kit")]
    assert said == [
        (ann, "Ann A", "", "mailmap"),
        (bo, "", old, "mailmap"),
        (bo, "Bo B", mail_account("bo@older.example"), "mailmap"),
        (cy, "Cy", mail_account("cy@home.example"), "mailmap"),
    ]
