"""What the default demo tells is believable, and hangs together."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import numpy as np

from folkmoot.jobs.demo.accounts import ROBOTS, SLOTS
from folkmoot.jobs.demo.lives import CASUAL, INVITED, STAFF, VOLUNTEER
from folkmoot.model.event import KINDS
from folkmoot.model.scope import day_start

RECORDED = {"event.attended", "event.hosted", "event.presented", "camp.completed"}
"""What comes of what people record in the portal: the story before it does not tell it."""


def test_every_kind_of_event_is_there(story):
    assert {kind for (kind,) in story.rows("SELECT DISTINCT kind FROM events")} == set(KINDS) - RECORDED


def test_the_number_of_events_is_about_the_one_asked_for(story):
    assert abs(story.events.num_rows / story.plan.events - 1) < 0.03


def test_events_stand_in_the_order_of_time_within_the_window_and_each_once(story):
    at = story.events["at"].to_numpy()
    assert (at[1:] >= at[:-1]).all()
    first, last = (day_start(day, story.plan.zone) for day in (story.plan.since, story.plan.until))
    assert np.datetime64(first) <= at[0]
    assert at[-1] < np.datetime64(last)
    assert story.rows("SELECT count(*) - count(DISTINCT id), min(length(id)), max(length(id)) FROM events") == [
        (0, 32, 32)
    ]


def test_weeks_have_weekends(story):
    """Changes opened on the seven days of the week, in the community's zone; Monday first."""
    days = dict(
        story.rows("""
        SELECT isodow("at" + INTERVAL 8 HOUR), count(*) FROM events WHERE kind = 'change.opened' GROUP BY 1""")
    )
    working = sum(days[day] for day in range(1, 6)) / 5
    assert (days[6] + days[7]) / 2 < 0.5 * working
    assert max(days.values()) < 1.5 * working


def test_days_have_nights(story):
    """Some people live where it is day while Shanghai sleeps."""
    hours = dict(
        story.rows("""
        SELECT hour("at" + INTERVAL 8 HOUR), count(*) FROM events WHERE kind = 'change.reviewed' GROUP BY 1""")
    )
    assert sum(hours.get(hour, 0) for hour in range(1, 6)) < 0.2 * sum(hours.get(hour, 0) for hour in range(9, 19))


def test_the_chinese_new_year_is_quiet(story):
    """17 to 23 February 2026 beside the week four weeks before."""
    quiet, usual = story.rows("""
        SELECT count(*) FILTER ("at" >= '2026-02-17' AND "at" < '2026-02-24'),
               count(*) FILTER ("at" >= '2026-01-20' AND "at" < '2026-01-27')
        FROM events WHERE kind = 'change.opened'""")[0]
    assert quiet < 0.4 * usual


def test_a_campaign_brings_newcomers_and_few_of_them_stay(story):
    lives, plan = story.world.lives, story.plan
    stays = (lives.left_at - lives.joined_at) / 86400
    invited = lives.persona == INVITED
    assert invited.sum() > 0.1 * plan.people
    assert (stays[invited] > 90).mean() < 0.2
    assert (stays[lives.persona == STAFF] > 90).mean() > 0.6
    during = np.zeros(plan.days, dtype=bool)
    for campaign in story.world.seasons.campaigns:
        during[campaign.first : campaign.first + campaign.days] = True
    new = np.bincount(lives.joined_day[lives.joined_day >= 0], minlength=plan.days)
    assert new[during].mean() > 1.8 * new[~during].mean()


def test_people_leave_along_a_curve(story):
    """Of those who came in time to be seen for half a year: how many are still there after 7, 30, 90 and 180 days."""
    lives = story.world.lives
    came = (lives.joined_day >= 0) & (lives.joined_day < story.plan.days - 180)
    stays = (lives.left_at - lives.joined_at)[came] / 86400
    alive = [float((stays > day).mean()) for day in (7, 30, 90, 180)]
    assert alive == sorted(alive, reverse=True)
    assert 0.4 < alive[0] < 0.8
    assert 0.1 < alive[3] < 0.45
    for patient, hasty in ((STAFF, VOLUNTEER), (VOLUNTEER, CASUAL)):
        mine = [np.median((lives.left_at - lives.joined_at)[came & (lives.persona == one)]) for one in (patient, hasty)]
        assert mine[0] > mine[1]


def test_newcomers_are_a_share_of_those_who_contribute(story):
    """In the second year, month by month, one in twenty to one in three contributors is new."""
    months = story.rows("""
        WITH seen AS (SELECT split_part(actor, ':', 2) AS who, date_trunc('month', "at") AS month FROM events
                      WHERE kind IN ('change.opened', 'issue.opened')),
             firsts AS (SELECT who, min(month) AS first FROM seen GROUP BY who)
        SELECT month, count(DISTINCT who) FILTER (first = month) / count(DISTINCT who)
        FROM seen JOIN firsts USING (who) GROUP BY month ORDER BY month""")
    shares = [share for _, share in months[12:24]]
    assert min(shares) > 0.02
    assert max(shares) < 0.5


