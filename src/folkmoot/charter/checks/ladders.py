"""Checks of ladders: what they name, what each clause asks, and which ladder holds where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from folkmoot.charter.charter import Charter
from folkmoot.charter.checks.words import listed, nearest
from folkmoot.charter.ladders import known_ladders, whole
from folkmoot.charter.near import mend_word
from folkmoot.charter.registry import Check, check
from folkmoot.model.event import KINDS
from folkmoot.model.finding import Finding, Place, Severity
from folkmoot.model.ladder import ANY, SAYINGS, Clause, Ladder, LadderStep
from folkmoot.model.text import Text


class _Said(NamedTuple):
    """A clause with the ladder and the step in which it stands."""

    ladder: Ladder
    step: LadderStep
    clause: Clause

    @property
    def place(self) -> Place:
        return nearest(self.clause.place, self.step.place, self.ladder.place)

    @property
    def name(self) -> str:
        return f"{self.ladder.id}/{self.step.role}"


def _clauses(charter: Charter) -> Iterator[_Said]:
    """Yield every clause that the charter itself declares, outer ones first."""
    for ladder in charter.ladders:
        for step in ladder.steps:
            waiting = [*step.all, *step.any]
            while waiting:
                clause = waiting.pop(0)
                waiting = [*clause.all, *clause.any, *waiting]
                yield _Said(ladder, step, clause)


@check(
    "ladder-use",
    Severity.ERROR,
    zh="阶梯引用的内置阶梯都存在。",
    mend=Text("Correct the name; docs/ladders.md lists all.", "请改正名称；docs/ladders.md 列出全部内置阶梯。"),
)
def ladder_use(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every ladder that is used is one that comes with the program."""
    for ladder in charter.ladders:
        if ladder.use and ladder.use not in known_ladders():
            says = Text(f"There is no ladder '{ladder.use}' to use.", f"没有可引用的阶梯“{ladder.use}”。")
            yield asks.at(ladder.place, says, mend=mend_word(ladder.use, known_ladders()))


