"""What a person hands over, as what the rest of fairlab takes."""

from collections.abc import Iterable, Mapping
from numbers import Integral, Real
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fairlab.asked_seeds import first_seeds, named_seeds
from fairlab.errors import RequestError, nearest

if TYPE_CHECKING:
    from fairlab.data import Dataset
    from fairlab.experiment.design import Design


def store_uri(store: str | Path | None) -> str | None:
    """Take a file for an SQLite store, and leave an address as it is."""
    if store is not None and not isinstance(store, str | PathLike):
        raise RequestError(
            f"store must be a file or an MLflow tracking URI, but got {described(store)}.\n"
            'Name a file, such as store="runs.db".'
        )
    if store is None or "://" in str(store):
        return None if store is None else str(store)
    return f"sqlite:///{Path(fspath(store)).absolute()}"


def load_data(dataset: "str | Dataset") -> "Dataset":
    """Load data by name, and leave a data set as it is."""
    from fairlab.data import OWN_TABLE, Dataset, load

    if isinstance(dataset, str):
        return load(dataset)
    if not isinstance(dataset, Dataset):
        raise RequestError(
            f"The data must be a name or a Dataset, but got {described(dataset)}.\n{OWN_TABLE}"
        )
    return dataset


def dataset_name(dataset: "str | Dataset | None") -> str | None:
    """Name the data of runs that are looked for."""
    from fairlab.data import Dataset

    if dataset is not None and not isinstance(dataset, str | Dataset):
        raise RequestError(
            f"dataset must be the name of data, or a Dataset, but got {described(dataset)}."
        )
    return dataset.name if isinstance(dataset, Dataset) else dataset


def as_design(design: "Design | None") -> "Design | None":
    """Take a design or none."""
    from fairlab.experiment.design import Design

    if design is not None and not isinstance(design, Design):
        raise RequestError(
            f'design must be such as Design("holdout"), but got {described(design)}.'
        )
    return design


def as_seeds(seeds: Any) -> list[int]:
    """Take a number of seeds, or a list of them."""
    plain = seeds.tolist() if hasattr(seeds, "tolist") else seeds
    if is_whole(plain):
        return first_seeds(int(plain))
    listed = plain if isinstance(plain, Iterable) and not isinstance(plain, str | Mapping) else None
    numbers = [plain] if listed is None else list(listed)
    wrong = [number for number in numbers if not is_whole(number)]
    if wrong:
        raise RequestError(
            f"Seeds are whole numbers, but got {described(wrong[0])}.\n"
            "Write seeds=10 for the seeds 0 to 9, or seeds=[3, 7] for those two."
        )
    return named_seeds([int(number) for number in numbers])


def whole_number(what: str, value: Any, least: int) -> int:
    """Take a whole number that is not too small."""
    if not is_whole(value) or value < least:
        raise RequestError(
            f"{what} must be a whole number from {least} on, but got {described(value)}."
        )
    return int(value)


def attribute_asked(attribute: str) -> str:
    """Take what strategies may do with the attributes."""
    from fairlab.compare.attribute_words import ASKED

    if attribute not in ASKED:
        raise RequestError(f"attribute cannot be {attribute!r}. {nearest(attribute, ASKED)}")
    return attribute


def conditions(where: Any) -> list[str]:
    """Take one filter, several, or a mapping of parameters to values."""
    if isinstance(where, Mapping):
        return [f"{name}={value}" for name, value in where.items()]
    listed = [where] if isinstance(where, str) or not isinstance(where, Iterable) else list(where)
    for one in listed:
        if not isinstance(one, str):
            raise RequestError(
                f'where must be such as ["model__max_depth=3"], but holds {described(one)}.'
            )
    return listed


def limits(what: str, asked: Mapping[str, float] | None) -> list[str]:
    """Write limits as they are typed at the command line."""
    if asked is not None and not isinstance(asked, Mapping):
        raise RequestError(
            f"{what} must map metrics to numbers, but got {described(asked)}.\n"
            f'Write {what}={{"test/auprc": 0.2}}.'
        )
    for name, value in (asked or {}).items():
        if not isinstance(value, Real) or isinstance(value, bool):
            raise RequestError(f"The limit of {name!r} must be a number, not {described(value)}.")
    return [f"{name}={float(value)!r}" for name, value in (asked or {}).items()]


def described(value: Any) -> str:
    """Write what was given as an example: short values as they are, others by their kind."""
    if isinstance(value, str | Real) or value is None:
        return repr(value) if len(repr(value)) <= 60 else f"{repr(value)[:57]}..."
    return f"a {type(value).__name__}" if not isinstance(value, type) else f"class {value.__name__}"


def is_whole(value: Any) -> bool:
    """Tell whether a value is a whole number, and no truth."""
    return isinstance(value, Integral) and not isinstance(value, bool)
