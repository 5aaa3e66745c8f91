"""Bringing release 2.1 to the conventions of 2.17, one rule at a time."""

from kg.languages.tokens import tokenizer
from kg.languages.training.conllu import Row, Tree
from kg.languages.training.harmonise import chained, harmonised


def tree(*rows: str) -> Tree:
    """Rows "form upos head deprel", heads from 1; "_" before a form says that it is joined to the word before."""
    cells = [row.split() for row in rows]
    joined = [form.startswith("_") for form, *_ in cells[1:]] + [False]
    return Tree(
        "",
        tuple(
            Row(form.lstrip("_"), "", upos, "", "", int(head) - 1, deprel, not tight)
            for (form, upos, head, deprel), tight in zip(cells, joined, strict=True)
        ),
    )


def seen(result: Tree) -> list[str]:
    return [f"{row.form} {row.upos} {row.head + 1} {row.deprel}" for row in result.rows]


def new(*rows: str) -> list[str]:
    return seen(harmonised(tree(*rows), tokenizer("id"), {}))


def test_reduplication_is_one_word() -> None:
    assert new("kota NOUN 0 root", "_- PUNCT 1 punct", "_kota NOUN 1 compound:plur", "lain ADJ 1 amod") == [
        "kota-kota NOUN 0 root",
        "lain ADJ 1 amod",
    ]


def test_one_of() -> None:
    assert new("salah DET 3 det", "satu DET 1 fixed", "kota NOUN 0 root") == [
        "salah ADJ 2 advmod",
        "satu NUM 3 nummod",
        "kota NOUN 0 root",
    ]


def test_clitic_is_a_word() -> None:
    assert new("penghuninya NOUN 2 nsubj", "datang VERB 0 root") == [
        "penghuni NOUN 3 nsubj",
        "nya PRON 1 nmod:poss",
        "datang VERB 0 root",
    ]
    assert new("membelinya VERB 0 root") == ["membeli VERB 0 root", "nya PRON 1 obj"]
    assert new("dibelinya VERB 0 root") == ["dibeli VERB 0 root", "nya PRON 1 obl:agent"]
    assert new("Kenya PROPN 0 root") == ["Kenya PROPN 0 root"]


def test_names_and_their_nouns() -> None:
    assert new("kota NOUN 0 root", "Wonosobo PROPN 1 flat", "Kidul PROPN 2 flat") == [
        "kota NOUN 0 root",
        "Wonosobo PROPN 1 nmod",
        "Kidul PROPN 2 flat:name",
    ]


def test_clauses_and_times() -> None:
    assert new("desa NOUN 0 root", "yang PRON 3 nsubj", "indah ADJ 1 acl") == [
        "desa NOUN 0 root",
        "yang PRON 3 nsubj",
        "indah ADJ 1 acl:relcl",
    ]
    assert new("lahir VERB 0 root", "pada ADP 3 case", "tahun NOUN 1 obl")[2] == "tahun NOUN 1 obl:tmod"
    assert new("lahir VERB 0 root", "di ADP 3 case", "desa NOUN 1 obl")[2] == "desa NOUN 1 obl"
    assert new("untuk ADP 2 case", "datang VERB 0 root")[0] == "untuk SCONJ 2 mark"
    assert new("untuk ADP 2 case", "desa NOUN 0 root")[0] == "untuk ADP 2 case"


def test_chained_names() -> None:
    left = tree("Lee PROPN 0 root", "Hsien PROPN 1 flat:name", "Loong PROPN 1 flat:name", "Ho PROPN 1 flat:name")
    assert [row.head for row in chained(left).rows] == [-1, 0, 1, 2]
