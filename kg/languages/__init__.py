"""Languages: one folder each, with a trained pipeline and word lists as data; adding one adds no code."""

from kg.languages.folders import languages, lexicon, register, words
from kg.languages.identify import identify
from kg.languages.pipeline import analyse, analyse_many

__all__ = ["analyse", "analyse_many", "identify", "languages", "lexicon", "register", "words"]
