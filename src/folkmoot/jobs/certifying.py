"""Certificates: issued for promotions, levels, places in contests and by hand, each once; revoked with a reason, for ever."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from folkmoot.charter.levels import levels_of
from folkmoot.jobs.leveling import give
from folkmoot.ledger import certificates as ledger
from folkmoot.ledger import numbers
from folkmoot.ledger.holding import words
from folkmoot.model.actor import Actor
from folkmoot.model.certificate import KINDS, Award, Certificate, Evidence, Issuer, Number
from folkmoot.model.errors import BadInput
from folkmoot.model.ladder import Verdict
from folkmoot.model.rounds import Candidacy
from folkmoot.model.rounds_plain import plain
from folkmoot.model.text import Text
from folkmoot.reports.clauses import WORDS, joined, role_title
from folkmoot.reports.holders import Holder, frozen_leaves, holder_of, holders, words_in
from folkmoot.reports.homes import Homes
from folkmoot.reports.round_course import Seen
from folkmoot.reports.round_course import every as every_round
from folkmoot.rules.canonical import canonical
from folkmoot.rules.community_number import spelled
from folkmoot.rules.credentials import credential_of, signed_json, signed_jwt

TITLE, SAYS, WHY = 200, 2_000, 2_000  # letters
MOST_EVIDENCE = 20


def certify(
    homes: Homes, issuer: Issuer, person: str, award: Award, *, actor: Actor, now: datetime, why: str = ""
) -> Certificate:  # fmt: skip
    """Certify something of somebody, who gets a community number if they have none; the same is certified once.

    The signed bytes are kept, and beside them all that was known: the certificate explains itself when the page it points to
    has gone. Errors: BadInput for nobody, a robot, or an unknown kind.
    """
    if award.kind not in KINDS:
        raise BadInput(
            Text(f"'{award.kind[:20]}' is no kind of certificate.", f"“{award.kind[:20]}”不是证书类型。"),
            mend=Text(f"Kinds: {', '.join(KINDS)}.", f"可用类型：{', '.join(KINDS)}。"),
        )
    if len(award.evidence) > MOST_EVIDENCE:
        raise BadInput(
            Text(
                f"a certificate stands on {MOST_EVIDENCE} things at most.", f"一份证书最多列出 {MOST_EVIDENCE} 项依据。"
            )
        )
    number = give(homes, person, actor=actor, now=now)
    holder = holder_of(homes, number.person) or Holder(number.person, (number,))
    name, written = homes.faces.name_of(holder.person), spelled(number.serial, holder.letters)

    def make(index: int) -> ledger.Made:
        ident = secrets.token_hex(8)
        credential = credential_of(issuer, award, ident, index, number=written, holder=name, now=now)
        document = canonical(signed_json(issuer, credential, now)).decode()
        content = {
            "title": plain(award.title), "says": plain(award.says), "criteria": plain(award.criteria),
            "evidence": plain(award.evidence), "frozen": plain(award.frozen), "holder": name, "number": written,
            "issuer": plain(issuer.name),
        }  # fmt: skip
        return ledger.Made(ident, content, document, signed_jwt(issuer, credential, now))

    return ledger.issue(number, award, make, actor=actor, now=now, why=why)


def by_hand(  # noqa: PLR0913 — what a form asks, by name
    homes: Homes, issuer: Issuer, person: str, *, title: Text, says: Text, criteria: Text, links: Iterable[str] = (),
    actor: Actor, now: datetime, why: str,
) -> Certificate:  # fmt: skip
    """Certify by hand what no rule tells. Errors: NotAllowed for who is no operator; BadInput without title, criteria or reason."""
    actor.must_operate()
    titles = words(title.en, title.zh, longest=TITLE)
    rest = words(says.en, says.zh, criteria.en, criteria.zh, why, longest=SAYS)
    if not any(titles) or not any(rest[2:4]) or not rest[4]:
        raise BadInput(
            Text(
                "a certificate says what it is for, by which criteria, and you say why you give it.",
                "证书须写明授予事项和标准，并由你说明颁发理由。",
            ),
            mend=Text("Fill in all three.", "请填写这三项。"),
        )
    urls = [url.strip() for url in links if url.strip()]
    if bad := next(
        (url for url in urls if not url.startswith(("https://", "http://")) or " " in url or len(url) > SAYS), ""
    ):
        raise BadInput(
            Text(f"'{bad[:60]}' is no address of a page.", f"“{bad[:60]}”不是网页地址。"),
            mend=Text("Write addresses that begin with https://, one a line.", "请每行写一个以 https:// 开头的地址。"),
        )
    proof = Evidence(Text("Why it was given", "颁发理由"), Text(rest[4], rest[4]))
    further = tuple(Evidence(Text(url, url), Text("Named by who gave it.", "由颁发者指明。"), url) for url in urls)
    award = Award(
        "hand", f"hand/{secrets.token_hex(8)}", Text(*titles), Text(*(rest[:2] if any(rest[:2]) else titles)), Text(*rest[2:4]),
        (proof, *further),
    )  # fmt: skip
    return certify(homes, issuer, person, award, actor=actor, now=now, why=rest[4])


def revoke(ident: str, *, actor: Actor, now: datetime, why: str) -> Certificate:
    """Revoke a certificate for ever; its page goes on telling what it was and why it is none. Errors: NotAllowed; BadInput."""
    actor.must_operate()
    (reason,) = words(why, longest=WHY)
    if not reason:
        raise BadInput(
            Text("a certificate is revoked for a reason.", "吊销证书须说明理由。"),
            mend=Text("Say why, in a few words: everybody reads it.", "请简要说明原因，所有人都会看到。"),
        )
    return ledger.revoke(ident, actor=actor, now=now, why=reason)


def keep(ident: str, work: Iterable[str], *, actor: Actor, now: datetime, why: str) -> None:
    """Record that a certificate holds although some of the work behind it was reverted: it is told again when more is.

    Errors: NotAllowed; BadInput without a reason, or where nothing was reverted.
    """
    actor.must_operate()
    (reason,), gone = words(why, longest=WHY), sorted(work)
    if not reason:
        raise BadInput(
            Text("a certificate is kept for a reason.", "保留证书须说明理由。"),
            mend=Text("Say why, in a few words.", "请简要说明原因。"),
        )
    if not gone:
        raise BadInput(
            Text("no work behind this certificate waits for a decision.", "该证书没有待决定的被回退工作。"),
            mend=Text("moot certificate due lists those that do.", "可用 moot certificate due 查看待复核的证书。"),
        )
    number = numbers.one(ledger.one(ident).serial)
    numbers.act(number, "keep", {"certificate": ident, "work": gone}, actor=actor, now=now, why=reason)


def revoke_about(key: str, *, actor: Actor, now: datetime, why: str) -> Certificate | None:
    """Revoke what was certified for something that does not hold any more, such as a disqualified place; None: nothing was.

    Done twice, it is done once.
    """
    found = ledger.about(key)
    if found is None or found.revoked_at is not None:
        return found
    return revoke(found.ident, actor=actor, now=now, why=why)


def contest_key(contest: str, person: str, table: str = "people") -> str:
    """Return under what a place in a table of a contest is certified: of a person once in each."""
    return f"contest/{contest}/{person}" + ("" if table == "people" else f"/{table}")


def contest_award(  # noqa: PLR0913 — what a place is, by name
    contest: str, person: str, *, title: Text, place: int, entrants: int, points: str, rules: Text, url: str = "",
    frozen: Mapping[str, Any] | None = None,
) -> Award:  # fmt: skip
    """Return what is certified of a place in the approved result of a contest. ``points`` as they are shown."""
    said = Text(
        f"Place {place} of {entrants} with {points} points.",
        f"在 {entrants} 名参赛者中排名第 {place}，积 {points} 分。",
    )
    return Award(
        "contest", contest_key(contest, person), Text(f"Place {place}, {title.en or title.zh}", f"{title.said_in('zh')} 第 {place} 名"),
        said, rules, (Evidence(Text("The approved result", "经确认的结果"), said, url),), frozen or {},
    )  # fmt: skip


def waiting(homes: Homes, now: datetime) -> list[tuple[str, Award]]:
    """Return what is certified by itself and is not yet: promotions of rounds, and levels that say so."""
    return [*_promotions(homes, now), *_levels(homes)]


def _promotions(homes: Homes, now: datetime) -> Iterable[tuple[str, Award]]:
    done = ledger.keys_given("round/")
    for it in every_round(homes, now):
        for one in it.course.in_state("promoted"):
            key = f"round/{it.round.number}/{one.person}/{one.role}"
            known = homes.faces.known(one.person)
            if key not in done and known is not None and not known.bot:
                yield one.person, _promotion(it, one, key)


def _promotion(it: Seen, one: Candidacy, key: str) -> Award:
    group = it.homes.charter.group_by_slug.get(it.round.group)
    name = group.name if group else Text(it.round.group, it.round.group)
    found = one.evidence or {}
    role = _title(found, it, one)
    leaves = frozen_leaves(found.get("clauses") or ())
    proofs = [Evidence(words_in(leaf, "clause"), _found(leaf)) for leaf in leaves][: MOST_EVIDENCE - 2]
    votes = ", ".join(str(number) for number in one.motions)
    digest = it.course.frozen.content["digest"] if it.course.frozen else ""
    said = Text(
        f"Selection round {it.round.number}" + (f", motions {votes}" if votes else "") + f". Evidence: sha256 {digest}",
        f"选拔第 {it.round.number} 轮" + (f"，动议 {votes}" if votes else "") + f"。依据：sha256 {digest}",
    )
    asks = [words_in(clause, "clause") for clause in found.get("clauses") or ()]
    except_for = (
        Evidence(Text("Why an exception was made", "例外的理由"), Text(one.reason, one.reason)) if one.reason else None
    )
    return Award(
        "promotion", key, Text(f"{role.en or role.zh} of {name.en or name.zh}", f"{name.said_in('zh')} {role.said_in('zh')}"),
        Text(f"Promoted to {role.en or role.zh} of {name.en or name.zh}.", f"晋升为 {name.said_in('zh')} {role.said_in('zh')}。"),
        _asked(asks, one_is_enough=bool(found.get("any"))),
        (Evidence(Text("The round and its votes", "选拔与表决"), said), *((except_for,) if except_for else ()), *proofs),
        {"round": it.round.number, "digest": digest, "evidence": found, "motions": one.motions, "reason": one.reason},
    )  # fmt: skip


def _title(found: Mapping[str, Any], it: Seen, one: Candidacy) -> Text:
    if found.get("title"):
        return words_in(found, "title")
    return role_title(it.ladder, one.role) if it.ladder else Text(one.role, one.role)


def _found(leaf: Mapping[str, Any]) -> Text:
    why, word = words_in(leaf, "why"), WORDS.get(Verdict(leaf["word"]), Text())
    return Text(f"{why.en} ({word.en})" if why.en else word.en, f"{why.said_in('zh')}（{word.zh}）" if why else word.zh)


def _asked(asks: Iterable[Text], *, one_is_enough: bool) -> Text:
    said = [one for one in asks if one]
    if not said:
        return Text("As its ladder asked on the day.", "按当日的晋升阶梯要求。")
    begins = Text("One of these: ", "满足其一即可：") if one_is_enough and len(said) > 1 else Text()
    every = joined(said, Text("; ", "；"))
    return Text(f"{begins.en}{every.en}.", f"{begins.zh}{every.zh}。")


def _levels(homes: Homes) -> Iterable[tuple[str, Award]]:
    certified = {one.id for one in levels_of(homes.charter) if one.certificate}
    done = ledger.keys_given("level/")
    for who, holder in holders(homes).items():
        for number in holder.numbers if homes.faces.known(who) is not None else ():
            for act in number.acts:
                key = f"level/{number.serial}/{act.content.get('level')}"
                if (
                    act.verb == "level"
                    and act.content.get("evidence")
                    and act.content["level"] in certified
                    and key not in done
                ):
                    yield who, _level(number, act.content, key)


def _level(number: Number, content: Mapping[str, Any], key: str) -> Award:
    frozen = content["evidence"]
    title, leaves, until = words_in(content, "title"), frozen_leaves(frozen["clauses"]), frozen["until"]
    asks = [Text(one["en"], one["zh"]) for one in frozen.get("asks") or (leaf["clause"] for leaf in leaves)]
    enough = frozen.get("any", any(leaf["word"] != Verdict.MET for leaf in leaves))  # of older ones it was not kept
    note = Evidence(
        Text("What was counted", "统计依据"),
        Text(
            f"Counted until {until}. Evidence: sha256 {content['digest']}",
            f"统计截至 {until}。依据：sha256 {content['digest']}",
        ),
    )
    return Award(
        "level", key, Text(f"Level {content['letters']}: {title.en or title.zh}", f"{content['letters']} 级：{title.said_in('zh')}"),
        words_in(content, "does") or title, _asked(asks, one_is_enough=enough),
        (note, *(Evidence(words_in(leaf, "clause"), _found(leaf)) for leaf in leaves)), {"serial": number.serial, **content},
    )  # fmt: skip
