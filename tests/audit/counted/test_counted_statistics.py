"""What is said of people who were counted is what is said of their rows."""

import numpy as np
import pandas as pd
import pytest

from fairlab.audit.counted.counted_statistics import counted_features
from fairlab.audit.counted.counting import count_people
from fairlab.audit.counted.meaning import Meaning
from fairlab.audit.features import Features
from fairlab.audit.out_of_fold import OutOfFold
from fairlab.data.chunks.survey import survey
from fairlab.stats.moments import accumulate
from tests.audit.counted.toy_table import Pieces, toy_table

ATTRIBUTES = {
    "sex": ({"f": 0, "m": 1}, ["f", "m"]),
    "region": ({"east": 0, "north": 1, "south": 2, "west": 3}, ["east", "north", "south", "west"]),
    "job": ({0: 0, 1: 1, 2: 2}, ["0", "1", "2"]),
}


def counted(frame, scores=False):
    table = Pieces(frame)
    meaning = {
        "attributes": ATTRIBUTES,
        "label": ("y", {0.0: 0, 1.0: 1, None: -1}),
        "decision": ("flag", {0: 0, 1: 1}),
    }
    if scores:
        seen = survey(table, ["y"], lambda _: None, "score", "y")
        bins = seen.scores.bins()
        good = frame.loc[frame["y"] == 0, "score"]
        per_bin = np.bincount(bins.of(good), minlength=len(bins.mean))
        below = (np.cumsum(per_bin) - per_bin / 2) / len(good)
        meaning |= {"score": "score", "bins": bins, "below": below}
    return count_people(table, Meaning(**meaning), lambda _: None)


def as_rows(frame, scores=False):
    groups = pd.DataFrame({name: frame[name].astype(str) for name in ATTRIBUTES})
    folds, known = np.zeros((1, len(frame)), int), frame["y"].notna().to_numpy()
    return OutOfFold(
        frame["y"].fillna(0).to_numpy(int),
        groups.astype("category"),
        folds,
        {"flag": frame["flag"].to_numpy()[None]},
        {"flag": frame["score"].to_numpy()[None]} if scores else {},
        design="holdout",
        labelled=None if known.all() else known,
    )


@pytest.mark.parametrize("unknown", [0.0, 0.2, 1.0])
@pytest.mark.parametrize("scores", [False, True])
def test_moments_are_those_of_the_rows(unknown, scores):
    frame = toy_table()
    frame.loc[frame.index < unknown * len(frame), "y"] = np.nan
    scores = scores and unknown < 1
    data = as_rows(frame, scores)
    features = Features(data)
    wanted = accumulate(features, data.folds, design="holdout")
    layout, found = counted_features(counted(frame, scores), "flag")
    assert layout.groups == features.groups
    assert (layout.size, layout.at) == (features.size, features.at)
    for values in ("rows", "cells", "models"):
        one, two = getattr(found, values), getattr(wanted, values)
        assert np.allclose(one, two, rtol=1e-12, atol=1e-9 * scores), values
    assert (found.n, found.seeds, found.design) == (wanted.n, wanted.seeds, wanted.design)
    assert set(layout.measured) == set(features.measured)
    for key, value in features.measured.items():
        assert layout.measured[key] == pytest.approx(value, rel=1e-12)
