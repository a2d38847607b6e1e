"""Rows of the table of promises that only someone who programs can meet."""

from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from fairlab.audit import audit_groups, performance, undefined
from fairlab.data import Dataset
from fairlab.learn import TableEncoder, TunedXGB
from fairlab.mitigate import FairSMOTE, KeepRecall, Reweigh
from tests.faults.bad_inputs import ACCEPTED, NOTED, BadInput, asked, held, people

LABELS = np.resize([1, 0, 0, 0], 80)


def dataset(frame: Any, **roles: Any) -> Dataset:
    return Dataset(**{"name": "people", "frame": frame, "target": "fraud", **roles})


def audited(groups: Any, y: Any = LABELS, flagged: Any = LABELS) -> list[str]:
    """The notes and, where a rate is undefined, that it is."""
    sheet = pd.DataFrame({"sex": pd.Categorical(groups, categories=["f", "m"])})
    found = audit_groups(y, flagged, sheet)
    assert not found.loc[found["note"] != "", "value"].isin([0, 1]).any()
    return found["note"].unique().tolist()


def nothing_flagged() -> dict:
    passed = np.zeros_like(LABELS)
    assert np.isnan(performance(LABELS, LABELS / 2, passed)["precision"])
    return undefined(LABELS, passed)


def shuffled_groups() -> pd.DataFrame:
    y = pd.Series(LABELS)
    groups = pd.DataFrame({"sex": pd.Categorical(np.resize(["f", "m", "m"], 80))})
    return audit_groups(y, LABELS, groups.sample(frac=1, random_state=0))


def shuffled_labels() -> pd.DataFrame:
    flagged = pd.Series(LABELS).sample(frac=1, random_state=0)
    groups = pd.DataFrame({"sex": pd.Categorical(np.resize(["f", "m", "m"], 80))})
    return audit_groups(pd.Series(LABELS), flagged, groups)


def one_frame_in_any_order() -> bool:
    """Labels and groups stay with their rows, because all are columns of one table."""
    frame = people().sample(frac=1, random_state=0)
    data = dataset(frame, sensitive=("gender",))
    return (data.y.to_numpy() == frame["fraud"].to_numpy()).all() and (
        data.frame["gender"].astype(str).to_numpy() == frame["gender"].to_numpy()
    ).all()


def repeated_row_labels() -> bool:
    frame = people()
    doubled = frame.set_axis(np.zeros(len(frame), int))
    return dataset(doubled).fingerprint == dataset(frame).fingerprint


def true_or_false_is_one_or_zero() -> bool:
    as_bool = dataset(people().astype({"fraud": bool}))
    same_y = (as_bool.y.to_numpy() == dataset(people()).y.to_numpy()).all()
    return bool(same_y and as_bool.positives == dataset(people()).positives)


def fitted() -> TunedXGB:
    X, y = people()[["age", "income", "home"]], people()["fraud"]
    return TunedXGB(space=(), trees=2).fit(X, y)


def weighed(weights: Any) -> TunedXGB:
    X, y = people()[["age"]], people()["fraud"]
    return TunedXGB(space=(), trees=2).fit(X, y, sample_weight=weights)


def unseen() -> dict:
    encoder = TableEncoder().fit(pd.DataFrame({"home": ["rent", "own"]}))
    new = pd.DataFrame({"home": ["rent", "boat", "boat"]})
    assert np.isnan(encoder.transform(new)[1:]).all()
    return encoder.unseen(new)


def codes_that_became_numbers() -> np.ndarray:
    encoder = TableEncoder().fit(pd.DataFrame({"branch": ["1", "2", "10"]}))
    return encoder.transform(pd.DataFrame({"branch": [1, 2, 10]}))


def gaps_in_smote() -> bool:
    X = people()[["age", "income", "gender"]]
    X.loc[::7, "income"] = np.nan
    new, _ = FairSMOTE("gender", random_state=0).fit_resample(X, people()["fraud"])
    return 0 < new["income"].isna().sum() < len(new) / 4


def small_cells(**settings: Any) -> str:
    X = people()[["age", "gender"]].assign(gender=["x"] * 2 + ["m"] * 398)
    sampler = FairSMOTE("gender", random_state=0, **settings)
    sampler.fit_resample(X, people()["fraud"])
    return "; ".join(sampler.cells_["note"])


def without_groups() -> pd.Series:
    return Reweigh().weights(people()[["age"]], people()["fraud"])


