"""What is made of columns is found again, whatever their sizes and though some say the same."""

import numpy as np

from fairlab.stats.least_squares import least_squares


def test_columns_of_all_sizes_of_which_some_say_the_same_give_what_is_made_of_them():
    one, other = np.random.default_rng(0).normal(size=(2, 500))
    amount = 1e6 * np.exp(3 * one)
    columns = np.array([np.ones(500), one, other, one - other, amount, 1e-9 * other**2, 0 * one]).T
    y = 3 + one + other**2 + 1e-7 * amount
    np.testing.assert_allclose(columns @ least_squares(columns, y), y, rtol=1e-5, atol=1e-5)
