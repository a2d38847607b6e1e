"""Every measurement beside its peer, as one table: python -m bench [--quick] [--write] [NAME ...].

Each file of this folder that has ``rows(quick)`` is run in a process of its own, so that one
measurement leaves no memory and no imports behind for the next.
"""

import argparse
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

HERE = Path(__file__).parent
DOCS = HERE.parent / "docs"
CSV = DOCS / "performance.csv"
COLUMNS = ["name", "ours_s", "peer_s", "ratio", "goal", "note"]
ONE = """
import importlib, sys
importlib.import_module(sys.argv[1]).rows(quick=sys.argv[2] == "quick").to_csv(sys.argv[3])
"""


def names() -> list[str]:
    """Name the measurements: the files that have a function ``rows``."""
    files = sorted(HERE.glob("[a-z]*.py"))
    return [file.stem for file in files if "\ndef rows(" in file.read_text()]


def measure(name: str, quick: bool) -> pd.DataFrame:
    """Run one measurement in a process of its own."""
    with TemporaryDirectory() as folder:
        result = Path(folder, "rows.csv")
        about = [f"bench.{name}", "quick" if quick else "full", str(result)]
        subprocess.run([sys.executable, "-c", ONE, *about], check=True, cwd=HERE.parent)
        return pd.read_csv(result, index_col=0)[COLUMNS].assign(bench=name)


def draw(table: pd.DataFrame, file: Path) -> None:
    """Draw how many times faster each row is than its peer."""
    from matplotlib.figure import Figure

    shown = table.dropna(subset=["ratio"]).iloc[::-1]
    figure = Figure(figsize=(9, 1 + 0.32 * len(shown)), layout="constrained", facecolor="white")
    axes = figure.subplots()
    axes.barh(shown["name"], shown["ratio"], color="#0072b2")
    for place, ratio in enumerate(shown["ratio"]):
        axes.text(ratio * 1.05, place, f"{ratio:,.3g}", va="center")
    axes.set_xscale("log")
    axes.axvline(1, color="#59636e", linewidth=1)
    axes.set_xlabel("times faster than the peer")
    axes.spines[["top", "right", "left"]].set_visible(False)
    figure.savefig(file, dpi=130)


def show(table: pd.DataFrame) -> None:
    """Print the table; a peer that was not measured has no ratio."""
    from rich.console import Console
    from rich.table import Table

    shown = Table("", "ours (s)", "peer (s)", "ratio", "goal", "what was done")
    for row in table.itertuples():
        numbers = [f"{x:,.3g}" if pd.notna(x) else "" for x in (row.ours_s, row.peer_s, row.ratio)]
        texts = ["" if pd.isna(text) else str(text) for text in (row.goal, row.note)]
        shown.add_row(row.name, *numbers, *texts)
    Console().print(shown)


def main() -> None:
    """Measure what was asked for, print it and, if asked, keep it in docs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *names()], help="which; all if left out")
    parser.add_argument("--quick", action="store_true", help="small sizes, to see that it works")
    parser.add_argument("--write", action="store_true", help="into docs/performance.csv")
    options = parser.parse_args()
    table = pd.concat(
        [measure(name, options.quick) for name in options.names or names()], ignore_index=True
    )
    show(table)
    if options.write:
        if options.names and CSV.exists():
            before = pd.read_csv(CSV)
            table = pd.concat([before[~before["bench"].isin(options.names)], table])
        table.to_csv(CSV, index=False, float_format="%.4g")
        draw(table, DOCS / "figures" / "performance.png")


if __name__ == "__main__":
    main()
