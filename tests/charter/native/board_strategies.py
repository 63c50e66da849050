"""Declarations of the board as Hypothesis makes them: anything that the native form can hold."""

from __future__ import annotations

from hypothesis import strategies as st

from folkmoot.model.alerts import Alert, AlertRule
from folkmoot.model.annotations import ANNOTATION_KINDS, Annotation
from folkmoot.model.board import WEEKDAYS, Board, BoardView
from folkmoot.model.health import DECLARABLE, DIMENSIONS, Evaluation, EvaluationItem, HandAnswer
from folkmoot.model.scores import Score, ScorePart
from folkmoot.model.targets import Activity, CountedEvents, CountedMeasurement, KeptValue, Target
from folkmoot.model.text import Text

words = st.sampled_from(
    ["", "no", "1e3", "2026-01-01", "~", " x ", "a: b", "编译器", "a\nb", "#", "null", "'", "[", "é"]
)
texts = st.builds(Text, words, words)
days = st.dates()
some_days = st.none() | days
ids = st.from_regex(r"[a-z0-9][a-z0-9._-]{0,8}", fullmatch=True)
indicators = st.sampled_from(["active_people", "stars"])
numbers = st.floats(allow_nan=False, allow_infinity=False)
above_zero = st.floats(0.001, 1000)
windows = st.sampled_from(["90d", "12m", "month", "week", "2y"])


def many(of: st.SearchStrategy, most: int = 2, least: int = 0) -> st.SearchStrategy:
    return st.lists(of, min_size=least, max_size=most).map(tuple)


def named(of: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(of, max_size=2, unique_by=lambda each: each.id).map(tuple)


events = st.builds(CountedEvents, many(words, least=1), words, words, st.sampled_from(["events", "subjects", "people"]))
measurements = st.builds(CountedMeasurement, words.filter(bool), words)
targets = st.builds(
    Target, id=ids, title=texts, goal=st.none() | numbers, year=st.none() | st.integers(1990, 2200), since=some_days,
    until=some_days, indicator=st.just("") | indicators, events=st.none() | events, roles=many(words),
    measurement=st.none() | measurements, values=many(st.builds(KeptValue, days, numbers, words, words)), group=words,
    repo=words, org=words, outside=many(words), better=st.sampled_from(["", "up", "down"]), start=st.none() | numbers,
    owner=words, activities=many(st.builds(Activity, texts, words, some_days, texts, words)), parent=words,
    sum=st.booleans(), weight=above_zero, beside=st.just("") | indicators, vanity=st.booleans(), sources=many(words),
)  # fmt: skip
parts = st.builds(
    ScorePart,
    indicators,
    above_zero,
    st.sampled_from(["log", "linear", "share", "inverse"]),
    st.none() | above_zero,
    texts,
)
scores = st.builds(
    Score,
    ids,
    texts,
    many(parts, least=1),
    st.integers(1, 9),
    texts,
    st.sampled_from(["group", "repo"]),
    windows,
    words,
)
items = st.builds(
    EvaluationItem, id=ids, title=texts, dimension=st.sampled_from(list(DIMENSIONS)), question=texts,
    indicator=st.just("") | indicators, at_least=st.none() | numbers, at_most=st.none() | numbers, window=windows,
    declares=st.sampled_from(["", *DECLARABLE]), file=words, weight=above_zero, required=st.booleans(), source=words,
    mend=texts,
)  # fmt: skip
answers = st.builds(HandAnswer, words, st.booleans(), days, words, words, texts, words, words)
evaluations = st.builds(Evaluation, ids, texts, st.integers(1, 9), texts, words, many(items), many(answers))
rules = st.builds(
    AlertRule, st.none() | st.floats(0.01, 1), st.none() | above_zero, st.none() | numbers, st.none() | numbers,
    st.none() | st.integers(1, 365), st.none() | above_zero,
)  # fmt: skip
alerts = st.builds(
    Alert, id=ids, rule=rules, title=texts, indicator=st.just("") | indicators, source=words, group=words, repo=words,
    each=st.sampled_from(["", "group", "repo"]), window=windows, least=st.integers(0, 99), to=many(words),
    quiet=st.integers(0, 365),
)  # fmt: skip
annotations = st.builds(
    Annotation, days, texts, some_days, st.sampled_from(list(ANNOTATION_KINDS)), words, words, words
)
views = st.builds(BoardView, ids, texts, st.sampled_from(["/", "/board?group=compiler&since=12m"]))
boards = st.builds(
    Board, many(words), many(words), st.integers(1, 99), above_zero, st.sampled_from(WEEKDAYS), many(views)
)
declared = st.fixed_dictionaries(
    {
        "targets": named(targets),
        "scores": named(scores),
        "evaluations": named(evaluations),
        "alerts": named(alerts),
        "annotations": many(annotations),
        "board": boards,
    }
)
