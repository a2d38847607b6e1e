"""Fits and runs that are ours to compute, each claimed until it is recorded."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from shutil import rmtree
from threading import Timer
from typing import TYPE_CHECKING, Any

from fairlab.errors import StoreError
from fairlab.experiment.failure import RunFailure, Spec
from fairlab.record.run_result import RunResult

if TYPE_CHECKING:
    from fairlab.record import Ledger

SHOWN = 6
PATIENCE = 10.0  # seconds after which it is said that the store is waited for
NOT_KEPT = "Its sweep was asked to keep none: --keep-models none."
WAITING = "The store takes longer than {:.0f} s to record; what is computed is kept meanwhile."
Saw = Callable[[Spec, RunResult | RunFailure], Any]


class ClaimedWork:
    """What is ours to compute, and what another sweep is computing.

    Parameters
    ----------
    ledger : Ledger
        Of fits or of runs.
    wait : bool
        Whether to wait for what another sweep is computing.
    keep_models : bool
        Whether models are recorded.
    saw : callable
        Called with what failed or is recorded, and what came of it.
    tell : callable
        Called with a line for whoever waits.
    """

    def __init__(
        self,
        ledger: "Ledger",
        wait: bool,
        keep_models: bool,
        saw: Saw,
        tell: Callable[[str], Any],
    ) -> None:
        self.ledger = ledger
        self.keep_models = keep_models
        self.wait = wait
        self.saw = saw
        self.tell = tell
        self.held: dict[str, tuple[Spec, ExitStack]] = {}
        self.unrecorded: list[str] = []
        self.busy: list[Spec] = []
        self.left: list[Spec] = []
        self.left_before = -1
        self.trouble: StoreError | None = None

    def record_kept(self, specs: Sequence[Spec]) -> list[Spec]:
        """Record what was computed before and the store did not take; give back the others."""
        others = []
        for spec in specs:
            result = self.ledger.kept(spec.key)
            if result is None:
                others.append(spec)
            elif self._claim(spec):
                self.tell(f"{spec.strategy_name} seed {spec.seed}: computed before, recorded now.")
                self.settle(spec.key, result)
        return others

    def take(self, specs: Sequence[Spec]) -> Iterator[Spec]:
        """Claim one after the other, each when its turn comes; none more once the store is away."""
        for number, spec in enumerate(specs):
            try:
                mine = self.trouble is None and self._claim(spec)
            except StoreError as error:  # raised later: what is being computed is not lost
                self.trouble = error
            if self.trouble:
                self.left += specs[number:]
                return
            if mine:
                yield spec

    def settle(self, key: str, result: RunResult | RunFailure) -> None:
        """Write a result down and let its claim go; keep it where the store does not take it."""
        spec, _ = self.held[key]
        try:
            is_over = isinstance(result, RunFailure) or self._record(spec, result)
        except StoreError as error:
            self.trouble = error
            self.unrecorded.append(key)
            return
        self._let_go(key)
        if is_over:
            self.saw(spec, result)
        else:
            self.busy.append(spec)

    def offer_again(self) -> None:
        """Offer the store once more what it did not take, or say where that waits.

        Raises
        ------
        StoreError
            The store is still away, or does not let anything more be claimed, such as a file that
            was moved; or something was lost: no room was left to keep it either.
        """
        trouble, self.trouble = self.trouble, None
        if trouble is None:
            return
        before, self.left_before = self.left_before, len(self.left)
        if len(self.left) == before or not self.ledger.store.answers():
            raise trouble
        waiting, self.unrecorded = self.unrecorded, []
        for key in waiting:
            result = self.ledger.kept(key)
            if result is None:
                raise trouble
            self.settle(key, result)
            if self.trouble:
                raise self.trouble

    def told(self) -> str:
        """Name what is being computed, a few of many."""
        names = [f"{spec.strategy_name} seed {spec.seed}" for spec, _ in self.held.values()]
        more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
        return f"It was computing one of: {', '.join(names[:SHOWN])}{more}."

    def let_go(self) -> None:
        """Leave what is not finished to others."""
        for key in list(self.held):
            self._let_go(key)

    def _let_go(self, key: str) -> None:
        _, claim = self.held.pop(key)
        claim.close()

    def _claim(self, spec: Spec) -> bool:
        claim = ExitStack()
        mine = claim.enter_context(self.ledger.claim(spec.key, wait=self.wait))
        if mine:
            self.held[spec.key] = spec, claim
        else:
            claim.close()
            self.busy += [] if self.wait else [spec]
        return mine

    def _record(self, spec: Spec, result: RunResult) -> bool:
        """Say whether the key was still ours, and its result is recorded."""
        if not self.keep_models:
            result = replace(result, model=None, without_model=NOT_KEPT)
        late = Timer(PATIENCE, self.tell, [WAITING.format(PATIENCE)])
        late.start()
        try:
            with self.ledger.keeping(spec, result):
                if self.trouble:  # each would wait for half a minute
                    raise self.trouble
                is_ours = self.ledger.renew(spec.key)
                if is_ours:
                    self.ledger.write(spec, result)
        finally:
            late.cancel()
        if is_ours:
            rmtree(self.ledger.work_dir(spec.key))
        return is_ours
