"""Fair-SMOTE again as plain loops over rows and attributes, fed with the same draws."""

import math

import numpy as np
import pandas as pd
import pytest

from fairlab.mitigate import FairSMOTE
from fairlab.seeds import seed_for

NUMBERS = ["income", "debt", "children"]


def people(rows=90):
    rng = np.random.default_rng(8)
    table = pd.DataFrame(
        {
            "income": rng.normal(50, 20, rows),
            "debt": rng.exponential(9, rows),
            "children": rng.integers(0, 9, rows),
            "card": rng.random(rows) < 0.4,
            "owner": rng.choice(["yes", "no"], rows),
            "job": rng.choice(["a", "b", "c", "d"], rows),
            "sex": rng.choice(["f", "m"], rows, p=[0.4, 0.6]),
        }
    )
    table.loc[rng.random(rows) < 0.1, ["debt", "job"]] = None
    return table, (rng.random(rows) < 0.3).astype(int)


X, Y = people()


def place(row):
    point = []
    for name in [*NUMBERS, "card"]:
        known = [float(v) for v in X[name] if not pd.isna(v)]
        mean = sum(known) / len(known)
        spread = math.sqrt(sum((v - mean) ** 2 for v in known) / len(known))
        value = X[name][row]
        value = float(np.median(known)) if pd.isna(value) else float(value)
        point.append((value - mean) / spread)
    return point


def children_of(parent, cell):
    others = [row for row in cell if row != parent]
    others.sort(key=lambda row: math.dist(place(row), place(parent)))
    return others[0], others[1]


def draws_of(name, mode, cell, count):
    """The random numbers of a cell: its parents, and those of each column."""

    def rng(*step):
        return np.random.default_rng(seed_for(11, "cell", name, *step))

    parents = [cell[i] for i in rng("parents").integers(len(cell), size=count)]
    drawn = {}
    for column in X.columns[:-1]:
        draws = rng("value", column)
        if mode == "paper":
            chance = draws.random(count) if column in NUMBERS else None
            chosen = draws.integers(3, size=count) if column == "job" else None
            if column in ("card", "owner"):
                chance, thirds = draws.random((count, 2)).T
                chosen = np.floor(3 * thirds).astype(int)
        else:
            chance = draws.random(count) if column == "card" else None
            chosen = draws.integers(3, size=count) if column in ("owner", "job") else None
        drawn[column] = chance, chosen
    return parents, drawn


def paper_value(column, p, c1, c2, chance, chosen):
    if pd.isna(p) or pd.isna(c1) or pd.isna(c2):
        return p
    if column == "job" or (column in ("card", "owner") and chance < 0.7):
        return (p, c1, c2)[chosen]
    if column in NUMBERS and chance < 0.7:
        value = p + 0.6 * (c1 - c2)
        value = min(max(value, X[column].min()), X[column].max())
        return round(value) if column == "children" else value
    return p


def reference_value(column, p, c1, c2, chance, chosen):
    if column == "card":
        return p if chance >= 0.7 else not p
    if pd.isna(p) or pd.isna(c1) or pd.isna(c2):
        return p
    if column in ("owner", "job"):
        return (p, c1, c2)[chosen]
    value = abs(p + 0.6 * (c1 - c2))
    return round(value) if column == "children" else value


def slow(mode, value_of):
    cells = {}
    for row in range(len(X)):
        cells.setdefault((X.sex[row], Y[row]), []).append(row)
    goal = max(len(cell) for cell in cells.values())
    made, labels = [], []
    for (sex, label), cell in sorted(cells.items()):
        count = goal - len(cell)
        if count == 0:
            continue
        parents, drawn = draws_of(f"sex={sex}, label={label}", mode, cell, count)
        for i, p in enumerate(parents):
            c1, c2 = children_of(p, cell)
            row = {}
            for column, (chance, chosen) in drawn.items():
                one = None if chance is None else chance[i]
                which = None if chosen is None else chosen[i]
                three = (X[column][r] for r in (p, c1, c2))
                row[column] = value_of(column, *three, one, which)
            made.append({**row, "sex": sex})
            labels.append(label)
    return pd.DataFrame(made), labels


@pytest.mark.parametrize(
    ("mode", "value_of"), [("paper", paper_value), ("reference", reference_value)]
)
def test_the_sampler_makes_the_rows_of_the_plain_loop(mode, value_of):
    sampler = FairSMOTE("sex", crossover=0.7, mutation=0.6, mode=mode, random_state=11)
    X_new, y_new = sampler.fit_resample(X, Y)
    rows, labels = slow(mode, value_of)
    made = X_new.iloc[len(X) :].reset_index(drop=True)
    pd.testing.assert_frame_equal(made, rows.astype(X.dtypes), rtol=1e-12)
    assert list(y_new[len(X) :]) == labels
    assert len(labels) > 50
