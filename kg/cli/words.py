"""An analysed text as a table or as CoNLL-U."""

from collections.abc import Iterator

from kg.cli.say import table
from kg.model import Analysis, Sentence, Token

__all__ = ["print_table", "to_conllu"]

_HEAD = ("#", "word", "lemma", "upos", "head", "deprel", "name", "feats")


def print_table(analysis: Analysis) -> None:
    """Print a block of columns for each sentence."""
    names = _names(analysis)
    for sentence in analysis.sentences:
        rows = [
            (number, token.text, token.lemma, token.upos, head, token.deprel, names.get(token.index, ""), token.feats)
            for number, token, head in _numbered(analysis, sentence)
        ]
        table(rows, _HEAD)
        print()


def to_conllu(analysis: Analysis) -> str:
    """The text in CoNLL-U; the names that were found stand in the last column, as in `Entity=B-PER`."""
    names, lines = _names(analysis), []
    for count, sentence in enumerate(analysis.sentences, 1):
        first, last = analysis.tokens[sentence.first], analysis.tokens[sentence.last - 1]
        lines += [f"# sent_id = {count}", f"# text = {' '.join(analysis.text[first.start : last.end].split())}"]
        for number, token, head in _numbered(analysis, sentence):
            misc = [] if token.space else ["SpaceAfter=No"]
            misc += [f"Entity={names[token.index]}"] if token.index in names else []
            cells = (token.text, token.lemma, token.upos, token.xpos, token.feats, head, token.deprel)
            shown = [" ".join(str(cell).split()) or "_" for cell in cells]
            lines.append("\t".join([str(number), *shown, "_", "|".join(misc) or "_"]))
        lines.append("")
    return "\n".join(lines)


def _numbered(analysis: Analysis, sentence: Sentence) -> Iterator[tuple[int, Token, int]]:
    """The words of a sentence with their number in it and that of their head, 0 for the root."""
    for token in analysis.tokens[sentence.first : sentence.last]:
        head = 0 if token.head == token.index else token.head - sentence.first + 1
        yield token.index - sentence.first + 1, token, head


def _names(analysis: Analysis) -> dict[int, str]:
    """Marks such as B-PER and I-PER by token."""
    marks = {}
    for name in analysis.names:
        for index in range(name.first, name.last):
            marks[index] = f"{'B' if index == name.first else 'I'}-{name.label}"
    return marks
