"""Every measurement beside its peer, as one table.

    python -m bench [--quick] [--write] [--without NAME] [NAME ...]

Each file of this folder that has ``rows(quick)`` is run in a process of its own, so that one
measurement leaves no memory and no imports behind for the next. With ``--write`` each is kept in
docs/performance.csv as soon as it is there, with the version that it is of; the page and the figure
are then made from that file.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from bench.pages import DOCS, as_markdown, cell, performance, put
from fairlab import __version__

HERE = Path(__file__).parent
CSV, PAGE = DOCS / "performance.csv", DOCS / "performance.md"
COLUMNS = ["name", "ours_s", "peer_s", "ratio", "goal", "note"]
ONE = """
import importlib, sys
importlib.import_module(sys.argv[1]).rows(quick=sys.argv[2] == "quick").to_csv(sys.argv[3])
"""


def names() -> list[str]:
    """Name the measurements: the files that have a function ``rows``."""
    files = sorted(HERE.glob("[a-z]*.py"))
    return [file.stem for file in files if "\ndef rows(" in file.read_text()]


def usual() -> list[str]:
    """Name those that are measured without being asked for."""
    return [n for n in names() if "\nONLY_WHEN_ASKED" not in (HERE / f"{n}.py").read_text()]


def measure(name: str, quick: bool) -> pd.DataFrame:
    """Run one measurement in a process of its own."""
    with TemporaryDirectory() as folder:
        result = Path(folder, "rows.csv")
        about = [f"bench.{name}", "quick" if quick else "full", str(result)]
        # causal-learn's graph depends on the hashes of names.
        same = {**os.environ, "PYTHONHASHSEED": "0", "MLFLOW_DISABLE_TELEMETRY": "true"}
        started = time.monotonic()
        subprocess.run([sys.executable, "-c", ONE, *about], check=True, cwd=HERE.parent, env=same)
        print(f"{name}: measured in {time.monotonic() - started:,.0f} s", flush=True)
        return pd.read_csv(result, index_col=0)[COLUMNS].assign(bench=name, version=__version__)


def keep(table: pd.DataFrame) -> None:
    """Put the rows of a measurement in the place of its earlier ones."""
    if CSV.exists():
        before = pd.read_csv(CSV)
        table = pd.concat([before[~before["bench"].isin(table["bench"])], table])
    ordered = table.sort_values("bench", kind="stable")
    ordered.to_csv(CSV, index=False, float_format="%.4g")


def draw(table: pd.DataFrame, file: Path) -> None:
    """Draw how many times faster each row is than its peer."""
    from matplotlib.figure import Figure

    # A ratio to what memory could deliver is a limit, and no peer.
    peers = table[table["bench"] != "bounds"]
    shown = peers.dropna(subset=["ratio"]).iloc[::-1]
    figure = Figure(figsize=(9, 1 + 0.32 * len(shown)), layout="constrained", facecolor="white")
    axes = figure.subplots()
    axes.barh(shown["name"], shown["ratio"] - 1, left=1, color="#0072b2")
    for place, ratio in enumerate(shown["ratio"]):
        text = f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.1f}"
        axes.text(max(ratio, 1) * 1.05, place, text, va="center")
    axes.set_xscale("log")
    axes.axvline(1, color="#59636e", linewidth=1)
    axes.margins(y=0.01)
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.set_xlabel("times faster than the peer")
    axes.spines[["top", "right", "left"]].set_visible(False)
    figure.savefig(file, dpi=130)


def show(table: pd.DataFrame) -> None:
    """Print the table; a peer that was not measured has no ratio."""
    from rich.console import Console
    from rich.table import Table

    named = performance(table)
    shown = Table(*named.columns)
    for row in named.to_numpy(object):
        shown.add_row(*map(cell, row))
    Console().print(shown)


def main() -> None:
    """Measure what was asked for, print it and, if asked, keep it in docs."""
    options = parser().parse_args()
    found, failed = [], []
    for name in [one for one in options.names or usual() if one not in options.without]:
        try:
            found.append(measure(name, options.quick))
        except subprocess.CalledProcessError:
            failed.append(name)  # it has told why, and the others are measured all the same
            continue
        if options.write:
            keep(found[-1])
    if found:
        show(pd.concat(found))
    if options.write:
        lay_out(pd.read_csv(CSV))
    if failed:
        sys.exit(f"Not measured: {', '.join(failed)}")


def lay_out(table: pd.DataFrame) -> None:
    """Make the page's table and the figure anew from what is kept."""
    put(PAGE, as_markdown(performance(table)))
    draw(table, DOCS / "figures" / "performance.png")


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="python -m bench", description=__doc__.splitlines()[0])
    made.add_argument(
        "names", nargs="*", choices=[*names(), []], metavar="NAME", help=", ".join(names())
    )
    made.add_argument("--without", action="append", default=[], choices=names(), metavar="NAME")
    made.add_argument("--quick", action="store_true", help="small sizes, to see that it works")
    made.add_argument("--write", action="store_true", help="into docs/performance.csv and .md")
    return made


if __name__ == "__main__":
    main()
