"""How often bands and answers are right, by simulation: figures, and the page that holds them.

    python -m bench.evidence [--quick] [--write] [--repetitions N] [NAME ...]

Each file beside this one that has ``rows(repetitions)`` is a simulation. With ``--write`` each is
kept in docs/evidence.csv as soon as it is there, with the state of the code that it is of, and the
page is made from that file.
"""

import argparse
import subprocess
from importlib import import_module
from pathlib import Path

import pandas as pd

from bench.evidence.figures import COLUMNS as OF_A_FIGURE
from bench.pages import DOCS, as_markdown, put
from fairlab import __version__

HERE = Path(__file__).parent
CSV, PAGE = DOCS / "evidence.csv", DOCS / "evidence.md"
QUICK = 4
COLUMNS = [*OF_A_FIGURE, "code"]
LAST_CHANGE = ["git", "log", "-1", "--format=%h", "--", "fairlab"]


def names() -> list[str]:
    """Name the simulations."""
    files = sorted(HERE.glob("[a-z]*.py"))
    return [file.stem for file in files if "\ndef rows(" in file.read_text()]


def code() -> str:
    """Name the version, and the last commit that changed the package."""
    last = subprocess.run(LAST_CHANGE, check=True, capture_output=True, text=True, cwd=DOCS.parent)
    return f"{__version__} at {last.stdout.strip()}"


def keep(made: pd.DataFrame) -> None:
    """Put the figures of a simulation in the place of its earlier ones, and make the page anew."""
    if CSV.exists():
        before = pd.read_csv(CSV)
        made = pd.concat([before[~before["simulation"].isin(made["simulation"])], made])
    ordered = made.sort_values("simulation", kind="stable")
    ordered.to_csv(CSV, index=False, float_format="%.4g")
    put(PAGE, laid_out(pd.read_csv(CSV)))


def laid_out(table: pd.DataFrame) -> str:
    """Lay out the figures as the page shows them; what single metrics do is in the file alone."""
    shown = table[~table["figure"].str.startswith("one statement:")]
    return as_markdown(shown[COLUMNS].rename(columns={"error": "Monte Carlo error"}))


def main() -> None:
    """Simulate what was asked for, print it and, if asked, keep it in docs."""
    parser = argparse.ArgumentParser(prog="python -m bench.evidence", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*names(), []], metavar="NAME",
                        help=", ".join(names()))  # fmt: skip
    parser.add_argument("--quick", action="store_true", help="few cases, to see that it works")
    parser.add_argument("--repetitions", type=int, help="cases of each setting")
    parser.add_argument("--write", action="store_true", help="into docs/evidence.csv and .md")
    options = parser.parse_args()
    for name in options.names or names():
        simulation = import_module(f"bench.evidence.{name}")
        usual = QUICK if options.quick else simulation.REPETITIONS
        made = simulation.rows(options.repetitions or usual).assign(simulation=name, code=code())
        print(as_markdown(made[COLUMNS]), flush=True)
        if options.write:
            keep(made[["simulation", *COLUMNS]])


if __name__ == "__main__":
    main()
