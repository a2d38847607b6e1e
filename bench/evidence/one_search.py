"""What one search for all folds and seeds leaves to another seed, and what another search finds.

The usual strategies as in ``another_seed``. The other search is that of seed 1, which no option
names: a seed with its own search is held against another with another.
"""

from tempfile import TemporaryDirectory
from unittest.mock import patch

import pandas as pd

from bench.evidence.another_seed import SETTING, by_twos, of_pairs, some_seeds
from bench.evidence.recorded import decided_in, swept
from fairlab import sweep
from fairlab.experiment import fit_spec

REPETITIONS = 3
TRIALS = 5
ONCE, OWN = SETTING.format("once"), "telecom, 30,000 rows, each seed its own for all folds"


def rows(repetitions: int) -> pd.DataFrame:
    """Hold one seed against another, two against two, and one search against another."""
    seeds = str(2 * max(2, repetitions))
    with TemporaryDirectory() as folder:
        options = ["--seeds", seeds, "--search", "once", "--trials", str(TRIALS)]
        data = decided_in(swept(folder, *options))
    made = of_pairs(by_twos(data), "another seed", ONCE, "at most .01")
    made += of_pairs(by_twos(data, 2), "another seed", f"{ONCE}, two seeds", "at most .01")
    with TemporaryDirectory() as folder, patch.object(fit_spec, "FIXED", 1):
        asked = {"search": "once", "trials": TRIALS, "budget": 0.05}
        found = sweep(list(data.decisions), "telecom", [1], f"{folder}/mlflow.db", **asked)
        other = decided_in(found.store)
    pair = some_seeds(data, 0), some_seeds(other, 0)
    return pd.DataFrame(made + of_pairs([pair], "another search", OWN))
