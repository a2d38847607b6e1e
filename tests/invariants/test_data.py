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
from fairlab.data.notes import notes
from fairlab.data.table import read_frame, read_table, slug
from fairlab.errors import FairlabError

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


@st.composite
def damaged(draw) -> bytes:
    """A CSV file of which bytes are replaced, removed or repeated."""
    header, rows = (
        "age,gender,pay,fraud",
        [f"{20 + i},{'mv'[i % 2]},{i}.5,{i % 3 // 2}" for i in range(30)],
    )
    raw = "\n".join([header, *rows]).encode()
    for _ in range(draw(st.integers(1, 4))):
        at, end = sorted((draw(st.integers(0, len(raw))), draw(st.integers(0, len(raw)))))
        new = draw(
            st.one_of(
                st.binary(max_size=6), st.sampled_from([b'"', b",", b"\n", b"\xef\xbb\xbf", b";"])
            )
        )
        raw = raw[:at] + new + raw[draw(st.sampled_from([at, at + 1, end])) :]
    return raw


@settings(max_examples=100, deadline=None)
@given(st.one_of(damaged(), st.binary(max_size=200)))
def test_any_file_is_read_or_refused_in_words(raw):
    with TemporaryDirectory() as folder:
        path = Path(folder, "t.csv")
        path.write_bytes(raw)
        try:
            said = notes(read_table(path, target="fraud", sensitive=["gender"]))
        except FairlabError as refused:
            said = str(refused).splitlines()
            assert len(said) <= max(3, 1 + sum(line.startswith("- ") for line in said))
    assert all(line.isprintable() for line in said)


STRANGE = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.decimals(allow_nan=False),
    st.text(max_size=3), st.binary(max_size=2), st.tuples(st.integers()),
    st.dates(), st.datetimes(),
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(STRANGE, min_size=20, max_size=20), st.text(max_size=3), st.booleans())
def test_any_column_is_taken_or_refused_in_words(cells, name, sensitive):
    frame = pd.DataFrame({name: pd.Series(cells, dtype=object), "bad": np.resize([1, 0], 20)})
    roles = {"sensitive": (name,)} if sensitive else {}
    try:
        said = notes(Dataset("toy", frame, "bad", **roles))
    except FairlabError as refused:
        said = str(refused).splitlines()
    assert all(line.isprintable() for line in said)


amounts = st.lists(st.decimals(-(10**9), 10**9, places=2), min_size=1, max_size=20)


@few
@given(amounts, st.sampled_from([",", "."]))
def test_amounts_survive_the_signs_of_either_language_when_they_are_named(values, decimal):
    signs = str.maketrans(",.", ".,") if decimal == "," else {}
    with TemporaryDirectory() as folder:
        path = Path(folder, "t.csv")
        rows = "".join(f"{f'{value:,.2f}'.translate(signs)};x\n" for value in values)
        path.write_text("amount;other\n" + rows)
        found = read_frame(path, decimal=decimal)["amount"]
    assert found.tolist() == [float(value) for value in values]


@few
@given(tables(), st.integers(0, 10**6))
def test_the_order_of_rows_changes_no_note(frame, number):
    shuffled = frame.sample(frac=1, random_state=number)
    assert notes(toy(shuffled)) == notes(toy(frame))
