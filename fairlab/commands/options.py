"""The options that every experiment shares."""

from collections.abc import Callable

import click

from fairlab.commands.band_options import BANDS
from fairlab.commands.option_types import (
    FILE,
    SOURCE,
    TABLE,
    Budget,
    Finite,
    KeptBudget,
    StoreAddress,
)
from fairlab.commands.typed_causes import CAUSE_OPTIONS

NA_VALUES = click.option(
    "--na-values", metavar="LIST", help="What stands for missing, beside empty cells: NULL,-999."
)
CSV_SIGNS = (
    click.option("--separator", metavar="SIGN", help="Column separator of a CSV [detected]."),
    click.option("--decimal", metavar="SIGN", help="Decimal sign of a CSV [.]."),
)
DATA_OPTIONS = (
    click.option("--dataset", metavar="NAME", help="A data set that comes with fairlab [telecom]."),
    click.option("--rows", type=click.IntRange(1), help="Rows to simulate, of simulated data."),
    click.option(
        "--data",
        type=TABLE,
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
        "--sensitive",
        metavar="COLUMNS",
        help="Sensitive features, which are audited: gender,age. In any list of columns, quotes "
        "stand around a name with a comma: '\"amount, in EUR\",age'.",
    ),
    click.option(
        "--audit-only", metavar="COLUMNS", help="Sensitive features that the model never sees."
    ),
    click.option(
        "--balance", metavar="COLUMNS", help="Sensitive features that mitigation works on [all]."
    ),
    BANDS,
    click.option("--ignore", metavar="COLUMNS", help="Columns to leave out, such as ids."),
    click.option(
        "--max-levels",
        type=click.IntRange(1),
        metavar="N",
        help="Leave out text with more levels [nearly one per row].",
    ),
    click.option(
        "--time", metavar="COLUMN", help="When a row is from: models of earlier ones decide."
    ),
    click.option(
        "--date-format", metavar="FORM", help="How --time is written: %d/%m/%Y [where it is clear]."
    ),
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
    *CSV_SIGNS,
    NA_VALUES,
)
POLICY = click.option(
    "--policy",
    type=FILE,
    metavar="FILE",
    help="A TOML file: what must be measured (else exit 3), and its limits.",
)
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
        type=KeptBudget(),
        metavar="SHARE|recall",
        help="Flag this share of people, those with the highest scores: 0.05 is the riskiest "
        "twentieth. Or recall, of several scores: as few by each other one as catch what the first "
        "catches. Of a --strategy: only its runs with this budget.",
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
        help="Tune hyperparameters in each fold, once for all folds and seeds, or not at all, "
        "which is --trials 0 [fold].",
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
RUNS_OPTIONS = (  # which finished runs are looked at side by side
    click.option("--dataset", metavar="NAME", help="Whose runs; needed where there are several."),
    click.option(
        "--where",
        "conditions",
        multiple=True,
        metavar="NAME=VALUE",
        help="Only runs with this setting: model__trials=20, or - for runs that lack it.",
    ),
    click.option(
        "--budget",
        type=KeptBudget(),
        metavar="SHARE|recall",
        help="Only runs with this budget, and those that they are held against: needed where there "
        "are several. Also costs as they were typed, or none.",
    ),
)
STORE_OPTIONS = (
    click.option(
        "--store",
        type=StoreAddress(),
        metavar="URI",
        help="MLflow tracking URI [sqlite:///mlflow.db].",
    ),
)
MODEL_OPTIONS = (
    click.option("--model", type=SOURCE, metavar="MODEL",
                 help="A run's id, models:/name/3, models:/name@champion, a file (skops, xgboost's "
                 "json, LightGBM's txt, cbm, onnx), module:function, module:estimator, or "
                 "http://host/score."),
    click.option("--trust", is_flag=True,
                 help="Open a pickle or joblib file too: it may run any code, as you."),
    click.option("--timeout", type=Finite(0, min_open=True), metavar="SECONDS",
                 help="How long the model may take to answer [a server 60, others any time]."),
)  # fmt: skip


def with_options(*groups: tuple) -> Callable:
    """Give a command several groups of options."""

    def decorate(function: Callable) -> Callable:
        for option in reversed([option for group in groups for option in group]):
            function = option(function)
        return function

    return decorate
