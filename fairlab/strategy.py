"""The home of strategies in fairlab 0.1.0, which its scripts and recorded models still name."""

from fairlab.experiment.fitted import _load_pyfunc as _load_pyfunc
from fairlab.experiment.strategy import Strategy as Strategy
