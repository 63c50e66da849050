"""A small workspace that the portal serves in tests: Ann, Bo and Cy, and what was seen of them."""

from __future__ import annotations

from pathlib import Path

from folkmoot.lake.append import append_sightings
from folkmoot.lake.lake import Lake
from folkmoot.model.event import Sighting
from folkmoot.model.people import account_of
from folkmoot.wiring.workspace import make_workspace

ANN_MAIL = account_of("ann@example.org")

COMMUNITY = """\
community:
  name: Example
"""

PEOPLE = """\
people:
  - id: ann
    name: Ann Author
    accounts: [gitee:ann]
  - id: bo
    name: Bo Maintainer
    accounts: [gitee:bo]
"""

GROUPS = """\
groups:
  - kind: sig
    slug: kit
    name: Kit
    roles:
      - {person: ann, role: maintainer}
      - {person: ann, role: operator}
"""

OPERATORS = """\
  - kind: team
    slug: operations
    name: Operations
    roles:
      - {person: bo, role: operator}
"""


def make(folder: Path, *, operators: bool = False) -> Path:
    """Make the workspace; with ``operators`` its charter names Bo as one. Ann calls herself one in her own SIG."""
    charter = folder / "charter"
    charter.mkdir()
    (charter / "community.yaml").write_text(COMMUNITY, "utf-8")
    (charter / "people.yaml").write_text(PEOPLE, "utf-8")
    (charter / "groups.yaml").write_text(GROUPS + (OPERATORS if operators else ""), "utf-8")
    made = make_workspace(folder / "w", charter)
    seen = [
        Sighting("gitee:ann", "ann", source="git", repo="gitee:example/kit"),
        Sighting("gitee:ann", also=ANN_MAIL, why="merged-branch", source="git", repo="gitee:example/kit"),
        Sighting(ANN_MAIL, "Ann Author", "example.org", source="git", repo="gitee:example/kit"),
    ]
    append_sightings(Lake.at(made / "lake"), seen)
    return made
