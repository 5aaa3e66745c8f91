"""Brings the Indonesian GSD train file of release 2.1 to the conventions of release 2.17, sentence by sentence.

In this order: reduplications cut at their hyphen become one word again; "salah satu" is turned round;
clitics become words of their own; words change by the table `id_words.tsv`; names and relations
change by rule (flat under a common noun is nmod, prepositions of verbs are marks, clauses with "yang" are
relative, times with "pada" are obl:tmod); features come from the affix of verbs and from a table of the
modern treebanks.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from kg.languages.folders import read_table
from kg.languages.tokens import Tokenizer
from kg.languages.training.conllu import Row, Tree

__all__ = ["chained", "features", "harmonised"]

WORDS = Path(__file__).parent / "id_words.tsv"
TIMES = frozenset(
    [
        "tahun",
        "tanggal",
        "bulan",
        "hari",
        "masa",
        "pekan",
        "minggu",
        "saat",
        "januari",
        "februari",
        "maret",
        "april",
        "mei",
        "juni",
        "juli",
        "agustus",
        "september",
        "oktober",
        "november",
        "desember",
        "senin",
        "selasa",
        "rabu",
        "kamis",
        "jumat",
        "sabtu",
    ]
)
VOICES = (("di", "Voice=Pass"), ("ter", "Voice=Pass"), ("me", "Voice=Act"), ("ber", "Voice=Act"), ("", "Voice=Act"))

Features = Mapping[tuple[str, str], str]


def features(trees: Iterable[Tree]) -> Features:
    """The commonest features of each word with its part of speech, closed classes only."""
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for tree in trees:
        for row in tree.rows:
            if row.upos in {"PRON", "DET", "PART", "AUX", "ADV", "SCONJ"}:
                seen[row.form.lower(), row.upos][row.feats] += 1
    return {key: counts.most_common(1)[0][0] for key, counts in seen.items()}


def harmonised(tree: Tree, tokenizer: Tokenizer, known: Features) -> Tree:
    """A sentence of release 2.1 as release 2.17 would write it."""
    rows = _one_of(_joined(list(tree.rows)))
    rows = [_relabelled(rows, at) for at in range(len(rows))]
    rows = _split(rows, tokenizer)
    return Tree(tree.text, tuple(_with_features(row, known) for row in rows), tree.key)


def chained(tree: Tree) -> Tree:
    """Names of three words and more as GSD writes them: each word hangs on the one before it."""
    rows = list(tree.rows)
    for at, row in enumerate(rows):
        before = rows[at - 1] if at else None
        if before and row.deprel == before.deprel == "flat:name" and row.head == before.head:
            rows[at] = row.but(head=at - 1)
    # Heads were compared before they moved, so a name of four words needs the walk from its end.
    original = tree.rows
    for at in range(1, len(rows)):
        if original[at].deprel == original[at - 1].deprel == "flat:name" and original[at].head == original[at - 1].head:
            rows[at] = original[at].but(head=at - 1)
    return Tree(tree.text, tuple(rows), tree.key)


def _joined(rows: list[Row]) -> list[Row]:
    """`kota - kota` with compound:plur is the word `kota-kota`."""
    gone: dict[int, int] = {}
    for at in range(2, len(rows)):
        dash, first = rows[at - 1], at - 2
        if rows[at].deprel == "compound:plur" and dash.form == "-" and not rows[first].space and not dash.space:
            rows[first] = rows[first].but(form=f"{rows[first].form}-{rows[at].form}", space=rows[at].space)
            gone[at - 1] = gone[at] = first
    return _renumbered(rows, gone)


def _renumbered(rows: Sequence[Row], gone: Mapping[int, int]) -> list[Row]:
    kept = [at for at in range(len(rows)) if at not in gone]
    place = {at: new for new, at in enumerate(kept)}
    place.update({at: place[first] for at, first in gone.items() if first in place})
    place[-1] = -1
    return [rows[at].but(head=place[rows[at].head]) for at in kept]


def _one_of(rows: list[Row]) -> list[Row]:
    """In `salah satu kota` the number hangs on the noun and `salah` on the number."""
    for at in range(1, len(rows)):
        first, second = rows[at - 1], rows[at]
        if first.form.lower() == "salah" and second.form.lower() == "satu":
            if second.head == at - 1:
                rows[at] = second.but(head=first.head, deprel="nummod" if first.deprel == "det" else first.deprel)
            rows[at] = rows[at].but(upos="NUM")
            rows[at - 1] = first.but(upos="ADJ", deprel="advmod", head=at)
            for other in range(len(rows)):
                if rows[other].head == at - 1:
                    rows[other] = rows[other].but(head=at)
    return rows


def _relabelled(rows: Sequence[Row], at: int) -> Row:
    row = rows[at]
    head = rows[row.head].upos if row.head >= 0 else ""
    changed = _by_table(row, head)
    if changed is not None:
        return changed
    if row.deprel == "flat":
        names = {row.upos, head} == {"PROPN"}
        return row.but(deprel="flat:name" if names else "nmod" if head == "NOUN" else "flat")
    if row.deprel == "case" and head == "VERB" and row.upos in {"ADP", "SCONJ"}:
        return row.but(upos="SCONJ", deprel="mark")
    children = [rows[other] for other in range(len(rows)) if rows[other].head == at]
    if row.deprel == "acl" and any(child.form.lower() == "yang" for child in children):
        return row.but(deprel="acl:relcl")
    if row.deprel == "obl" and row.form.lower() in TIMES and any(c.form.lower() == "pada" for c in children):
        return row.but(deprel="obl:tmod")
    return row


def _by_table(row: Row, head: str) -> Row | None:
    for rule in read_table(WORDS):
        if (
            rule["form"] == row.form.lower()
            and rule["deprel"] in ("*", row.deprel)
            and rule["head"] in ("*", head)
        ):  # fmt: skip
            return row.but(upos=rule["upos"], deprel=row.deprel if rule["newrel"] == "*" else rule["newrel"])
    return None


def _split(rows: Sequence[Row], tokenizer: Tokenizer) -> list[Row]:
    """Clitics as rows, where the tokenizer takes them off."""
    parts = [[piece.text for piece in tokenizer.cut(row.form)] if row.upos != "PROPN" else [row.form] for row in rows]
    parts = [cut if len(cut) == 2 and cut[1].isalpha() else [row.form] for cut, row in zip(parts, rows, strict=True)]
    place = {-1: -1}
    for at in range(len(parts)):
        place[at] = sum(len(before) for before in parts[:at])
    result: list[Row] = []
    for row, cut in zip(rows, parts, strict=True):
        host = row.but(form=cut[0], head=place[row.head], space=row.space and len(cut) == 1)
        result.append(host)
        if len(cut) == 2:
            upos, deprel = _clitic(host, cut[1].lower())
            result.append(Row(cut[1], "", upos, "", "", len(result) - 1, deprel, row.space))
    return result


def _clitic(host: Row, clitic: str) -> tuple[str, str]:
    if clitic in {"kah", "lah", "pun"}:
        return "PART", "advmod:emph"
    if host.upos == "VERB" and host.form.lower().startswith("me"):
        return "PRON", "obj"
    if host.upos == "VERB" and host.form.lower().startswith("di"):
        return "PRON", "obl:agent"
    if host.upos in {"ADJ", "VERB"}:
        return "DET", "det"
    return "PRON", "nmod:poss"


def _with_features(row: Row, known: Features) -> Row:
    if row.upos == "VERB":
        lower = row.form.lower()
        return row.but(feats=next(feats for prefix, feats in VOICES if lower.startswith(prefix)))
    if row.upos in {"NOUN"}:
        return row.but(feats="Number=Sing")
    return row.but(feats=known.get((row.form.lower(), row.upos), ""))
