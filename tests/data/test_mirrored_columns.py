import numpy as np
import pandas as pd

from fairlab.data.dataset import Dataset
from fairlab.data.describe import describe
from fairlab.data.mirrored_columns import mirrored
from fairlab.data.notes import notes

SEX = np.resize(["f", "m", "m"], 240)
PEOPLE = pd.DataFrame({
    "sex": SEX, "female": (SEX == "f").astype(int), "race": np.resize(list("abcd"), 240),
    "income": np.arange(240) / 7, "bad": np.resize([1, 0, 0, 0, 0], 240),
})  # fmt: skip


def test_a_feature_that_tells_a_trait_is_told_before_training():
    data = Dataset("toy", PEOPLE, "bad", sensitive=("sex", "race"), audit_only=("sex",))
    assert (
        "`sex` and `female` tell each other in every row: they are one attribute; "
        "a model sees it by both." in notes(data)
    )


def test_one_row_that_differs_is_enough():
    other = PEOPLE.assign(female=PEOPLE["female"].where(PEOPLE.index != 239, 1))
    assert list(mirrored(other, ["sex"], ["female", "income"])) == []


def test_a_draft_says_so(tmp_path):
    PEOPLE.to_csv(tmp_path / "people.csv", index=False)
    assert "# `sex` and `female` tell each other" in describe(tmp_path / "people.csv").toml()
