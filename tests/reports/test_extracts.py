"""What is kept of events, taken apart once, answers as the events themselves do."""

from __future__ import annotations

from datetime import date

import pytest

from folkmoot.lake.append import append_events
from folkmoot.metrics.building import builds_by_month, builds_of_changes, ended
from folkmoot.metrics.extracts import Extract
from folkmoot.metrics.indicator import INDICATORS
from folkmoot.metrics.language import language_by_month, titled
from folkmoot.metrics.newcomer_help import invitations, labelled
from folkmoot.metrics.periods import Periods
from folkmoot.metrics.releasing import release_rhythm, released, releases_by_month
from folkmoot.metrics.talk import (
    contents_by_month,
    meetings_by_month,
    met,
    published,
    sent,
    talk_by_month,
    talk_threads,
)
from folkmoot.metrics.writing import writing_by_month, written
from folkmoot.model.scope import Scope
from folkmoot.reports.homes import Homes
from tests.reports.facts import CHARTER, DOCS, KIT, events_of, homes_of

HISTORY = """
    2024-04-01T00:00  commit.authored    kit@a1  ann     dirs=["docs/en"]  title="Tell_more"
    2024-04-01T00:00  commit.authored    docs@a2 bo      dirs=["src"]
    2024-04-02T00:00  commit.authored    kit@a3  ci-bot  dirs=["src/i18n"]
    2024-04-02T01:00  commit.authored    kit@a4  bo      merge=true  dirs=["docs"]
    2024-04-02T02:00  commit.authored    kit@a5  cy
    2024-04-03T00:00  change.opened      kit!1   ann     title="修复文档"
    2024-04-03T01:00  build.finished     kit!1   ci-bot  result="failed"   amount=2    unit="minutes"
    2024-04-03T02:00  build.finished     kit!1   ci-bot  result="passed"   amount=120
    2024-05-03T02:00  build.finished     docs!2  ci-bot  conclusion="success"
    2024-05-03T03:00  build.finished     docs@b  ann     conclusion="cancelled"  change="docs!2"
    2024-04-04T00:00  issue.opened       kit#1   cy      title="Re:_编译_fails"
    2024-04-04T01:00  issue.labeled      kit#1   ci-bot  label="good_first_issue"
    2024-04-06T01:00  issue.assigned     kit#1   cy
    2024-05-04T00:00  issue.opened       docs#2  ann
    2024-05-04T01:00  issue.labeled      docs#2  bo      label="Help_Wanted"
    2024-05-05T01:00  issue.labeled      docs#2  bo      label="help_wanted"  removed=true
    2024-05-06T01:00  issue.closed       docs#2  bo
    2024-05-07T01:00  issue.labeled      docs#2  bo      label="bug"
    2024-04-07T01:00  issue.labeled      docs#3  bo      label="beginner"
    2024-04-05T00:00  mail.sent          mail:dev/a  mail:ann  repo="mail:dev"  title="Which_version"
    2024-04-05T06:00  mail.sent          mail:dev/b  mail:bo   parent="mail:dev/a"  repo="mail:dev"  title="Re:_Which"
    2024-05-05T00:00  mail.sent          mail:dev/c  mail:cy   repo="mail:dev"
    2024-05-05T07:00  mail.sent          mail:dev/d  mail:ann  parent="mail:dev/b"  repo="mail:dev"
    2024-04-08T00:00  post.published     forum:7     cy        repo=""  title="如何参与"
    2024-04-09T00:00  post.published     forum:7#2   ann       parent="forum:7#1"  repo=""
    2024-04-10T00:00  meeting.attended   meetings:compiler/1  ann  repo=""  group="compiler"
    2024-04-10T00:00  meeting.hosted     meetings:compiler/1  bo   repo=""  group="compiler"
    2024-05-10T00:00  meeting.presented  meetings:other/1     ann  repo=""
    2024-04-11T00:00  content.published  content:1   bo   repo=""  channel="talk"
    2024-05-11T00:00  content.published  content:2   cy   repo=""
    2024-04-12T00:00  release.published  kit@v1.0     bo   version="1.0"
    2024-04-20T00:00  release.published  kit@v1.1-rc1 bo
    2024-05-12T00:00  release.published  kit@v1.1     bo   version="1.1"
"""
SCOPES = {
    "all": Scope(),
    "robots": Scope(bots=True),
    "a repository": Scope(repos=(KIT,)),
    "a group": Scope(groups=("compiler",), bots=True),
    "an organisation": Scope(orgs=("Example University",)),
    "people": Scope(people=("ann", "bo")),
}
METRICS = (
    (ended, builds_by_month), (ended, builds_of_changes), (written, writing_by_month), (titled, language_by_month),
    (labelled, invitations), (released, releases_by_month), (released, release_rhythm), (sent, talk_by_month),
    (sent, talk_threads), (met, meetings_by_month), (published, contents_by_month),
)  # fmt: skip
TAKEN = {name: one for name, one in INDICATORS.items() if isinstance(one.of, Extract)}
MONTHS = Periods.between([date(2024, 4, 1), date(2024, 5, 1), date(2024, 6, 1)], "UTC", "M")


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Homes:
    """Homes in which everything happened of which something is kept."""
    return homes_of(tmp_path_factory.mktemp("extracts") / "lake", HISTORY)


def _alike(homes: Homes, made, taken: Extract, scope: Scope) -> int:
    """Ask the kept rows and the events the same; return how many rows both give."""
    kept, told = (homes.rows(made(facts)) for facts in (homes.extract(taken, scope), homes.events(scope)))
    told = [{name: value for name, value in row.items() if name != "id"} for row in told]
    assert sorted(map(repr, kept)) == sorted(map(repr, told))
    return len(kept)


@pytest.mark.parametrize("scope", SCOPES.values(), ids=SCOPES)
def test_a_metric_is_told_by_what_is_kept_as_by_the_events(history, scope):
    found = {
        metric.name: _alike(history, lambda facts, m=metric: m(facts, scope), one, scope) for one, metric in METRICS
    }
    if scope == Scope(bots=True):
        assert min(found.values()) > 0, found


@pytest.mark.parametrize("name", TAKEN)
def test_an_indicator_is_told_by_what_is_kept_as_by_the_events(history, name):
    one = TAKEN[name]
    assert _alike(history, lambda facts: one(facts, Scope(), MONTHS), one.of, Scope(bots=True))


def test_what_comes_later_is_kept_as_well(tmp_path):
    homes = homes_of(tmp_path / "lake", HISTORY)
    before = _alike(homes, lambda facts: builds_by_month(facts, Scope()), ended, Scope(bots=True))
    append_events(homes.lake, events_of(f'2024-06-03T01:00  build.finished  {DOCS}!3  ci-bot  result="failed"'))
    later = Homes(CHARTER, homes.lake)
    assert _alike(later, lambda facts: builds_by_month(facts, Scope()), ended, Scope(bots=True)) == before + 1
    assert _alike(homes, lambda facts: builds_by_month(facts, Scope()), ended, Scope(bots=True)) == before


def test_an_extract_of_an_extract_is_itself(history):
    kept = history.extract(sent, Scope())
    assert sent(kept) is kept
