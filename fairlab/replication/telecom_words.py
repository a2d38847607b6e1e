"""What the study says of its data in words or figures without numbers, put to the test."""

from collections.abc import Iterator

import pandas as pd

from fairlab.replication.figures_beside import Figure, described, percent
from fairlab.simulator.variables import TARGET

# Where the fraud rate stops rising with the index, and two lower indices to compare with.
TURNS = {
    "focumcheck_statpc4index": (100, 200, 300),
    "focumcheck_statpc5index": (99, 300, 400),
    "focumcheck_statpc6index": (90, 1000, 1500),
}
LITTLE_DIFFERENCE = 0.2  # points


def in_words(train: pd.DataFrame) -> Iterator[Figure]:
    """Test what the study says of its training set in words.

    Parameters
    ----------
    train : DataFrame
        The training rows of a simulation.
    """
    yield from _turns(train)
    yield from _ages(train)
    yield from _seasons(train)


def _turns(train: pd.DataFrame) -> Iterator[Figure]:
    for attribute, (cut, high, turn) in TURNS.items():
        index, fraud = train[attribute], train[TARGET]
        middle = percent(fraud[(index > cut) & (index <= high)])
        before = percent(fraud[(index > high) & (index <= turn)])
        after = percent(fraud[index > turn])
        rises = f"{attribute}: fraud from {high} to {turn} over that of {cut} to {high} (rises)"
        yield described(rises, before / middle, before > middle)
        falls = f"{attribute}: fraud above {turn} over that of {high} to {turn} (falls)"
        yield described(falls, after / before, after < before)


def _ages(train: pd.DataFrame) -> Iterator[Figure]:
    age = train["calculated_age"]
    # The few people in their eighties are taken together with those in their seventies.
    decade = (age // 10).clip(upper=7)
    rates = train[TARGET].groupby(decade[age <= 90]).mean()
    rising = int((rates.diff() > 0).sum())
    yield described("steps of ten years up to 90 at which fraud rises (none)", rising, rising == 0)
    over = train[TARGET][age > 90].mean() / rates.iloc[-1]
    yield described("fraud over 90 over that from 70 to 90 (rises)", over, over > 1)


def _seasons(train: pd.DataFrame) -> Iterator[Figure]:
    fraud = train[TARGET]
    for column in ("order_month", "order_weekday"):
        spread = (100 * fraud.groupby(train[column]).mean()).std()
        name = f"{column}: deviation of fraud in points (no difference)"
        yield described(name, spread, spread <= LITTLE_DIFFERENCE)
    days = train["order_weekday"].value_counts()
    quiet = days[6] / days.drop(6).mean()
    yield described("orders on a Sunday over those on other days (few)", quiet, quiet < 0.5)
    night = train["order_hour"] < 6
    yield described("share of orders from 0 to 6 hours (few)", percent(night), night.mean() < 0.05)
    more = fraud[night].mean() / fraud[~night].mean()
    yield described("fraud at night over that by day (often)", more, more > 1.5)
