"""The wheel holds all that fairlab reads, and works in an empty folder without a checkout."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
TRIED = """
import sys
from pathlib import Path
import fairlab
from fairlab.__main__ import main
from fairlab.data import fetch
from fairlab.experiment.scripts import find_strategies, script_names

assert Path(fairlab.__file__).parents[1] == Path(sys.argv.pop()), fairlab.__file__
print(len(find_strategies(script_names())), fairlab.load("adult").rows, len(fetch.names()))
sys.argv = ["fairlab", "demo", "--help"]
main()
"""


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    """Build the wheel from this tree, and unpack it as pip does."""
    folder = tmp_path_factory.mktemp("wheel")
    built = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(built, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("fairlab-*.whl")
    with ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def files(folder):
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)) for path in found if path.parent.name != "__pycache__"}


def test_it_holds_every_file_of_the_package_and_every_strategy(unpacked):
    scripts = {f"experiments/{path.name}" for path in (ROOT / "experiments").glob("*.py")}
    assert files(unpacked / "fairlab") == files(ROOT / "fairlab") | scripts
    assert {"py.typed", "data/embedded/taiwan.parquet"} <= files(unpacked / "fairlab")
    (about,) = unpacked.glob("*.dist-info")
    assert "fairlab = fairlab.__main__:main" in (about / "entry_points.txt").read_text()


def test_it_works_from_an_empty_folder(unpacked, tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", TRIED, str(unpacked)], cwd=tmp_path, check=True,
        env={"PYTHONPATH": str(unpacked)}, capture_output=True, text=True,
    )  # fmt: skip
    strategies = len(list((ROOT / "experiments").glob("[!_]*.py")))
    assert done.stdout.startswith(f"{strategies} 48842 ")
    assert "--seeds 2 --search none --budget 0.05" in " ".join(done.stdout.split())
