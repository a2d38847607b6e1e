"""Nested estimators from recipes: one can be built twice, or with one leaf changed."""

from copy import deepcopy
from functools import partial
from typing import NamedTuple

import numpy as np
import pandas as pd
from hypothesis import strategies as st
from scipy.stats import loguniform, uniform
from sklearn.calibration import CalibratedClassifierCV
from sklearn.compose import ColumnTransformer, make_column_selector
from sklearn.ensemble import RandomForestClassifier, VotingClassifier
from sklearn.frozen import FrozenEstimator
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, make_scorer
from sklearn.model_selection import GridSearchCV, KFold, StratifiedKFold
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler
from sklearn.tree import DecisionTreeClassifier, ExtraTreeClassifier


def halve(X):
    return X / 2


def double(X):
    return X * 2


class Recipe(NamedTuple):
    kind: str
    leaves: dict
    parts: tuple = ()


def _named(parts):
    return [(f"part{i}", part) for i, part in enumerate(parts)]


def _learn(parts, slope=1, classifier=DecisionTreeClassifier):
    X = np.linspace(-1, 1, 40).reshape(20, 2)
    return FrozenEstimator(classifier(random_state=0).fit(X, X[:, 0] * slope > 0.4))


def _select(parts, columns, **settings):
    named = [(name, part, columns) for name, part in _named(parts)]
    return ColumnTransformer(named, **settings)


HOW = {
    "logistic": lambda parts, **s: LogisticRegression(**s),
    "forest": lambda parts, **s: RandomForestClassifier(**s),
    "frozen": _learn,
    "scale": lambda parts, **s: StandardScaler(**s),
    "encode": lambda parts, **s: OneHotEncoder(**s),
    "function": lambda parts, **s: FunctionTransformer(**s),
    "select": _select,
    "pipeline": lambda parts, **s: Pipeline(_named(parts), **s),
    "vote": lambda parts, **s: VotingClassifier(_named(parts), **s),
    "search": lambda parts, **s: GridSearchCV(parts[0], **s),
    "calibrate": lambda parts, **s: CalibratedClassifierCV(parts[0], **s),
}

# No two values of one setting are the same to an estimator, or lead to the same code at all.
LEAVES = {
    "logistic": {
        "C": [0.1, 1.0, 1, True, "1", np.nan, "nan", 5e-324, 0.0, -0.0, np.inf, uniform(0, 1)],
        "class_weight": [None, "balanced", {0: 1, 1: 2}, {0: 1.0, 1: 2}, {"0": 1, "1": 2}],
    },
    "forest": {
        "max_depth": [None, 3, 4],
        "monotonic_cst": [
            None, np.array([1, 0]), np.array([0, 1]), np.array([[1, 0]]), np.array([1.0, 0.0]),
            [1, 0], (1, 0), np.array([1, 0], dtype=object), np.array([True, 0], dtype=object),
            pd.Series([1, 0]), pd.Series([1, 0], index=["a", "b"]),
        ],
    },
    "frozen": {"slope": [1, -1, 2], "classifier": [DecisionTreeClassifier, ExtraTreeClassifier]},
    "scale": {"with_mean": [True, False, 1], "copy": [True, False]},
    "encode": {
        "min_frequency": [None, 0.01, 0.45, 1, 1.0],
        "categories": ["auto", [["a", "b"]], [["b", "a"]], [np.array(["a", "b"], dtype=object)]],
        "dtype": [np.float64, np.float32, np.dtype("f4"), "float32"],
    },
    "function": {
        "func": [
            halve, double, np.log1p, np.expm1, None, partial(np.clip, a_min=0, a_max=1),
            partial(np.clip, a_min=0, a_max=2), pd.Series([1.0, 2.0]).add, pd.Series([1.0]).add,
        ],
        "kw_args": [None, {}, {"a": {1, "x"}}, {"a": frozenset({1, "x"})}, {"a": {1, "y"}}],
    },
    "select": {
        "columns": [
            ["a"], ["a", "b"], ["b", "a"], slice(0, 2), make_column_selector(),
            make_column_selector(dtype_include=np.number),
            make_column_selector(dtype_exclude=np.number), make_column_selector(pattern="^a"),
        ],
        "remainder": ["drop", "passthrough"],
        "sparse_threshold": [0.3, 0.4],
    },
    "pipeline": {"transform_input": [None, ["sample_weight"]], "verbose": [False, True]},
    "vote": {"voting": ["hard", "soft"], "weights": [None, [1, 2], [2, 1], np.array([1, 2])]},
    "search": {
        "param_grid": [
            {"C": [1]}, {"C": [1, 2]}, {"C": np.array([1, 2])}, [{"C": [1]}, {"tol": [0.1]}],
            {"C": loguniform(1, 10)}, {"C": loguniform(1, 11)},
            {"clf": [LogisticRegression(C=2)]}, {"clf": [LogisticRegression(C=3)]},
        ],
        "cv": [3, KFold(3), KFold(3, shuffle=True), StratifiedKFold(3), [([0, 1], [2])]],
        "scoring": [
            "roc_auc", f1_score, make_scorer(f1_score), make_scorer(f1_score, pos_label=0),
        ],
    },
    "calibrate": {"method": ["sigmoid", "isotonic"], "ensemble": ["auto", True, False]},
}  # fmt: skip


def build(recipe):
    """Build an estimator all anew."""
    chosen = {name: deepcopy(LEAVES[recipe.kind][name][i]) for name, i in recipe.leaves.items()}
    return HOW[recipe.kind]([build(part) for part in recipe.parts], **chosen)


def leaves_of(recipe, path=()):
    """List the place of every leaf."""
    own = [(path, name) for name in recipe.leaves]
    return own + [one for i, p in enumerate(recipe.parts) for one in leaves_of(p, (*path, i))]


def changed(recipe, place, index):
    """Give the recipe with another value of one leaf; ``index`` counts the other values."""
    path, name = place
    if path:
        parts = list(recipe.parts)
        parts[path[0]] = changed(parts[path[0]], (path[1:], name), index)
        return recipe._replace(parts=tuple(parts))
    others = [i for i in range(len(LEAVES[recipe.kind][name])) if i != recipe.leaves[name]]
    return recipe._replace(leaves={**recipe.leaves, name: others[index % len(others)]})


NO_PARTS = st.just(())


def _recipes(kinds, parts=NO_PARTS):
    def choose(kind):
        chosen = {n: st.integers(0, len(values) - 1) for n, values in LEAVES[kind].items()}
        return st.builds(Recipe, st.just(kind), st.fixed_dictionaries(chosen), parts)

    return st.sampled_from(kinds).flatmap(choose)


def _around(inner):
    several = st.lists(inner, min_size=1, max_size=3).map(tuple)
    one = st.tuples(inner)
    return _recipes(["pipeline", "vote", "select"], several) | _recipes(
        ["search", "calibrate"], one
    )


RECIPES = st.recursive(
    _recipes(["logistic", "forest", "frozen", "scale", "encode", "function"]),
    _around,
    max_leaves=6,
)


def each_value_once():
    """List a recipe for every value of every leaf, of parts as they come."""
    inner = (Recipe("logistic", {"C": 0, "class_weight": 2}), Recipe("scale", {"copy": 1}))
    return [
        Recipe(kind, {name: i}, inner)
        for kind, leaves in LEAVES.items()
        for name, values in leaves.items()
        for i in range(len(values))
        if kind not in ("select", "search") or name in ("columns", "param_grid")
    ]
