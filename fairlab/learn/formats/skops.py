"""skops: models of scikit-learn and imbalanced-learn as a zip of JSON and arrays, not a pickle."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fairlab.errors import RequestError, StoreError
from fairlab.learn.formats._nested import nested, packages_of
from fairlab.learn.formats._plain_types import is_plain

REQUIRES = ("skops", "scikit-learn", "imbalanced-learn", "pandas", "numpy", "scipy")
PACKAGES = ("sklearn", "imblearn", "fairlab")
LIBRARIES = ("sklearn.", "imblearn.", "scipy.", "numpy.")  # what is theirs is not the user's code
MODEL = "model.skops"


def handles(model: Any) -> bool:
    """Say whether the model is an estimator of scikit-learn, imbalanced-learn or fairlab."""
    return packages_of(model)[0] in PACKAGES and not hasattr(model, "to_files")


def save(model: Any, folder: Path) -> None:
    """Write ``model.skops``, if all that it holds may be read again.

    Raises
    ------
    RequestError
        When the model holds what skops cannot write, or a type that is not trusted.
    """
    from skops.io import get_untrusted_types

    written = _written(model)
    refused = [name for name in get_untrusted_types(data=written) if not is_plain(name)]
    if refused:
        raise RequestError(_refusal(refused))
    (folder / MODEL).write_bytes(written)


def load(folder: Path) -> Any:
    """Read what ``save`` wrote; whoever calls this has checked the hashes.

    Raises
    ------
    StoreError
        When the file holds a type that is not trusted.
    """
    return read_skops(
        (folder / MODEL).read_bytes(),
        MODEL,
        "It was written by another version of fairlab, or by something else.",
    )


def read_skops(written: bytes, name: str, advice: str | None) -> Any:
    """Read what skops wrote.

    Parameters
    ----------
    written : bytes
        The file.
    name : str
        What it is called.
    advice : str, optional
        What to do where it holds a type that is not trusted; None reads it all the same.

    Returns
    -------
    estimator

    Raises
    ------
    StoreError
        When the file holds a type that is not trusted.
    """
    from skops.io import get_untrusted_types, loads

    found = get_untrusted_types(data=written)
    refused = [kind for kind in found if not is_plain(kind)]
    if refused and advice is not None:
        raise StoreError(
            f"{name} holds {_some(refused)}, which may be any code, and was not read.\n{advice}"
        )
    return loads(written, trusted=found)


def _refusal(refused: list[str]) -> str:
    if all(name.startswith(LIBRARIES) for name in refused):
        return (
            f"The model cannot be stored: fairlab does not keep {_some(refused)} in skops files "
            "yet.\nThe run stands, and so does all that needs its predictions alone."
        )
    others = [name for name in refused if not name.startswith(LIBRARIES)]
    return (
        f"The model cannot be stored: it holds {_some(others)}, which may be any code.\n"
        "Use an estimator of scikit-learn or imbalanced-learn in its place, or a\n"
        "FunctionTransformer of one of numpy's functions."
    )


def _some(names: list[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def _written(model: Any) -> bytes:
    from zipfile import ZIP_DEFLATED

    from skops.io import dumps

    try:
        with _without_trials(model):
            return dumps(model, compression=ZIP_DEFLATED)
    except (TypeError, ValueError, AttributeError, RecursionError) as failed:
        raise RequestError(
            f"{type(model).__name__} cannot be stored: skops cannot write a part of it.\n"
            f"It says: {' '.join(str(failed).split())[:200]}\n"
            "Use estimators of scikit-learn or imbalanced-learn, which hold numbers and text."
        ) from failed


@contextmanager
def _without_trials(model: Any) -> Iterator[None]:
    # The table of trials is one of pandas, which skops does not write; scores do not rest on it.
    tuned = [vars(part) for part in nested(model) if hasattr(part, "to_files")]
    taken = [(state, state.pop("trials_")) for state in tuned if "trials_" in state]
    try:
        yield
    finally:
        for state, trials in taken:
            state["trials_"] = trials
