"""What a terminal has no characters for is written with others, and never ends a command."""

import os
import subprocess
import sys

import pytest

FIGURES = "y_true,score,sex\n" + "1,.9,f\n0,.2,m\n0,.8,f\n1,.7,m\n" * 30


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_an_audit_is_printed_without_lines_of_unicode_and_on_no_width(tmp_path, encoding):
    (tmp_path / "preds.csv").write_text(FIGURES)
    command = [sys.executable, "-m", "fairlab", "audit", "preds.csv", "--threshold", ".5"]
    ended = subprocess.run(
        command, cwd=tmp_path, capture_output=True, encoding=encoding,
        env=os.environ | {"PYTHONIOENCODING": encoding, "COLUMNS": "0"},
    )  # fmt: skip
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "gaps between groups" in ended.stdout


@pytest.mark.slow
def test_a_reader_who_is_gone_is_no_verdict_on_a_limit(tmp_path):
    (tmp_path / "preds.csv").write_text(FIGURES)
    asked = "audit preds.csv --label y_true --score score --threshold .5 --groups sex --max"
    command = [sys.executable, "-m", "fairlab", *asked.split(), "fair.sex/recall_parity=.9"]
    process = subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    process.stdout.close()
    assert process.wait() == 141
    assert b"Traceback" not in process.stderr.read()
    process.stderr.close()
