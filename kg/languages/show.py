"""An analysis as rows of a table and as CoNLL-U."""

from collections.abc import Iterator

from kg.model import Analysis, Sentence, Token

__all__ = ["COLUMNS", "to_conllu", "to_table"]

COLUMNS = ("sentence", "token", "text", "lemma", "upos", "head", "relation", "name")


def to_table(analysis: Analysis) -> list[tuple[str, ...]]:
    """One row per token, in the order of `COLUMNS`; `token` and `head` count from 1 in the sentence, 0 is the root."""
    names = _names(analysis)
    return [
        (
            str(number),
            str(token.index - sentence.first + 1),
            _shown(token.text),
            _shown(token.lemma),
            token.upos,
            str(_head(token, sentence)),
            token.deprel,
            names[token.index] if names[token.index] != "O" else "",
        )
        for number, sentence in enumerate(analysis.sentences, 1)
        for token in analysis.tokens[sentence.first : sentence.last]
    ]


def to_conllu(analysis: Analysis) -> str:
    """The analysis in CoNLL-U: tokens split off a word follow it with SpaceAfter=No, names stand in MISC as IOB2."""
    names = _names(analysis)
    blocks = []
    for number, sentence in enumerate(analysis.sentences, 1):
        tokens = analysis.tokens[sentence.first : sentence.last]
        text = " ".join(analysis.text[tokens[0].start : tokens[-1].end].split())
        lines = [f"# sent_id = {number}", f"# text = {_shown(text)}"]
        lines += [_line(token, sentence, names[token.index]) for token in tokens]
        blocks.append("\n".join(lines) + "\n\n")
    return "".join(blocks)


def _line(token: Token, sentence: Sentence, name: str) -> str:
    misc = [*(() if token.space else ("SpaceAfter=No",)), *(() if name == "O" else (f"Name={name}",))]
    cells = (
        str(token.index - sentence.first + 1),
        _shown(token.text),
        _shown(token.lemma) or "_",
        token.upos or "_",
        token.xpos or "_",
        token.feats or "_",
        str(_head(token, sentence)),
        token.deprel or "_",
        "_",
        "|".join(misc) or "_",
    )
    return "\t".join(cells)


def _head(token: Token, sentence: Sentence) -> int:
    return 0 if token.head == token.index else token.head - sentence.first + 1


def _names(analysis: Analysis) -> list[str]:
    labels = ["O"] * len(analysis.tokens)
    for name in analysis.names:
        for at in range(name.first, name.last):
            labels[at] = f"{'B' if at == name.first else 'I'}-{name.label}"
    return labels


def _shown(text: str) -> str:
    """The text with what UTF-8 cannot hold written as U+FFFD."""
    return "".join(_characters(text))


def _characters(text: str) -> Iterator[str]:
    for character in text:
        yield "\ufffd" if "\ud800" <= character <= "\udfff" else character
