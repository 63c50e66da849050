"""The demo's charter: what the invented community declares about itself, with a few small messes on purpose."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from folkmoot.charter.charter import Charter
from folkmoot.jobs.demo.aims import declared_targets
from folkmoot.jobs.demo.campaigns import campaigns_of
from folkmoot.jobs.demo.camps import camps_of, conferences_of
from folkmoot.jobs.demo.chapters import QUIET, chapters_of, with_block
from folkmoot.jobs.demo.contents import channels_of
from folkmoot.jobs.demo.contests import contests_of
from folkmoot.jobs.demo.gatherings import occurrences, series_of, with_rota
from folkmoot.jobs.demo.partners import partners_of
from folkmoot.jobs.demo.persons import declared_people
from folkmoot.jobs.demo.polls import elections_of
from folkmoot.jobs.demo.ranks import STEERING
from folkmoot.jobs.demo.reproduction import reproduction_of
from folkmoot.jobs.demo.tasks import RULES, batches_of
from folkmoot.jobs.demo.versions import release_plans
from folkmoot.jobs.demo.vocabulary import CHAPTERS, FORGOTTEN, TEAMS, Blueprint
from folkmoot.jobs.demo.watched import ALERTS, BOARD, SCORE, evaluations, marks
from folkmoot.jobs.demo.worded import (
    DORMANCY,
    INACTIVITY,
    LADDER,
    MISSION_OF_STEERING,
    PROPOSAL,
    PROPOSALS,
    STEERING_NAME,
    community_of,
    half_yearly,
    ladders_of,
)
from folkmoot.jobs.demo.world import World
from folkmoot.model.community import Minutes, Proposal
from folkmoot.model.groups import Channel, Group, GroupRepository, Kind, Series, Subproject, Term, YearTarget
from folkmoot.model.link import Link
from folkmoot.model.text import Text

MET = 8  # how many of the committee's last meetings have minutes on file


def charter_of(world: World, root: Path) -> Charter:
    """Return the charter; its documents are written below ``root``, from where the writer takes them along."""
    charter = Charter(
        community=community_of(world),
        people=declared_people(world),
        groups=tuple(_groups(world)),
        proposals=tuple(_proposals(world, root)),
        minutes=tuple(_minutes(world, root)),
        targets=declared_targets(world),
        scores=(SCORE,),
        evaluations=evaluations(world),
        alerts=ALERTS,
        annotations=marks(world),
        board=BOARD,
        elections=elections_of(world),
        ladders=ladders_of(world),
        inactivity=(INACTIVITY,),
        dormancy=(DORMANCY, QUIET),
        rounds=(half_yearly(world),),
        releases=release_plans(world),
        contests=(*contests_of(world), reproduction_of(world, root)),
        camps=camps_of(world),
        complaints=conferences_of(world),
        tasks=batches_of(world),
        points=RULES,
        channels=channels_of(world),
        campaigns=campaigns_of(world),
        partners=partners_of(world),
        root=root,
    )
    return _with_messes(charter)


def _groups(world: World) -> list[Group]:
    series = {slug: with_rota(world, slug, one) for slug, one in series_of(world.plan, world.layout).items()}
    found = [
        _working(world, place, blueprint, series[blueprint.slug]) for place, blueprint in enumerate(world.layout.groups)
    ]
    found.append(_group(
        world, Kind.COMMITTEE, STEERING, STEERING_NAME, MISSION_OF_STEERING, meetings=(series[STEERING],),
        channels=(Channel("mail", f"steering@lists.{world.layout.domain}"),),
    ))  # fmt: skip
    for slug, name in CHAPTERS:
        says = Text(
            f"Brings people of {name.en.removesuffix(' study group')} together, online and in person.",
            f"在{name.zh.removesuffix('学习小组').removesuffix('分会')}组织线上与线下交流。",
        )
        found.append(with_block(_group(world, Kind.CHAPTER, slug, name, says, meetings=(series[slug],))))
    found += chapters_of(world)
    found.append(_forgotten(world))
    found += [_group(world, Kind.TEAM, slug, name, says, parent=STEERING) for slug, name, says in TEAMS]
    return found


def _group(world: World, kind: Kind, slug: str, name: Text, mission: Text, **more: object) -> Group:
    terms = tuple(
        Term(
            person=world.names[term.person].login, role=term.role, since=term.since, until=term.until, cause=term.cause
        )
        for term in world.ranks.of(slug)
    )
    since = min((term.since for term in terms if term.since), default=world.plan.since)
    return Group(kind=kind, slug=slug, name=name, mission=mission, created=since, roles=terms, **more)  # type: ignore[arg-type]  # each caller names fields of Group


def _forgotten(world: World) -> Group:
    """Return a working group that is still declared active: those who led it went with the group that fell asleep, and nobody said so."""
    asleep = world.layout.groups[world.layout.sigs - 1].slug
    led = dict.fromkeys(term.person for term in world.ranks.of(asleep) if term.role == "maintainer")
    since = world.plan.since - timedelta(days=300)
    slug, name, mission = FORGOTTEN
    roles = tuple(
        Term(world.names[who].login, role, since=since, cause="founding") for who in led for role in ("chair", "member")
    )
    return Group(
        Kind.WG, slug, name, mission=mission, created=since, parent=STEERING, roles=roles,
        repositories=(GroupRepository(world.layout.quiet),),
        channels=(Channel("mail", f"{slug}@lists.{world.layout.domain}"),),
    )  # fmt: skip


def _working(world: World, place: int, blueprint: Blueprint, series: Series) -> Group:
    """Return a special interest group or a working group."""
    layout = world.layout
    here = [parcel for parcel in layout.parcels if parcel.group == place]
    repositories = tuple(GroupRepository(layout.repos[parcel.repo], parcel.folder) for parcel in here)
    kind = Kind.SIG if place < layout.sigs else Kind.WG
    asleep = place == layout.sigs - 1
    domain = layout.domain
    return _group(
        world, kind, blueprint.slug, blueprint.name, blueprint.mission,
        status="dormant" if asleep else "active",
        parent=STEERING,
        repositories=repositories,
        channels=(
            Channel("mail", f"{blueprint.slug}@lists.{domain}"),
            Channel("chat", f"https://chat.{domain}/{blueprint.slug}", f"#{blueprint.slug}"),
        ),
        links=(Link("Board", f"https://boards.{domain}/{blueprint.slug}"),),
        meetings=() if asleep else (series,),
        targets=_targets(world, place),
        ladder=LADDER if kind is Kind.SIG else (),
        subprojects=_subprojects(blueprint, repositories) if kind is Kind.SIG else (),
        stakeholders=tuple(group.slug for group in layout.groups[:3]) if kind is Kind.WG else (),
    )  # fmt: skip


def _subprojects(blueprint: Blueprint, repositories: tuple[GroupRepository, ...]) -> tuple[Subproject, ...]:
    """A group with a second place of work calls it a subproject."""
    return tuple(
        Subproject(
            one.repo.rpartition("/")[2], Text(f"Part of {blueprint.name.en}", f"{blueprint.name.zh}的一部分"), (one,)
        )
        for one in repositories[1:]
    )


def _targets(world: World, place: int) -> tuple[YearTarget, ...]:
    found = []
    for year in range(world.plan.since.year, world.plan.until.year + 1):
        reviewers, changes = 2 + (place + year) % 4, 100 * (1 + (place * 3 + year) % 6)
        found.append(
            YearTarget(
                year, Text(f"Grow {reviewers} reviewers", f"培养 {reviewers} 位评审者"), "reviewers", float(reviewers)
            )
        )
        found.append(
            YearTarget(
                year, Text(f"Merge {changes} changes", f"合入 {changes} 个变更"), "merged_changes", float(changes)
            )
        )
    return tuple(found)


def _proposals(world: World, root: Path) -> list[Proposal]:
    """Return proposals by leads, spread over the time, the newest ones not decided yet, each with its document."""
    leads = [term for term in world.ranks.terms if term.role == "maintainer"]
    states = ("implemented", "implemented", "implemented", "implementable", "implementable", "provisional")
    found = []
    for place, (slug, title) in enumerate(PROPOSALS):
        author = leads[place % len(leads)]
        created = world.plan.since + timedelta(days=int((place + 0.5) * world.plan.days / len(PROPOSALS)))
        ident = f"lip-{place + 1:02}-{slug}"
        document = f"proposals/{ident}.md"
        (root / "proposals").mkdir(parents=True, exist_ok=True)
        (root / document).write_text(PROPOSAL.format(title=title, group=author.group), "utf-8")
        found.append(
            Proposal(
                id=ident,
                title=title,
                status=states[min(len(states) - 1, place * len(states) // len(PROPOSALS))],
                authors=(world.names[author.person].login,),
                group=author.group,
                reviewers=(world.names[leads[(place + 3) % len(leads)].person].login,),
                created=created,
                stage="stable" if place < len(PROPOSALS) // 2 else "alpha",
                documents=(document,),
            )
        )
    return found


def _minutes(world: World, root: Path) -> list[Minutes]:
    """Return the minutes of the committee's last meetings, each with its document."""
    series = series_of(world.plan, world.layout)[STEERING]
    found = []
    for number, (day, _) in enumerate(list(occurrences(series, world.plan.until))[-MET:]):
        here = list(dict.fromkeys(term.person for term in world.ranks.of(STEERING) if term.holds(day, day)))
        people = [world.names[person].login for person in here]
        away = people[1 + number % max(1, len(people) - 1) :][:2]
        present = tuple(name for name in people if name not in away)
        document = f"minutes/{STEERING}-{day}.md"
        _note(root / document, day, present, tuple(away))
        found.append(Minutes(STEERING, day, f"Committee meeting of {day}", present, tuple(away), document))
    return found


