"""Tuned boosted trees with settings of their own beside those of ``TunedXGB``."""

from collections.abc import Mapping
from inspect import Parameter, Signature, signature
from typing import Any

from sklearn.utils._param_validation import InvalidParameterError

from fairlab.errors import RequestError
from fairlab.learn.model import TunedXGB
from fairlab.learn.spaces import Space


class ExtendedXGB(TunedXGB):
    """What those have in common that name their own settings alone, and are checked for them.

    Parameters
    ----------
    **settings
        Those of ``TunedXGB``.
    """

    _parameter_constraints: Mapping[str, list]

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)

    def __init_subclass__(cls, **rest: Any) -> None:
        # scikit-learn reads the settings of an estimator from this signature.
        super().__init_subclass__(**rest)
        own = signature(cls.__init__).parameters
        found = {**own, **signature(TunedXGB.__init__).parameters, **own}
        named = [one for one in found.values() if one.kind != Parameter.VAR_KEYWORD]
        vars(cls.__init__)["__signature__"] = Signature(named)

    def _checked_space(self) -> Space:
        try:
            self._validate_params()
        except InvalidParameterError as error:
            raise RequestError(str(error)) from error
        return super()._checked_space()