CALLS: list[BadInput] = [
    asked(5, "a target of true and false gives the same labels", true_or_false_is_one_or_zero,
          "True", told=ACCEPTED),
    asked(11, "a continuous attribute is audited in two halves",
          lambda: dataset(people(), sensitive=("age",)).groups().of(people())["age"].unique(),
          "<= ", "> ", told=ACCEPTED),
    asked(12, "a group of one row has no rate", lambda: audited(["f"] + ["m"] * 79),
          "group f: n = 1, too small", told=NOTED),
    asked(13, "a group that is not in the test set is not fair", lambda: audited(["m"] * 80),
          "group f: 0 rows", told=NOTED),
    asked(14, "a group without positives has no recall",
          lambda: audited(np.where(LABELS == 1, "m", "f")), "no positives in group f", told=NOTED),
    asked(15, "nothing is flagged", nothing_flagged, "'precision': 'nothing flagged'", told=NOTED),
    asked(17, "groups in another order than the labels", shuffled_groups,
          "rows of y and of groups have the same labels in another order"),
    asked(17, "sensitive columns stay with their rows", one_frame_in_any_order, "True",
          told=ACCEPTED),
    asked(18, "decisions in another order than the labels", shuffled_labels,
          "rows of y and of flagged have the same labels in another order"),
    asked(19, "three decisions too few", lambda: audited(["f", "m"] * 40, flagged=LABELS[:77]),
          "80 rows of y and 77 of flagged"),
    asked(19, "three labels too few to learn from",
          lambda: TunedXGB().fit(people()[["age"]], people()["fraud"][:397]),
          "400 rows of X and 397 of y"),
    asked(20, "row labels that repeat", repeated_row_labels, "True", told=ACCEPTED),
    asked(26, "column names that are numbers", lambda: dataset(people().rename(columns={"age": 7})),
          "column 1 is called 7, not a text; rename it"),
    asked(26, "column names of several levels",
          lambda: dataset(people().rename(columns={"age": ("age", "years")})),
          "column 1 is called ('age', 'years'), not a text"),
    asked(28, "numbers, text and gaps in one column",
          lambda: dataset(people(x=np.resize(np.array([1, "a", None], dtype=object), 400))),
          "`x` holds int ('1', row 1), str ('a', row 2); keep one kind"),
    asked(28, "bytes", lambda: dataset(people(x=[b"a", b"b"] * 200)), "`x` holds bytes ("),
    asked(28, "text that is no Unicode",
          lambda: dataset(people(x=pd.Series(["\ud800", "b"] * 200, dtype=object))),
          "`x` holds", "'\\ud800', row 1"),
    asked(30, "a category that the model never saw", unseen, "{'home': 2}", told=NOTED),
    asked(30, "text codes that a reader made numbers", codes_that_became_numbers,
          "'branch' held text in training and now holds int64, such as 1", "text"),
    asked(31, "a column is missing when the model is asked",
          lambda: fitted().predict(people()[["age", "home"]]),
          "Columns missing, 1 of 3: 'income'"),
    asked(31, "an array has no column names", lambda: fitted().predict(np.zeros((2, 3))),
          "an array has none: their order cannot be checked"),
    asked(33, "a negative weight", lambda: weighed(np.r_[np.ones(399), -1]),
          "1 sample weights are negative", "row 400: -1"),
    asked(33, "a missing weight", lambda: weighed(np.r_[np.nan, np.ones(399)]),
          "missing or infinite (first in row 1: nan)"),
    asked(33, "weights of nothing", lambda: weighed(np.zeros(400)), "All sample weights are zero"),
    asked(33, "weights of other rows", lambda: weighed(np.ones(397)),
          "400 rows and sample weights of shape (397,)"),
    asked(33, "weights of no groups", without_groups, "No sensitive attribute is named"),
    held(34, "weights times a thousand",
         "tests/invariants/test_learn.py::test_the_scale_of_weights_changes_no_bit"),
    asked(35, "a number beyond any float", lambda: dataset(people(x=[10**400] + [1] * 399)),
          "`x` holds int"),
    asked(36, "gaps in what is to be resampled", gaps_in_smote, "True", told=ACCEPTED),
    asked(37, "a cell of two rows is copied", small_cells, "row: copied", told=NOTED),
    asked(37, "a cell of two rows is refused on request",
          lambda: small_cells(small_cells="raise"), "gender=x"),
    held(38, "whole numbers, booleans and categories in resampling",
         "tests/mitigate/test_fair_smote.py::test_ninety_to_ten_in_a_zero_one_column_stays_ninety_to_ten",
         "tests/invariants/test_mitigate.py::test_every_new_value_is_in_the_domain_of_its_column"),
    asked(39, "more synthetic rows than can be held",
          lambda: FairSMOTE("gender", limit=500).fit_resample(
              people()[["age", "gender"]], people()["fraud"]), "rows", "500"),
    asked(41, "a sparse matrix as a table", lambda: dataset(sparse.eye(20)),
          "a table (pandas DataFrame) is needed"),
    asked(41, "a sparse matrix to learn from",
          lambda: TunedXGB().fit(sparse.eye(20, format="csr"), np.resize([0, 1], 20)), "dense"),
    asked(41, "sparse columns",
          lambda: dataset(people(x=pd.arrays.SparseArray(np.resize([0, 0, 1], 400)))).frame.dtypes,
          "x            int64", told=ACCEPTED),
    asked(42, "a score is missing",
          lambda: performance(LABELS, np.r_[np.nan, np.ones(79)], LABELS),
          "score is missing or infinite in 1 row (first: row 1)"),
    asked(42, "a label is missing",
          lambda: audited(["f", "m"] * 40, y=np.r_[LABELS[:-1], np.nan]),
          "y holds something else than 0 and 1 in 1 row (first: row 80, nan)"),
    asked(42, "a score is missing where a threshold is chosen",
          lambda: KeepRecall().fit([0, 1], [0.1, np.nan]), "1 of 2 scores are missing"),
    asked(42, "the recall to keep is missing",
          lambda: KeepRecall().fit([0, 1], [0.1, 0.9]),
          "0 <= recall <= 1", "recall=nan"),
]  # fmt: skip
