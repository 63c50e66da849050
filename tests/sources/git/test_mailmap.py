"""What a .mailmap says, and whom it joins."""

from hypothesis import given
from hypothesis import strategies as st

from folkmoot.model.people import mail_account
from folkmoot.sources.git.mailmap import Line, lines, sightings


def mails(*names):
    return [mail_account(f"{name}") for name in names]


def told(text):
    return [(one.account, one.name, one.also) for one in sightings(text, "git:kit")]


def test_its_four_forms():
    """
    Ann A <ann@example.org>
    <bo@example.org> <bo@old.example>
    Bo B <bo@example.org> <BO@older.example>
    Cy <cy@example.org> cy-home <cy@home.example>   # a remark
    # only a remark
    nonsense
    """
    text = test_its_four_forms.__doc__.replace("\n    ", "\n")
    ann, bo, old, older, cy, home = mails(
        "ann@example.org", "bo@example.org", "bo@old.example", "bo@older.example", "cy@example.org", "cy@home.example"
    )
    assert told(text) == [(ann, "Ann A", ""), (bo, "", old), (bo, "Bo B", older), (cy, "Cy", home)]
    assert {one.why for one in sightings(text, "git:kit")} == {"mailmap"}


def test_the_last_line_about_the_same_writing_counts():
    """
    Ann <ann@example.org> <ann@old.example>
    Bo <bo@example.org> <ANN@old.example>
    """
    said = list(lines(test_the_last_line_about_the_same_writing_counts.__doc__.replace("\n    ", "\n")))
    assert said == [Line("Bo", "bo@example.org", "", "ANN@old.example")]


def test_an_address_shared_by_two_people_joins_neither():
    """
    Ann <ann@example.org> ann <office@example.org>
    Bo <bo@example.org> bo <office@example.org>
    """
    said = told(test_an_address_shared_by_two_people_joins_neither.__doc__.replace("\n    ", "\n"))
    assert [also for _account, _name, also in said] == ["", ""]


def test_somebody_s_proper_address_is_not_given_to_another():
    """
    Bo <office@example.org>
    Ann <ann@example.org> ann <office@example.org>
    """
    said = told(test_somebody_s_proper_address_is_not_given_to_another.__doc__.replace("\n    ", "\n"))
    assert [also for _account, _name, also in said] == ["", ""]


def test_an_address_that_many_have_counts_only_with_its_name():
    """
    Ann <ann@example.org> <root@localhost>
    Bo <bo@example.org> bo <root@localhost>
    """
    first, second = told(test_an_address_that_many_have_counts_only_with_its_name.__doc__.replace("\n    ", "\n"))
    assert first[2] == ""
    assert second[2] == mail_account("bo <root@localhost>")


@given(st.text(alphabet="ab<>@#. \n", max_size=60))
def test_any_text_can_be_read(text):
    for one in sightings(text, "git:kit"):
        assert one.account != one.also
