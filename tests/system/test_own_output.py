"""An output replaces an older one of fairlab's, and nothing else unless it is asked to."""

import json
import os
from pathlib import Path

import pandas as pd
import pytest

from fairlab.compare.plain_figure import plain_figure, save_figure
from fairlab.errors import RequestError
from fairlab.report.pages import Page, render
from fairlab.system.atomic_write import atomic_write
from fairlab.system.own_output import overwriting, refuse_foreign

HEAD_OF_0_1_0 = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>german_credit</title>
<style>
:root { color-scheme: light dark; --page: #fff; --card: #f6f8fa; --link: #0b62a8; --ink: #111; }
</style>
"""
OTHERS = {
    "html": "<!doctype html>\n<p>fairlab",
    "svg": '<?xml version="1.0"?>\n<svg><title>fairlab</title></svg>',
    "png": b"\x89PNG\r\n\x1a\nSoftware\0Matplotlib",
    "pdf": b"%PDF-1.4\n<< /Creator (Matplotlib) >>",
    "csv": "row,score,name\n1,2,3\n",
    "gz": b"\x1f\x8b no archive",
    "parquet": b"PAR1 no table",
    "md": "# fairlab\n",
    "json": '{"verdicts": [{"id": 1}]}',
}


def write(path, number):
    """Write an output as commands do; each number gives other content."""
    kind = path.suffix.removeprefix(".")
    table = pd.DataFrame({"row": range(number), "score": 0.5})
    if kind == "html":
        path.write_text(render(Page(f"Report {number}", "", [], [], [], "")))
    elif kind in ("svg", "png", "pdf"):
        with plain_figure(2, 1) as figure:
            figure.text(0, 0, str(number))
            save_figure(figure, path)
    elif kind == "parquet":
        table.to_parquet(path, index=False)
    elif kind == "md":
        path.write_text(f"### fair: gaps between groups\n\n{number}\n")
    elif kind == "json":
        rows = [{"verdict": "kept", "limit": number}] * (number - 1)
        path.write_text(json.dumps({"verdicts": rows}))
    else:
        table.to_csv(path, index=False)


def replaced(path):
    """Replace a file; whether it was."""
    before = path.read_bytes()
    with atomic_write(path) as part:
        write(part, 2)
    return path.read_bytes() != before


@pytest.mark.parametrize("kind", OTHERS)
def test_an_output_of_ours_is_replaced_and_no_other(tmp_path, kind):
    path = tmp_path / f"out.{kind}"
    write(path, 1)
    with overwriting(False):
        refuse_foreign(path)
        assert replaced(path)
        other = OTHERS[kind]
        path.write_bytes(other if isinstance(other, bytes) else other.encode())
        before = path.read_bytes()
        with pytest.raises(RequestError, match=f"(?s)out.{kind} is there.*left.*--overwrite"):
            replaced(path)
        assert path.read_bytes() == before
        assert os.listdir(tmp_path) == [path.name]
        with overwriting(True):
            assert replaced(path)


@pytest.mark.parametrize("kind", ["html", "svg", "png", "pdf", "json"])
def test_names_that_promise_a_mark_are_judged_before_anything_is_computed(tmp_path, kind):
    path = tmp_path / f"out.{kind}"
    path.write_text("{\n" if kind == "json" else "notes")
    with overwriting(False), pytest.raises(RequestError, match="not known to be an output"):
        refuse_foreign(path)
    with overwriting(False):
        refuse_foreign(path.with_name("new.html"))


def test_in_python_files_are_replaced_as_by_any_library(tmp_path):
    path = tmp_path / "out.html"
    path.write_text("notes")
    assert replaced(path)


def test_what_a_link_leads_to_and_an_unreadable_file_are_kept_and_an_empty_one_is_not(tmp_path):
    Path(tmp_path, "link.csv").symlink_to("notes.csv")
    notes = tmp_path / "notes.csv"
    notes.touch()
    with overwriting(False):
        assert replaced(tmp_path / "link.csv")
        notes.write_text("mine")
        with pytest.raises(RequestError, match=r"link.csv is there"):
            replaced(tmp_path / "link.csv")
    assert notes.read_text() == "mine"


def test_another_kind_of_ours_is_not_taken_for_the_same(tmp_path):
    page = tmp_path / "page.html"
    write(page, 1)
    with overwriting(False), pytest.raises(RequestError), atomic_write(page) as part:
        part.write_text("row,score\n")


def test_a_page_of_0_1_0_is_known_by_its_looks(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(HEAD_OF_0_1_0)
    with overwriting(False):
        assert replaced(page)
        page.write_text(HEAD_OF_0_1_0.replace("--card: #f6f8fa", "--card: #fff"))
        with pytest.raises(RequestError):
            replaced(page)
