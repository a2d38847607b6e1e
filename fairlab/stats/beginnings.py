"""How a level is shared by all blocks with which a change may begin."""

import numpy as np

FROM_THE_START = 0.5
_HALF_OF_THE_REST = 12  # blocks after which half of what is kept for later is spent


def beginnings(blocks: int) -> np.ndarray:
    """Give the share of the level that is spent on what begins with each block.

    One half goes to what was so from the start; the rest never runs out.

    Returns
    -------
    ndarray, shape (blocks,)
        Below 1 together.

    Examples
    --------
    >>> beginnings(3).round(4).tolist()
    [0.5, 0.0385, 0.033]
    >>> round(float(1 - beginnings(13).sum()), 4)
    0.25
    """
    after = _HALF_OF_THE_REST + np.arange(blocks, dtype=float)
    shares = (1 - FROM_THE_START) * _HALF_OF_THE_REST / (np.maximum(after - 1, 1) * after)
    shares[:1] = FROM_THE_START
    return shares
