"""Words in two languages."""

from folkmoot.model.text import Text, has_han, slug_in_year, text_of


def test_an_empty_side_falls_back_to_the_other():
    assert Text(en="Data").said_in("zh-hans") == "Data"
    assert Text(zh="数据").said_in("en") == "数据"
    assert str(Text("Data", "数据")) == "Data"


def test_the_script_of_a_plain_string_tells_its_language():
    assert text_of("编译器 SIG") == Text(zh="编译器 SIG")
    assert text_of("Compiler") == Text(en="Compiler")
    assert text_of({"en": "Data", "zh": "数据"}) == Text("Data", "数据")
    assert text_of(None) == Text()
    assert not text_of(None)


def test_filling_takes_each_language_of_a_text():
    said = Text("{who} leads {what}", "{who}负责{what}").filled(who="Bo", what=Text("Data", "数据"))
    assert said == Text("Bo leads Data", "Bo负责数据")


def test_han_is_recognised_and_punctuation_alone_is_not():
    assert has_han("a数b")
    assert not has_han("，。abc")


def test_what_comes_every_year_has_the_year_in_its_short_name_once():
    assert slug_in_year("Complaints 2026", "conference", 2026) == "complaints-2026"
    assert slug_in_year("21 days", "camp", 2026) == "21-days-2026"
    assert slug_in_year("吐槽大会", "conference", 2026) == "conference-2026"
