"""Judging a motion: which stage runs, what it comes to, and what is still needed. Pure: acts and a moment in, a standing out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from folkmoot.model.motion import OPEN, Act, Count, Motion, Needs, Outcome, Span, Stage, Standing, Vote, Word
from folkmoot.rules import telling_votes as say
from folkmoot.rules.counting import ABSTAIN, NO, YES, Heard, count_of, has_quorum, hear, is_agreed, portion_of
from folkmoot.rules.one_vote import as_one
from folkmoot.rules.workdays import after_days, after_working_days

ENDINGS = ("close", "withdraw")


@dataclass(frozen=True, slots=True)
class _Judged:
    """What a stage comes to: "" as long as it decides nothing."""

    word: str
    reason: str = ""


def judge(
    motion: Motion, acts: Sequence[Act], now: datetime, *, voted: Collection[str] = (), ballots: Sequence[str] = ()
) -> Standing:
    """Return where the motion stands at ``now``, from what has happened to it so far.

    ``voted`` and ``ballots``: of a secret vote, who has cast one, and the choices once they are opened; until then the
    count knows only how many. Edges: what happened at or after the end of a stage that decided changes nothing; a
    withdrawn motion was withdrawn; what was recorded when it was closed is not read: the same acts give the same again.
    """
    acts = sorted(acts, key=lambda one: one.ordinal)
    ended = next((act for act in acts if act.verb in ENDINGS), None)
    if ended is not None and ended.verb == "withdraw":
        return _withdrawn(motion, acts, ended)
    acts = [act for act in acts if act.verb not in ENDINGS]
    now = max([now, *(act.at for act in acts)])  # somebody whose clock is behind comes after what has happened
    spans: list[Span] = []
    for number, (stage, begins_at, ends_at, before) in enumerate(_stages(motion, acts)):
        over = now >= ends_at
        one, counting = as_one(motion, [act for act in acts if not over or _before_the_end(act, ends_at, before)])
        heard = hear(one, counting, voted=voted, ballots=ballots)
        count = count_of(one, heard, stage.channel)
        if not over:
            spans.append(Span(stage.channel, begins_at, ends_at))
            return _running(one, acts, heard, count, spans, stage.channel)
        if heard.voted and motion.secret and not ballots:
            spans.append(Span(stage.channel, begins_at, ends_at))
            return replace(_standing(one, heard, count, spans, stage.channel), why=say.uncounted(), due=True)
        judged = _at_the_end(one, heard, count, stage.channel)
        if judged.word:
            spans.append(Span(stage.channel, begins_at, ends_at, "decided"))
            return _ended(one, heard, count, spans, judged)
        spans.append(Span(stage.channel, begins_at, ends_at, "no quorum"))
        if number == len(motion.rule.stages) - 1:
            return _ended(one, heard, count, spans, _Judged("lapsed", "no quorum"))
    raise AssertionError("a rule has a stage")


def outcome_of(standing: Standing) -> Outcome:
    """Return what a motion came to, from where it stands."""
    return Outcome(standing.word, standing.why, standing.channel, standing.at, standing.count)


def stage_end(motion: Motion, stage: Stage, begins_at: datetime) -> datetime:
    """Return when a stage ends that begins at a moment, unless somebody ends it before."""
    if stage.working:
        return after_working_days(begins_at, stage.days, motion.zone, motion.days_off, motion.days_on)
    return after_days(begins_at, stage.days, motion.zone)


def _before_the_end(act: Act, ends_at: datetime, before: int | None) -> bool:
    """Return whether an act came before a stage's end: where somebody ended it, by their order, for one moment may have both."""
    return act.at < ends_at if before is None else act.ordinal < before


def _stages(motion: Motion, acts: Sequence[Act]) -> Iterator[tuple[Stage, datetime, datetime, int | None]]:
    """Yield each stage with its bounds, and the ordinal of the act that ended it where somebody did; then the next begins."""
    ends = {int(act.content.get("stage", -1)): act for act in acts if act.verb == "stage"}
    begins_at = motion.opened_at
    for number, stage in enumerate(motion.rule.stages):
        planned = stage_end(motion, stage, begins_at)
        if number == 0 and motion.first_ends_at is not None:
            planned = motion.first_ends_at
        ended = ends.get(number)
        if ended is not None and ended.at > planned:
            ended = None
        ends_at = max(ended.at if ended else planned, begins_at)
        yield stage, begins_at, ends_at, ended.ordinal if ended else None
        begins_at = ends_at


def _at_the_end(motion: Motion, heard: Heard, count: Count, channel: str) -> _Judged:
    """Return what a stage comes to when it is over: nothing, where too few took part."""
    rule = motion.rule
    if _is_stopped(motion, count, channel):
        return _Judged("failed", "objection")
    if channel == "lapse":  # the silence of nobody agrees to nothing
        return _Judged("passed", "silence") if count.electors else _Judged("")
    if not has_quorum(rule, count):
        return _Judged("")
    return _Judged("passed", "votes") if is_agreed(motion, heard, count) else _Judged("failed", "votes")


def _is_stopped(motion: Motion, count: Count, channel: str) -> bool:
    """Return whether enough objections stand: where silence agrees one is enough, unless the rule asks for more."""
    least = motion.rule.objections or (1 if channel == "lapse" else 0)
    return bool(least) and count.objections >= least


