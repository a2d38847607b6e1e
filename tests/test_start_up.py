"""Help is there at once: nothing heavy is imported before it is needed."""

import json
import os
import subprocess
import sys

import pytest

SECONDS_OF_CPU = 0.5
LIGHT = ["click", "fairlab"]
ASK = """
import json, sys
before = set(sys.modules)
from fairlab.cli import main
sys.argv = ["fairlab", *sys.argv[1:]]
try:
    main()
except SystemExit as ended:
    assert ended.code == 0, ended.code
packages = {name.partition(".")[0] for name in set(sys.modules) - before}
print(json.dumps(sorted(packages - sys.stdlib_module_names)))
"""


# The metrics that help lists are defined with numpy, which takes a tenth of a second.
LISTING = [*LIGHT, "numpy"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "light"),
    [*[([name], LIGHT) for name in ("sweep", "ui", "data")], ([], LIGHT)]
    + [([name], LISTING) for name in ("compare", "gate")],
)
def test_help_imports_click_alone(command, light):
    asked = [sys.executable, "-c", ASK, *command, "--help"]
    done = subprocess.run(asked, capture_output=True, text=True, check=True)
    assert "Usage: fairlab" in done.stdout
    assert json.loads(done.stdout.splitlines()[-1]) == light


@pytest.mark.slow
def test_an_audit_of_a_file_imports_no_library_of_models(tmp_path):
    rows = "1,1,f\n0,0,m\n0,1,f\n1,0,m\n" * 30
    (tmp_path / "preds.csv").write_text("y_true,flagged,sex\n" + rows)
    asked = [sys.executable, "-c", ASK, "audit", "preds.csv"]
    done = subprocess.run(asked, cwd=tmp_path, capture_output=True, text=True, check=True)
    heavy = {"sklearn", "matplotlib", "mlflow", "xgboost"}
    assert heavy.isdisjoint(json.loads(done.stdout.splitlines()[-1]))


def test_help_takes_less_than_half_a_second_of_cpu():
    def seconds() -> float:
        before = os.times()
        command = [sys.executable, "-m", "fairlab", "--help"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        after = os.times()
        return sum(after[2:4]) - sum(before[2:4])

    assert any(seconds() < SECONDS_OF_CPU for _ in range(3))
