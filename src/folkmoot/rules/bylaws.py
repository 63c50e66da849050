"""Which voting rule decides a motion: one that the charter declares for it, else one of those that come with the program."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from folkmoot.model.errors import BadInput
from folkmoot.model.groups import Group, Kind
from folkmoot.model.motion import Portion, Stage, VotingRule
from folkmoot.model.text import Text

COMMITTEE = VotingRule(
    "committee", Text("Majority of the committee: live, then by mail, then by lapse", "委员会多数：现场、邮件、默示三段表决"),
    quorum="more than 1/2", threshold="more than 1/2",
    stages=(Stage("live", 1), Stage("mail", 7), Stage("lapse", 0)),
)  # fmt: skip
"""A meeting without its quorum hands the motion on to a vote by mail for a week; without a quorum there it is agreed unless
an objection stands."""
MAINTAINERS = VotingRule(
    "maintainers", Text("More than half of the maintainers within five working days", "五个工作日内半数以上维护者同意"),
    roles=("leads",), threshold="more than 1/2", of="electors", stages=(Stage("mail", 5, working=True),), early=True,
)  # fmt: skip
QUALIFIED = VotingRule(
    "qualified", Text("More than 65 % of everybody who serves, two maintainers among them", "65% 以上成员同意，其中至少两名维护者"),
    threshold="more than 65 %", of="electors", also=(Portion(("maintainer",), "at least 2"),),
    stages=(Stage("mail", 7),), early=True,
)  # fmt: skip
TWO_THIRDS = VotingRule(
    "two-thirds", Text("Two thirds of everybody who serves", "全体成员三分之二同意"),
    threshold="at least 2/3", of="electors", stages=(Stage("mail", 7),), early=True,
)  # fmt: skip
MAJORITY = VotingRule(
    "majority", Text("Majority of votes cast, with a third taking part", "三分之一参与，投票过半同意"),
    quorum="at least 1/3", threshold="more than 1/2", stages=(Stage("mail", 7),),
)  # fmt: skip
LAZY = VotingRule(
    "lazy", Text("Lazy consensus: agreed unless somebody objects within three working days", "惰性共识：三个工作日内无人反对即通过"),
    stages=(Stage("lapse", 3, working=True),),
)  # fmt: skip
CONSENSUS = VotingRule(
    "consensus", Text("Three in favour and nobody against, within three days", "三天内三票同意且无人否决"),
    roles=("leads",), threshold="at least 3", objections=1, stages=(Stage("mail", 3),),
)  # fmt: skip
BUILT_IN: Mapping[str, VotingRule] = {
    rule.name: rule for rule in (COMMITTEE, MAINTAINERS, QUALIFIED, TWO_THIRDS, MAJORITY, LAZY, CONSENSUS)
}
"""The rules that hold without any declaration. A declared rule with the same name takes its place."""
_OF_GROUPS = {
    "promotion": MAINTAINERS,
    "emeritus": MAINTAINERS,
    "minutes": LAZY,
    "proposal": MAINTAINERS,
    "release": MAINTAINERS,
}


def rules_by_name(declared: Iterable[VotingRule]) -> Mapping[str, VotingRule]:
    """Return every rule that a motion may name."""
    return {**BUILT_IN, **{rule.name: rule for rule in declared}}


def rule_for(kind: str, group: Group, declared: Iterable[VotingRule], name: str = "") -> VotingRule:
    """Return the rule for a motion of ``kind`` in ``group``: the one called ``name``, else the closest that is declared.

    Closest: one for this very group before one for its kind of group, before one for every group; of those that are as
    close the first. Errors: BadInput for a name that no rule has.
    """
    rules = tuple(declared)
    if name:
        known = rules_by_name(rules)
        if name not in known:
            raise BadInput(f"there is no voting rule '{name}'.", mend=f"Use one of: {', '.join(sorted(known))}.")
        return known[name]
    for asked in ((group.slug,), (group.kind.value,), ()):
        for rule in rules:
            if kind in rule.kinds and (set(asked) & set(rule.groups) if asked else not rule.groups):
                return rule
    known = rules_by_name(rules)  # so that a declared rule with a built-in name is what is meant by that name
    return known[_built_in(kind, group).name]


def _built_in(kind: str, group: Group) -> VotingRule:
    if group.kind is Kind.COMMITTEE:
        return COMMITTEE
    return _OF_GROUPS.get(kind, MAJORITY)


def rule_title(rule: VotingRule) -> Text:
    """Return what a rule is called: its title, else its name."""
    return rule.title or Text(rule.name, rule.name)
