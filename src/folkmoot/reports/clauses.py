"""Clauses of ladders in words: what each asks, what was found, what is missing; and where the events stand that prove it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from folkmoot.model.event import KINDS
from folkmoot.model.ladder import (
    ANY,
    AskedVote,
    Clause,
    ClauseVerdict,
    Count,
    Ladder,
    LadderVerdict,
    Sponsors,
    Tally,
    Verdict,
)
from folkmoot.model.text import Text
from folkmoot.reports.filling import many, number

THINGS = {
    "change": ("change", "changes", "个变更"), "issue": ("issue", "issues", "个问题单"), "commit": ("commit", "commits", "次提交"),
    "meeting": ("meeting", "meetings", "次会议"), "task": ("task", "tasks", "个任务"), "mail": ("mail", "mails", "封邮件"),
    "post": ("post", "posts", "个帖子"), "content": ("publication", "publications", "篇内容"),
    "release": ("release", "releases", "个版本"), "repo": ("repository", "repositories", "个代码仓"),
}  # fmt: skip
EVENTS = {
    "change.commented": ("comment", "comments", "条评论"), "issue.commented": ("comment", "comments", "条评论"),
    "change.reviewed": ("review", "reviews", "次检视"), "change.merged": ("merge", "merges", "次合入"),
}  # fmt: skip
DEEDS = {
    "change.merged": Text("merged", "合入"), "change.opened": Text("opened", "发起"), "issue.opened": Text("opened", "新建"),
    "change.reviewed": Text("reviewed", "检视"), "change.commented": Text("commented", "评论"),
    "issue.commented": Text("commented", "评论"), "meeting.attended": Text("attended", "参加"),
    "meeting.hosted": Text("hosted", "主持"), "meeting.presented": Text("presented at", "分享"),
    "task.delivered": Text("delivered", "交付"), "task.claimed": Text("claimed", "认领"),
}  # fmt: skip
UNITS = {
    "d": ("day", "days", "天"),
    "w": ("week", "weeks", "周"),
    "m": ("month", "months", "个月"),
    "y": ("year", "years", "年"),
}
WORDS = {
    Verdict.MET: Text("met", "满足"), Verdict.NOT_MET: Text("not met", "未满足"), Verdict.UNKNOWN: Text("unknown", "未知"),
}  # fmt: skip


def length_words(said: str) -> Text:
    """Return a length such as ``3m`` in words."""
    one, more, chinese = UNITS[said[-1]]
    return Text(many(int(said[:-1]), one, more), f"{said[:-1]} {chinese}")


def role_title(ladder: Ladder, role: str) -> Text:
    """Return what a role is called: as its step says, else by its own name."""
    step = ladder.step(role)
    return step.title if step and step.title else Text(role, role)


def asked_words(clause: Clause, ladder: Ladder) -> Text:
    """Return what a clause asks: in the community's words where it has some, else in ours."""
    if clause.title or clause.judged:
        return clause.title or clause.judged
    if clause.below:
        said = [asked_words(one, ladder) for one in clause.below]
        return joined(said, Text("; ", "；") if clause.all else Text(" or ", "，或"))
    if clause.count:
        return count_words(clause.count)
    if clause.role:
        return _role_words(clause, ladder)
    return _sponsor_words(clause.sponsors) if clause.sponsors else _vote_words(clause.vote)


def joined(said: list[Text], word: Text) -> Text:
    """Return several texts as one, the word between them."""
    return Text(word.en.join(str(one) for one in said), word.zh.join(one.said_in("zh") for one in said))


def count_words(count: Count) -> Text:
    """Return what a count asks, with where, when and of what."""
    numbers = {"events": count.events, "subjects": count.subjects, "amount": count.amount, "months": count.months}
    said = [_least(name, float(need), count) for name, need in numbers.items() if need is not None]
    if count.age:
        length = length_words(count.age)
        said.append(Text(f"the first of them {length.en} ago", f"首次距今 {length.zh}"))
    kinds = joined([KINDS.get(kind, Text(kind)) for kind in count.kinds], Text(", ", "、"))
    what = joined(said, Text(" and ", "，且"))
    places = list(_narrowed(count))
    more = Text("".join(f", {one.en}" for one in places), "".join(f"，{one.zh}" for one in places))
    return Text(f"{what.en} ({kinds.en.lower()}){more.en}", f"{what.zh}（{kinds.zh}）{more.zh}")


