"""What flip rates had been if the data showed half, or twice, of what the attribute changes."""

from dataclasses import replace

import pandas as pd

from fairlab.causal.scm.structural_model import StructuralModel
from fairlab.causal.twin_settings import TwinSettings
from fairlab.causal.twins.question import Question

STRENGTHS = {"halved": 0.5, "doubled": 2.0}
DRAWS = 2  # a bound asks for less than the rates


def rates_of_other_strengths(
    question: Question, model: StructuralModel, how: TwinSettings
) -> dict[str, pd.Series]:
    """Give the flip rates for effects of the attribute that are half or twice as strong.

    People who were turned away before they came into the data are not seen, and with them goes
    some of what the attribute changes. No method can tell how much, but the rates can be told for
    a given amount.

    Returns
    -------
    dict of str to Series
        ``halved`` and ``doubled``, in the rows of ``question.rates``.

    References
    ----------
    Rosenbaum (2002), Observational studies, chapter 4, for bounds by how much is hidden.
    """
    few = replace(how, draws=min(how.draws, DRAWS))
    return {
        name: question.rates(question.answers(model, few, strength))["value"]
        for name, strength in STRENGTHS.items()
    }
