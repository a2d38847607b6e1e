"""How far an audit of one attribute is: what is being done, as the how manieth of its steps."""

from collections.abc import Callable

Watch = Callable[[str, int, int], None]


class Steps:
    """Steps that are told as they begin.

    Parameters
    ----------
    watch : callable, optional
        Told what begins, how many steps are done, and of how many.
    of : int
        How many there are.

    Examples
    --------
    >>> steps = Steps(print, 2)
    >>> steps.begin("graph and model"), steps.begin("twins")
    graph and model 0 2
    twins 1 2
    (None, None)
    """

    def __init__(self, watch: Watch | None, of: int) -> None:
        self.watch, self.of, self.begun = watch, of, 0

    def begin(self, what: str) -> None:
        """Tell what begins."""
        if self.watch:
            self.watch(what, self.begun, self.of)
        self.begun += 1
