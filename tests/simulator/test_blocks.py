from itertools import pairwise

import numpy as np
import pytest

from fairlab.simulator import published
from fairlab.simulator.blocks import MOST_ROWS, NUMBERS, blocks_of


@pytest.mark.parametrize("rows", [5_000, 60_000, published.ROWS, 3_000_001])
def test_blocks_cover_the_rows_and_stay_small(rows):
    blocks = blocks_of(rows)
    assert sum(block.stop - block.start for block in blocks) == rows
    assert [block.place for block in blocks] == list(range(len(blocks)))
    assert max(block.stop - block.start for block in blocks) <= MOST_ROWS
    assert max(len(block.candidates) for block in blocks) <= NUMBERS


def test_quotas_of_the_study_add_up_to_its_counts():
    blocks = blocks_of(published.ROWS)
    for part in (published.TRAIN, published.TEST):
        mine = [block for block in blocks if block.part is part]
        assert sum(block.stop - block.start for block in mine) == part.rows
        for count in (part.frauds, *part.no_postcode, *part.no_debt, part.gender_unknown_frauds):
            assert sum(block.quota(count) for block in mine) == count


def test_published_counts_make_the_published_ratio():
    train = published.TRAIN
    assert round((train.rows - train.frauds) / train.frauds, 4) == 33.2759


def test_days_follow_each_other_from_block_to_block():
    blocks = [block for block in blocks_of(300_000) if block.part is published.TRAIN]
    for earlier, later in pairwise(blocks):
        last = np.searchsorted(earlier.calendar, 1 - 1e-12)
        assert np.searchsorted(later.calendar, 1e-12) == last
    assert np.searchsorted(blocks[0].calendar, 1e-12) == 0
    assert np.searchsorted(blocks[-1].calendar, 1 - 1e-12) == published.TRAIN.days - 1
