"""The evaluation that comes with the program, and which ones hold for a charter."""

from __future__ import annotations

from collections import Counter
from datetime import date

from folkmoot.charter.standard import evaluations_of, standard_evaluation
from folkmoot.model.health import DIMENSIONS


def test_it_is_whole_and_in_both_languages():
    standard = standard_evaluation()
    assert len(standard.items) == len({item.id for item in standard.items}) >= 25
    assert min(Counter(item.dimension for item in standard.items)[name] for name in DIMENSIONS) >= 5
    for item in standard.items:
        assert all(words.en and words.zh for words in (item.title, item.question, item.mend)), item.id
        assert item.source.startswith("https://")
        assert len(item.rules) <= 1
        assert (item.rule == "indicator") == (item.at_least is not None or item.at_most is not None)
    assert (standard.id, standard.answers) == ("credible", ())


def test_a_charter_without_one_has_it(charter):
    """
    community: {name: Example}
    """
    assert evaluations_of(charter) == (standard_evaluation(),)


def test_answers_without_items_are_to_its_items(charter):
    """
    community: {name: Example}
    evaluations:
      - id: credible
        title: {en: Our yearly look, zh: 年度自评}
        answers:
          - {item: licence, met: true, day: 2026-03-01}
          - {item: licence, met: false, day: 2026-01-01, group: kit}
          - {item: licence, met: true, day: 2026-02-01, group: kit}
          - {item: licence, met: false, day: 2025-02-01, repo: "gitee:example/kit"}
    """
    (mine,) = evaluations_of(charter)
    assert mine.items == standard_evaluation().items
    assert mine.title.zh == "年度自评"
    assert mine.says == standard_evaluation().says
    assert mine.answer("licence").day == date(2026, 3, 1)
    assert mine.answer("licence", group="kit").day == date(2026, 2, 1)
    assert not mine.answer("licence", group="kit", repo="gitee:example/kit").met
    assert mine.answer("licence", group="cup").day == date(2026, 3, 1)
    assert mine.answer("conduct", group="kit") is None


def test_own_ones_stand_alone(charter):
    """
    community: {name: Example}
    evaluations:
      - {id: own, items: [{id: a, title: A, dimension: norms}]}
    """
    (mine,) = evaluations_of(charter)
    assert (str(mine.title), [item.id for item in mine.items]) == ("own", ["a"])
