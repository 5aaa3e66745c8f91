"""Lines of a laid-out page → paragraphs of running text, with where each page starts."""

import re
from collections.abc import Iterable

__all__ = ["running_text"]

# A line that ends a sentence and is this much shorter than the usual ends a paragraph.
_SHORT = 0.8
# A line this much shorter is a heading where the next begins with a capital.
_HEADING = 0.6
_END = re.compile(r"[.!?:;][\"'”’»)\]]*$")


def running_text(pages: Iterable[str]) -> tuple[str, tuple[int, ...]]:
    r"""The text of pages without the breaks of their lines, and the offset at which each page starts.

    Lines of a paragraph are joined; a word that was parted by a hyphen at the end of a line is whole again where its
    rest begins with a small letter. A blank line ends a paragraph, and so does a short line that ends a sentence or is
    a heading.

    >>> running_text(["A pact\n\nIt was signed by both coun-\ntries.", "It holds."])
    ('A pact\n\nIt was signed by both countries.\n\nIt holds.', (0, 42))
    """
    text, starts = "", []
    before: tuple[str, int] | None = None
    for page in pages:
        lines = [" ".join(line.split()) for line in page.split("\n")]
        usual = _usual(lines)
        first = True
        for line in lines:
            if not line:
                before = None
                continue
            joint = _joint(text, line, before)
            text = text[:-1] if joint == "-" else text + joint
            if first:
                starts.append(len(text))
                first = False
            text += line
            before = line, usual
        if first:  # a page without text starts where the next one does
            starts.append(len(text))
    return text, tuple(starts)


def _usual(lines: list[str]) -> int:
    """The length of a full line."""
    lengths = sorted(len(line) for line in lines if line)
    return lengths[len(lengths) * 3 // 4] if lengths else 0


def _joint(text: str, line: str, before: tuple[str, int] | None) -> str:
    """What stands between the text so far and a line: nothing at the start, "-" where a parted word is whole again.

    `before` is the line before, and the length of a full line on its page; None behind a blank line.
    """
    if not text:
        return ""
    if before is None or _ends(*before, line):
        return "\n\n"
    return "-" if text.endswith("-") and text[-2:-1].isalpha() and line[0].islower() else " "


def _ends(last: str, usual: int, line: str) -> bool:
    """Whether a paragraph ends between two lines."""
    if _END.search(last):
        return len(last) < _SHORT * usual
    return len(last) < _HEADING * usual and line[0].isupper() and last[-1] not in ",-–—"
