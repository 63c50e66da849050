"""An error is one sentence."""

from folkmoot.model.errors import BadInput, BadQuestion, MootError, NotAllowed
from folkmoot.model.text import Text


def test_an_error_says_where_what_and_how_to_mend_it():
    error = BadQuestion("There is no report 'x'.", where="ask", mend="Ask one of: groups.")
    assert str(error) == "ask: There is no report 'x'. Ask one of: groups."
    assert isinstance(error, MootError)


def test_an_error_without_place_or_mend_is_its_sentence():
    assert str(MootError("It broke.")) == "It broke."


def test_a_sentence_of_both_languages_is_said_in_the_readers():
    error = NotAllowed(
        Text("only Ann may do this.", "仅 Ann 可以这样做。"), where="kit", mend=Text("Ask her.", "请联系她。")
    )
    assert str(error) == "kit: only Ann may do this. Ask her."
    assert error.said_in("en") == str(error)
    assert error.said_in("zh-hans") == "kit: 仅 Ann 可以这样做。请联系她。"
    assert (error.what, error.mend) == ("only Ann may do this.", "Ask her.")


def test_a_sentence_of_one_language_is_said_in_that_one():
    error = BadInput("this is no day.", mend="Write it as 2026-03-01.")
    assert error.said_in("zh") == str(error) == "this is no day. Write it as 2026-03-01."
    assert BadInput("没有名为“安”的人员。").said_in("en") == "没有名为“安”的人员。"
