"""Talk outside the forges: mails and posts with their replies, and tasks that are claimed and delivered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from folkmoot.jobs.demo.dice import Dice, Ints
from folkmoot.jobs.demo.flows.threads import DAY, HOUR
from folkmoot.jobs.demo.roots import Roots
from folkmoot.jobs.demo.rows import TALK, figures, joined, quoted, rows, taken
from folkmoot.jobs.demo.vocabulary import DUTIES, TOPICS
from folkmoot.jobs.demo.world import World

HEADINGS = tuple(quoted(title) for pair in TOPICS for title in pair)
CHORES = tuple(quoted(title) for pair in DUTIES for title in pair)


@dataclass(frozen=True, slots=True, eq=False)
class Messages:
    """Beginnings and replies together; ``root`` is the row of the first message of the thread."""

    who: Ints
    at: Ints
    number: Ints
    answers: Ints  # the number of the message that it answers, or -1
    group: Ints
    heading: Ints


def mails(world: World, roots: Roots, dice: Dice) -> Iterator[pa.Table]:
    """Yield the mails of threads that begin with ``roots``, on the lists of their groups."""
    said = _messages(world, roots, 1.8, dice)
    lists = [f"lists:{group.slug}/" for group in world.layout.groups]
    archive = [f"https://lists.{world.layout.domain}/{group.slug}/" for group in world.layout.groups]
    address, actor = taken(lists, said.group), world.accounts.by_mail(said.who, said.at, world.lives)
    yield _said(world, "mail.sent", said, actor, (address, taken(archive, said.group)), "lists")


def posts(world: World, roots: Roots, dice: Dice) -> Iterator[pa.Table]:
    """Yield the posts of threads that begin with ``roots``; some days are lost with the forum's export."""
    said = _messages(world, roots, 2.0, dice)
    first, last = (world.start + day * 86400 for day in world.seasons.gap)
    kept = (said.at < first) | (said.at >= last)
    lost = said.number[~kept]
    answers = np.where(np.isin(said.answers, lost), -1, said.answers)[kept]
    said = Messages(said.who[kept], said.at[kept], said.number[kept], answers, said.group[kept], said.heading[kept])
    actor = world.accounts.on_forge(said.who, np.zeros(len(said.who), dtype=np.bool_))
    web = f"https://forum.{world.layout.domain}/t/"
    yield _said(world, "post.published", said, actor, ("forum:", web), "forum")


def _messages(world: World, roots: Roots, replies: float, dice: Dice) -> Messages:
    begun = np.flatnonzero(world.happens(roots.who, roots.at))
    counts = dice.poisson(replies, len(begun), 20)
    thread = np.repeat(np.arange(len(begun)), counts)
    wait = dice.lognormal(9.0 * HOUR, 1.2, len(thread)).astype(np.int64) + 120
    at = roots.at[begun][thread] + wait
    who = world.around.passer_by(at, dice, roots.who[begun][thread])
    kept = np.flatnonzero(world.happens(who, at))
    number = world.take(TALK, len(begun) + len(kept))
    group = world.parcel_group[roots.parcel[begun]]
    heading = dice.below(len(HEADINGS), len(begun))
    return Messages(
        np.concatenate([roots.who[begun], who[kept]]),
        np.concatenate([roots.at[begun], at[kept]]),
        number,
        np.concatenate([np.full(len(begun), -1), number[thread[kept]]]),
        np.concatenate([group, group[thread[kept]]]),
        np.concatenate([heading, heading[thread[kept]]]),
    )


def _said(
    world: World, kind: str, said: Messages, actor: Ints, where: tuple[object, object], source: str
) -> pa.Table:  # fmt: skip
    subject = joined(where[0], figures(said.number))
    answers = pa.array(said.answers >= 0)
    parent = pc.if_else(answers, joined(where[0], figures(said.answers)), "")
    slug = taken([group.slug for group in world.layout.groups], said.group)
    return rows(
        world, kind, said.at, actor, subject=subject, parent=parent, url=joined(where[1], figures(said.number)),
        source=source, extra=joined('{"title":', taken(HEADINGS, said.heading), ',"group":"', slug, '"}'),
    )  # fmt: skip


def tasks(world: World, roots: Roots, dice: Dice) -> Iterator[pa.Table]:
    """Yield tasks that are claimed where ``roots`` begin, and the six in ten of them that are delivered."""
    claimed = np.flatnonzero(world.happens(roots.who, roots.at))
    who, at, parcel = roots.who[claimed], roots.at[claimed], roots.parcel[claimed]
    repo = world.parcel_repo[parcel]
    number = world.take(TALK + 1, len(claimed))
    points = np.array([10, 20, 30, 50, 100])[dice.below(5, len(claimed))]
    subject = joined("tasks:", figures(number))
    extra = joined(
        '{"title":', taken(CHORES, dice.below(len(CHORES), len(claimed))), ',"points":', figures(points), "}"
    )
    done = at + dice.lognormal(9.0 * DAY, 0.7, len(claimed)).astype(np.int64)
    delivered = np.flatnonzero(dice.chance(0.62, len(claimed)) & world.happens(who, done))
    actor = world.accounts.on_forge(who, world.github[repo])
    web = joined(f"https://tasks.{world.layout.domain}/", figures(number))
    yield rows(
        world, "task.claimed", at, actor, repo=repo, subject=subject, url=web, source="tasks", extra=extra,
        amount=points.astype(np.float64),
    )  # fmt: skip
    place = pa.array(delivered)
    yield rows(
        world, "task.delivered", done[delivered], actor[delivered], repo=repo[delivered], subject=subject.take(place),
        url=web.take(place), source="tasks", extra=extra.take(place), amount=points[delivered].astype(np.float64),
    )  # fmt: skip
