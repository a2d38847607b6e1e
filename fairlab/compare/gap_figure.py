"""The gaps between groups by one measure, as a picture for a file."""

from typing import TYPE_CHECKING

from fairlab.audit.registry import rate_words
from fairlab.compare.band_marks import gaps_of
from fairlab.compare.comparison import Comparison
from fairlab.compare.comparison_figure import draw_panel
from fairlab.compare.plain_figure import plain_figure
from fairlab.errors import RequestError, nearest

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def gap_figure(comparison: Comparison, measure: str) -> "Figure":
    """Draw a measure's gaps between groups with their bands, ratios on a scale of their own.

    Parameters
    ----------
    comparison : Comparison
    measure : str
        A metric of its statements.

    Returns
    -------
    Figure
        Of matplotlib, for ``save_figure``.

    Raises
    ------
    RequestError
        No statement is of this measure.
    """
    gaps = gaps_of(comparison.in_words, measure)
    if gaps.empty:
        known = comparison.every_gap["metric"].unique()
        raise RequestError(f"No statement is of {measure!r}. {nearest(measure, known)}")
    is_ratio = (gaps["kind"] == "ratio").all()
    name = rate_words(measure)
    title = f"{name}: ratio of groups" if is_ratio else f"{name}: gap between groups"
    with plain_figure(6.4, 1.2 + 0.34 * max(gaps["about"].nunique(), 2)) as figure:
        draw_panel(figure.subplots(), gaps, title, none=1 if is_ratio else 0)
        figure.suptitle("Bands: 95 % for all statements at once; filled: differs", fontsize=10)
    return figure
