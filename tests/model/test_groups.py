"""Terms and rosters as of a day."""

from datetime import date

from folkmoot.model.event import stable_id
from folkmoot.model.finding import Place, place_of
from folkmoot.model.groups import Group, Kind, Term
from folkmoot.model.text import Text

ANN = Term("ann", "committer", since=date(2024, 3, 1), until=date(2025, 2, 28))
BO = Term("bo", "maintainer")
GROUP = Group(Kind.SIG, "kit", Text("Kit"), roles=(ANN, BO))


def test_a_term_holds_on_its_first_and_its_last_day_and_not_beyond():
    assert not ANN.holds_on(date(2024, 2, 29))
    assert ANN.holds_on(date(2024, 3, 1))
    assert ANN.holds_on(date(2025, 2, 28))
    assert not ANN.holds_on(date(2025, 3, 1))


def test_a_roster_is_read_as_of_a_day():
    assert GROUP.roster(date(2024, 6, 1)) == (ANN, BO)
    assert GROUP.roster(date(2026, 6, 1)) == (BO,)


def test_a_place_is_no_part_of_what_is_declared():
    assert Term("bo", "maintainer", place=Place("a.yaml", 3)) == BO


def test_a_place_reads_back_from_its_words():
    assert place_of("sigs/kit/README.md:12") == Place("sigs/kit/README.md", 12)
    assert place_of("sigs/kit/README.md") == Place("sigs/kit/README.md")
    assert str(Place("a.yaml", 3)) == "a.yaml:3"


def test_an_id_depends_on_every_part_and_on_where_they_are_parted():
    assert stable_id("a", "bc") != stable_id("ab", "c")
    assert stable_id("a", "bc") == stable_id("a", "bc")
    assert len(stable_id("\udce9")) == 32
