"""The errors that a user can mend; each message is one sentence that says what is wrong and what to do."""


class ClusterbookError(Exception):
    """A mistake or state that a user can mend; the command line prints the message without a traceback."""


class CheckFailedError(ClusterbookError):
    """A check found rows that must not be published."""
