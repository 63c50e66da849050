"""Whatever stands in the files, reading ends with findings, never with an exception."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.charter.checks import check
from folkmoot.charter.dialects import mindspore

from .conftest import KIT

SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

FILES = {
    "sigs/kit/sig-info.yaml": KIT,
    "sigs/kit/sig_members.yaml": "Maintainers:\n- {name: Ann, gitee_home: https://gitee.com/ann}\n",
    "sigs/kit/OWNERS": "approvers: [ann]\n",
    "sigs/kit/README.md": "# 工具SIG\n## Maintainers\n* Ann（@ann）\n### 例会\n* 时间：每周二晚上7点\n## 2024年目标\n1. 五位\n",
    "sigs/README.md": "| a | b | c |\n|-|-|-|\n| [Kit](kit/README.md) | 工具 | [@bo](https://gitee.com/bo) |\n",
    "sigs/sig_info.yaml": "name: X SIG\nSIG list:\n- {name: Kit, links: sigs/kit/README.md, maintainer: Ann}\n",
    "sigs/kit/meetings/001-20240305.md": "# Tuesday March 5, 2024 at 19:00pm\n## Attendees\n* Ann\n## Notes\n* Participants: Bo\n",
    "tsc/README.md": "# X Technical Steering Committee\n3rd Thursday every month from 4:00pm to 5:00pm\n* Ann A (X) **Chair**\n",
    "tsc/meeting-notes/2024/2024-03-21.md": "# Meeting 2024/Mar/21\n## Attendance\n1. Ann A(X)\n",
    "working-groups/README.md": "| a | b | c |\n|-|-|-|\n| [Docs](docs/README.md) | d | Cy |\n",
    "working-groups/docs/README.md": "# Docs WG\n## WG Leads\nCy (X)\n",
    "working-groups/docs/Topic1_One.md": "# Topic1: One\n## Target:\nSomething that is long enough.\n",
    "design/meps/mep-kit/MEP-KIT.md": "| title | authors | status |\n|-|-|-|\n| K | @ann | provisional |\n# K\n",
}


def fresh(root: Path) -> Path:
    shutil.rmtree(root, ignore_errors=True)
    for path, text in FILES.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


def survives(root: Path) -> None:
    charter = mindspore.read(root, "")
    list(check(charter))
    for finding in charter.findings:
        assert finding.says.en
        assert finding.says.zh
        assert finding.mend.en
        assert finding.mend.zh


@SLOW
@given(st.sampled_from(sorted(FILES)), st.floats(0, 1), st.binary(max_size=8))
def test_a_file_cut_anywhere_with_any_bytes(tmp_path: Path, path: str, share: float, tail: bytes):
    root = fresh(tmp_path / "c")
    data = (root / path).read_bytes()
    (root / path).write_bytes(data[: int(len(data) * share)] + tail)
    survives(root)


odd = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.dates() | st.sampled_from(["ann", "NA", "", "a/b", "@", "安"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["gitee_id", "name", "email", "organization", "repo", "directory", "committers", "repo_branch", "keeper", "links", "x"]),
        inner, max_size=4),
    max_leaves=8,
)  # fmt: skip


@SLOW
@given(
    st.dictionaries(
        st.sampled_from(["name", "created_on", "mailing_list", "meeting_url", "mentors", "maintainers", "repositories",
                         "branches", "SIG list", "Maintainers", "approvers"]),
        odd, max_size=6),
    st.sampled_from(["sigs/kit/sig-info.yaml", "sigs/kit/sig_members.yaml", "sigs/kit/OWNERS", "sigs/sig_info.yaml"]),
)  # fmt: skip
def test_values_of_any_type(tmp_path: Path, content: dict[str, object], path: str):
    root = fresh(tmp_path / "c")
    (root / path).write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    survives(root)


@SLOW
@given(
    st.text(alphabet="#*|-[]()（）：:，,@<>!`\n\t 0123一二周月点ann安Maintainers目标例会时间", max_size=200),
    st.sampled_from([path for path in sorted(FILES) if path.endswith(".md")]),
)
def test_any_markdown(tmp_path: Path, text: str, path: str):
    root = fresh(tmp_path / "c")
    (root / path).write_text(text, encoding="utf-8")
    survives(root)


def test_nothing_at_all(tmp_path: Path):
    survives(tmp_path)


@pytest.mark.parametrize("path", sorted(FILES))
def test_a_missing_file(tmp_path: Path, path: str):
    root = fresh(tmp_path)
    (root / path).unlink()
    survives(root)


@pytest.mark.parametrize("path", sorted(FILES))
def test_a_folder_where_a_file_belongs(tmp_path: Path, path: str):
    root = fresh(tmp_path)
    (root / path).unlink()
    (root / path).mkdir()
    survives(root)


@pytest.mark.parametrize("path", ["sigs/kit/sig-info.yaml", "sigs/kit/README.md", "sigs/README.md", "tsc/README.md"])
def test_a_link_out_of_the_charter_is_not_read(tmp_path: Path, path: str):
    secret = tmp_path / "secret"
    secret.write_text("name: secret\nmaintainers: [{gitee_id: cy}]\n# X Technical Steering Committee\n* Cy (Secret)\n")
    root = fresh(tmp_path / "c")
    (root / path).unlink()
    (root / path).symlink_to(secret)
    charter = mindspore.read(root, "")
    assert "path-outside" in {finding.check for finding in charter.findings}
    assert "cy" not in charter.person_by_id


def test_a_folder_that_is_a_link_out_of_the_charter_is_no_group(tmp_path: Path):
    outside = fresh(tmp_path / "outside")
    root = fresh(tmp_path / "c")
    (root / "sigs" / "other").symlink_to(outside / "sigs" / "kit", target_is_directory=True)
    assert [group.slug for group in mindspore.read(root, "").groups] == ["kit", "wg-docs", "tsc"]


def test_reading_twice_gives_the_same(tmp_path: Path):
    root = fresh(tmp_path)
    assert mindspore.read(root, "") == mindspore.read(root, "")
    assert mindspore.read(root, "").findings == mindspore.read(root, "").findings


@pytest.mark.parametrize("sign", ["[", "（", "![", "1.", "每月", "a.", "安", "* Ann\n", "Ann ", "x：", "<!--"])
@pytest.mark.parametrize(
    "path", ["sigs/kit/README.md", "sigs/README.md", "tsc/README.md", "design/meps/mep-kit/MEP-KIT.md"]
)
def test_a_long_line_does_not_stop_the_reading(tmp_path: Path, path: str, sign: str):
    root = fresh(tmp_path)
    text = FILES[path]
    (root / path).write_text(
        text + text.replace("Ann", sign * (20_000 // len(sign))) + sign * (20_000 // len(sign)), encoding="utf-8"
    )
    began = time.process_time()
    survives(root)
    assert time.process_time() - began < 5
