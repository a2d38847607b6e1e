"""The options that every experiment shares, and what is made of them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from inspect import signature
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fairlab.asked_seeds import first_seeds, named_seeds
from fairlab.commands.band_options import BANDS
from fairlab.commands.typed_causes import CAUSE_OPTIONS
from fairlab.data.addresses import is_database
from fairlab.errors import RequestError

if TYPE_CHECKING:
    from fairlab.data import Dataset

DEFAULT = "telecom"
RECALL = "recall"


class Finite(click.FloatRange):
    """A number in a range; click lets nan into any, and infinity where there is no upper end."""

    def convert(self, value: Any, *about: Any) -> float:
        """Read what was typed."""
        number = float(super().convert(value, *about))
        if not isfinite(number):
            self.fail(f"{value!r} is not a finite number.", *about)
        return number

    def _describe_range(self) -> str:
        """Say nothing where there is no end, which click would call None."""
        return "" if self.min is self.max is None else super()._describe_range()


class Budget(click.ParamType):
    """A share of people, or the word for the baseline's recall."""

    name = "budget"

    def convert(self, value: Any, *about: Any) -> float | str:
        """Read what was typed."""
        if value == RECALL:
            return RECALL
        try:
            float(value)
        except ValueError:
            self.fail(f"{value!r} is neither a share such as 0.05 nor the word recall.", *about)
        return SHARE.convert(value, *about)


class Table(click.ParamType):
    """A path, or the address of a database, in which a path would lose a slash."""

    name = "path"

    def convert(self, value: Any, *about: Any) -> Path | str:
        """Take what was typed."""
        return value if is_database(str(value)) else Path(value)


