"""Which time belongs to which predicate."""

from pathlib import Path

import pytest
import yaml

from kg.extract.dates import find_times
from kg.extract.timing import attach, hosts
from kg.languages import analyse

CASES = yaml.safe_load((Path(__file__).parent / "timing.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["about"] for case in CASES])
def test_attach(case: dict) -> None:
    analysis = analyse(case["text"], case["language"])
    times = find_times(analysis, str(case["issued"]) if "issued" in case else None)
    deeds = {token.index for token in analysis.tokens if token.text in case.get("deeds", [])}
    found = {}
    for token in analysis.tokens:
        if token.text in case["triggers"]:
            time = attach(times, analysis, token.index, deeds)
            found[token.text] = time.edtf if time else None
    assert found == {word: str(time) if time else None for word, time in case["triggers"].items()}


def test_hosts_are_in_the_sentence() -> None:
    analysis = analyse("Pada 2002 pakta itu diteken. Ruritania menyambutnya pada 2003.", "id")
    for time in find_times(analysis):
        found = hosts(time, analysis)
        assert found
        sentence = next(one for one in analysis.sentences if one.first <= time.first < one.last)
        assert all(sentence.first <= index < sentence.last for index in found)
