"""Tollbook: how many died, who says so, and how do we know?"""

__version__ = "0.1.0"

DEFAULT_SEED = 19481210  # the Universal Declaration of Human Rights, 10 December 1948
