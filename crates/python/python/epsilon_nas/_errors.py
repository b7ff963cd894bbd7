"""Exceptions. Each has the exit code that the program ends with for the same reason."""


class EpsilonError(Exception):
    """Something went wrong; the text says what, where, and what to do."""

    exit_code = 1


class UsageError(EpsilonError, ValueError):
    """An argument is wrong."""

    exit_code = 2


class ConfigError(EpsilonError, ValueError):
    """The config is wrong, or stored scores are of another study."""

    exit_code = 3


class DataError(EpsilonError):
    """A file is missing, wrong, or can't be written, or a text is no architecture."""

    exit_code = 4


class InternalError(EpsilonError):
    """A defect of this package, which you are asked to report."""


class EpsilonWarning(UserWarning):
    """What may mislead a reader of results."""
