"""Downloads become measurements that add up, and nothing counts twice."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from folkmoot.model.errors import SourceUnreadable
from folkmoot.sources.downloads.read import image_of, package_of
from folkmoot.sources.downloads.stream import Image, Project, ReleaseFiles, Tables

SAMPLES = Path(__file__).parent / "samples"
NOW = datetime(2026, 3, 1, 3)


def sample(path):
    """Answer as the service does; images by their name."""
    name = "image" if path.startswith("repositories") else path.rpartition("/")[2]
    return json.loads((SAMPLES / f"{name}.json").read_text("utf-8"))


def read(stream, state=None, now=NOW):
    steps = list(stream.steps(state or {}, now))
    return [one for step in steps for one in step.facts.measurements], steps[-1]


def told(measurements):
    return {(one.name, f"{one.at:%m-%d}", *one.labels.values()): one.amount for one in measurements}


def test_a_project_s_downloads_add_up_and_what_is_not_known_says_so():
    measurements, last = read(Project("Kit", sample))
    assert told(measurements) == {
        ("downloads", "02-01", "Darwin"): 5, ("downloads", "02-01", "Linux"): 70, ("downloads", "02-01", "unknown"): 2,
        ("downloads", "02-02", "Linux"): 80, ("downloads", "02-27", "Linux"): 90,
        ("downloads_by_python", "02-01", "3.11"): 70, ("downloads_by_python", "02-01", "unknown"): 7,
        ("downloads_with_mirrors", "02-01"): 300,
    }  # fmt: skip
    assert {(one.subject, one.unit, one.source) for one in measurements} == {("pypi:kit", "downloads", "pypi")}
    assert (last.complete, last.since_at, last.until_at) == (True, datetime(2026, 2, 1), datetime(2026, 2, 28))


def test_a_day_that_may_still_change_is_left_for_later():
    days = {one.at for one in read(Project("kit", sample), now=datetime(2026, 3, 3))[0]}
    assert datetime(2026, 2, 28) in days
    assert datetime(2026, 2, 28) not in {one.at for one in read(Project("kit", sample))[0]}


def test_a_gap_longer_than_the_service_remembers_is_told():
    last = read(Project("kit", sample), {"until": "2025-06-01T00:00:00"})[1]
    assert not last.complete
    assert last.note == "from 2025-06-01 to 2026-02-01 its downloads were not read in time"


@pytest.mark.parametrize("answer", [None, [], {"data": 1}, {"data": [1]}, {"data": [{"date": "x"}]}])
def test_another_shape_is_told(answer):
    with pytest.raises(SourceUnreadable):
        read(Project("kit", lambda _path: answer))


def test_pulls_are_a_running_total_once_a_day():
    measurements, last = read(Image(image_of("example/kit"), sample))
    assert told(measurements) == {("pulls", "03-01"): 1234, ("stars", "03-01"): 4}
    assert measurements[0].subject == "docker:example/kit"
    assert not read(Image("example/kit", sample), last.state)[0]
    assert read(Image("example/kit", sample), last.state, datetime(2026, 3, 2))[0]
    with pytest.raises(SourceUnreadable, match="tells no pulls"):
        read(Image("example/kit", lambda _path: {"message": "object not found"}))


def test_files_of_releases_are_counted_by_version_and_file():
    stream = ReleaseFiles("example/kit", lambda: iter([sample("x/releases"), []]))
    measurements, last = read(stream)
    assert told(measurements) == {
        ("release_downloads", "03-01", "v1.1", "kit-1.1.whl"): 7, ("release_downloads", "03-01", "v1.1", "kit-1.1.tar.gz"): 0,
    }  # fmt: skip
    assert {one.subject for one in measurements} == {"github:example/kit"}
    assert not read(stream, last.state)[0]
    with pytest.raises(SourceUnreadable, match="'download_count' should be a number"):
        read(ReleaseFiles("example/kit", lambda: iter([[{"tag_name": "v1", "assets": [{"name": "a"}]}]])))


def test_names_have_one_spelling():
    assert package_of("Scikit_Learn") == "pypi:scikit-learn"
    assert package_of("conda:Kit") == "conda:kit"
    assert image_of("Redis") == "library/redis"


CSV = """\
date,package,version,country_code,installer_name,num_downloads
2026-03-01,kit,1.0,CN,pip,10
2026-03-01,kit,1.0,,pip,3
2026-03-01,kit,1.0,CN,pip,"1,005"
2026-03-02,Other.Kit,,DE,NULL,7
soon,kit,1.0,CN,pip,10
2026-03-02,kit,1.0,CN,pip,many
"""


def test_a_table_is_added_up_by_day_and_label(tmp_path):
    path = tmp_path / "2026-03.csv"
    path.write_text(CSV, "utf-8-sig")
    measurements, last = read(Tables("kit", tmp_path))
    assert [(one.subject, one.amount, tuple(one.labels.values())) for one in measurements] == [
        ("pypi:kit", 1015, ("1.0", "CN", "pip")),
        ("pypi:kit", 3, ("1.0", "unknown", "pip")),
        ("pypi:other-kit", 7, ("unknown", "DE", "unknown")),
    ]
    assert not last.complete
    assert last.note == "2026-03.csv: 1 rows left out: no count (line 7); 1 rows left out: no date (line 6)"
    assert not read(Tables("kit", tmp_path), last.state)[0]


def test_the_forms_of_a_table_tell_the_same(tmp_path):
    rows = [{"day": "2026-03-01 23:00:00 UTC", "file_version": "1.0", "count": "12"}]
    forms = {
        "a.json": json.dumps(rows),
        "a.jsonl": json.dumps(rows[0]) + "\n\n",
        "a.csv": "day;file_version;count\n2026-03-01;1.0;12\n",
        "a.tsv": "date\tversion\tdownloads\n2026-03-02T02:00:00+08:00\t1.0\t12\n",
    }
    found = []
    for name, text in forms.items():
        (tmp_path / name).write_text(text, "utf-8")
        found.append(read(Tables("kit", tmp_path / name))[0])
    assert found[1:] == found[:-1]
    assert found[0][0].labels == {"version": "1.0"}


def test_a_corrected_number_keeps_its_id_so_that_it_cannot_double(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("date,count\n2026-03-01,10\n", "utf-8")
    first, last = read(Tables("kit", path))
    path.write_text("date,count\n2026-03-01,12\n2026-03-02,5\n", "utf-8")
    again = read(Tables("kit", path), last.state)[0]
    assert next(one.id for one in again) == first[0].id
    assert len({one.id for one in (*first, *again)}) == 2


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.json", "[1]"), ("a.json", "{"), ("a.jsonl", "1\n"), ("a.json", "[" * 100_000), ("a.jsonl", "9" * 5000)],
)
def test_what_is_no_table_is_told(tmp_path, name, text):
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(SourceUnreadable):
        read(Tables("kit", tmp_path))
