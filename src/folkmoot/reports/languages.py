"""In which writing are the titles of issues, changes, mails and posts?"""

from __future__ import annotations

from collections import Counter

from folkmoot.metrics.language import TALK, language_by_month, titled
from folkmoot.model.answer import Answer, Column
from folkmoot.model.scope import Question
from folkmoot.model.text import Text
from folkmoot.reports import columns
from folkmoot.reports.filling import by_month, many, number, window_words
from folkmoot.reports.homes import Homes
from folkmoot.reports.registry import report
from folkmoot.reports.telling import tell

TITLE = Text("Language of discussion", "讨论语言")
NAMES = {
    "han": Text("Chinese characters", "汉字"), "latin": Text("Latin letters", "拉丁字母"), "mixed": Text("Both", "两者混用"),
    "other": Text("Others", "其他"), None: Text("Unknown", "未知"),
}  # fmt: skip
WRITING = Column("name", Text("Writing", "文字"))
TITLES = columns.count("titles", Text("Titles", "标题"))


@report("languages", TITLE)
def languages(homes: Homes, question: Question) -> Answer:
    """In which writing are the titles of issues, changes, mails and posts?"""
    rows = by_month(homes.rows(language_by_month(homes.extract(titled, question.scope), question.scope)))
    rows = [{**row, "name": NAMES[row["script"]]} for row in rows]
    totals: Counter[str | None] = Counter()
    for row in rows:
        totals[row["script"]] += row["titles"]
    known = sum(count for script, count in totals.items() if script)
    shares = [
        {"script": script, "name": NAMES[script], "titles": count, "share": count / known if script else None}
        for script, count in sorted(totals.items(), key=lambda pair: (pair[0] is None, -pair[1], pair[0] or ""))
    ]
    when, chinese = window_words(question.scope), totals["han"] + totals["mixed"]
    share = f"{chinese / known:.0%}" if known else "?"
    sentence = Text(
        f"{when.en}, {share} of {many(known, 'title', 'titles')} held Chinese characters; {number(totals[None])} had no title.",
        f"{when.zh}，{number(known)} 个标题中有 {share} 含汉字；另有 {number(totals[None])} 条没有标题。",
    )
    said = sentence if rows else None
    part = tell(
        homes, question, TITLE, said, (WRITING, TITLES, Column("share", Text("Share", "占比"), "share")), shares, kinds=TALK,
        metric=language_by_month, total=known, name="scripts",
    )  # fmt: skip
    return tell(
        homes, question, TITLE, said, (columns.MONTH, columns.KIND, WRITING, TITLES, columns.PEOPLE), rows, kinds=TALK,
        metric=language_by_month, total=known, parts={"scripts": part},
    )  # fmt: skip
