"""Language of discussion: in which writing the titles of issues, changes, mails and posts are."""

from __future__ import annotations

from typing import Any

import ibis

from folkmoot.metrics.extracts import WHOSE, Extract
from folkmoot.metrics.indicator import indicator
from folkmoot.metrics.periods import Periods
from folkmoot.metrics.registry import metric
from folkmoot.metrics.told import told
from folkmoot.metrics.windows import month, within
from folkmoot.model.scope import Scope
from folkmoot.model.text import Text

TALK = ("issue.opened", "change.opened", "mail.sent", "post.published")
HAN, LATIN = r"\p{Han}", r"\p{Latin}"
REST = r"[\p{Hiragana}\p{Katakana}\p{Hangul}\p{Cyrillic}\p{Arabic}\p{Thai}\p{Devanagari}\p{Hebrew}\p{Greek}]"
ANSWER = r"(?i)^\s*((re|fwd?|aw|回复|答复|转发)\s*[:：]\s*|\[[^\]]*\]\s*)+"  # what programs put before a title


def scripts(words: Any) -> Any:
    """Return the writing of titles: han, latin, mixed (both), other (another writing, or no letters); null without a title."""
    # A place in a list and no condition: what stands in one is taken out of its text again each time that it is looked at.
    rest, han, latin = (words.re_search(letters).cast("int64") for letters in (REST, HAN, LATIN))
    return ibis.array(["other", "latin", "han", "mixed", *4 * ["other"]])[4 * rest + 2 * han + latin]


def bare(titles: Any) -> Any:
    """Return titles without what programs put before them."""
    return titles.re_replace(ANSWER, "")


def _titled(rows: Any) -> Any:
    rows = rows.select(*WHOSE, words=bare(told(rows.extra, "title")))
    return rows.select(*WHOSE, script=scripts(rows.words))


titled = Extract("titles", TALK, _titled)
"""Issues, changes, mails and posts with the writing of their titles: script (null: no title)."""


@metric(
    title=Text("Language of discussion by month", "每月讨论语言"),
    says=Text(
        "In which writing the titles of issues, changes, mails and posts are: Chinese characters, Latin letters, both, or others.",
        "问题单、变更、邮件与帖子标题所用的文字：汉字、拉丁字母、两者混用或其他。",
    ),
    unit="titles",
    version=1,
)
def language_by_month(events: Any, scope: Scope) -> Any:
    """In which language do people discuss?

    Rows: one per month, kind and writing: month, kind, script (han, latin, mixed: both, other; null: no title is told), titles,
    people.
    Edges: only titles are known, not what was said under them. Writing is no language: Japanese with kana is other,
    French is latin. ``Re:``, ``回复：`` and words in brackets before a title are passed over. A Chinese title with a
    name in Latin letters is mixed. A title without letters is other.
    """
    rows = within(titled(events), scope)
    each = rows.group_by("kind", "script", month=month(rows, scope)).agg(
        titles=rows.count(), people=rows.person.nunique()
    )
    return each.order_by("month", "kind", "script")


@indicator(language_by_month, title=Text("Titles with Chinese characters", "含汉字的标题"), unit=Text(),
           family="talk", shows="share", needs=TALK, opens="events?of=chinese", of=titled)  # fmt: skip
def han_title_share(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """The share of titles with Chinese characters, also beside Latin letters, of all that are known; n: these."""
    rows = periods.split(titled(asked))
    rows = rows.filter(rows.script.notnull())
    return rows.group_by("period").agg(value=rows.script.isin(["han", "mixed"]).mean(), n=rows.count())
