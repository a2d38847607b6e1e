"""Small tables of people who were judged out of fold."""

import numpy as np
import pandas as pd

from fairlab.audit.out_of_fold import OutOfFold


def judged(
    n: int = 400, seeds: int = 2, folds: int = 4, seed: int = 0, strategies: int = 2
) -> OutOfFold:
    rng = np.random.default_rng(seed)
    groups = pd.DataFrame(
        {
            "sex": rng.choice(["f", "m"], n),
            "age": pd.Categorical(rng.choice(["young", "mid", "old"], n), ["young", "mid", "old"]),
        }
    )
    y = (rng.random(n) < 0.3).astype(int)
    place = np.array([rng.permutation(n) % folds for _ in range(seeds)])
    risk = rng.normal(size=n) + y + 0.4 * (groups["sex"] == "m").to_numpy()
    names = ["plain", "fair", "third"][:strategies]
    scores = {name: np.round(risk + rng.normal(size=(seeds, n)) * 0.7, 1) for name in names}
    flags = {name: (made > 0.9).astype(int) for name, made in scores.items()}
    return OutOfFold(y, groups, place, flags, scores)
