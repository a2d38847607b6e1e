"""MLflow's list of installed packages, read once for all processes that come of one nursery."""

from mlflow.utils.requirements_utils import _init_modules_to_packages_map

_init_modules_to_packages_map()
