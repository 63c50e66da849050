"""The charter: everything a community declares, at one commit, with the findings of reading it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from folkmoot.model.agenda import AgendaTemplate
from folkmoot.model.alerts import Alert
from folkmoot.model.annotations import Annotation
from folkmoot.model.board import Board
from folkmoot.model.camp import CampPlan
from folkmoot.model.campaign import CampaignPlan
from folkmoot.model.community import Community, Minutes, Proposal, Skip
from folkmoot.model.complaint import ConferencePlan
from folkmoot.model.content import ContentChannel
from folkmoot.model.contest import ContestPlan
from folkmoot.model.dormancy import DormancyRule
from folkmoot.model.drops import Drop
from folkmoot.model.election import Election
from folkmoot.model.finding import Finding
from folkmoot.model.groups import Group, Term
from folkmoot.model.health import Evaluation
from folkmoot.model.inactivity import InactivityPlan
from folkmoot.model.ladder import Ladder
from folkmoot.model.level import Level
from folkmoot.model.partner import PartnerPlan
from folkmoot.model.people import Person
from folkmoot.model.release import ReleasePlan
from folkmoot.model.rounds import RoundPlan
from folkmoot.model.scores import Score
from folkmoot.model.targets import Target
from folkmoot.model.task import PointRule, TaskBatch
from folkmoot.model.voting import Holiday, VotingRule


@dataclass(frozen=True)
class Charter:
    """What a community declares. Two charters are equal when they declare the same, wherever they were read."""

    community: Community
    people: tuple[Person, ...] = ()
    groups: tuple[Group, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    minutes: tuple[Minutes, ...] = ()
    skips: tuple[Skip, ...] = ()
    dialect: str = field(default="native", compare=False)
    root: Path = field(default=Path(), compare=False)
    commit: str = field(default="", compare=False)  # a git commit, or a hash of the files where there is no git
    findings: tuple[Finding, ...] = field(default=(), compare=False)  # of reading; checks add theirs
    drops: tuple[Drop, ...] = ()
    targets: tuple[Target, ...] = ()  # in the declared order; those of a group's own page stand with the group
    scores: tuple[Score, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    alerts: tuple[Alert, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    board: Board = Board()
    elections: tuple[Election, ...] = ()
    voting: tuple[VotingRule, ...] = ()  # those that come with the program are not among them
    holidays: tuple[Holiday, ...] = ()
    agendas: tuple[AgendaTemplate, ...] = ()  # in the declared order; built-in ones are not among them
    ladders: tuple[Ladder, ...] = ()  # as declared; ``charter/ladders.py`` tells which holds for a group
    inactivity: tuple[InactivityPlan, ...] = ()  # when who holds a role is asked whether they still do
    dormancy: tuple[DormancyRule, ...] = ()  # when a group looks dormant; without any the usual rule holds
    rounds: tuple[RoundPlan, ...] = ()  # selection rounds that are declared; others are opened by hand
    releases: tuple[ReleasePlan, ...] = ()  # plans of releases, in the declared order
    contests: tuple[ContestPlan, ...] = ()  # in the declared order
    camps: tuple[CampPlan, ...] = ()  # in the declared order
    complaints: tuple[ConferencePlan, ...] = ()  # complaint conferences, in the declared order
    channels: tuple[ContentChannel, ...] = ()  # where content is published, in the declared order
    campaigns: tuple[CampaignPlan, ...] = ()  # in the declared order
    partners: tuple[PartnerPlan, ...] = ()  # in the declared order, whatever their stage
    levels: tuple[Level, ...] = ()  # lowest first; without any those that come with the program hold
    tasks: tuple[TaskBatch, ...] = ()  # batches, in the declared order
    points: tuple[PointRule, ...] = ()  # what gives points beside tasks

    @cached_property
    def person_by_id(self) -> dict[str, Person]:
        """Declared people by id."""
        return {person.id: person for person in self.people}

    @cached_property
    def group_by_slug(self) -> dict[str, Group]:
        """Declared groups by slug."""
        return {group.slug: group for group in self.groups}

    @cached_property
    def target_by_id(self) -> dict[str, Target]:
        """Declared targets by id."""
        return {target.id: target for target in self.targets}

    @cached_property
    def contest_by_id(self) -> dict[str, ContestPlan]:
        """Declared contests by id."""
        return {contest.id: contest for contest in self.contests}

    @cached_property
    def camp_by_id(self) -> dict[str, CampPlan]:
        """Declared camps by id."""
        return {camp.id: camp for camp in self.camps}

    @cached_property
    def conference_by_id(self) -> dict[str, ConferencePlan]:
        """Declared complaint conferences by id."""
        return {one.id: one for one in self.complaints}

    @cached_property
    def channel_by_id(self) -> dict[str, ContentChannel]:
        """Declared channels of content by id."""
        return {channel.id: channel for channel in self.channels}

    @cached_property
    def batch_by_id(self) -> dict[str, TaskBatch]:
        """Declared batches of tasks by id."""
        return {batch.id: batch for batch in self.tasks}

    @cached_property
    def campaign_by_id(self) -> dict[str, CampaignPlan]:
        """Declared campaigns by id."""
        return {campaign.id: campaign for campaign in self.campaigns}

    @cached_property
    def partner_by_id(self) -> dict[str, PartnerPlan]:
        """Declared partners by id."""
        return {partner.id: partner for partner in self.partners}

    @cached_property
    def every_target(self) -> tuple[Target, ...]:
        """Declared targets, then those that stand on the groups' own pages, each for its group and year.

        Edges: a group's own target may be in words alone, and its indicator may be one that does not exist.
        """
        return (*self.targets, *(target for group in self.groups for target in _of_page(group, self.target_by_id)))

    @cached_property
    def targets_below(self) -> dict[str, tuple[Target, ...]]:
        """Targets by the target that they serve, in the declared order; under "" those that serve none that is there.

        Edges: of targets that serve each other in a circle, none stands under "" (a check tells of them).
        """
        found: dict[str, tuple[Target, ...]] = {}
        for target in self.targets:
            above = target.parent if target.parent in self.target_by_id else ""
            found[above] = (*found.get(above, ()), target)
        return found

    def terms(self, day: date | None = None) -> Iterator[tuple[Group, Term]]:
        """Yield every term with its group; with ``day``, only those that hold on it."""
        for group in self.groups:
            for term in group.roles:
                if day is None or term.holds_on(day):
                    yield group, term


def _of_page(group: Group, taken: Mapping[str, Target]) -> Iterator[Target]:
    for number, one in enumerate(group.targets, 1):
        name = f"{group.slug}-{one.year}-{number}"
        if name not in taken:
            yield Target(
                id=name,
                title=one.title,
                goal=one.amount,
                year=one.year,
                indicator=one.indicator if one.amount is not None else "",
                group=group.slug,
                sources=group.sources,
                place=group.place,
            )
