from decimal import Decimal

import pyoxigraph as ox
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import terms
from kg.sorting import Sorter
from kg.terms import Quad

TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@settings(deadline=None)
@given(TEXT)
def test_a_literal_is_written_as_oxigraph_writes_it(text):
    assert terms.literal(text) == str(ox.Literal(text))
    assert terms.literal(text, "id") == str(ox.Literal(text, language="id"))


def test_a_lone_surrogate_keeps_its_place():
    assert terms.literal("a\ud800b") == '"a\ufffdb"'


@settings(deadline=None)
@given(st.text())
def test_any_string_makes_an_iri(text):
    ox.NamedNode(terms.iri(f"https://example.org/{text}")[1:-1])


@settings(deadline=None)
@given(st.decimals(min_value=0, max_value=1, places=3))
def test_decimals_have_a_point_and_no_zeros_to_spare(value):
    text = terms.decimal(value).split('"')[1]
    assert Decimal(text) == value
    assert text == "0.0" or text == "1.0" or (text.startswith("0.") and not text.endswith("0"))


@settings(deadline=None)
@given(st.lists(st.tuples(TEXT, st.sampled_from(["", "<urn:g>", "<urn:h>"]))))
def test_quads_sort_as_their_lines(found):
    quads = [Quad("<urn:s>", "<urn:p>", terms.literal(text), graph) for text, graph in found]
    assert [quad.line() for quad in sorted(quads)] == sorted(quad.line() for quad in quads)
    with Sorter(run=20) as lines:
        for quad in quads:
            lines.add("\t".join(quad))
        assert list(lines.unique()) == sorted({"\t".join(quad) for quad in quads})


def test_runs_on_disk_go_when_the_sorter_does(tmp_path):
    with Sorter(tmp_path, run=10) as lines:
        for number in range(100):
            lines.add(f"{number * 37 % 100:03}")
        assert list(tmp_path.iterdir())
        assert list(lines) == [f"{number:03}" for number in range(100)]
        assert list(lines.unique()) == list(lines)
    assert not list(tmp_path.iterdir())
