"""Audits of made-up groups, to be judged."""

import numpy as np
import pandas as pd

from fairlab.audit import audit_counts

CELLS = ["tn", "fp", "fn", "tp"]


def audit_of(**attributes):
    """Audit attributes that are given as one list of tn, fp, fn and tp per group."""
    return audit_counts(
        {
            name: pd.DataFrame(list(groups.values()), index=list(groups), columns=CELLS)
            for name, groups in attributes.items()
        }
    )


def drawn(rng, rows, base_rates, recalls, precisions):
    """Draw the cells of groups that have these rates.

    Poisson counts, so that hits are binomial both among the bad events and among the flags.
    """
    rows, base_rates, recalls, precisions = map(np.asarray, (rows, base_rates, recalls, precisions))
    expected = rows * base_rates * recalls
    caught = rng.poisson(expected)
    missed = rng.poisson(expected * (1 - recalls) / recalls)
    false = rng.poisson(expected * (1 - precisions) / precisions)
    clear = rows - caught - missed - false
    cells = np.column_stack([clear, false, missed, caught]).tolist()
    return {f"group{place}": each for place, each in enumerate(cells)}


def flips_of(attribute, **moves):
    """Make flip rates of flags that are dropped and raised on leaving each group."""
    rows = [
        {"attribute": attribute, "group": group, "to": "opposite", "rate": rate, "flips": flips}
        for group, (dropped, raised) in moves.items()
        for rate, flips in (("FR2", raised), ("FR3", dropped))
    ]
    return pd.DataFrame(rows)
