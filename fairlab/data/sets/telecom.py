"""Telecom credit applications: a simulation in the shape of van der Pol's (2026) data."""

import pandas as pd

from fairlab.data.dataset import Dataset
from fairlab.simulator.applicant_identity import identities
from fairlab.simulator.counterfactual import counterfactual
from fairlab.simulator.parquet import write_parquet
from fairlab.simulator.simulator_settings import SimulatorSettings
from fairlab.simulator.structure import Graph
from fairlab.simulator.table_rows import tables
from fairlab.simulator.variables import BESIDE, POSTCODE_INDICES, SENSITIVE, TARGET, true_graph
from fairlab.simulator.words import WORDS

_AUDIT_ONLY = (
    "gender",
    "focumcheck_debtresult_d02",
    "focumcheck_debtresult_d03",
    "focumcheck_debtresult_d99",
)
STUDY_BIASED = ("calculated_countrycode_nld", "calculated_age")
STUDY_BALANCED = (*STUDY_BIASED, *POSTCODE_INDICES)
_YES_NO = {1: "yes", 0: "no"}


class Telecom:
    """Orders for a subscription on credit, some of them by people who will never pay.

    Called, it draws a table; its methods tell the truth behind the rows. See ``__call__``.

    References
    ----------
    van der Pol (2026), section 4 and Tables 1, 5, 17 and 19.

    Examples
    --------
    >>> data = telecom(rows=5_000, seed=1)
    >>> data.rows, data.positives, len(data.features)
    (5000, 144, 87)
    >>> twins = telecom.counterfactual(data, "calculated_age")
    >>> data.frame["calculated_age"][:3].tolist(), twins["calculated_age"][:3].tolist()
    ([27.8, 28.3, 51.5], [55.9, 55.0, 30.6])
    """

    def __call__(
        self,
        rows: int = 30_000,
        seed: int = 0,
        label_bias: float = 0.0,
        measurement_bias: float = 0.0,
        selection: float = 0.0,
        proxy: float = 0.0,
    ) -> Dataset:
        """Draw applications; at 536,243 rows the table has the size of the study's.

        The 88 variables of the study are 87 features and ``gender`` (M, V or O), which is only
        audited. So are the three debt results of Table 1 under their one-hot names: they stand
        beside the 88, and models see ``focumcheck_debtresult`` itself. The last 8.1 % of the
        rows, all after 31 March 2025, are the test set. Mitigation balances the two attributes
        against which the study found bias (8 cells); the study balanced the postcode indices
        too, which makes 64 cells: ``dataclasses.replace(data, balance=STUDY_BALANCED)``.

        Parameters
        ----------
        rows : int
            At least 5,000; other sizes keep the shares of the study's.
        seed : int
            The same seed and settings give the same rows, bit by bit.
        label_bias : float
            The probability that somebody without a Dutch document who committed no fraud is
            recorded as a fraud.
        measurement_bias : float
            By how many standard deviations (of 70 points) the recorded credit score of people
            without a Dutch document is too low.
        selection : float
            The share of otherwise acceptable applicants without a Dutch document, those with the
            poorest signs, that is turned away.
        proxy : float
            The correlation of ``order_language_score``, else pure noise, with having a Dutch
            document.

        Returns
        -------
        Dataset
            Named ``telecom``; target ``fraud``.

        Raises
        ------
        RequestError
            A setting is out of its range.

        References
        ----------
        van der Pol (2026), section 4 and Tables 1, 5, 17 and 19.
        """
        settings = SimulatorSettings(rows, seed, label_bias, measurement_bias, selection, proxy)
        return Dataset(
            "telecom",
            pd.concat(tables(settings), ignore_index=True),
            target=TARGET,
            sensitive=SENSITIVE,
            causes={"exogenous": STUDY_BIASED},
            audit_only=_AUDIT_ONLY,
            balance=STUDY_BIASED,
            ignore=tuple(column for column in BESIDE if column != "part"),
            part="part",
            words=WORDS,
            labels={
                "calculated_countrycode_nld": {1: "Dutch document", 0: "other document"},
                "gender": {"M": "male", "V": "female", "O": "unknown"},
                **dict.fromkeys(_AUDIT_ONLY[1:], _YES_NO),
            },
        )

    def graph(self) -> Graph:
        """Return the true causal graph, hidden variables included."""
        return true_graph()

    counterfactual = staticmethod(counterfactual)
    identities = staticmethod(identities)
    write_parquet = staticmethod(write_parquet)


telecom = Telecom()