def _least(name: str, need: float, count: Count) -> Text:
    words = tally_words(name, need, count)
    return Text(f"at least {words.en}", f"至少 {words.zh}")


def tally_words(name: str, value: float, count: Count | None) -> Text:
    """Return so many of something in words, such as ``5 changes``."""
    if name == "events" and count and len(count.kinds) == 1:
        one, more, chinese = EVENTS.get(count.kinds[0], ("event", "events", "次"))
    elif name == "subjects":
        things = {kind.partition(".")[0] for kind in count.kinds} if count else set()
        one, more, chinese = THINGS.get("".join(things) if len(things) == 1 else "", ("thing", "things", "项"))
    else:
        one, more, chinese = {
            "events": ("event", "events", "次"), "amount": ("point", "points", "分"), "months": ("month", "months", "个月"),
            "days": ("day", "days", "天"), "sponsors": ("sponsor", "sponsors", "位推荐人"),
            "organizations": ("organisation", "organisations", "个组织"),
        }[name]  # fmt: skip
    return Text(f"{_figure(value)} {one if value == 1 else more}", f"{_figure(value)} {chinese}")


def _figure(value: float) -> str:
    return number(value) if float(value).is_integer() else f"{value:g}"


def _narrowed(count: Count) -> Iterator[Text]:
    if count.others:
        yield Text("of others", "他人的")
    if count.label:
        yield Text(f"labelled {count.label}", f"标签为 {count.label}")
    if count.words:
        yield Text(f"with “{count.words}” in the title", f"标题含“{count.words}”")
    if count.within:
        length = length_words(count.within)
        yield Text(f"in the last {length.en}", f"最近 {length.zh}内")
    if count.repos:
        yield Text(f"in {', '.join(count.repos)}", f"在 {'、'.join(count.repos)}")
    elif count.where == "anywhere":
        yield Text("anywhere", "不限代码仓")


def _role_words(clause: Clause, ladder: Ladder) -> Text:
    role = role_title(ladder, clause.role)
    where = {"": Text(), ANY: Text(" in any group", "（任一小组）")}.get(
        clause.group, Text(f" of {clause.group}", f"（{clause.group}）")
    )
    if not clause.lasting:
        return Text(f"{role.en or role.zh}{where.en}", f"身份为{role.said_in('zh')}{where.zh}")
    length = length_words(clause.lasting)
    return Text(f"{role.en or role.zh}{where.en} for {length.en}", f"担任{role.said_in('zh')}{where.zh}满 {length.zh}")


def _sponsor_words(asked: Sponsors) -> Text:
    roles = Text(f" ({', '.join(asked.roles)})", f"（{'、'.join(asked.roles)}）") if asked.roles else Text()
    apart = asked.organizations
    different = Text(f", from {apart} organisations", f"，来自 {apart} 个组织") if apart > 1 else Text()
    people = tally_words("sponsors", asked.at_least, None)
    return Text(f"{people.en}{roles.en}{different.en}", f"{people.zh}{roles.zh}{different.zh}")


def _vote_words(vote: AskedVote | None) -> Text:
    group = vote.group if vote else ""
    return Text(f"A vote of {group}", f"{group} 投票通过") if group else Text("A vote", "投票通过")


Prover = Callable[[str, Clause], Mapping[str, str]]


def worded(found: LadderVerdict, ladder: Ladder, proof: Prover) -> LadderVerdict:
    """Return what was found with words, and with where each count's events stand; ``proof``: the options by path and clause."""
    return replace(found, root=_worded(found.root, ladder, proof, ""))


def _worded(found: ClauseVerdict, ladder: Ladder, proof: Prover, path: str) -> ClauseVerdict:
    below = tuple(
        _worded(one, ladder, proof, f"{path}.{place}" if path else str(place)) for place, one in enumerate(found.below)
    )
    proven = proof(path or "0", found.clause) if found.clause.count else {}
    return replace(found, below=below, why=why_words(found, ladder), proof=proven)


