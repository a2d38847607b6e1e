"""How often the gate says what is so, and how often what is not: limits on groups, by simulation.

    python -m bench.gate_evidence [--worlds N]

Two groups or more are drawn with known recalls, and a recall parity of at most 0.2 is asked of
them. The table goes into docs/evidence.md.
"""

import argparse
from collections.abc import Iterator

import numpy as np
import pandas as pd

from bench.pages import as_markdown
from fairlab.gate.pairs_of_groups import hold_ratios
from fairlab.gate.verdicts import BROKEN, KEPT

RECALL, LEAST = 0.4, 0.8
SPLITS = {"65/35": (718, 387), "90/10": (994, 111), "567/300": (567, 300)}
FEW = {"15 and 300": (15, 300), "40 and 60": (40, 60)}
MANY = {"4 of 276": (276,) * 4, "900/100/60/45": (900, 100, 60, 45)}
TRUTHS = {"equal": 1.0, "at the limit": LEAST, "half": 0.5}


def scenes() -> Iterator[dict]:
    """List what is drawn: the groups, and which of them is caught less often."""
    for name, size in (SPLITS | FEW | MANY).items():
        for truth, factor in TRUTHS.items():
            for less in {"equal": (0,)}.get(truth, (0, len(size) - 1)):
                recall = np.full(len(size), RECALL)
                recall[less] *= factor
                of = "" if truth == "equal" else f"{size[less]:,}"
                yield {"frauds": name, "truth": truth, "less caught": of, "size": size,
                       "recall": recall}  # fmt: skip


def shares(size: tuple[int, ...], recall: np.ndarray, worlds: int, seed: int) -> dict[str, float]:
    """Draw worlds and count the verdicts; worlds with the same counts are judged once."""
    rng = np.random.default_rng(seed)
    drawn, times = np.unique(rng.binomial(size, recall, (worlds, len(size))), axis=0,
                             return_counts=True)  # fmt: skip
    said = np.array([hold_ratios(hits, np.array(size), LEAST).verdict for hits in drawn])
    return {one: float(times[said == one].sum() / worlds) for one in (KEPT, BROKEN)}


def measured(worlds: int) -> pd.DataFrame:
    """Measure every scene."""
    rows = []
    for seed, scene in enumerate(scenes()):
        size, recall = scene.pop("size"), scene.pop("recall")
        found = shares(size, recall, worlds, seed)
        error = max((share * (1 - share) / worlds) ** 0.5 for share in found.values())
        rows.append(scene | found | {"Monte Carlo error": error})
    return pd.DataFrame(rows)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.gate_evidence", description=__doc__)
    parser.add_argument("--worlds", type=int, default=4000)
    print(as_markdown(measured(parser.parse_args().worlds)))


if __name__ == "__main__":
    main()