DATA_OPTIONS = (
    click.option("--dataset", metavar="NAME", help="A data set that comes with fairlab [telecom]."),
    click.option("--rows", type=click.IntRange(1), help="Rows to simulate, of simulated data."),
    click.option(
        "--data",
        type=Table(),
        metavar="FILE",
        help="Your own table (CSV, Parquet) or the TOML file that describes it.",
    ),
    click.option("--target", metavar="COLUMN", help="The label column: what is predicted."),
    click.option(
        "--positive",
        metavar="VALUE",
        help="The label of the bad event, such as fraud or default [1].",
    ),
    click.option(
        "--sensitive", metavar="COLUMNS", help="Sensitive features, which are audited: gender,age."
    ),
    click.option(
        "--audit-only", metavar="COLUMNS", help="Sensitive features that the model never sees."
    ),
    click.option(
        "--balance", metavar="COLUMNS", help="Sensitive features that mitigation works on [all]."
    ),
    BANDS,
    click.option("--ignore", metavar="COLUMNS", help="Columns to leave out, such as ids."),
    click.option("--time", metavar="COLUMN", help="Decide about later rows by earlier ones."),
    click.option(
        "--part",
        metavar="COLUMN",
        help="A column that says train, validation or test, for --design holdout.",
    ),
    click.option("--person", metavar="COLUMN", help="Whose row it is: a person stays in one fold."),
    click.option(
        "--unlabelled",
        type=click.Choice(["training"]),
        help="Keep rows whose label is missing for training; no fold and no audit has them.",
    ),
    click.option("--separator", metavar="SIGN", help="Column separator of a CSV [detected]."),
    click.option("--decimal", metavar="SIGN", help="Decimal sign of a CSV [.]."),
)
POLICY = click.option(
    "--policy",
    type=Path,
    metavar="FILE",
    help="A TOML file: what must be measured (else exit 3), and its limits.",
)
SHARE = Finite(0, 1, min_open=True, max_open=True)
THRESHOLD = click.option(
    "--threshold", type=Finite(), metavar="X", help="Flag from this score on [0.5]."
)
COSTS = click.option(
    "--costs",
    metavar="FP=X,FN=Y",
    help="Flag where it costs least: what flagging a good one and missing a bad one cost, as "
    "numbers or columns of amounts (FN=amount).",
)
CUT_OPTIONS = (  # where the scores of a file are cut
    click.option(
        "--budget",
        "--flag",
        "budget",
        type=SHARE,
        metavar="SHARE",
        help="Flag this share of people, those with the highest scores: 0.05 is the riskiest "
        "twentieth.",
    ),
    COSTS,
    THRESHOLD,
)
BUDGET_OPTIONS = (  # where those of a run are
    click.option(
        "--budget",
        "--flag",
        "budget",
        type=Budget(),
        metavar="SHARE|recall",
        help="Flag this share of people, those with the highest scores: 0.05 is the riskiest "
        "twentieth. Or recall: as few as catch what the baseline catches at its cut, or from "
        "--threshold on.",
    ),
    COSTS,
    THRESHOLD,
)
SEEDS_OPTION = click.option(
    "--seeds",
    metavar="N|LIST",
    default="10",
    help="Random seeds: 10 means 0 to 9; 3,7 means these two [10].",
)
SETTING_OPTIONS = (
    click.option(
        "--trials",
        type=click.IntRange(0),
        help="Tuning trials (hyperparameter settings tried) per run [20].",
    ),
    click.option(
        "--tuner",
        metavar="NAME",
        help="Hyperparameter search: hyperopt (the study's) or optuna [hyperopt].",
    ),
    click.option(
        "--tune-rows",
        type=click.IntRange(2),
        metavar="N",
        help="Tune on a sample of N training rows, then refit the best on all.",
    ),
    click.option(
        "--pruning/--no-pruning",
        default=None,
        help="Stop trials that lag behind early [--pruning].",
    ),
    click.option(
        "--cap",
        type=Finite(0),
        metavar="N",
        help="At most N synthetic rows per real row, of samplers.",
    ),
    click.option("--device", metavar="NAME", help="Train on cpu, cuda or cuda:0 [cpu]."),
    click.option(
        "--jobs", type=click.IntRange(1), help="Runs in parallel [1; on a cluster one per core]."
    ),
    click.option(
        "--engine",
        metavar="NAME",
        default="joblib",
        help="joblib (this machine), dask or ray [joblib].",
    ),
    click.option(
        "--address", metavar="ADDRESS", help="Address of the dask or ray cluster, host:port."
    ),
    click.option(
        "--individual",
        is_flag=True,
        help="Also audit individuals: counterfactual flip rates of each model.",
    ),
    *CAUSE_OPTIONS,
    click.option(
        "--design",
        type=click.Choice(["folds", "holdout"]),
        default="folds",
        help="Who is decided about: everybody once, in folds, or one test set [folds].",
    ),
    click.option("--folds", type=click.IntRange(2), metavar="K", help="How many folds [5]."),
    click.option(
        "--search",
        type=click.Choice(["fold", "once", "none"]),
        help="Tune hyperparameters in each fold, in the first fold of a seed for all of them, or "
        "not at all, which is --trials 0 [fold].",
    ),
    click.option(
        "--keep-models",
        type=click.Choice(["all", "none"]),
        default="all",
        help="Record the models too, or decisions alone [all].",
    ),
    click.option(
        "--vary",
        type=click.Choice(["both", "data", "model"]),
        default="both",
        help="What a seed changes: the data split, the training (model), or both.",
    ),
    *BUDGET_OPTIONS,
    click.option(
        "--threshold-on",
        type=click.Choice(["validation", "test"]),
        help="Where decision thresholds are chosen; test (the study's way) is optimistic "
        "[validation].",
    ),
    click.option("--traceback", is_flag=True, help="Show the whole traceback of a run that fails."),
)
RUN_OPTIONS = (SEEDS_OPTION, *SETTING_OPTIONS)
STORE_OPTIONS = (
    click.option("--store", metavar="URI", help="MLflow tracking URI [sqlite:///mlflow.db]."),
)


def with_options(*groups: tuple) -> Callable:
    """Give a command several groups of options."""

    def decorate(function: Callable) -> Callable:
        for option in reversed([option for group in groups for option in group]):
            function = option(function)
        return function

    return decorate


