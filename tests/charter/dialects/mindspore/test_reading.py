"""A whole community: what arrives, from which line, and what contradicts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from folkmoot.charter.charter import Charter
from folkmoot.charter.dialects import mindspore
from folkmoot.charter.native.reader import read as read_native
from folkmoot.charter.native.writer import write_native
from folkmoot.charter.order import in_order
from folkmoot.model.groups import Group, Kind

from .conftest import KIT, Files

Build = Callable[[Files], Charter]

TABLE = """
# SIGs

| SIG name | Responsibilities | SIG Leads |
|:--|:--|:--|
| [Kit](kit/README.md) | Tools of all kinds. | [@bo](https://gitee.com/bo) |
| [Gone](gone/README.md) | Nothing. | Cy |
"""


def group(charter: Charter, slug: str) -> Group:
    return charter.group_by_slug[slug]


def checks(charter: Charter) -> list[str]:
    return sorted(finding.check for finding in charter.findings)


def test_a_tidy_group_has_no_findings(community: Build):
    charter = community({"sigs/kit/sig-info.yaml": KIT})
    kit = group(charter, "kit")
    assert (kit.kind, kit.name.en, kit.created) == (Kind.SIG, "kit", date(2024, 3, 1))
    assert (kit.mission.en, kit.mission.zh) == ("The kit SIG looks after the kit.", "工具包小组负责工具包。")
    assert [(term.person, term.role, term.repo) for term in kit.roles] == [
        ("ann", "mentor", ""), ("bo", "maintainer", ""), ("ann", "committer", ""),
    ]  # fmt: skip
    assert checks(charter) == ["organization-spelling"]


def test_people_organisations_and_repositories_are_the_communitys(community: Build):
    charter = community({"sigs/kit/sig-info.yaml": KIT})
    ann = charter.person_by_id["ann"]
    assert (ann.name, ann.accounts[0], len(ann.accounts)) == ("Ann Author", "gitee:ann", 2)
    assert [(each.organization, len(each.sources)) for each in ann.affiliations] == [("Example University", 2)]
    (body,) = charter.community.organizations
    assert (body.name, body.aliases, body.domains) == ("Example University", ("EXAMPLE UNIVERSITY",), ("example.edu",))
    assert [each.repo for each in charter.community.repositories] == ["gitee:example/kit"]


def test_a_term_carries_every_source_that_states_it(community: Build):
    charter = community({
        "sigs/kit/sig-info.yaml": KIT,
        "sigs/README.md": TABLE,
        "sigs/kit/README.md": "## Maintainers\n\n* BoMaintainer (writes tools)\n",
    })  # fmt: skip
    (bo,) = [term for term in group(charter, "kit").roles if term.role == "maintainer"]
    assert bo.sources == ("sigs/kit/sig-info.yaml:14", "sigs/README.md:5", "sigs/kit/README.md:3")
    assert group(charter, "kit").disputes == ()


def test_sources_that_contradict_are_a_dispute_with_all_claims(community: Build):
    charter = community({
        "sigs/kit/sig-info.yaml": KIT,
        "sigs/README.md": TABLE.replace("gitee.com/bo", "gitee.com/cy"),
    })  # fmt: skip
    (dispute,) = group(charter, "kit").disputes
    assert dispute.field == "role:maintainer"
    assert [(claim.value, claim.sources) for claim in dispute.claims] == [
        ("bo", ("sigs/kit/sig-info.yaml:14",)), ("cy", ("sigs/README.md:5",)),
    ]  # fmt: skip
    leads = [term.person for term in group(charter, "kit").roles if term.role == "maintainer"]
    assert leads == ["bo", "cy"]


def test_a_shorter_list_is_no_contradiction(community: Build):
    both = KIT.replace("repositories:", "- gitee_id: cy\n  name: Cy\nrepositories:")
    charter = community({"sigs/kit/sig-info.yaml": both, "sigs/README.md": TABLE})
    assert group(charter, "kit").disputes == ()
    assert "roster-partial" in checks(charter)


def test_names_in_two_scripts_are_not_a_contradiction(community: Build):
    charter = community({
        "sigs/kit/sig-info.yaml": KIT,
        "sigs/kit/README.md": "## Maintainers\n\n* 波波（工具专家）\n",
    })  # fmt: skip
    assert group(charter, "kit").disputes == ()
    assert "rosters-not-comparable" in checks(charter)


def test_files_that_name_other_folders_are_a_dispute(community: Build):
    charter = community({
        "sigs/kit/sig-info.yaml": KIT.replace("  committers:", "  directory: [src/a]\n  committers:"),
        "sigs/kit/README.md": "## SIG代码仓\n\n1. [kit](https://gitee.com/example/kit)\n",
    })  # fmt: skip
    (dispute,) = group(charter, "kit").disputes
    assert [claim.value for claim in dispute.claims] == ["src/a", "(whole)"]
    assert [(each.repo, each.path) for each in group(charter, "kit").repositories] == [("gitee:example/kit", "src/a")]


def test_a_role_in_one_repository_is_not_one_in_the_group(community: Build):
    charter = community({"sigs/kit/sig-info.yaml": """
        name: kit
        maintainers: [{gitee_id: bo, name: Bo}]
        repositories:
        - {repo: [example/kit], maintainers: [{gitee_id: bo}, {gitee_id: cy}]}
        - {repo: [example/site], committers: [{gitee_id: ann, name: Ann}]}
    """, "sigs/kit/README.md": "## Committers\n* Ann\n"})  # fmt: skip
    assert [(term.person, term.role, term.repo, len(term.sources)) for term in group(charter, "kit").roles] == [
        ("bo", "maintainer", "", 1),
        ("bo", "maintainer", "gitee:example/kit", 1),
        ("cy", "maintainer", "gitee:example/kit", 1),
        ("ann", "committer", "gitee:example/site", 2),
    ]


def test_lists_and_folders_that_miss_each_other(community: Build):
    charter = community({"sigs/README.md": TABLE, "sigs/new/README.md": "# New\n"})
    assert checks(charter) == [
        "group-not-in-table",
        "group-without-folder",
        "group-without-folder",
        "group-without-sig-info",
    ]


def test_a_repository_without_owner_is_the_only_one_of_that_name(community: Build):
    charter = community({
        "sigs/kit/sig-info.yaml": KIT,
        "sigs/lite/sig-info.yaml": "name: lite\nrepositories: [{repo: [kit]}, {repo: [other]}]",
    })  # fmt: skip
    assert [each.repo for each in group(charter, "lite").repositories] == ["gitee:example/kit", "git:other"]
    assert [check for check in checks(charter) if check == "repository-spelling"] == ["repository-spelling"] * 2


def test_members_owners_and_the_list_of_sigs(community: Build):
    charter = community({
        "sigs/kit/README.md": "# Kit SIG\n",
        "sigs/kit/OWNERS": "approvers:\n- ann\nreviewers:\n- Bo\n",
        "sigs/kit/sig_members.yaml": """
            Description: Add yourself.
            Maintainers:
            - {name: Ann, gitee_home: 'https://gitee.com/ann', email: ann@example.org, interest: tools}
        """,
        "sigs/sig_info.yaml": """
            name: Example SIG
            SIG list:
            - name: Example Kit SIG
              links: https://gitee.com/example/community/tree/master/sigs/kit/README.md
              introduction: This SIG looks after tools.
              maintainer: Ann (Example Inc.)
            - broken
        """,
    })  # fmt: skip
    kit = group(charter, "kit")
    assert {(term.person, term.role): len(term.sources) for term in kit.roles} == {
        ("ann", "maintainer"): 2, ("ann", "approver"): 1, ("bo", "reviewer"): 1,
    }  # fmt: skip
    assert (charter.community.name.en, kit.name.en, kit.mission.en) == (
        "Example", "Example Kit SIG", "This SIG looks after tools.",
    )  # fmt: skip


def test_committee_notes_working_groups_and_proposals(community: Build):
    head = "| title | authors | owning-sig | participating-sigs | status | reviewers |\n|-|-|-|-|-|-|\n"
    charter = community({
        "sigs/kit/sig-info.yaml": KIT,
        "sigs/kit/meetings/001-20240305.md": "# Tuesday March 5, 2024\n## Attendees\n* Ann Author\n",
        "sigs/kit/meetings/meeting-template.md": "# Tuesday March 5, 2024\n",
        "tsc/README.md": "# Example Technical Steering Committee\nMembers (UTC+8):\n* Ann Author (Example Inc.) **Chair**\n* Bo (X)\n* Cy (Y)\n",
        "tsc/meeting-notes/2024/2024-03-21.md": "# Meeting 2024/Mar/21\n## Attendance\n1. Ann Author(Example Inc.)\n",
        "working-groups/docs/README.md": "# Docs Working Group (WG)\n## WG Leads\nCy Outsider (Example University)\n",
        "working-groups/docs/Topic2_Second.md": "# Topic2: Second topic\n## Target:\nReach what nobody reached before.\n",
        "working-groups/docs/Topic10_Tenth-one.md": "words\n",
        "design/meps/mep-kit/MEP-KIT.md": f"{head}| K | @cy | sig-kit | wg-docs | provisional | Bo Maintainer |\n\n# Kit\n",
        "design/meps/XXX-mep-template/README.md": f"{head}| K | @cy | sig-xxx | | x | |\n",
    })  # fmt: skip
    assert [(each.slug, each.kind.value) for each in charter.groups] == [
        ("kit", "sig"),
        ("wg-docs", "wg"),
        ("tsc", "committee"),
    ]
    assert [(each.group, each.day) for each in charter.minutes] == [
        ("kit", date(2024, 3, 5)),
        ("tsc", date(2024, 3, 21)),
    ]
    docs = group(charter, "wg-docs")
    assert (docs.name.en, [each.name for each in docs.subprojects]) == ("Docs", ["Second topic", "Tenth one"])
    assert [(term.person, term.role) for term in docs.roles] == [("cy-outsider-wg-docs", "maintainer")]
    (proposal,) = charter.proposals
    assert (proposal.authors, proposal.reviewers, proposal.group, proposal.participants) == (
        ("cy",),
        ("bo",),
        "kit",
        ("wg-docs",),
    )
    assert [(term.person, term.role) for term in group(charter, "tsc").roles][:2] == [
        ("ann-author-tsc", "member"), ("ann-author-tsc", "chair"),
    ]  # fmt: skip
    assert charter.community.zone == "Asia/Shanghai"
    assert "note-below-quorum" in checks(charter)


def test_a_readme_in_two_languages_is_one_ladder_and_one_list_of_targets(community: Build):
    charter = community({
        "sigs/kit/README.md": """
            # 工具SIG

            ## SIG简介

            工具小组照看所有的工具，让大家用得更顺手、更高效、更安心。

            ## 2024年目标
            1. 发展五位评审者；

            #### Members（正式成员）
            * 职责：参加活动
            * 申请条件：至少参加一次会议
        """,
        "sigs/kit/README_en.md": """
            # Kit Special Interest Group (SIG)
            ## Goals for 2024
            1. Grow five reviewers
            #### Members
            * Responsibilities: Take part
            * Application Criteria: One meeting
            ## Discussion
            * Slack channel: https://app.slack.com/client/T1/C1
            * [Videos](https://example.org/videos)
        """,
    })  # fmt: skip
    kit = group(charter, "kit")
    (target,) = kit.targets
    assert (target.year, target.title.en, target.title.zh) == (2024, "Grow five reviewers", "发展五位评审者")
    (rung,) = kit.ladder
    assert (rung.role, rung.does.en, rung.does.zh, rung.asks.en) == ("member", "Take part", "参加活动", "One meeting")
    assert (kit.name.en, kit.name.zh, kit.channels[0].kind, kit.links[0].title) == ("Kit", "工具SIG", "slack", "Videos")
    assert kit.mission.zh.startswith("工具小组照看")


def test_unconfirmed_people_and_open_seats_are_not_listed(community: Build):
    charter = community({"sigs/kit/README.md": """
        ## Maintainers
        * Ann (工具)
        * 波波（已沟通，待答复）
        * 待安排人力
    """})  # fmt: skip
    assert [term.person for term in group(charter, "kit").roles] == ["ann-kit"]
    assert checks(charter).count("roster-entry-open") == 2


def test_openeuler_keeps_its_groups_below_sig(community: Build):
    charter = community({"sig/Kit/sig-info.yaml": """
        name: Kit
        description: Tools.
        maintainers:
        - {gitee_id: ann, name: Ann, organization: Example Inc., email: NA}
        security_contacts: [{gitee_id: bo, name: Bo}]
        repositories:
        - repo: [openeuler/kit, src-openeuler/kit]
          committers: [{gitee_id: bo, name: Bo}]
        - openeuler/other
    """})  # fmt: skip
    kit = group(charter, "kit")
    assert [(term.person, term.role, term.repo) for term in kit.roles] == [
        ("ann", "maintainer", ""), ("bo", "security-contact", ""),
        ("bo", "committer", "gitee:openeuler/kit"), ("bo", "committer", "gitee:src-openeuler/kit"),
    ]  # fmt: skip
    assert [each.repo for each in kit.repositories] == [
        "gitee:openeuler/kit",
        "gitee:src-openeuler/kit",
        "gitee:openeuler/other",
    ]
    assert charter.community.name.en == "openeuler"
    assert charter.findings == ()


def test_what_is_recognised(tmp_path: Path):
    assert not mindspore.recognises(tmp_path)
    (tmp_path / "sigs.yaml").write_text("sigs: []")
    assert not mindspore.recognises(tmp_path)
    (tmp_path / "sig" / "Kit").mkdir(parents=True)
    (tmp_path / "sig" / "Kit" / "sig-info.yaml").write_text("name: Kit")
    assert mindspore.recognises(tmp_path)
    assert not mindspore.recognises(tmp_path / "sigs.yaml")
    assert not mindspore.recognises(tmp_path / "nothing")


def test_the_native_form_declares_the_same(community: Build, tmp_path: Path):
    charter = community(
        {"sigs/kit/sig-info.yaml": KIT, "sigs/README.md": TABLE.replace("gitee.com/bo", "gitee.com/cy")}
    )
    out = tmp_path / "native"
    write_native(charter, out)
    assert in_order(read_native(out, "")) == in_order(charter)
