"""How sure a claim is: the signs of how it came to be, weighed by the table."""

import pytest

from kg.errors import DataError
from kg.extract import confidence
from kg.extract.confidence import calibrated, signs, weights
from kg.extract.discourse import Node
from kg.extract.drafting import Draft


def _draft(**told: object) -> Draft:
    ends = Node(0, "Person", ["A"], named=True), Node(1, "Agreement", ["B"], named=True)
    draft = Draft("signed", *ends, 1, 0, 3, "en/frames:1 sign", 0.9, signs=("frame of a verb",))
    for name, value in told.items():
        setattr(draft, name, value)
    return draft


def test_a_draft_tells_its_signs() -> None:
    assert list(signs(_draft())) == ["frame of a verb"]
    changed = _draft(negated=True, modality="possible", object=Node(1, "Thing"))
    assert list(signs(changed)) == ["frame of a verb", "object without a name", "object a thing", "negated", "possible"]


def test_the_signs_are_a_reason() -> None:
    draft = _draft(negated=True)
    calibrated(draft)
    assert draft.reasons[-1] == "weighed by frame of a verb, negated"


def test_what_may_be_is_less_sure_than_what_is() -> None:
    assert 0.0 < calibrated(_draft(modality="possible")) < calibrated(_draft()) < 1.0
    assert calibrated(_draft(signs=("frame of a verb", "object a pronoun"))) < calibrated(_draft())


def test_a_bad_weight_is_named(tmp_path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "confidence.tsv"
    path.write_text("sign\tweight\tclaims\tright\nnegated\tmuch\t1\t1\n", encoding="utf-8")
    monkeypatch.setattr(confidence, "TABLE", path)
    weights.cache_clear()
    with pytest.raises(DataError, match=r"confidence\.tsv:2: 'much' is no number"):
        weights()
    weights.cache_clear()
