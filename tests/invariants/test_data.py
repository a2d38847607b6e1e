"""What holds for any table."""

import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from fairlab.data.dataset import Dataset
from fairlab.data.draft import text
from fairlab.data.groups import most_equal_cut
from fairlab.data.table import read_frame, slug

PARTS = ("train", "validation", "test")
few = settings(max_examples=15, deadline=None)


@st.composite
def tables(draw) -> pd.DataFrame:
    rows = draw(st.integers(150, 300))
    noise = np.random.default_rng(draw(st.integers(0, 10**6)))
    share = draw(st.floats(0.3, 0.7))
    return pd.DataFrame(
        {
            "row": np.arange(rows),
            "x": np.where(noise.random(rows) < 0.2, np.nan, noise.normal(size=rows)),
            "town": noise.choice(["A", "B", "C"], rows),
            "bad": (np.arange(rows) < share * rows).astype(int)[noise.permutation(rows)],
        }
    )


def toy(frame: pd.DataFrame, **roles) -> Dataset:
    return Dataset("toy", frame, "bad", sensitive=("town",), ignore=("row",), **roles)


@few
@given(tables(), st.integers(0, 2**32 - 1))
def test_parts_are_disjoint_complete_and_alike(frame, seed):
    data = toy(frame)
    split = data.split(seed)
    rows = np.concatenate([getattr(split, part).frame["row"] for part in PARTS])
    assert sorted(rows) == list(range(data.rows))
    for part in PARTS:
        piece = getattr(split, part)
        assert abs(piece.positives - piece.rows * data.positives / data.rows) <= 1.5


@few
@given(tables(), st.integers(2, 40), st.integers(0, 10**6))
def test_no_row_of_the_test_part_is_earlier_than_one_of_training(frame, moments, number):
    rows = np.arange(len(frame))
    # Labels in turn within each moment, so that no part is thin.
    frame["when"], frame["bad"] = rows // 2 % moments, rows % 2
    split = toy(frame.sample(frac=1, random_state=number), time="when").split(number)
    latest = max(getattr(split, part).frame["when"].max() for part in PARTS[:2])
    assert split.test.frame["when"].min() > latest


@few
@given(tables(), st.integers(0, 10**6))
def test_the_fingerprint_is_of_the_content(frame, number):
    noise = np.random.default_rng(number)
    data = toy(frame)
    assert toy(frame.set_axis(noise.permutation(len(frame)))).fingerprint == data.fingerprint
    changed = frame.copy()
    changed.loc[noise.integers(len(frame)), "x"] = 77.0
    assert toy(changed).fingerprint != data.fingerprint


@few
@given(tables())
def test_a_table_survives_a_file(frame):
    with TemporaryDirectory() as folder:
        csv, parquet = Path(folder, "t.csv"), Path(folder, "t.parquet")
        frame.to_csv(csv, index=False)
        frame.to_parquet(parquet)
        prints = {toy(read_frame(path)).fingerprint for path in (csv, parquet)}
    assert prints == {toy(frame).fingerprint}


cells = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)


@few
@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=8))
def test_any_text_in_a_cell_is_read_as_it_was_written(rows):
    frame = pd.DataFrame(rows, columns=["one", "two"])
    with TemporaryDirectory() as folder:
        path = Path(folder, "t.csv")
        frame.to_csv(path, index=False, quoting=1, lineterminator="\n")
        found = read_frame(path, separator=",")
    for column in frame:
        if found[column].dtype == "str":
            assert found[column].fillna("").tolist() == frame[column].tolist()


@given(st.text(st.characters(codec="utf-8"), max_size=20))
def test_any_text_is_written_as_toml_reads_it(value):
    assert tomllib.loads(f"x = {text(value)}") == {"x": value}


@given(st.text(max_size=100))
def test_any_file_name_gives_a_plain_name(value):
    name = slug(value)
    assert 1 <= len(name) <= 64
    assert all(c.isascii() and (c.isalnum() or c in "-_") for c in name)


@given(st.lists(st.integers(0, 12), min_size=2).filter(lambda values: len(set(values)) > 1))
def test_no_other_cut_gives_more_equal_halves(values):
    series = pd.Series(values)
    gap = {cut: abs(2 * (series <= cut).sum() - len(series)) for cut in sorted(set(values))[:-1]}
    assert gap[most_equal_cut(series)] == min(gap.values())
