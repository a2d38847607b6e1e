"""Which answer of a model denies, where the data say which label is the bad event."""

from collections.abc import Collection
from typing import Any

from fairlab.data.dataset import Dataset

ZERO_AND_ONE = {"0.0", "1.0"}


def labels_of(dataset: Dataset) -> tuple[Any, Any]:
    """Give the label of those without the bad event, and that of the bad event.

    Returns
    -------
    tuple
        None in the place of the first where everybody had the bad event.

    Examples
    --------
    >>> from fairlab.data import load
    >>> labels_of(load("loans"))
    (1, 0)
    """
    labels = dataset.frame[dataset.target].dropna().unique().tolist()
    return next((one for one in labels if one != dataset.positive), None), dataset.positive


def denying(labels: tuple[Any, Any], said: Collection[str], known: Collection[str]) -> str | None:
    """Find the answer that denies, as an audit of the same model and table reads it.

    Parameters
    ----------
    labels : tuple
        Of the data, as ``labels_of`` gives them.
    said : collection of str
        What the model answered, as ``spelling`` writes it.
    known : collection of str
        What it may answer.

    Returns
    -------
    str or None
        None where the labels do not say.

    Examples
    --------
    >>> denying(("good", "bad"), {"good"}, {"good"}), denying(("good", "bad"), {"0.0"}, {"0.0"})
    ('bad', '1.0')
    >>> denying((1, 2), {"1.0"}, {"1.0"}), denying(("good", "bad"), {"yes"}, {"yes", "no"})
    ('2.0', None)
    """
    good, bad = map(spelling, labels)
    if {*said} <= {good, bad}:
        return bad
    if {*said} <= ZERO_AND_ONE:
        return "0.0" if bad == "0.0" else "1.0"
    return bad if bad in known else None


def approves_unflagged(approves: str | None, labels: tuple[Any, Any] | None) -> bool:
    """Tell whether an answer that approves means nobody but those whom a model does not flag.

    Parameters
    ----------
    approves, labels
        As ``meaning`` takes them; without labels, 0 is not flagged.

    Examples
    --------
    >>> approves_unflagged("1", (1, 0)), approves_unflagged("0", (1, 0))
    (True, False)
    """
    good = 0 if labels is None else labels[0]
    return approves is None or (good is not None and spelling(approves) == spelling(good))


def meaning(approves: str | None, labels: tuple[Any, Any] | None) -> str:
    """Say which answer was taken for an approval.

    Parameters
    ----------
    approves : str, optional
        As typed.
    labels : tuple, optional
        Of the data, as ``labels_of`` gives them.

    Examples
    --------
    >>> print(meaning(None, ("good", "bad")))
    Taken for denied: who is flagged, or answered bad or 1, the bad event of the data;
    --approves ANSWER, in Python approves=ANSWER, says otherwise.
    >>> meaning("yes", None)
    'Taken for approved: who is answered yes.'
    """
    otherwise = "--approves ANSWER, in Python approves=ANSWER, says otherwise."
    if approves is not None:
        unflagged = ", or not flagged" if labels and approves_unflagged(approves, labels) else ""
        return f"Taken for approved: who is answered {approves}{unflagged}."
    if labels is None:
        return f"Taken for approved: who is not flagged, or answered 1; {otherwise}"
    bad = str(labels[1]) if spelling(labels[1]) in ZERO_AND_ONE else f"{labels[1]} or 1"
    who = f"who is flagged, or answered {bad}, the bad event of the data"
    return f"Taken for denied: {who}; {otherwise}"


def spelling(value: Any) -> str:
    """Write an answer so that 1, 1.0, "1" and true are one.

    Examples
    --------
    >>> spelling(True), spelling(" 1"), spelling("Yes")
    ('1.0', '1.0', 'yes')
    """
    text = str(value).strip().casefold()
    try:
        return str(float({"true": 1, "false": 0}.get(text, text)))
    except ValueError:
        return text
