"""How good a pipeline is, on held-out treebanks and names: from given words and from raw text."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.languages.pipeline import BATCH, analyse, load
from kg.languages.training.conllu import Row, Tree
from kg.languages.training.data import Named
from kg.languages.training.measures import Scores, compare, names_f1
from kg.model import Analysis

__all__ = ["Speed", "from_text", "from_words", "names", "speed"]


@dataclass(frozen=True, slots=True)
class Speed:
    """Seconds to load, and words per second of one process: the whole pipeline, and its network alone."""

    load: float
    whole: float
    network: float


def speed(trees: Sequence[Tree], language: str) -> Speed:
    """Speed on a treebank's texts as paragraphs, in processor time; call it first, as a pipeline is loaded once."""
    text = "\n\n".join(tree.text for tree in trees)
    start = time.process_time()
    nlp = load(language)
    loaded = time.process_time()
    analyse(text[:2000], language)
    warm = time.process_time()
    analysis = analyse(text, language)
    whole = time.process_time()
    words = [[token.text for token in analysis.tokens[s.first : s.last]] for s in analysis.sentences]
    before = time.process_time()
    for at in range(0, len(words), BATCH):
        nlp.get_pipe("kg_reader").network.read(words[at : at + BATCH])  # type: ignore[attr-defined]
    network = time.process_time() - before
    return Speed(loaded - start, len(analysis.tokens) / (whole - warm), len(analysis.tokens) / network)


def from_words(trees: Sequence[Tree], language: str) -> Scores:
    """Scores with the treebank's own words and sentences."""
    return compare([tree.rows for tree in trees], list(_read(trees, language)))


def from_text(trees: Sequence[Tree], language: str) -> Scores:
    """Scores from raw text: sentences joined by spaces, paragraphs and documents by an empty line, as CoNLL 2018 does.

    A sentence with a word whose parts do not spell it is left out, as places are counted in letters.
    """
    trees = [
        tree for tree in trees if "".join("".join(row.form.split()) for row in tree.rows) == "".join(tree.text.split())
    ]
    joined = "".join(("\n\n" if tree.opens else " ") + tree.text for tree in trees).strip()
    analysis = analyse(joined, language, normalise=False)
    return compare([tree.rows for tree in trees], list(_sentences(analysis)))


def names(sentences: Sequence[Named], language: str) -> float:
    """F1 of names on sentences of words with B-, I- and O labels."""
    nlp = load(language)
    from spacy.tokens import Doc

    gold, words = [], []
    for sentence in sentences:
        words.append([word for word, _ in sentence])
        gold.append(_spans([label for _, label in sentence]))
    found = (
        {(name.start, name.end, name.label_) for name in doc.ents}
        for doc in nlp.pipe(Doc(nlp.vocab, words=sentence) for sentence in words)
    )
    return names_f1(gold, found)


def _read(trees: Sequence[Tree], language: str) -> Iterator[list[Row]]:
    nlp = load(language)
    from spacy.tokens import Doc

    from kg.languages.lemmas import lemmatizer

    lemma = lemmatizer(language)
    docs = (
        Doc(
            nlp.vocab,
            words=[row.form for row in tree.rows],
            spaces=[row.space for row in tree.rows],
            sent_starts=[at == 0 for at in range(len(tree.rows))],
        )
        for tree in trees
    )
    for doc in nlp.pipe(docs, batch_size=64):
        yield [
            Row(word.text, lemma(word.text, word.pos_), word.pos_, "", str(word.morph),
                word.head.i if word.head.i != word.i else -1, word.dep_ if word.head.i != word.i else "root")
            for word in doc
        ]  # fmt: skip


def _sentences(analysis: Analysis) -> Iterator[list[Row]]:
    for sentence in analysis.sentences:
        yield [
            Row(token.text, token.lemma, token.upos, "", token.feats,
                token.head - sentence.first if token.head != token.index else -1, token.deprel)
            for token in analysis.tokens[sentence.first : sentence.last]
        ]  # fmt: skip


def _spans(labels: Sequence[str]) -> set[tuple[int, int, str]]:
    spans, first = set(), 0
    for at, label in enumerate([*labels, "O"]):
        before = labels[at - 1] if at else "O"
        if before != "O" and not label.startswith("I"):
            spans.add((first, at, before[2:]))
        if label.startswith("B"):
            first = at
    return spans
