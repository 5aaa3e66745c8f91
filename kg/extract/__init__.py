"""Extraction: from an analysed text to claims, each with its words, speaker, status and time.

Another package can do this instead. It offers, in the entry-point group `kg.extractors`, a callable of the same shape:
`extract(document: Document, analysis: Analysis) -> Record`; `kg build --extractor NAME` takes it. What it must keep to:

- the record's `document` is the one given, `claims` have relations of the vocabulary with ends that fit them, and
  `subject`, `object`, `speaker` and `carrier` are keys of the record's `entities`;
- `evidence` are spans of `document.text`, in code points; each claim has one or more;
- `confidence` is the probability, 0 to 1, that the claim is right; `rule` names the extractor;
- the same document gives the same record, and nothing is written or fetched: it may run in several processes.
"""

from kg.extract.engine import extract

__all__ = ["extract"]
