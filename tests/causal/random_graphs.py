"""Random linear models with hidden variables, of which everything is known."""

import numpy as np


def random_model(
    rng: np.random.Generator, seen: int = 8, hidden: int = 2, degree: float = 2.5
) -> tuple[np.ndarray, np.ndarray]:
    """Give the correlations of the seen variables, and whether row i is an ancestor of column j."""
    p = seen + hidden
    weights = np.triu(rng.uniform(0.4, 1.2, (p, p)) * rng.choice([-1, 1], (p, p)), 1)
    weights *= rng.random((p, p)) < degree / (p - 1)
    shuffled = rng.permutation(p)
    weights = weights[np.ix_(shuffled, shuffled)]
    effects = np.linalg.inv(np.eye(p) - weights)
    covariance = effects.T @ np.diag(rng.uniform(0.5, 1.5, p)) @ effects
    scale = np.sqrt(np.diag(covariance))
    kept = rng.choice(p, seen, replace=False)
    ancestor = np.linalg.matrix_power(np.eye(p) + (weights != 0), p) > 0
    return (covariance / np.outer(scale, scale))[np.ix_(kept, kept)], ancestor[np.ix_(kept, kept)]
