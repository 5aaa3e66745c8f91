"""Golden graphs: what the sample records give as Turtle and N-Quads, as it was read and found right.

To write them anew after a wanted change: `python tests/test_golden.py`, then read the difference.
"""

import tempfile
from pathlib import Path

import pytest
import samples

GOLDEN = Path(__file__).parent / "golden"
FILES = ("graph.ttl", "graph.nq")


@pytest.mark.parametrize("name", FILES)
def test_the_samples_give_the_golden_graph(name: str, tmp_path: Path) -> None:
    samples.build(tmp_path)
    assert (tmp_path / name).read_text("utf-8") == (GOLDEN / name).read_text("utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        samples.build(Path(folder))
        for file in FILES:
            (GOLDEN / file).write_bytes((Path(folder) / file).read_bytes())
