"""Rules that keep a budget, found as files, and people to try them on."""

from pkgutil import iter_modules

import numpy as np
import pandas as pd

from fairlab.mitigate import rules
from fairlab.mitigate.budgeted_rule import BudgetedRule
from fairlab.mitigate.rules import rule_class
from fairlab.mitigate.rules.single_threshold import SingleThreshold


def every_rule() -> list[type]:
    """The class of each file; one that leaves it to others how a threshold is chosen is none."""
    classes = [
        rule_class("".join(part.title() for part in module.name.split("_")))
        for module in iter_modules(rules.__path__)
    ]
    return [kind for kind in classes if kind is not SingleThreshold]


BUDGETED = [kind for kind in every_rule() if issubclass(kind, BudgetedRule)]


def filled(kind: type, **settings):
    """A rule with what a strategy fills in."""
    params = kind().get_params()
    known = {"sensitive": ("sex",), "features": ("income",)}
    return kind(**settings, **{n: v for n, v in known.items() if n in params})


def people(rows: int, seed: int, lift: float = 0.2):
    rng = np.random.default_rng(seed)
    sex = rng.choice(["f", "m"], rows)
    income, amount = rng.normal(sex == "m", 1), rng.integers(1, 30, rows)
    frame = pd.DataFrame({"sex": sex, "income": income, "amount": amount})
    y = (rng.random(rows) < 0.2).astype(int)
    score = (0.4 * y + lift * (sex == "m") + 0.4 * rng.random(rows)) / 1.2
    return y, score, frame
