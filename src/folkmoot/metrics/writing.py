"""Writing: commits and changes that touch documentation or translations."""

from __future__ import annotations

from typing import Any

import ibis

from folkmoot.metrics.extracts import WHOSE, Extract
from folkmoot.metrics.indicator import indicator
from folkmoot.metrics.periods import Periods
from folkmoot.metrics.registry import metric
from folkmoot.metrics.told import NO, told
from folkmoot.metrics.windows import month, within
from folkmoot.model.scope import Scope
from folkmoot.model.text import Text

COMMIT, CHANGE = "commit.authored", "change.opened"
# A folder counts by its whole name, at any depth; folders stand in quotes, one behind the other.
DOC_FOLDER = r'(?i)["/](docs?|documentation|documents|手册|文档)["/]'
DOC_REPO = r"(?i)(^|[:/])([^/]*[._-])?(docs?|documentation)([._-][^/]*)?$"
DOC_TITLE = r"(?i)^\s*docs?(\([^)]*\))?!?\s*[:：]|[\[【(]docs?[\]】)]|\bdocumentation\b|\breadme\b|文档|手册"
LANGUAGES = "zh|ja|ko|fr|de|es|pt|ru|it|en"
TRANSLATION_FOLDER = (
    r'(?i)["/](i18n|l10n|locales?|translations?|po|zh|(source_)?(' + LANGUAGES + r')[-_](cn|tw|hk|hans|hant|jp|kr|fr|de|es|pt|br|ru|it|us|gb))["/]'
)  # fmt: skip
TRANSLATION_REPO = r"(?i)(^|[:/])([^/]*[._-])?(i18n|l10n|translations?|locales?)([._-][^/]*)?$"
TRANSLATION_TITLE = r"(?i)\btranslat|\bi18n\b|\bl10n\b|\blocali[sz]ation\b|翻译|译文|汉化|国际化|本地化"


def _written(rows: Any) -> Any:
    rows = rows.filter(~rows.merge)
    rows = rows.select(*WHOSE, folders=told(rows.extra, "dirs"), title=told(rows.extra, "title"))
    # Most texts tell of neither: they are read once for both. Each stands here by a name of its own: what stands in a condition
    # would be taken out of the JSON again for each time that it is looked at.
    rows = rows.mutate(
        named=rows.repo.re_search(f"{DOC_REPO}|{TRANSLATION_REPO}"),
        placed=rows.folders.re_search(f"{DOC_FOLDER}|{TRANSLATION_FOLDER}"),
        titled=rows.title.re_search(f"{DOC_TITLE}|{TRANSLATION_TITLE}"),
    )

    def touched(repo: str, folder: str, title: str) -> Any:
        # The greatest of what is told: yes before no, and null where nothing is. A repository's name never says no.
        return ibis.greatest(
            rows.named.ifelse(rows.repo.re_search(repo), rows.named).nullif(NO),
            rows.placed.ifelse(rows.folders.re_search(folder), rows.placed),
            rows.titled.ifelse(rows.title.re_search(title), rows.titled),
        )

    return rows.select(
        *WHOSE,
        documentation=touched(DOC_REPO, DOC_FOLDER, DOC_TITLE),
        translation=touched(TRANSLATION_REPO, TRANSLATION_FOLDER, TRANSLATION_TITLE),
    )


written = Extract("writings", (COMMIT, CHANGE), _written)
"""Commits and opened changes, merge commits left out: documentation, translation (true, false, or null: nothing tells).

The name of the repository, a folder that is touched and the title can each say yes. No is said only of what tells its
folders or its title.
"""


@metric(
    title=Text("Documentation and translation by month", "每月文档与翻译"),
    says=Text(
        "Commits and opened changes that touch documentation or translations, by the names of repositories and folders and by "
        "titles. Where none of these is told, it is unknown.",
        "涉及文档或翻译的提交与新建变更，依据代码仓名、目录名和标题判断；三者均未提供时为未知。",
    ),
    unit="commits",
    version=1,
)
def writing_by_month(events: Any, scope: Scope) -> Any:
    """How much of the work goes into documentation and translation?

    Rows: one per month, kind (commit.authored without merge commits, change.opened) and repository: month, kind, repo, events,
    documentation, translation, unknown (neither folders nor title nor repository tell), people (who wrote documentation or
    translations).
    Edges: a commit can be both. Documentation: a repository such as docs or kit-docs, a folder docs, doc, documentation,
    documents, 文档 or 手册 at any depth, a title that begins with ``docs:`` or holds ``[doc]``, documentation, README, 文档 or 手册.
    Translation: i18n, l10n, locale, translation, po, zh, zh-CN, source_zh_cn and their like among folders, i18n, l10n, translation,
    locale among repositories, and titles with translate, i18n, l10n, localisation, 翻译, 译文, 汉化, 国际化 or 本地化.
    """
    rows = within(written(events), scope)
    doc, translation = rows.documentation.fill_null(NO), rows.translation.fill_null(NO)
    each = rows.group_by("kind", "repo", month=month(rows, scope)).agg(
        events=rows.count(), documentation=doc.sum(), translation=translation.sum(),
        unknown=rows.documentation.isnull().sum(), people=rows.person.nunique(where=doc | translation),
    )  # fmt: skip
    return each.order_by("month", "kind", "repo")


@indicator(writing_by_month, title=Text("Commits to documentation", "文档提交占比"), unit=Text(), family="quality",
           shows="share", needs=(COMMIT,), opens="events?of=documentation", of=written)  # fmt: skip
def documentation_share(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """The share of commits that touch documentation, of those that tell what they touch; n: these."""
    rows = periods.split(written(asked))
    rows = rows.filter(rows.kind == COMMIT, rows.documentation.notnull())
    return rows.group_by("period").agg(value=rows.documentation.mean(), n=rows.count())


@indicator(writing_by_month, title=Text("Commits to translations", "翻译提交"), unit=Text("commits", "个"),
           family="work", better="up", empty=0, needs=(COMMIT,), opens="events?of=translation", of=written)  # fmt: skip
def translation_commits(asked: Any, _scope: Scope, periods: Periods) -> Any:
    """Commits that touch translations; unknown where no commit of the period tells what it touches."""
    rows = periods.split(written(asked))
    rows = rows.filter(rows.kind == COMMIT)
    return rows.group_by("period").agg(value=rows.translation.sum(), n=rows.translation.count())
