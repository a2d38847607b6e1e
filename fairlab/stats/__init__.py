"""How sure: exact tests, intervals, flip rates, and many tests at once; arrays in, numbers out."""