def why_words(found: ClauseVerdict, ladder: Ladder) -> Text:
    """Return what was found of a leaf and what is missing, in one line."""
    clause = found.clause
    if found.below:
        return lacking(found, ladder)
    if clause.vote:
        return _VOTED[found.word]
    if clause.judged:
        return Text("People judge this; nothing is recorded.", "由人评判，尚无记录。")
    if clause.role and not found.tallies:
        return Text("Holds it.", "已担任。") if found.word is Verdict.MET else Text("Does not hold it.", "未担任。")
    said = [_of(tally, clause.count) for tally in found.tallies]
    words = joined(said, Text("; ", "；"))
    if found.unread and found.word is Verdict.UNKNOWN:
        kinds = joined([KINDS.get(kind, Text(kind)) for kind in found.unread], Text(", ", "、"))
        words = Text(f"{words.en}; not read in full: {kinds.en.lower()}", f"{words.zh}；未完整读取：{kinds.zh}")
    return words


_VOTED = {
    Verdict.MET: Text("The vote passed.", "投票已通过。"),
    Verdict.UNKNOWN: Text("The vote is open.", "投票进行中。"),
    Verdict.NOT_MET: Text("No vote has passed.", "尚无通过的投票。"),
}


def _of(tally: Tally, count: Count | None) -> Text:
    need = tally_words(tally.of, tally.need, count)
    if tally.have is None:
        return Text(f"unknown, {need.en} asked", f"未知，要求 {need.zh}")
    if tally.lacks == 0:
        have, asked = tally_words(tally.of, tally.have, count), _figure(tally.need)
        return Text(f"{have.en}, {asked} asked", f"{have.zh}，要求 {asked}")
    return Text(f"{_figure(tally.have)} of {need.en}", f"{_figure(tally.have)} / {need.zh}")


def lacking(found: ClauseVerdict, ladder: Ladder) -> Text:
    """Return what is still missing of a clause, in words; nothing where it is met. Of "or" the alternatives."""
    if found.word is Verdict.MET:
        return Text()
    if found.below:
        said = [words for one in found.below if (words := lacking(one, ladder))]
        return joined(said, Text("; ", "；") if found.clause.all else Text(" or ", " 或 "))
    return _lacking_leaf(found, ladder)


def _lacking_leaf(found: ClauseVerdict, ladder: Ladder) -> Text:
    clause, perhaps = found.clause, found.word is Verdict.UNKNOWN
    if clause.vote or clause.judged or clause.sponsors or not found.tallies:
        return asked_words(clause, ladder)
    short = [tally for tally in found.tallies if tally.lacks is None or tally.lacks > 0]
    said = joined([_more(tally, clause, ladder) for tally in short], Text(" and ", "，且"))
    return Text(f"perhaps {said.en}", f"或许{said.zh}") if perhaps else said


def _more(tally: Tally, clause: Clause, ladder: Ladder) -> Text:
    lacks = tally.lacks if tally.lacks is not None else tally.need
    words = tally_words(tally.of, lacks, clause.count)
    if clause.role:
        role = role_title(ladder, clause.role)
        if not tally.have and tally.have is not None:
            return asked_words(clause, ladder)
        return Text(f"{words.en} more as {role.en or role.zh}", f"再担任{role.said_in('zh')} {words.zh}")
    if tally.of == "days":
        return Text(f"{words.en} more since the first", f"距首次再满 {words.zh}")
    amount, _, unit = words.en.partition(" ")
    deed = _deed(clause.count) if tally.of == "subjects" else Text()
    return Text(f"{amount} more {unit}{deed.en}", f"再{deed.zh} {words.zh}")


def _deed(count: Count | None) -> Text:
    kinds = dict.fromkeys(DEEDS.get(kind, Text()) for kind in count.kinds) if count else {}
    if len(kinds) != 1:
        return Text()
    deed = next(iter(kinds))
    return Text(f" {deed.en}" if deed.en else "", deed.zh)