def test_nobody_does_anything_outside_their_life(story):
    world = story.world
    number = {account: place for place, account in enumerate(world.accounts.spelled)}
    events = zip(story.events["actor"].to_pylist(), story.events["at"].to_pylist(), strict=True)
    for account, at in events:
        place = number[account]
        if place < world.accounts.first_onlooker:
            who, moment = place // len(SLOTS), at.replace(tzinfo=UTC).timestamp()
            assert world.lives.joined_at[who] <= moment < world.lives.left_at[who]


def test_what_an_event_is_about_was_there_before_it(story):
    assert story.rows("""
        WITH opened AS (SELECT subject, min("at") AS first FROM events WHERE kind IN ('change.opened', 'issue.opened')
                        GROUP BY subject)
        SELECT count(*) FROM events LEFT JOIN opened USING (subject)
        WHERE regexp_matches(kind, '^(change|issue)[.](merged|closed|reviewed|commented)$')
          AND (first IS NULL OR "at" < first)""") == [(0,)]
    assert story.rows("""
        SELECT count(*) FROM events AS build ANTI JOIN events AS made
        ON build.parent = made.subject AND made.kind = 'commit.authored' WHERE build.kind = 'build.finished'""") == [
        (0,)
    ]


def test_a_comment_answers_one_before_it_in_the_same_thread(story):
    answers, orphans, turned = story.rows("""
        SELECT count(*), count(*) FILTER (other.id IS NULL),
               count(*) FILTER (other."at" > one."at" OR other.subject != one.subject)
        FROM events AS one LEFT JOIN events AS other ON one.parent = other.id
        WHERE one.parent != '' AND one.kind IN ('change.reviewed', 'change.commented', 'issue.commented')""")[0]
    assert answers > 2_000
    assert (orphans, turned) == (0, 0)


def test_mails_and_posts_answer_others_that_are_there(story):
    assert story.rows("""
        SELECT count(*) FROM events AS one ANTI JOIN events AS other ON one.parent = other.subject
        WHERE one.kind IN ('mail.sent', 'post.published') AND one.parent != ''""") == [(0,)]


def test_most_changes_are_answered_within_days_and_some_never(story):
    opened, answered, median = story.rows("""
        WITH opened AS (SELECT subject, actor AS asker, "at" AS asked FROM events WHERE kind = 'change.opened'),
             first AS (SELECT subject, min("at") AS said FROM events JOIN opened USING (subject)
                       WHERE kind IN ('change.reviewed', 'change.commented') AND actor != asker
                         AND actor NOT LIKE '%-bot' GROUP BY subject)
        SELECT count(*), count(said), median(date_diff('minute', asked, said)) / 60.0
        FROM opened LEFT JOIN first USING (subject)""")[0]
    assert 0.02 < 1 - answered / opened < 0.2
    assert 3 < median < 30


def test_a_change_is_merged_once_or_closed_once(story):
    assert story.rows("""
        SELECT count(*) FROM (SELECT subject FROM events WHERE kind IN ('change.merged', 'change.closed')
                              GROUP BY subject HAVING count(*) > 1)""") == [(0,)]


def test_stars_are_given_before_they_are_withdrawn(story):
    assert story.rows("""
        SELECT count(*) FROM events AS lost ANTI JOIN events AS given
        ON given.kind = 'repo.starred' AND given.actor = lost.actor AND given.repo = lost.repo
           AND given."at" < lost."at"
        WHERE lost.kind = 'repo.unstarred'""") == [(0,)]
    assert story.rows("""
        SELECT count(*) - count(DISTINCT (actor, repo)) FROM events WHERE kind = 'repo.starred'""") == [(0,)]


def test_the_forum_lacks_some_days(story):
    first, last = story.world.seasons.gap
    start = story.world.start
    between = [datetime.fromtimestamp(start + day * 86400, UTC).replace(tzinfo=None) for day in (first, last)]
    assert story.rows(f"""
        SELECT count(*) FROM events WHERE kind = 'post.published' AND "at" >= '{between[0]}' AND "at" < '{between[1]}'
        """) == [(0,)]


def test_robots_build_and_greet(story):
    kinds = Counter(dict(story.rows("SELECT kind, count(*) FROM events WHERE actor LIKE '%-bot' GROUP BY kind")))
    assert set(kinds) == {"build.finished", "change.commented"}
    assert len(ROBOTS) == 2


def test_a_release_brings_attention(story):
    days = dict(
        story.rows(f"""
        SELECT CAST(floor((epoch("at") - {story.world.start}) / 86400) AS INTEGER), count(*)
        FROM events WHERE kind = 'repo.starred' GROUP BY 1""")
    )
    after = [day for one in story.world.seasons.releases for day in range(one.day, one.day + 7)]
    rest = [day for day in range(story.plan.days) if day not in set(after)]
    assert sum(days.get(day, 0) for day in after) / len(after) > 2 * sum(days.get(day, 0) for day in rest) / len(rest)


def test_every_merge_tells_how_large_it_is(story):
    ((merges, told, middle, largest),) = story.rows(
        """
        select count(*), count(*) filter (added > 0 and removed >= 0 and files > 0), median(added + removed), max(files)
        from (select unnest(from_json(extra, '{"added": "bigint", "removed": "bigint", "files": "bigint"}'))
              from events where kind = 'change.merged')
        """
    )
    assert merges == told > 1_000
    assert 20 < middle < 500
    assert largest < 200