@check(
    "ladder-empty",
    Severity.WARNING,
    zh="阶梯的每一级都写明条件。",
    mend=Text("Add 'all' or 'any' with clauses.", "请在 all 或 any 中补充条款。"),
)
def ladder_empty(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every ladder has steps, and every step asks something."""
    for ladder in charter.ladders:
        if not whole(ladder).steps:
            says = Text(f"The ladder {ladder.id} has no steps.", f"阶梯 {ladder.id} 没有任何级别。")
            yield asks.at(ladder.place, says)
        for step in ladder.steps:
            if not step.all and not step.any:
                says = Text(
                    f"{ladder.id}/{step.role} asks nothing, so nobody can be judged.",
                    f"{ladder.id}/{step.role} 没有条件，无法判断任何人。",
                )
                yield asks.at(nearest(step.place, ladder.place), says)


@check(
    "ladder-role-twice",
    Severity.ERROR,
    zh="一个阶梯中每个角色只出现一次。",
    mend=Text("Merge the two steps.", "请合并两个级别。"),
)
def ladder_role_twice(charter: Charter, asks: Check) -> Iterator[Finding]:
    """A ladder has one step for each role."""
    for ladder in charter.ladders:
        counted = Counter(step.role for step in ladder.steps)
        for role in (role for role, times in counted.items() if times > 1):
            says = Text(f"{ladder.id} has several steps for {role}.", f"{ladder.id} 中角色 {role} 出现多次。")
            yield asks.at(ladder.place, says)


@check(
    "ladder-clause",
    Severity.ERROR,
    zh="每个条款只写一种条件。",
    mend=Text(
        f"Keep exactly one of {', '.join(SAYINGS)}; 'lasting' and 'group' go with 'role'.",
        f"请只保留 {'、'.join(SAYINGS)} 之一；lasting 与 group 只与 role 同用。",
    ),
)
def ladder_clause(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every clause asks one thing."""
    for said in _clauses(charter):
        sayings = said.clause.sayings
        if len(sayings) != 1:
            what = listed(sayings)
            says = Text(
                f"A clause of {said.name} asks {what.en or 'nothing'}.",
                f"{said.name} 的一个条款写了 {what.zh or '空条件'}。",
            )
            yield asks.at(said.place, says)
        elif (said.clause.lasting or said.clause.group) and not said.clause.role:
            says = Text(
                f"A clause of {said.name} says how long or where, but no role.",
                f"{said.name} 的一个条款写了时长或小组，但没有角色。",
            )
            yield asks.at(said.place, says)


@check(
    "ladder-count",
    Severity.ERROR,
    zh="每个计数条款都写明数量，其事件类型都存在。",
    mend=Text(
        "Say how many: events, subjects, amount, months or age.",
        "请写明数量：events、subjects、amount、months 或 age。",
    ),
)
def ladder_count(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every clause that counts says how many, of kinds of event that there are."""
    for said in _clauses(charter):
        if (count := said.clause.count) is None:
            continue
        for kind in (kind for kind in count.kinds if kind not in KINDS):
            says = Text(
                f"{said.name} counts '{kind}', which is no kind of event.",
                f"{said.name} 统计的“{kind}”不是已知的事件类型。",
            )
            yield asks.at(said.place, says, mend=mend_word(kind, KINDS))
        if not any((count.events, count.subjects, count.amount, count.months, count.age)):
            says = Text(f"A count of {said.name} does not say how many.", f"{said.name} 的一个计数没有写明数量。")
            yield asks.at(said.place, says)


@check(
    "ladder-role",
    Severity.WARNING,
    zh="条款要求的角色，是该阶梯的一级或有人担任的角色。",
    mend=Text("Correct the role, or add a step for it.", "请改正角色，或为其补充一级。"),
)
def ladder_role(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every role that a clause asks for is a step of its ladder, or somebody serves in it."""
    served = {term.role for _group, term in charter.terms()}
    for said in _clauses(charter):
        steps = [step.role for step in whole(said.ladder).steps]
        sponsors = said.clause.sponsors.roles if said.clause.sponsors else ()
        wanted = [said.clause.role] if said.clause.role else []
        for role in wanted:
            if role not in steps and role not in served:
                says = Text(f"{said.name} asks for the role '{role}'.", f"{said.name} 要求角色“{role}”。")
                yield asks.at(said.place, says, mend=mend_word(role, {*steps, *served}))
        if sponsors and not {*sponsors} & {*steps, *served}:
            what = listed(sponsors)
            says = Text(
                f"{said.name} asks for sponsors who are {what.en}; nobody serves so.",
                f"{said.name} 要求推荐人担任 {what.zh}，但无人担任。",
            )
            yield asks.at(said.place, says)


@check(
    "ladder-circle",
    Severity.ERROR,
    zh="阶梯的任何一级都不要求自身或更高的角色。",
    mend=Text("Ask for a role below.", "请改为要求更低一级的角色。"),
)
def ladder_circle(charter: Charter, asks: Check) -> Iterator[Finding]:
    """No step asks for its own role, or for one above it."""
    for said in _clauses(charter):
        own = said.clause.group == ""
        if own and said.clause.role in whole(said.ladder).from_(said.step.role):
            says = Text(
                f"{said.name} asks for {said.clause.role}, which stands no lower: nobody can get there.",
                f"{said.name} 要求 {said.clause.role}，而该角色并不更低，无人能达到。",
            )
            yield asks.at(said.place, says)


@check(
    "ladder-group",
    Severity.ERROR,
    zh="阶梯提到的小组都已声明。",
    mend=Text("Correct the group's short name.", "请改正小组短名。"),
)
def ladder_group(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every group that a ladder names is declared."""
    for place, name, slug in _groups(charter):
        if slug and slug != ANY and slug not in charter.group_by_slug:
            says = Text(
                f"{name} names the group '{slug}', which is not declared.", f"{name} 提到的小组“{slug}”未声明。"
            )
            yield asks.at(place, says, mend=mend_word(slug, charter.group_by_slug))


def _groups(charter: Charter) -> Iterator[tuple[Place, str, str]]:
    for ladder in charter.ladders:
        for slug in ladder.groups:
            yield ladder.place, ladder.id, slug
    for said in _clauses(charter):
        yield said.place, said.name, said.clause.group
        yield said.place, said.name, said.clause.sponsors.group if said.clause.sponsors else ""
        yield said.place, said.name, said.clause.vote.group if said.clause.vote else ""


@check(
    "ladder-repository",
    Severity.WARNING,
    zh="阶梯提到的代码仓都属于社区。",
    mend=Text("Correct the repository.", "请改正代码仓。"),
)
def ladder_repository(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every repository that a ladder names is one of the community's."""
    known = {repo for one in charter.community.repositories for repo in (one.repo, *one.mirrors)}
    known |= {one.repo for group in charter.groups for one in group.repositories}
    named = [(ladder.place, ladder.id, repo) for ladder in charter.ladders for repo in ladder.repos]
    named += [
        (said.place, said.name, repo)
        for said in _clauses(charter)
        if said.clause.count
        for repo in said.clause.count.repos
    ]
    for place, name, repo in named:
        if known and repo.lower() not in known:
            says = Text(f"{name} names {repo}, which is not declared.", f"{name} 提到的 {repo} 未声明。")
            yield asks.at(place, says, mend=mend_word(repo, known))


@check(
    "ladder-of-group",
    Severity.WARNING,
    zh="每个小组只有一个自己的阶梯，社区对每类小组只有一个阶梯。",
    mend=Text("Keep one, or name its groups.", "请保留一个，或写明其适用小组。"),
)
def ladder_of_group(charter: Charter, asks: Check) -> Iterator[Finding]:
    """Every group has one ladder of its own at most, and the community one for each kind of group."""
    first: dict[str, str] = {}
    for ladder in charter.ladders:
        places = ladder.groups or tuple(kind.value for kind in ladder.kinds)
        for place in places:
            key = place if ladder.groups else f"kind {place}"
            held = first.setdefault(key, ladder.id)
            if held != ladder.id:
                says = Text(
                    f"{ladder.id} is for {place}, for which {held} holds already; it is not used there.",
                    f"{ladder.id} 适用于 {place}，但 {held} 已先行适用；前者在此不生效。",
                )
                yield asks.at(ladder.place, says, subject=place if ladder.groups else "")
