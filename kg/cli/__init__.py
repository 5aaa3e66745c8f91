"""The command `kg`: parse, call one function, print."""

import os
import sys
from collections.abc import Sequence

from kg.cli.parser import parser
from kg.errors import KgError

__all__ = ["main"]

# What a shell gives for a program that a signal ended: 128 and the signal's number.
_INTERRUPTED = 130
_PIPE_CLOSED = 141


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        arguments: those of the command line if None.

    Returns:
        The exit status: 0, or 2 where the input cannot be used, and what a command says beyond that.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        options = parser().parse_args(arguments)
        status: int = options.run(options)
        sys.stdout.flush()
        return status
    except KgError as error:
        return _fail(str(error))
    except BrokenPipeError:
        # Whoever read us has gone; Python would complain when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _PIPE_CLOSED
    except OSError as error:
        return _fail(f"{error.filename or 'the system'}: {error.strerror or error}")
    except KeyboardInterrupt:
        print("kg: stopped", file=sys.stderr)
        return _INTERRUPTED


def _fail(message: str) -> int:
    """Say what is wrong in one line."""
    from kg.cli.say import plain

    print(f"kg: {plain(message)}", file=sys.stderr)
    return 2
