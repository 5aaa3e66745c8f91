"""A text through its language's pipeline: words, sentences, then the trained tagger, parser and name finder.

spaCy is imported when the first text is analysed, never before, so that commands without text start fast.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.languages.folders import pipeline_folder
from kg.languages.lemmas import lemmatizer
from kg.languages.normal import normalised
from kg.languages.sentences import splitter
from kg.languages.tokens import Piece, tokenizer
from kg.model import Analysis, Name, Sentence, Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["analyse", "analyse_many", "load"]

BATCH = 256
"""Sentences that the reader gets at once: it sorts them by length and reads them in smaller groups."""


def load(language: str) -> "Language":
    """The pipeline of a language, loaded once per process; a bare one where the language has none trained.

    Raises:
        InputError: There is no such language.
    """
    return _load(pipeline_folder(language))


@cache
def _load(place: Path | None) -> "Language":
    import spacy

    import kg.languages.reader  # noqa: F401  (registers the component that the pipelines name)

    return spacy.load(place) if place else spacy.blank("xx")


def analyse(text: str, language: str, *, normalise: bool = True) -> Analysis:
    """A text as its language's pipeline reads it.

    Args:
        text: Any text; offsets of the answer count in its code points.
        language: A code out of `languages()`.
        normalise: Bring the parse to one shape for all languages (`kg.languages.normal`).

    Returns:
        Tokens, sentences and trained names. An empty text has none. Without a trained pipeline every token
        is "X", hangs on the first of its sentence as "dep", and there are no names.

    Raises:
        InputError: There is no such language.
    """
    return next(analyse_many([text], language, normalise=normalise))


def analyse_many(texts: Iterable[str], language: str, *, normalise: bool = True) -> Iterator[Analysis]:
    """`analyse` for each text in turn, the pipeline loaded once."""
    nlp = load(language)
    for text in texts:
        pieces = tokenizer(language).cut(text)
        spans = splitter(language).split(text, pieces)
        docs = nlp.pipe((_doc(nlp, pieces[first:last]) for first, last in spans), batch_size=BATCH)
        yield _analysis(text, language, pieces, spans, docs, normalise)


def _doc(nlp: "Language", pieces: list[Piece]) -> "Doc":
    from spacy.tokens import Doc

    words = [piece.text.encode("utf-8", "replace").decode("utf-8") for piece in pieces]
    starts: list[Any] = [index == 0 for index in range(len(pieces))]
    return Doc(nlp.vocab, words=words, spaces=[piece.space for piece in pieces], sent_starts=starts)


def _analysis(
    text: str,
    language: str,
    pieces: list[Piece],
    spans: list[tuple[int, int]],
    docs: Iterable["Doc"],
    normalise: bool,
) -> Analysis:
    tokens: list[Token] = []
    names: list[Name] = []
    lemma = lemmatizer(language)
    for (first, _), doc in zip(spans, docs, strict=True):
        parsed = doc.has_annotation("DEP")
        for index, word in enumerate(doc, first):
            head = first + word.head.i if parsed else first
            deprel = "root" if head == index else word.dep_ or "dep"
            tokens.append(_token(index, pieces[index], head, deprel, word, lemma))
        names.extend(Name(first + name.start, first + name.end, name.label_) for name in doc.ents)
    if normalise:
        tokens = normalised(tokens, language)
    return Analysis(text, language, tuple(tokens), tuple(Sentence(*span) for span in spans), tuple(names))


def _token(index: int, piece: Piece, head: int, deprel: str, word: Any, lemma: Callable[[str, str], str]) -> Token:
    upos = word.pos_ or "X"
    return Token(
        index=index,
        start=piece.start,
        end=piece.end,
        text=piece.text,
        lemma=lemma(piece.text, upos),
        upos=upos,
        xpos=word.tag_,
        feats=str(word.morph),
        head=head,
        deprel=deprel,
        space=piece.space,
    )
