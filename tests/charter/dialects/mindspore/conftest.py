"""A small community of MindSpore's kind, invented: Ann and Bo lead, Cy comes along."""

from __future__ import annotations

from collections.abc import Callable
from inspect import cleandoc
from pathlib import Path

import pytest

from folkmoot.charter.charter import Charter
from folkmoot.charter.dialects import mindspore

Files = dict[str, str]


@pytest.fixture
def community(tmp_path: Path) -> Callable[[Files], Charter]:
    """Write the files below a folder and read them as a community."""

    def build(files: Files) -> Charter:
        for path, text in files.items():
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(cleandoc(text) + "\n", encoding="utf-8")
        return mindspore.read(tmp_path, "c0ffee")

    return build


KIT = """
name: kit
description: 工具包小组负责工具包。
description_en: The kit SIG looks after the kit.
created_on: '2024-03-01'
mailing_list: kit@lists.example.org
meeting_url: https://etherpad.example.org/p/kit
mature_level: startup
mentors:
- gitee_id: ann
  name: Ann Author
  organization: Example University
  email: ann@example.edu
maintainers:
- gitee_id: Bo
  name: Bo Maintainer
  organization: Example University
  email: bo@example.edu
repositories:
- repo:
  - example/kit
  committers:
  - gitee_id: ann
    name: Ann Author
    organization: EXAMPLE UNIVERSITY
    email: ann@example.edu
"""
"""A sig-info.yaml without a fault."""
