"""A table whose every name and level is hostile, and one with dates."""

import numpy as np
import pandas as pd

from fairlab.data import Dataset

SCRIPT = "<script>alert(1)</script>"
TAGS = ("<script>a", "</style>b", '"><img src=x onerror=c>', "e\u202e$f_1^&amp;", "`d`{{ 7*7 }}")


def strange_names(rows: int = 400) -> Dataset:
    rng = np.random.default_rng(5)
    group, town, label, age, when = (f"{SCRIPT}{tag}" for tag in TAGS)
    y = rng.random(rows) < 0.3
    frame = pd.DataFrame(
        {
            group: np.where(rng.random(rows) < 0.4, f"{SCRIPT}1", "\u611b & <b>"),
            town: rng.choice([f"{SCRIPT}2", "</svg>", "]]>"], rows),
            age: np.where(rng.random(rows) < 0.1, np.nan, rng.normal(40, 10, rows)),
            when: pd.Timestamp("2026-01-01") + pd.to_timedelta(rng.integers(0, 9999, rows), "h"),
            label: np.where(y, "<i>bad</i>", "good"),
        }
    )
    return Dataset(
        "strange", frame, target=label, positive="<i>bad</i>", sensitive=(group, age),
        ignore=(when,), labels={group: {f"{SCRIPT}1": f"{SCRIPT}3", "\u611b & <b>": "<u>"}},
    )  # fmt: skip


def dated(rows: int = 400, **roles: object) -> Dataset:
    rng = np.random.default_rng(2)
    frame = pd.DataFrame(
        {
            "when": pd.Timestamp("2025-01-01") + pd.to_timedelta(np.arange(rows) * 11, "h"),
            "sex": rng.choice(["f", "m"], rows),
            "income": rng.normal(30, 5, rows),
            "bad": (rng.random(rows) < 0.3).astype(int),
        }
    )
    usual = {"target": "bad", "sensitive": ("sex",), "time": "when"}
    return Dataset("dated", frame, **(usual | roles))
