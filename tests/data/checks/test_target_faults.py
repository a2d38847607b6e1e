"""Features that tell the target are looked for once, be they refused or noted."""

import numpy as np
import pandas as pd

from fairlab.data.checks import target_faults
from fairlab.data.dataset import Dataset
from fairlab.data.notes import notes


def test_each_feature_is_held_against_the_target_once(monkeypatch):
    asked, rank = [], target_faults._auc
    monkeypatch.setattr(
        target_faults, "_auc", lambda values, y: asked.append(values.name) or rank(values, y)
    )
    noise = np.random.default_rng(0)
    y = np.resize([1, 0, 0, 0], 400)
    near = y + noise.normal(0, 0.25, 400)
    frame = pd.DataFrame({"x": noise.normal(size=400), "near": near, "y": y})
    data = Dataset("toy", frame, "y")
    assert asked.count("x") == 1
    assert "`near` alone nearly tells" in " ".join(notes(data))
    assert asked.count("x") == 1, "noted by what it was refused by"
    part = data.rows_where(np.arange(400) < 200)
    assert "`near` alone nearly tells" in " ".join(notes(part))
    assert asked.count("x") == 2, "a part is looked at anew"