def _note(path: Path, day: date, present: tuple[str, ...], away: tuple[str, ...]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [
        f"# Committee meeting of {day}", "",
        f"Present: {', '.join(present)}", "",
        f"Absent: {', '.join(away) or 'nobody'}", "",
        "1. Minutes of the last meeting: agreed.",
        "2. Release plan: on time; one change waits for its tests.",
        "3. Newcomers: the onboarding group reports.", "",
    ]  # fmt: skip
    path.write_text("\n".join(lines), "utf-8")


def _with_messes(charter: Charter) -> Charter:
    """Return the charter with the small faults that a real one has, so that the findings have something to say.

    A lead who is not among the members, a repository of two groups, a group that does not say what it is for, and
    somebody who serves without an account. A fifth, a repository of no group, is declared with the community.
    """
    groups = {group.slug: group for group in charter.groups}
    shared = GroupRepository(charter.community.repositories[-1].repo)
    for slug in ("compiler", "runtime"):
        groups[slug] = replace(groups[slug], repositories=(*groups[slug].repositories, shared))
    berlin = groups["berlin"]
    lead = next(term.person for term in berlin.roles if term.role == "lead") if berlin.roles else ""
    groups["berlin"] = replace(
        berlin, roles=tuple(term for term in berlin.roles if term.person != lead or term.role != "member")
    )
    groups["translators"] = replace(groups["translators"], mission=Text())
    serving = {term.person for group in charter.groups for term in group.roles if group.slug == "modelzoo"}
    silent = next((person.id for person in reversed(charter.people) if person.id in serving), "")
    people = tuple(replace(person, accounts=()) if person.id == silent else person for person in charter.people)
    return replace(charter, groups=tuple(groups.values()), people=people)
