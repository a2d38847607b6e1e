"""Names that are typed after ``fairlab sweep`` as they are after ``fairlab run``."""

from collections.abc import Sequence
from shlex import quote

from fairlab.errors import RequestError


def refuse_bare_names(words: Sequence[str]) -> None:
    """Refuse words without an option, and say which options take them.

    Parameters
    ----------
    words : sequence of str
        As typed.

    Raises
    ------
    RequestError
        There are any.

    Examples
    --------
    >>> refuse_bare_names(["reweighing", "auprc"])
    Traceback (most recent call last):
    fairlab.errors.RequestError: sweep takes no name without its option: reweighing auprc
    Strategies: --strategies reweighing,auprc, or one: fairlab run reweighing
    Data: --dataset NAME, or --data FILE
    """
    if words:
        shown, listed = " ".join(words), quote(",".join(words))
        raise RequestError(
            f"sweep takes no name without its option: {shown}\n"
            f"Strategies: --strategies {listed}, or one: fairlab run {quote(words[0])}\n"
            "Data: --dataset NAME, or --data FILE"
        )
