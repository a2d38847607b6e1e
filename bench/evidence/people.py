"""Invented people, linear models that judge them, and the designs in which they do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from fairlab.audit.out_of_fold import OutOfFold
from fairlab.stats.moments import Design

WEIGHTS = np.array([0.6, 0.5, 0.4, 0.4, 0.3, 0.3, 0.2, 0.2])
RARITY, FLAGGED, HELD = -1.9, 0.15, 0.2
FOLDS, LATER, TESTED = 5, 0.5, 4
KNOWN_CUT = 2.0
DESIGNS: dict[str, Design] = {
    "folds": "folds", "rolling origin": "rolling", "holdout, drawn": "holdout",
    "holdout, fixed test part": "holdout",
}  # fmt: skip


@dataclass(frozen=True)
class People:
    """Features, the bad event and groups."""

    x: np.ndarray
    y: np.ndarray
    groups: pd.DataFrame


@dataclass(frozen=True)
class Linear:
    """Ridge regression on four fifths of the rows, cut where it flags a share of the others.

    ``seed`` is that of its first repeat; ``drawn`` is how many of its columns a model looks at,
    each model others: a restless learner.
    """

    seed: int = 0
    columns: tuple[int, ...] = tuple(range(len(WEIGHTS)))
    drawn: int = len(WEIGHTS)

    def judge(self, people: People, seen: np.ndarray, rng: np.random.Generator) -> tuple:
        """Score everybody and decide, having learned from those who are seen."""
        rows = rng.permutation(seen)
        held, train = np.split(rows, [int(HELD * len(rows))])
        columns = rng.permutation(self.columns)[: self.drawn]
        x, y = people.x[:, columns], people.y[train]
        centred = x[train] - x[train].mean(axis=0)
        gram = centred.T @ centred + np.eye(len(columns))
        score = x @ np.linalg.solve(gram, centred.T @ (y - y.mean()))
        return score, score >= np.quantile(score[held], 1 - FLAGGED)


@dataclass(frozen=True)
class Known:
    """The true risk seen through noise of its own, cut at a fixed score: a model that is given.

    Two of them with other seeds are equal models: of nothing do they differ but by chance.
    """

    seed: int = 0

    def judge(self, people: People, seen: np.ndarray, rng: np.random.Generator) -> tuple:
        """Score everybody and decide, having learned from nobody."""
        score = people.x @ WEIGHTS + rng.normal(size=len(people.y))
        return score, score >= KNOWN_CUT


def draw_people(rng: np.random.Generator, n: int) -> People:
    """Draw people of two sexes, three ages and two origins, a fifth of whom are bad events."""
    groups = pd.DataFrame(
        {
            "sex": rng.choice(["f", "m"], n),
            "age": rng.choice(["young", "mid", "old"], n, p=[0.4, 0.35, 0.25]),
            "origin": rng.choice(["here", "elsewhere"], n, p=[0.8, 0.2]),
        }
    )
    x = rng.normal(size=(n, len(WEIGHTS)))
    shifts = {0: groups["sex"] == "f", 1: groups["age"] == "old", 2: groups["origin"] != "here"}
    for column, shifted in shifts.items():
        x[:, column] += 0.6 * shifted
    risk = 1 / (1 + np.exp(-(RARITY + x @ WEIGHTS)))
    return People(x, (rng.random(n) < risk).astype(np.int8), groups)


def judged(
    people: People, learners: Mapping[str, Linear | Known], design: str, seeds: int, table: int
) -> OutOfFold:
    """Let learners judge people as a design of the product does."""
    folds = np.array([_places(people, design, seed, table) for seed in range(seeds)])
    scores = {name: np.full(folds.shape, np.nan) for name in learners}
    flagged = {name: np.zeros(folds.shape, np.int8) for name in learners}
    for name, learner in learners.items():
        for seed, model, seen, tested in _models(folds, design):
            rng = np.random.default_rng([table, learner.seed + seed, model])
            score, flag = learner.judge(people, seen, rng)
            scores[name][seed, tested], flagged[name][seed, tested] = score[tested], flag[tested]
    return OutOfFold(people.y, people.groups, folds, flagged, scores, None, DESIGNS[design])


def _places(people: People, design: str, seed: int, table: int) -> np.ndarray:
    """Say which model judges whom; -1 where none does."""
    n = len(people.y)
    if design == "rolling origin":
        block = np.floor((np.arange(n) / n - LATER) / (1 - LATER) * FOLDS)
        return np.maximum(block, -1).astype(int)
    drawn = np.random.default_rng([table, 0 if "fixed" in design else seed, 77])
    dealt = np.empty(n, int)  # within each label, so that every part has its share
    dealt[np.lexsort((drawn.random(n), people.y))] = np.arange(n)
    return dealt % FOLDS if design == "folds" else np.where(dealt % TESTED == 0, 0, -1)


def _models(folds: np.ndarray, design: str) -> Iterator[tuple]:
    for seed, model in np.ndindex(len(folds), int(folds.max()) + 1):
        of = folds[seed]
        seen = of < model if design == "rolling origin" else of != model
        yield seed, model, np.flatnonzero(seen), of == model
