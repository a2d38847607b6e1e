"""How time and memory grow with rows, attributes and runs, for docs/limits.md.

    python -m bench.growth [--quick] [--write]

Every size is measured in a process of its own, step after step. Seconds are of the processor, over
all threads; memory is the most that the process held during a step, libraries and data included.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from bench.audit import decisions
from bench.compare import decided
from bench.many_runs import DATASET, STRATEGIES, many_runs
from bench.pages import DOCS, as_markdown, put
from fairlab.audit import audit_groups
from fairlab.causal import TwinSettings
from fairlab.compare.comparison import compare_people
from fairlab.data import telecom
from fairlab.experiment.individual_audit import audit_people
from fairlab.experiment.inquiry import inquiry_of_test_set
from fairlab.experiment.strategy import Strategy
from fairlab.learn import TunedXGB
from fairlab.record import Ledger

CSV, PAGE = DOCS / "limits.csv", DOCS / "limits.md"
STUDY = 536_243
SIZES = {
    "rows": (10_000, 50_000, 100_000, 200_000, STUDY),
    "attributes": (3, 9, 27),
    "runs": (100, 1_000, 10_000),
}
QUICK = {"rows": (5_000, 10_000), "attributes": (3, 9), "runs": (100,)}
FEW, MORE, DEPTH = 5, 45, 6
ROWS, METRICS = 100_000, tuple(f"test/metric_{i:02d}" for i in range(60))
STATUS, CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")
ONE = "import sys; from bench.growth import of; of(sys.argv[1], int(sys.argv[2]))"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="small sizes, to see that it works")
    parser.add_argument("--write", action="store_true", help="into docs/limits.csv and limits.md")
    options = parser.parse_args()
    sizes = QUICK if options.quick else SIZES
    found = pd.concat([in_a_process(what, size) for what, each in sizes.items() for size in each])
    print(laid_out(found))
    if options.write:
        found.to_csv(CSV, index=False, float_format="%.4g")
        put(PAGE, laid_out(pd.read_csv(CSV)))


def in_a_process(what: str, size: int) -> pd.DataFrame:
    """Measure one size; columns what, size, step, cpu_s and peak_mb."""
    asked = [sys.executable, "-c", ONE, what, str(size)]
    done = subprocess.run(asked, check=True, stdout=subprocess.PIPE, text=True)
    return pd.read_csv(StringIO(done.stdout))


def of(what: str, size: int) -> None:
    """Print the steps of one size as CSV."""
    columns = ["what", "size", "step", "cpu_s", "peak_mb"]
    print(",".join(columns))
    for step, work in STEPS[what](size):
        row = pd.DataFrame([(what, size, step, *cost(work))])
        row.to_csv(sys.stdout, index=False, header=False)
        sys.stdout.flush()


def cost(work: Callable[[], object]) -> tuple[float, float]:
    """Give the seconds of the processor and the megabytes at the peak."""
    CLEAR.write_text("5")  # Linux: the peak starts anew
    started = time.process_time()
    work()
    spent = time.process_time() - started
    line = next(line for line in STATUS.read_text().splitlines() if line.startswith("VmHWM"))
    return spent, int(line.split()[1]) / 1000


Steps = Iterator[tuple[str, Callable[[], object]]]


def steps_of_rows(size: int) -> Steps:
    """Go through a run: each step keeps what the next one needs."""
    import_module("xgboost")
    made = Made()
    yield "draw and check the table", lambda: made.keep("data", telecom(rows=size))
    yield "split", lambda: made.keep("parts", made.data.split(0))
    yield f"bin, and fit {FEW} trees", lambda: fit(made, FEW)
    yield f"bin, and fit {MORE} trees", lambda: fit(made, MORE)
    yield "audit 9 attributes on all rows", lambda: audit(made)
    yield "ask about people, 1 attribute", lambda: ask(made)
    made.keep("decided", decided(size))
    yield "compare 4 strategies, 9 attributes", lambda: compare_people(made.decided, "baseline")


class Made:
    """What steps have made."""

    def keep(self, name: str, value: object) -> None:
        setattr(self, name, value)


def fit(made: Made, trees: int) -> None:
    model = TunedXGB(trials=1, trees=trees, params={"max_depth": DEPTH, "learning_rate": 0.1})
    made.keep("fitted", Strategy("baseline", model).fit(made.parts, 0))


def audit(made: Made) -> None:
    y = made.data.y.to_numpy()
    audit_groups(y, decisions(y), made.data.groups().of(made.data.frame))


def ask(made: Made) -> None:
    asked = inquiry_of_test_set(made.fitted, made.parts)
    list(audit_people(asked, ["calculated_countrycode_nld"], TwinSettings()))


def steps_of_attributes(size: int) -> Steps:
    data = telecom(rows=ROWS)
    y, nine = data.y.to_numpy(), data.groups().of(data.frame)
    names = [f"{name} {i}" for i in range(size) for name in nine][:size]
    groups = pd.DataFrame({name: nine[name.split()[0]] for name in names})
    yield f"audit on {ROWS:,} rows", lambda: audit_groups(y, decisions(y), groups)


def steps_of_runs(size: int) -> Steps:
    with TemporaryDirectory() as folder:
        store = many_runs(Path(folder), size // len(STRATEGIES), METRICS)
        yield "read the runs", Ledger(store, DATASET).table


STEPS = {"rows": steps_of_rows, "attributes": steps_of_attributes, "runs": steps_of_runs}


def laid_out(found: pd.DataFrame) -> str:
    """Put sizes beside each other, a table for each thing that grows."""
    told = [f"{row.cpu_s:,.3g} s, {row.peak_mb:,.0f} MB" for row in found.itertuples()]
    tables = found.assign(told=told).groupby("what", sort=False)
    return "\n".join(as_markdown(_beside(str(what), table)) for what, table in tables)


def _beside(what: str, table: pd.DataFrame) -> pd.DataFrame:
    steps = table.groupby("step", sort=False)
    sizes = [f"{size:,} {what}" for size in table["size"].unique()]
    return pd.DataFrame([[step, *each["told"]] for step, each in steps], columns=["", *sizes])


if __name__ == "__main__":
    main()
