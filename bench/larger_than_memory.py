"""An audit of a table of many files that is counted in pieces: seconds and memory.

    python -m bench.larger_than_memory [--rows 100000000] [--scores]

Nine attributes of 2 to 12 levels, three of them text, ten files of Parquet in a folder of its own
(0.8 GB for 100 million rows), which is gone afterwards. Drawing them takes longer than the audit.
"""

import argparse
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from bench.growth import cost

LEVELS, TEXT, FILES = (2, 2, 3, 4, 5, 6, 2, 8, 12), (2, 5, 8), 10
GROUPS = tuple(f"a{place}" for place in range(len(LEVELS)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=10**8)
    parser.add_argument("--scores", action="store_true", help="rank people too")
    options = parser.parse_args()
    print(measured(options.rows, options.scores))


def measured(rows: int, scores: bool = False) -> str:
    """Audit a table of so many rows, and say what it took."""
    import fairlab

    asked = {"label": "default", "decision": "flagged", "approve": 0}
    with TemporaryDirectory() as folder:
        for place in range(FILES):
            pq.write_table(drawn(rows // FILES, place), Path(folder, f"{place}.parquet"))
        found, started = [], time.monotonic()
        how = asked | ({"score": "score"} if scores else {})
        spent, peak = cost(lambda: found.append(fairlab.audit_table(folder, groups=GROUPS, **how)))
        clock = time.monotonic() - started
    return (
        f"{found[0].source.rows:,} rows, {len(found[0].statements)} statements: {clock:.0f} s by "
        f"the clock, {spent:.0f} s of the processor, {peak / 1000:.2f} GB"
    )


def drawn(rows: int, seed: int) -> pa.Table:
    """Draw people, of whom 1.7 % have the bad event and 6 % are flagged."""
    rng = np.random.default_rng([7, seed])
    risk, columns = rng.standard_normal(rows, dtype=np.float32), {}
    for place, (name, size) in enumerate(zip(GROUPS, LEVELS, strict=True)):
        share = rng.random(rows, dtype=np.float32) ** (1 + 0.3 * (place % 3))
        level = np.minimum((share * size).astype(np.int8), size - 1)
        risk += 0.05 * (level - size / 2) / size
        names = [f"level {one}" for one in range(size)]
        text = place in TEXT
        columns[name] = pa.DictionaryArray.from_arrays(level, names) if text else pa.array(level)
    bad = risk + rng.standard_normal(rows, dtype=np.float32) > 2.9
    score = 1 / (1 + np.exp(3.5 - 1.2 * risk))
    flagged = score > 0.15
    return pa.table(
        columns
        | {"default": pa.array(bad.astype(np.int8)), "flagged": pa.array(flagged.astype(np.int8))}
        | {"score": pa.array(score.astype(np.float32))}
    )


if __name__ == "__main__":
    main()