def _running(
    motion: Motion, acts: Sequence[Act], heard: Heard, count: Count, spans: list[Span], channel: str
) -> Standing:
    """Return the standing while a stage runs; a rule that closes early is due as soon as nothing can change it."""
    settled = _settled(motion, heard, channel)
    common = replace(
        _standing(motion, heard, count, spans, channel), settled=settled, needs=_needs(motion, heard, count, channel)
    )
    everybody = count.electors > 0 and len(heard.voted) == count.electors and not motion.secret
    judged = _at_the_end(motion, heard, count, channel)
    everybody = everybody and not (judged.word == "passed" and motion.rule.objections)
    if motion.rule.early and channel == "mail" and judged.word and (settled or everybody):
        why = say.why(motion.rule, count, judged.reason, judged.word)
        return replace(common, word=_word(judged.word), why=why, due=True, at=acts[-1].at if acts else motion.opened_at)
    return replace(common, why=say.running(motion, count, channel))


def _ended(motion: Motion, heard: Heard, count: Count, spans: list[Span], judged: _Judged) -> Standing:
    channel = spans[-1].channel
    why = say.why(motion.rule, count, judged.reason, judged.word)
    common = _standing(motion, heard, count, spans, channel)
    return replace(
        common, word=_word(judged.word), why=why, settled=judged.word, due=True, at=spans[-1].ends_at,
        needs=Needs(None, None, say.over()) if judged.word != "passed" else Needs(0, 0, say.over()),
    )  # fmt: skip


def _standing(motion: Motion, heard: Heard, count: Count, spans: Sequence[Span], channel: str) -> Standing:
    return Standing(
        OPEN, channel, tuple(spans), count, say.over(), quorate=has_quorum(motion.rule, count),
        votes=() if motion.secret else heard.votes, objections=heard.objections, recused=heard.recused, present=heard.present,
    )  # fmt: skip


def _word(said: str) -> Word:
    words: dict[str, Word] = {"passed": "passed", "failed": "failed", "lapsed": "lapsed", "withdrawn": "withdrawn"}
    return words[said]


def _withdrawn(motion: Motion, acts: Sequence[Act], ended: Act) -> Standing:
    motion, told = as_one(motion, acts)
    heard = hear(motion, told)
    channel = next((act.channel for act in reversed(acts) if act.channel), motion.rule.stages[0].channel)
    count = count_of(motion, heard, channel)
    span = Span(channel, motion.opened_at, ended.at)
    common = _standing(motion, heard, count, (span,), channel)
    return replace(
        common, word="withdrawn", why=say.withdrawn(ended.why), at=ended.at, needs=Needs(None, None, say.over())
    )


def _settled(motion: Motion, heard: Heard, channel: str) -> str:
    """Return what the motion comes to whatever those do who have not voted; "" while that is open, and in secret votes.

    The ways in which they could decide most are tried: all silent, all against, all abstaining, all in favour. What was
    voted stays as it is, although a vote may be changed until the end; an objection may be taken back, or be raised to the last
    moment, so it settles nothing, and where objections count nothing is settled in favour.
    """
    if motion.secret or channel != "mail":
        return ""
    calm = replace(heard, objections=())
    further = (calm, *(_with_rest(motion, calm, choice) for choice in (NO, ABSTAIN, YES)))
    words = {_at_the_end(motion, one, count_of(motion, one, channel), channel).word for one in further}
    word = words.pop() if len(words) == 1 else ""
    return "" if word == "passed" and motion.rule.objections else word


def _with_rest(motion: Motion, heard: Heard, choice: str, most: int | None = None) -> Heard:
    """Return what would have been heard if ``most`` (None: all) of those who have not voted did so.

    Those come first whose votes meet a further condition of the rule, then those who are not in the room: they do most.
    """
    rest = [one.person for one in motion.electors if one.votes and one.person not in (*heard.recused, *heard.voted)]
    wanted = [portion_of(motion, heard, number) for number in range(len(motion.rule.also))]
    rest.sort(key=lambda who: (-sum(who in one for one in wanted), who in heard.present))
    more = rest if most is None else rest[:most]
    votes = (*heard.votes, *(Vote(who, choice) for who in more))
    return replace(heard, votes=votes, voted=heard.voted.union(more), present=(*heard.present, *more))


def _needs(motion: Motion, heard: Heard, count: Count, channel: str) -> Needs:
    """Return the least that would let the motion pass if the stage ended then."""
    if motion.secret:
        return Needs(_to_quorum(motion, count), None, say.secret_needs())
    if channel == "lapse":
        stopped = _is_stopped(motion, count, channel) or not count.electors
        return Needs(0, None if stopped else 0, say.needs(motion, count, channel, 0, None if stopped else 0))
    quorum = _to_quorum(motion, count)
    yes = _to_pass(motion, heard, channel)
    return Needs(quorum, yes, say.needs(motion, count, channel, quorum, yes))


def _to_quorum(motion: Motion, count: Count) -> int | None:
    rest = count.electors - count.here
    return next(
        (more for more in range(rest + 1) if has_quorum(motion.rule, replace(count, here=count.here + more))), None
    )


def _to_pass(motion: Motion, heard: Heard, channel: str) -> int | None:
    """Return how many more votes in favour would pass it, if nobody else voted; None: not even all of them."""
    rest = count_of(motion, heard, channel).electors - len(heard.voted)
    for more in range(rest + 1):
        then = _with_rest(motion, heard, YES, more)
        if _at_the_end(motion, then, count_of(motion, then, channel), channel).word == "passed":
            return more
    return None
