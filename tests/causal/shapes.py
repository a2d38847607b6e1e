"""Worlds of several shapes, each with the true twin of everybody.

The attribute is ``a``, 0 or 1, the bad event ``bad``; the model reads all columns but ``a``.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd
import xgboost
from scipy.special import ndtr

from fairlab.causal.graph import Dag
from fairlab.data import Dataset

Columns = dict[str, np.ndarray]
SIX = ("x0", "x1", "x2", "x3", "x4", "x5")


class Shape(NamedTuple):
    """How people come about, as arrows and as equations from ``a`` and noise to columns."""

    edges: str
    grown: Callable[[np.ndarray, Columns], Columns]
    caused: bool = False
    selected: bool = False
    redrawn: float = 0.0

    @property
    def dag(self) -> Dag:
        return Dag.from_edges([tuple(edge.split(">")) for edge in self.edges.split()], ["a"])


class Drawn(NamedTuple):
    """Rows to learn from and to ask about, and the true twins of the latter."""

    train: Dataset
    test: Dataset
    twins: pd.DataFrame


def chain(a: np.ndarray, e: Columns) -> Columns:
    x = {"income": 0.7 * a + e["x0"]}
    x["debt"] = 0.8 * x["income"] + e["x1"]
    x["late"] = np.floor(np.exp(0.4 * x["debt"] + 0.5 * e["x2"]))
    return x


def hidden(a: np.ndarray, e: Columns) -> Columns:
    h = 0.8 * e["x5"]
    x = {"income": 0.6 * a + h + e["x0"], "debt": 0.5 * a + h + e["x1"]}
    x["owner"] = (0.8 * x["income"] - 0.4 * a + logit(e["x2"]) > 0).astype(int)
    return x


def collider(a: np.ndarray, e: Columns) -> Columns:
    x = {"tenure": e["x0"], "usage": 0.6 * a + 0.8 * e["x0"] + e["x1"]}
    x["plan"] = 0.7 * a + 0.7 * x["usage"] + e["x2"]
    return x


def hump(a: np.ndarray, e: Columns) -> Columns:
    x = {"age": 45 + 13 * e["x0"]}
    x["income"] = np.exp(0.6 * a - 0.6 * e["x0"] ** 2 + 0.5 * e["x1"])
    x["debt"] = -0.5 * np.log(x["income"]) + 0.4 * a + e["x2"]
    return x


def levels(a: np.ndarray, e: Columns) -> Columns:
    job = np.argmax(e["job"] + np.outer(a, [0.9, 0, -0.9, 0.6, -0.6]), axis=1)
    pay = np.array([0.0, 1.2, -0.8, 2.0, 0.4])[job] + 0.3 * a + 0.6 * e["x1"]
    term = np.argmax(e["term"] + np.outer(pay, [0, 0.9, -0.7]) + np.outer(job, [0, 0.3, 0]), axis=1)
    return {
        "job": np.array(["clerk", "cook", "driver", "nurse", "sales"])[job],
        "pay": pay,
        "term": np.array(["fixed", "open", "temp"])[term],
    }


def growing(a: np.ndarray, e: Columns) -> Columns:
    x = {"income": np.exp(10 + 0.5 * e["x0"] + 1.2 * a * ndtr(e["x0"]) ** 2)}
    x["debt"] = 0.4 * a + 0.5 * np.log(x["income"] / 3e4) + e["x1"]
    return x


def zeros(a: np.ndarray, e: Columns) -> Columns:
    late = logit(e["x0"]) > 1.2 - 0.9 * a
    gain = logit(e["x2"]) > 2.0 + 0.9 * a
    x = {"arrears": late * np.round(np.exp(6 + 0.5 * a + 0.8 * e["x1"]), 2)}
    x["gains"] = gain * np.round(np.exp(8 + 0.4 * a + 0.6 * e["x3"]))
    x["score"] = 0.5 * late - 0.3 * gain + 0.3 * a + e["x4"]
    return x


def interaction(a: np.ndarray, e: Columns) -> Columns:
    x = {"usage": e["x0"], "limit": 0.9 * (2 * a - 1) * e["x0"] + 0.6 * e["x1"]}
    x["swing"] = np.exp(0.7 * a) * e["x2"]
    return x


def common(a: np.ndarray, e: Columns) -> Columns:
    x = {"region": e["region"], "income": 0.2 * a + e["region"] + 0.6 * e["x0"]}
    x["debt"] = 0.2 * a + 0.6 * e["region"] - 0.4 * x["income"] + 0.6 * e["x1"]
    return x


SHAPES: Mapping[str, Shape] = {
    "chain": Shape("a>income income>debt debt>late", chain),
    "hidden": Shape("a>income a>debt a>owner income>owner", hidden),
    "collider": Shape("a>usage tenure>usage a>plan usage>plan", collider),
    "hump": Shape("a>income age>income income>debt a>debt", hump),
    "selected": Shape("a>income income>debt debt>late", chain, selected=True),
    "levels": Shape("a>job job>pay a>pay pay>term job>term", levels),
    "growing": Shape("a>income income>debt a>debt", growing),
    "zeros": Shape("a>arrears a>gains arrears>score gains>score a>score", zeros),
    "interaction": Shape("a>limit usage>limit a>swing", interaction),
    "common": Shape("region>a region>income a>income region>debt income>debt a>debt", common, True),
    "unshared": Shape("a>income income>debt debt>late", chain, redrawn=0.6),
}
BAD = {
    "chain": lambda x: 0.8 * x["debt"] - 0.5 * x["income"] + 0.2 * np.minimum(x["late"], 8),
    "hidden": lambda x: 0.9 * x["debt"] - 0.9 * x["income"] - 0.9 * x["owner"] + 1.2 * x["debt"],
    "collider": lambda x: x["plan"] - 0.4 * x["usage"] + 0.5 * x["tenure"],
    "hump": lambda x: x["debt"] - 0.4 * np.log(x["income"]) + 0.02 * (x["age"] - 45),
    "levels": lambda x: (
        1.5 * np.isin(x["job"], ["cook", "sales"]) - x["pay"] + (x["term"] == "temp")
    ),
    "growing": lambda x: x["debt"] - 1.2 * np.log(x["income"] / 3e4),
    "zeros": lambda x: 1.5 * (x["arrears"] > 300) - (x["gains"] > 2000) + x["score"],
    "interaction": lambda x: 1.2 * x["limit"] * x["usage"] + 0.7 * x["swing"],
    "common": lambda x: x["debt"] - x["income"] + 0.3 * x["region"],
}
BAD |= {"selected": BAD["chain"], "unshared": BAD["chain"]}


def people(name: str, rows: int, seed: int) -> Drawn:
    """Draw people of a shape, as many to learn from as to ask about."""
    shape, rng = SHAPES[name], np.random.default_rng([seed, 23])
    n = 3 * rows if shape.selected else 2 * rows
    noise = {x: rng.normal(size=n) for x in (*SIX, "region", "own", "event")}
    noise |= {"job": rng.gumbel(size=(n, 5)), "term": rng.gumbel(size=(n, 3))}
    a = (0.9 * noise["region"] * shape.caused + logit(noise["own"]) > 0).astype(int)
    other = {x: rng.normal(size=n) for x in SIX}
    kept = np.sqrt(1 - shape.redrawn)
    new = np.sqrt(shape.redrawn)
    twin_noise = noise | {x: kept * noise[x] + new * other[x] for x in SIX}
    plain = {f"n{i}": np.round(rng.normal(size=n), 2) for i in range(3)}

    def table(level: np.ndarray, noise: Columns) -> pd.DataFrame:
        columns = shape.grown(level.astype(float), noise)
        risk = BAD[name](columns) + plain["n0"] * 0.5 + logit(noise["event"])
        return pd.DataFrame({"a": level, **columns, **plain, "bad": (risk > 1.5).astype(int)})

    found, twins = table(a, noise), table(1 - a, twin_noise)
    if shape.selected:
        at = np.flatnonzero(found["income"] + 0.8 * found["a"] + rng.normal(size=n) > -0.2)
        at = at[: 2 * rows]
        found, twins = (each.iloc[at].reset_index(drop=True) for each in (found, twins))
    half = len(found) // 2
    train, test = (
        Dataset("people", part.reset_index(drop=True), "bad", ("a",), audit_only=("a",))
        for part in (found[:half], found[half:])
    )
    return Drawn(train, test, twins[half:].reset_index(drop=True))


class Trees:
    """Boosted trees that flag the highest scores; not told the attribute."""

    def __init__(self, train: Dataset, flagged: float = 0.2) -> None:
        settings = {"max_depth": 4, "eta": 0.15, "objective": "binary:logistic", "nthread": 1}
        data = xgboost.DMatrix(coded(train.frame), label=train.y)
        self.booster = xgboost.train(settings, data, num_boost_round=40)
        self.cut = np.quantile(self.booster.predict(data), 1 - flagged)

    def predict(self, frame: pd.DataFrame) -> np.ndarray:
        return self.booster.inplace_predict(coded(frame)) > self.cut


def coded(frame: pd.DataFrame) -> np.ndarray:
    words = {
        name: frame[name].map(ord_of)
        for name in frame
        if not pd.api.types.is_numeric_dtype(frame[name])
    }
    return frame.drop(columns=["a", "bad"]).assign(**words).to_numpy(float)


def ord_of(word: str) -> int:
    return sum(ord(letter) for letter in word)


def logit(normal: np.ndarray) -> np.ndarray:
    u = np.clip(ndtr(normal), 1e-12, 1 - 1e-12)
    return np.log(u / (1 - u))
