"""Finds quotations: what stands between quotation marks, over several sentences and paragraphs too."""

from dataclasses import dataclass

from kg.model import Analysis, Span

__all__ = ["Quote", "find_quotes"]

PAIRS = {"“": "”", "„": "“”", "«": "»", "‘": "’", '"': '"', "``": "''"}
SINGLE = frozenset({"‘", "'"})


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: half-open token indices of the words inside, of the marks around, and the span of the words."""

    first: int
    last: int
    opening: int
    closing: int
    span: Span


def find_quotes(analysis: Analysis) -> tuple[Quote, ...]:
    """The quotations of a text, in order, none inside another.

    A mark opens where a space or nothing stands before it, and closes where its partner follows. An open
    quotation ends with its paragraph, but goes on where the next paragraph opens with the same mark.
    """
    quotes: list[Quote] = []
    opened: int | None = None
    tokens = analysis.tokens
    for index, token in enumerate(tokens):
        if opened is not None and _paragraph(analysis, index):
            if token.text == tokens[opened].text:
                _add(analysis, quotes, opened, index, index)
            opened = None
        if opened is None:
            if token.text in PAIRS and _opens(analysis, index):
                opened = index
        elif token.text in PAIRS[tokens[opened].text] and index > opened:
            _add(analysis, quotes, opened, index, index + 1)
            opened = None
    return tuple(quotes)


def _paragraph(analysis: Analysis, index: int) -> bool:
    """Whether a paragraph begins at a token."""
    return index > 0 and "\n" in analysis.text[analysis.tokens[index - 1].end : analysis.tokens[index].start]


def _opens(analysis: Analysis, index: int) -> bool:
    token = analysis.tokens[index]
    before = analysis.text[token.start - 1 : token.start]
    return (not before or not before.isalnum()) and not token.space


def _add(analysis: Analysis, quotes: list[Quote], opening: int, last: int, closing: int) -> None:
    """Note a quotation whose mark opens at one token and whose words end before another."""
    first = opening + 1
    while last > first and analysis.tokens[last - 1].text == ",":
        last -= 1
    if last > first:
        span = Span(analysis.tokens[first].start, analysis.tokens[last - 1].end)
        quotes.append(Quote(first, last, opening, closing, span))
