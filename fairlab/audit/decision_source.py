"""A table of decisions as what can be audited."""

from fairlab.audit.pairing import Pairing
from fairlab.audit.sources import AuditSource
from fairlab.data.decisions.asked import Asked
from fairlab.data.decisions.decided import Decided
from fairlab.data.decisions.group_names import in_group_names


def source_of_decisions(found: Decided, asked: Asked, title: str, about: str) -> AuditSource:
    """Make decisions that were read what can be audited.

    Parameters
    ----------
    found : Decided
    asked : Asked
        Which groups are held against which.
    title, about : str
        Of the page.

    Returns
    -------
    AuditSource
        The first model's, with the others as its challengers.

    Examples
    --------
    >>> import pandas as pd
    >>> from fairlab.data.decisions.decided import decided
    >>> frame = pd.DataFrame({"y_pred": [1, 0, 0] * 6, "sex": list("fmm") * 6})
    >>> asked = Asked(decision="y_pred", groups=("sex",))
    >>> source_of_decisions(decided("preds.csv", asked, frame), asked, "preds.csv", "").flagged
    6
    """
    champion, *others = found.decisions
    asked = in_group_names(asked, found.groups)
    return AuditSource(
        title=title,
        about=about,
        y=found.y,
        decision=found.decisions[champion],
        groups=found.groups,
        memberships=found.memberships,
        score=found.scores.get(champion),
        strategy=champion,
        persons=None if found.person is None else found.person.to_numpy(),
        weight=None if found.weight is None else found.weight.to_numpy(),
        challengers={name: (found.decisions[name], found.scores.get(name)) for name in others},
        threshold=found.thresholds.get(champion),
        words=asked.words,
        pairing=Pairing(asked.smallest, asked.references, frozenset(asked.every_pair)),
    )
