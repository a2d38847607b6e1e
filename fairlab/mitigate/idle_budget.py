"""A budget that decides nothing: it flags nobody, or everybody."""

from fairlab.errors import RequestError


def refuse_idle_share(share: float, rows: int) -> None:
    """Refuse a share of rows that is nobody or everybody.

    Parameters
    ----------
    share : float
    rows : int
        That are learned from.

    Raises
    ------
    RequestError

    Examples
    --------
    >>> refuse_idle_share(0.00001, 2000)
    Traceback (most recent call last):
    fairlab.errors.RequestError: A budget of 1e-05 flags nobody of 2,000 training rows.
    Say a larger one: --budget 0.05 flags the riskiest twentieth.
    """
    flagged = round(share * rows)
    if 0 < flagged < rows:
        return
    whom, what = ("everybody", "smaller") if flagged else ("nobody", "larger")
    raise RequestError(
        f"A budget of {share:g} flags {whom} of {rows:,} training rows.\n"
        f"Say a {what} one: --budget 0.05 flags the riskiest twentieth."
    )