def parse_seeds(text: str) -> list[int]:
    """Read ``--seeds``: a number of seeds, or a list of them.

    Parameters
    ----------
    text : str
        ``"10"`` is 0 to 9; ``"3,7"`` is those two; ``"3,"`` is seed 3 alone.

    Returns
    -------
    list of int

    Raises
    ------
    RequestError
        If that is no number or list of numbers, names a seed twice, or leaves none.

    Examples
    --------
    >>> parse_seeds("3"), parse_seeds("3,7")
    ([0, 1, 2], [3, 7])
    """
    try:
        numbers = [int(part) for part in text.split(",") if part.strip()]
    except ValueError:
        raise RequestError(
            f"--seeds {text!r} is neither a number nor a list.\n"
            "Write --seeds 10 for the seeds 0 to 9, or --seeds 3,7 for those two."
        ) from None
    if "," in text:
        return named_seeds(numbers)
    return first_seeds(numbers[0] if numbers else 0, "--seeds")


def load_dataset(
    dataset: str | None = None,
    data: Path | str | None = None,
    rows: int | None = None,
    balance: str | None = None,
    bands: Mapping[str, tuple[float, ...]] | None = None,
    **roles: str | None,
) -> "Dataset":
    """Load the data set that the options name.

    Parameters
    ----------
    dataset : str, optional
        One of fairlab's own; ``telecom`` if nothing is named.
    data : Path, optional
        The user's own table, or the TOML file that describes it.
    rows : int, optional
        How many rows to simulate.
    balance : str, optional
        Sensitive columns that mitigation balances, as typed.
    bands : mapping of str to tuple of float, optional
        Where sensitive numbers are cut, in place of those of the table's TOML file.
    **roles : str, optional
        ``target``, ``positive``, ``sensitive`` and so on, as typed, of the user's own table.

    Returns
    -------
    Dataset

    Raises
    ------
    RequestError
        If options contradict each other.
    """
    given = {name: value for name, value in roles.items() if value is not None}
    if data and dataset:
        raise RequestError("Name either --dataset (fairlab's) or --data (your own), not both.")
    if data and rows:
        raise RequestError("--rows is for data that are simulated; your own table is read whole.")
    found = _own(data, given) if data else _shipped(dataset, rows, given)
    asked: dict[str, Any] = {"balance": tuple(_listed(balance))} if balance else {}
    if bands:
        asked["bands"] = bands
    return replace(found, **asked) if asked else found


def _own(file: Path | str, roles: dict[str, str]) -> "Dataset":
    from fairlab.data import read_table

    if is_database(str(file)):
        raise RequestError(
            "A database is read by `fairlab audit` alone, with --query.\n"
            "Write what is to be learned from to a file: CSV or Parquet."
        )

    single = {"target", "positive", "time", "part", "person", "separator", "decimal"}
    single |= {"unlabelled"}
    typed: dict[str, Any] = {
        name: text if name in single else tuple(_listed(text)) for name, text in roles.items()
    }
    return read_table(file, **typed)


def _shipped(name: str | None, rows: int | None, roles: dict[str, str]) -> "Dataset":
    from fairlab import data

    if roles:
        option = "--" + next(iter(roles)).replace("_", "-")
        raise RequestError(f"{option} describes your own table; name it with --data FILE.")
    if rows is None:
        return data.load(name or DEFAULT)
    if not is_simulated(name or DEFAULT):
        raise RequestError(f"{name or DEFAULT} is not simulated: leave out --rows.")
    return data.load(name or DEFAULT, rows=rows)


def is_simulated(name: str) -> bool:
    """Tell whether a data set can be made with any number of rows.

    Examples
    --------
    >>> is_simulated("telecom"), is_simulated("taiwan")
    (True, False)
    """
    from fairlab import data

    made = getattr(data, name, None)
    return made is not None and "rows" in signature(made).parameters


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
