"""What the trees are grown on: the processor, or a GPU that is there."""

import json
import re

import numpy as np

from fairlab.errors import RequestError


def check_device(device: str) -> None:
    """Refuse a device that is not there; xgboost would quietly take the processor instead.

    Raises
    ------
    RequestError
        Says what to ask for.

    Examples
    --------
    >>> check_device("cpu")
    """
    if device == "cpu":
        return
    if not re.fullmatch(r"cuda(:\d+)?", device):
        raise RequestError(f"No device {device!r}. There is: 'cpu', 'cuda', 'cuda:0' and so on.")
    if not device_used(device).startswith("cuda"):
        raise RequestError(
            f"device={device!r} was asked for, but xgboost finds no such GPU on this machine.\n"
            "Use --device cpu (in code device='cpu'), or xgboost with CUDA where there is a GPU."
        )


def device_used(device: str) -> str:
    """Train one tree and say where xgboost did; ``"none"`` where it could not.

    Examples
    --------
    >>> device_used("cpu")
    'cpu'
    """
    import xgboost as xgb

    row = xgb.DMatrix(np.zeros((1, 1), np.float32), label=[0.0])
    try:
        with xgb.config_context(verbosity=0):
            booster = xgb.train({"device": device}, row, num_boost_round=1)
    except xgb.core.XGBoostError:  # a GPU of that number does not exist
        return "none"
    return json.loads(booster.save_config())["learner"]["generic_param"]["device"]
