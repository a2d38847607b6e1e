"""What is made of columns is found again, whatever their sizes and though some say the same."""

import numpy as np

from fairlab.stats.least_squares import least_squares


def test_columns_of_other_sizes_of_which_some_say_the_same_give_what_is_made_of_them():
    one, other = np.random.default_rng(0).normal(size=(2, 500))
    amount = 1e3 * np.exp(one)
    columns = np.array([np.ones(500), one, other, one - other, amount, 1e-4 * other**2, 0 * one]).T
    y = 3 + one + other**2 + 1e-4 * amount
    np.testing.assert_allclose(columns @ least_squares(columns, y), y, rtol=1e-5, atol=1e-5)


def test_a_column_of_zeros_has_no_weight_whatever_is_beside_it():
    columns = np.random.default_rng(0).normal(size=(200, 12))
    columns[:, 5] = 0
    columns[:, 9] = 1e-17 * columns[:, 2]
    assert np.abs(least_squares(columns, columns[:, 1])[[5, 9]]).max() < 1e-6
    assert not least_squares(np.zeros((3, 2)), np.ones(3)).any()
