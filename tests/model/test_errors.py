"""An error is one sentence."""

from folkmoot.model.errors import BadQuestion, MootError


def test_an_error_says_where_what_and_how_to_mend_it():
    error = BadQuestion("There is no report 'x'.", where="ask", mend="Ask one of: groups.")
    assert str(error) == "ask: There is no report 'x'. Ask one of: groups."
    assert isinstance(error, MootError)


def test_an_error_without_place_or_mend_is_its_sentence():
    assert str(MootError("It broke.")) == "It broke."
