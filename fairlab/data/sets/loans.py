"""Synthetic loan applications with a planted effect of known size."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from fairlab.data.dataset import Dataset
from fairlab.errors import RequestError

INCOMES = 30_000, 120_000
WOMEN_NEED_MORE_THAN = 80_000
_POSSIBLE = INCOMES[1] - INCOMES[0]
AS_PUBLISHED = {"Gender": (WOMEN_NEED_MORE_THAN + 1 - INCOMES[0]) / _POSSIBLE}
GENDERS = ("Female", "Male")
OTHERS = ("disfavoured", "favoured")


def loans(
    rows: int = 1000,
    seed: int = 42,
    effects: Mapping[str, float] | None = None,
    refused: float = 0.0,
    chance: float = 0.0,
) -> Dataset:
    """Draw loan applications of which some groups need a higher income to be approved.

    By default the applications of the published audit, row by row: men are approved, women only
    with an income above 80,000. The bad event, and so the positive label, is to be refused
    (``Approved`` is 0): a model that flags a person here denies a loan.

    Incomes are whole numbers, each of the 90,000 from 30,000 to 119,999 equally likely, and the
    two levels of an attribute are equally likely and independent of all else. A person is
    refused when the income is among the lowest ``90,000 (r + sum of e_k)`` of these, rounded,
    where ``r`` is ``refused`` and ``e_k`` the effects of the attributes in which the person is
    disfavoured. So the probability of approval is ``1 - r - sum of e_k``, and that of the
    disfavoured level of attribute ``k`` is lower than that of the favoured by ``e_k``, whatever
    the other attributes are. In the published data ``e`` is 50,001 / 90,000 = 0.5556. With
    ``chance`` some are judged by an income that they do not have, drawn anew and not shown: the
    probabilities stay as they are, yet the label can no longer be told with certainty.

    Parameters
    ----------
    rows : int
        How many applicants.
    seed : int
        From 0 to 2**32 - 1; 42 is the published one.
    effects : mapping of str to float
        Per sensitive attribute the difference in approval probability, 0 for none. The levels
        are Male and Female for ``Gender``, otherwise favoured and disfavoured.
    refused : float
        The share of applicants that is refused in every group.
    chance : float
        The share of applicants who are judged by a drawn income. Without an effect it must be
        above 0, as the income would tell the label and ``Dataset`` refuses such a leak.

    Returns
    -------
    Dataset
        Named ``loans``; columns ``Income``, ``Approved`` and the attributes, all of them
        features.

    Raises
    ------
    RequestError
        There is no attribute, or a share is not from 0 to 1, or ``refused`` and the effects
        together refuse nobody or more than all.

    References
    ----------
    Palomares Carrascosa, I., on auditing a loan approval model with counterfactual clones made
    by Mimesis; section 1, "Setting Up the Environment and Simulating Biased Data".

    Examples
    --------
    >>> data = loans()
    >>> data.rows, data.positives, data.positive
    (1000, 274, 0)
    >>> data.frame.head(2)
       Gender  Income  Approved
    0    Male   77605         1
    1  Female   68088         0
    >>> loans(500, seed=1, effects={"Gender": 0.2, "Dutch_ID": 0.0}, refused=0.1).sensitive
    ('Gender', 'Dutch_ID')
    """
    effects = AS_PUBLISHED if effects is None else effects
    _refuse_impossible(effects, refused, chance)
    # The published code seeds the legacy generator and draws the gender before the income. The
    # other attributes come last, so that they change nothing that is drawn before.
    draw = np.random.RandomState(seed)
    first, *others = effects
    favoured = {first: draw.randint(0, 2, rows) == 0}
    income = draw.randint(*INCOMES, rows)
    judged_by = np.where(draw.random_sample(rows) < chance, draw.randint(*INCOMES, rows), income)
    favoured |= {name: draw.randint(0, 2, rows) == 0 for name in others}
    share = refused + np.sum([effects[name] * ~favoured[name] for name in effects], axis=0)
    approved = judged_by - INCOMES[0] >= np.rint(_POSSIBLE * share)
    people = {name: _levels(name, is_favoured) for name, is_favoured in favoured.items()}
    frame = pd.DataFrame({**people, "Income": income, "Approved": approved.astype("int64")})
    return Dataset("loans", frame, target="Approved", positive=0, sensitive=tuple(effects))


def _levels(name: str, is_favoured: np.ndarray) -> pd.Series:
    low, high = GENDERS if name == "Gender" else OTHERS
    return pd.Series(np.where(is_favoured, high, low), dtype=pd.CategoricalDtype([low, high]))


def _refuse_impossible(effects: Mapping[str, float], refused: float, chance: float) -> None:
    if not effects or {"Income", "Approved"} & effects.keys():
        raise RequestError(
            "effects must name at least one attribute, and none that is called Income or "
            'Approved.\nWrite for example effects={"Gender": 0.2}.'
        )
    for name, size in {**effects, "refused": refused, "chance": chance}.items():
        if not 0 <= size <= 1:
            raise RequestError(f"{name} must be from 0 to 1, but got {size}.")
    if not 0 < (total := refused + sum(effects.values())) <= 1:
        raise RequestError(
            f"refused and the effects must sum to more than 0 and at most 1, but give {total:g}.\n"
            "With no effect at all, set refused, so that both labels occur."
        )
