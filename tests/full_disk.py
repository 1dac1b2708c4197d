"""A disk without room."""

import errno


def no_space_left(*_arguments: object) -> None:
    """Stand in for what writes to the disk."""
    raise OSError(errno.ENOSPC, "No space left on device")
