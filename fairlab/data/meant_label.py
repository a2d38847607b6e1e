"""Which of the labels in a column a person means who types one."""

from collections.abc import Iterable
from typing import Any


def meant_label(typed: Any, labels: Iterable[Any]) -> Any:
    """Find the label that was meant; what was typed where none or several may be.

    Parameters
    ----------
    typed : object
        As typed, or as Python has it.
    labels : iterable of object
        Those that there are.

    Examples
    --------
    >>> meant_label("1", [0, 1]), meant_label("YES", ["yes", "no"]), meant_label("2", [0, 1])
    (1, 'yes', '2')
    """
    known = list(labels)
    exact = [label for label in known if type(label) is type(typed) and label == typed]
    alike = exact or [label for label in known if _spellings(label) & _spellings(typed)]
    return alike[0] if len(alike) == 1 else typed


def _spellings(label: Any) -> set[str]:
    text = str(label).strip().casefold()
    if isinstance(label, bool):
        return {text, str(float(label))}
    try:
        return {str(float(text))}
    except ValueError:
        return {text}
