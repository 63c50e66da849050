"""Ballots as a CSV: what may stand in it, and the sentence for what may not."""

from __future__ import annotations

import pytest

from folkmoot.model.errors import BadInput
from folkmoot.model.tally import Counting
from folkmoot.rules.ballots import ballots_of_csv, ballots_of_marks
from folkmoot.rules.tallies import count


def test_ranks_may_be_equal_and_opinions_missing():
    read = ballots_of_csv("\ufeffAnn, Bo ,Cy\r\n1,1,No opinion\r\n\r\n2,no opinion , 7\r\n")
    assert read.candidates == ("Ann", "Bo", "Cy")
    assert read.marks.tolist() == [[1, 1, -1], [2, -1, 7]]


def test_a_name_may_hold_a_comma():
    assert ballots_of_csv('"Ann, of Acme",Bo\n1,2').candidates == ("Ann, of Acme", "Bo")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "row 1 names no candidates"),
        ("Ann,Bo\n1\n", "row 2 has 1 cells, but there are 2 candidates"),
        ("Ann,Bo\n1,2\n1,2,3\n", "row 3 has 3 cells"),
        ("Ann,Bo\n1,2\n1,second\n", "row 3, column 2 ('Bo'): 'second' is no mark"),
        ("Ann,Bo\n1,2\n\n1,\n", "row 4, column 2 ('Bo'): there is nothing; a rank is a whole number from 1"),
        ("Ann,Bo\n0,1\n", "row 2, column 1 ('Ann'): '0' is no mark"),
        ("Ann,Bo\n-1,1\n", "'-1' is no mark"),
        ("Ann,Bo\n1.5,1\n", "'1.5' is no mark"),
        ("Ann,Bo\n１,1\n", "is no mark"),
        ("Ann,Bo\n12345678901,1\n", "'12345678901' is no mark"),
        ("Ann,Ann\n1,2\n", "row 1, columns 1 and 2: 'Ann' stands there twice"),
        ("Ann,,Bo\n1,2,3\n", "row 1, column 2: there is no candidate's name"),
        ('Ann,Bo\n"1,2\n', "row 2: a quotation mark is never closed"),
    ],
)
def test_a_fault_is_one_sentence_with_its_row_and_column(text, says):
    with pytest.raises(BadInput) as error:
        ballots_of_csv(text, where="b.csv")
    assert says in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("method", "row", "says"),
    [
        ("star", "6,0", "a score is a whole number from 0 to 5"),
        ("approval", "2,0", "write 1 to approve, or 0"),
        ("plurality", "1,1", "row 2 votes for 2 candidates"),
    ],
)
def test_each_method_has_its_own_marks(method, row, says):
    with pytest.raises(BadInput, match=says):
        ballots_of_csv(f"Ann,Bo\n{row}\n", method)


def test_ballots_that_are_kept_say_the_same_as_a_csv():
    kept = ballots_of_marks(("ann", "bo"), [{"ann": 2, "bo": 1}, {"bo": 1}], "schulze")
    assert kept.marks.tolist() == [[2, 1], [-1, 1]]
    with pytest.raises(BadInput, match="ballot 1: nobody called 'cy'"):
        ballots_of_marks(("ann",), [{"cy": 1}], "schulze")
    with pytest.raises(BadInput, match="ballot 1, 'ann'"):
        ballots_of_marks(("ann",), [{"ann": True}], "schulze")


def test_the_digest_does_not_tell_the_order_of_ballots():
    one, other = ballots_of_csv("Ann,Bo\n1,2\n2,1\n"), ballots_of_csv("Ann,Bo\n2,1\n1,2\n")
    assert one.digest == other.digest
    assert one.digest != ballots_of_csv("Ann,Bo\n2,1\n2,1\n").digest


def test_no_ballots_at_all_leave_everybody_tied():
    tally = count(ballots_of_csv("Ann,Bo\n"), Counting(seats=1))
    assert tally.places == (("Ann", "Bo"),)
    assert not tally.settled


def test_approval_and_plurality_add_up():
    """
    Ann Bo Cy
    1   1  0
    1   0  -
    """
    approval = count(ballots_of_csv("Ann,Bo,Cy\n1,1,0\n1,0,No opinion\n", "approval"), Counting("approval"))
    assert approval.figures.points == (2, 1, 0)
    assert approval.places == (("Ann",), ("Bo",), ("Cy",))
    plurality = count(ballots_of_csv("Ann,Bo\n1,0\n0,1\n", "plurality"), Counting("plurality"))
    assert plurality.seated.tied[0].candidates == ("Ann", "Bo")


def test_star_runs_off_between_the_two_best_scores():
    """Ann has the highest score, but more people score Bo above Ann.

    Ann Bo Cy
    5   0  4
    3   4  0
    3   4  0
    """
    tally = count(ballots_of_csv("Ann,Bo,Cy\n5,0,4\n3,4,0\n3,4,0\n", "star"), Counting("star", seats=1))
    assert tally.figures.points == (11, 8, 4)
    assert tally.seated.elected == ("Bo",)
    assert tally.figures.pairwise[1][0] == 2


def test_star_leaves_a_tie_that_nothing_breaks_open_unless_lots_are_drawn():
    text = "Ann,Bo,Cy\n5,3,0\n3,5,0\n"
    stays = count(ballots_of_csv(text, "star"), Counting("star", seats=1))
    assert stays.seated.elected == ()
    assert set(stays.seated.tied[0].candidates) == {"Ann", "Bo"}
    drawn = count(ballots_of_csv(text, "star"), Counting("star", seats=1, tie="lot", seed="seed"))
    assert len(drawn.seated.elected) == 1
    assert drawn.seated.drawn


def test_star_without_lots_never_decides_by_name():
    for head in ("Ann,Bo,Cy", "Bo,Ann,Cy"):
        tally = count(ballots_of_csv(f"{head}\n5,3,0\n3,5,0\n", "star"), Counting("star", seats=2))
        assert tally.seated.elected == ()
        assert tally.seated.tied[0].seats == 2


def test_lines_of_white_space_are_no_ballots_wherever_they_stand():
    read = ballots_of_csv("\n  \nAnn,Bo\n   \n1,2\n , \n\t\n2,1\n,\n")
    assert read.candidates == ("Ann", "Bo")
    assert read.marks.tolist() == [[1, 2], [2, 1]]
