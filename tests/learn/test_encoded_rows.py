import numpy as np
import pandas as pd
import pytest

from fairlab.errors import DataError, RequestError
from fairlab.learn.encoded_rows import Rows, followed_by

CLASSES = np.array(["late", "paid"])
LABELS = (np.arange(40) % 4 == 0).astype(int)
TABLE = np.arange(80, dtype=np.float32).reshape(40, 2)
ROWS = Rows(TABLE, LABELS, np.arange(1.0, 41))


def test_the_ratio_of_the_classes():
    assert ROWS.negatives_per_positive == 3


def test_rows_are_drawn_in_order_with_the_share_of_each_class_and_their_weights():
    drawn = ROWS.draw(20, seed=3)
    places = (drawn.features[:, 0] / 2).astype(int)
    assert (np.diff(places) > 0).all()
    assert (drawn.labels == LABELS[places]).all()
    assert drawn.labels.sum() == 5
    assert drawn.weights.mean() == pytest.approx(1)
    np.testing.assert_allclose(drawn.weights / drawn.weights[0], (places + 1) / (places[0] + 1))


def test_the_draw_depends_on_the_seed_alone():
    draws = [ROWS.draw(20, seed).features[:, 0].tolist() for seed in (3, 3, 4)]
    assert draws[0] == draws[1] != draws[2]


@pytest.mark.parametrize("count", range(1, 41))
def test_a_draw_that_would_hold_one_class_is_refused(count):
    if count < 4:
        with pytest.raises(RequestError, match=r"none of the 10 of .*\nAsk for 4 rows or more"):
            ROWS.draw(count, 0)
    else:
        assert set(ROWS._replace(weights=None).draw(min(count, 38), 0).labels) == {0, 1}


def batches(sizes):
    ends = np.cumsum(sizes)
    for start, end in zip(ends - sizes, ends, strict=True):
        yield pd.DataFrame(TABLE[start:end]), pd.Series(CLASSES[LABELS[start:end]])


@pytest.mark.parametrize("sizes", [[40], [1] * 40, [30, 1, 9], [0, 40]])
def test_batches_of_any_size_make_the_whole_table(sizes, tmp_path):
    first = Rows(TABLE, LABELS)
    whole = followed_by(first, batches(sizes), np.asarray, CLASSES, tmp_path)
    np.testing.assert_array_equal(whole.features, np.vstack([TABLE, TABLE]))
    np.testing.assert_array_equal(whole.labels, np.r_[LABELS, LABELS])
    # the rows are in a file that has no name, so that it is gone with the process
    assert isinstance(whole.features, np.memmap)
    assert list(tmp_path.iterdir()) == []


def test_no_batch_is_no_further_row():
    whole = followed_by(Rows(TABLE, LABELS), [], np.asarray, CLASSES)
    np.testing.assert_array_equal(whole.features, TABLE)


@pytest.mark.parametrize(
    ("labels", "words"), [(["paid"], "2 rows and 1 label"), (["paid", "lost"], "no others")]
)
def test_labels_that_do_not_fit_are_refused(labels, words):
    with pytest.raises(DataError, match=words):
        followed_by(Rows(TABLE, LABELS), [(TABLE[:2], labels)], np.asarray, CLASSES)
