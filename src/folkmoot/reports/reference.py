"""The reference page of the reports, made from their registration."""

from __future__ import annotations

import inspect

from folkmoot.reports.ask import load
from folkmoot.reports.registry import REPORTS

HEAD = """\
# Reports

A report answers one question. It is asked with `moot ask NAME` (as a table, JSON or CSV), by a page of the portal, or from Python with
`house.ask("people", group="compiler")`: always the same answer.

```sh
moot ask overview --from 12m
moot ask activity --kind change.merged --by account --format csv
moot ask group compiler --format json
moot ask events --person ann --kind change.merged
moot ask                                  # lists the reports
```

## What every report understands

| `moot ask` | In a URL | Means |
|---|---|---|
| `--from`, `--to` | `since`, `until` | The window, see below. Without it: all the time that was read. |
| `--group` | `group` | Only events in these groups' repositories and folders; slugs between commas. |
| `--repo` | `repo` | Only these repositories: `forge:owner/name`, or the last name alone where only one has it. |
| `--org` | `org` | Only what people did while they belonged to these organisations. |
| `--person` | `person` | Only these people, by id or account; robots among them if they are named. |
| `--bots` | `bots=in` | Robots too. They are left out otherwise. |
| `--page`, `--size` | `page`, `size` | One page of the rows. Without them JSON and CSV hold every row, and a table a screenful. |
| `--lang` | `lang` | English or Chinese words. |

A window has both its days, in the community's own time zone: a day `2026-03-01`, a month `2026-03`, a year `2026`, `today`, or, for its
beginning, a length that ends today: `90d`, `12w`, `12m`, `2y`.

Any other option of a report is written `-o name=value`. An unknown report, option, value, group, repository, organisation or person is
one sentence that names what is near, and exit status 2.

## What every answer holds

As JSON, one object:

| Key | Holds |
|---|---|
| `rows` | The rows; `columns` says their titles, how they are shown, and what each cell `opens`. |
| `total`, `unit` | The figure of the whole answer. `found` is how many rows there are when `rows` is one page of them. |
| `definition`, `version`, `source` | What was counted, in words; the version of that definition; where it comes from. |
| `scope` | The window (UTC), groups, repositories, organisations and people that were asked for. |
| `coverage`, `fresh_at` | What was read of the sources that this answer needs, whether completely, and when last. |
| `sentence` | The answer in words. |
| `about`, `parts` | Facts of the one thing that the answer is about; further answers on the same page. |

*Unknown* is `null`, never `0`: the events of a group whose repositories were never collected, the reviews where only a git history was
read. Zero means: it was read, and there was none.

A download holds every row: `/events.csv`, `.parquet` and `.json` of the portal with the filters of its page, and `--format csv`, however
long they are; the portal makes and sends long ones in pieces. It stops after 1,000,000 rows. The header `X-Rows-Found` says how many rows
there are, `X-Rows-Left-Out` how many of them are missing; the JSON says `left_out`, a Parquet file in its metadata, and the command line in
a sentence on its error output. With `page` or `size` it is that page alone.

A cell that counts opens exactly what it counts: `events?person=ann&kind=change.merged` finds as many events as the cell said.

## How things are counted

- **Events** are what happened, each once. `events` counts all kinds; stars, forks, watches and builds among them.
- **Contributions** are events of all kinds but stars, forks, watches and builds.
- **Commits** leave merge commits out. **Merge commits** stand beside them: together they are what `git rev-list --all --count` says when
  robots are counted too (`--bots`). `activity --kind commit.authored` counts both, and says in `merges` how many merge commits are among them.
- **Merged changes** belong to whoever opened the change, not to whoever pressed the button; a change is counted at its merge.
- **People** are persons, not accounts. Who is who, and why: [identity](identity.md).
- **New** people made their first contribution ever in the window or month, looking at the whole history; **returning** ones made it earlier.
- **Organisations** are those at the time of each event. Who belongs to none that is known stands apart as *unknown*.
- **Groups** count events in the repositories they look after; an event of two groups counts for both, and once in a total. A group that
  looks after a folder gets the commits that touch it.
- **Answers** to a change or an issue are reviews, comments, merges and closings by another person who is no robot; labels and assignments
  are none. What nobody has answered is *unanswered* and counts as still waiting where it says *half answered within*.
- **Before** is the same length of time just before the window, and is left out where the readings do not reach back so far.
- **Hidden** people appear under a pseudonym everywhere, in exports too, and are not found by name or account. Of a mail address only the first
  digits of its hash are shown.

The figures themselves: [metrics](metrics.md).

## The reports
"""


def reports_markdown() -> str:
    """Return ``docs/reports.md``."""
    load()
    lines = [HEAD]
    for name, report in sorted(REPORTS.items()):
        lines += [f"### `{name}`", "", inspect.cleandoc(report.make.__doc__ or ""), ""]
        if report.options:
            lines += ["| Option | Means |", "|---|---|"]
            lines += [f"| `{option}` | {words.en} |" for option, words in report.options.items()]
            lines += [""]
    return "\n".join(lines)
