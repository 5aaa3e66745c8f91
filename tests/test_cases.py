"""Every relation in every language, a case beside its near-misses, from the YAML files of tests/cases."""

from pathlib import Path

import pytest
from casebook import CASES, faults, read_cases, records

FILES = sorted(path.relative_to(CASES) for path in CASES.glob("*/*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent}-{p.stem}")
def test_cases_of_a_relation(path: Path) -> None:
    cases = [c for c in read_cases(CASES / path.parent) if c.relation == path.stem]
    wrong = [
        f"{case.place} {case.told['about']}: {fault}"
        for case, record in records(cases, path.parent.name)
        for fault in faults(case, record)
    ]
    assert not wrong, "\n".join(wrong)
