"""The options that name a model, of whatever kind."""

import click

from fairlab.commands.option_types import Finite

MODEL_OPTIONS = (
    click.option("--model", metavar="MODEL",
                 help="A run's id, models:/name/3, models:/name@champion, a file (skops, xgboost's "
                 "json, LightGBM's txt, cbm, onnx), module:function, module:estimator, or "
                 "http://host/score."),
    click.option("--trust", is_flag=True,
                 help="Open a pickle or joblib file too: it may run any code, as you."),
    click.option("--timeout", type=Finite(0, min_open=True), metavar="SECONDS",
                 help="How long the model may take to answer [a server 60, others any time]."),
)  # fmt: skip
