"""For all tests: no example of a law is held to a time, which on a busy machine would say nothing of the law."""

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
