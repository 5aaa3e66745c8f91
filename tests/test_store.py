import errno
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pyoxigraph
import pytest
from rdflib import Dataset, Literal
from samples import build, english, records

from kg import store
from kg.assemble import BASE, Settings, assemble
from kg.errors import GraphError

SIGNERS = "SELECT ?who { ?claim rdf:subject ?who ; rdf:predicate kg:signed } ORDER BY ?who"
FILES = ("graph.nq", "graph.ttl", "build.json")


def test_a_build_is_asked_through_rdflib(tmp_path):
    dataset = store.open(build(tmp_path / "g"))
    assert len(list(dataset.query(SIGNERS))) == 3
    assert dataset.query("ASK { GRAPH ?g { ?s kg:member-of ?o } }").askAnswer
    assert not dataset.query("ASK { ?s kg:member-of ?o }").askAnswer
    assert {str(graph.identifier) for graph in dataset.graphs()} == {
        "urn:x-rdflib:default",
        f"{BASE}graph/inferred",
    }
    assert store.base(dataset) == BASE


def test_files_and_store_hold_the_same(tmp_path):
    folder = build(tmp_path / "g")
    asked = store.open(folder)
    for name in ("graph.nq", "graph.ttl"):
        other = store.open(folder / name)
        plain = Dataset()
        plain.parse(folder / name)
        assert set(other.default_graph) == set(asked.default_graph) == set(plain.default_graph)
    assert set(store.open(folder / "graph.nq").quads()) == set(asked.quads())


def test_values_are_those_that_rdflib_reads_itself(tmp_path):
    folder = build(tmp_path / "g")
    query = "SELECT ?c ?t ?title { ?claim kg:confidence ?c ; kg:time ?t ; prov:wasDerivedFrom/dcterms:title ?title }"
    plain = Dataset()
    plain.parse(folder / "graph.ttl")
    wanted = set(map(tuple, plain.query(query)))
    assert set(map(tuple, store.open(folder).query(query))) == wanted
    whole = "SELECT ?c { ?x kg:confidence ?c FILTER(?c = 1) }"
    assert [row[0] for row in store.open(folder).query(whole)] == [row[0] for row in plain.query(whole)]
    made = store.open(folder).query("CONSTRUCT { ?d dcterms:title ?t } WHERE { ?d dcterms:title ?t }").graph
    assert Literal("Putin dan Kim teken pakta di Pyongyang") in set(made.objects())


def test_two_builds_are_equal_byte_for_byte(tmp_path):
    first, second = build(tmp_path / "a"), build(tmp_path / "b")
    build(second)
    for name in FILES:
        assert (first / name).read_bytes() == (second / name).read_bytes()
    lines = (first / "graph.nq").read_text(encoding="utf-8").splitlines()
    assert lines == sorted(set(lines))
    assert not any("_:" in line.split('"')[0] for line in lines)


def test_what_the_build_records(tmp_path):
    about = store.about(build(tmp_path / "g"))
    assert about["format"] == store.FORMAT
    assert about["kg"] == "0.1.0"
    counts = about["counts"]
    assert (counts["documents"], counts["claims"], counts["facts"], counts["entities"]) == (2, 19, 13, 13)
    assert counts["quads"] == len((tmp_path / "g" / "graph.nq").read_text(encoding="utf-8").splitlines())


def test_a_store_cannot_be_changed(tmp_path):
    dataset = store.open(build(tmp_path / "g"))
    with pytest.raises((RuntimeError, ValueError, OSError)):
        dataset.update("DELETE WHERE { ?s ?p ?o }")
    assert len(list(dataset.query(SIGNERS))) == 3


def test_a_reader_keeps_its_store_and_the_next_one_gets_the_new(tmp_path):
    folder = build(tmp_path / "g")
    reader = store.open(folder)
    store.write(folder, assemble([english()]))
    assert len(list(folder.glob("store-*"))) == 2
    other = store.open(folder)
    assert len(list(other.query(SIGNERS))) == 2
    assert len(list(reader.query(SIGNERS))) == 3
    for one in (reader, other):
        one.close()
    store.write(folder, assemble(records()))
    assert len(list(folder.glob("store-*"))) == 1
    assert not list(folder.glob("next-*"))


def test_reading_leaves_the_store_as_it_is(tmp_path):
    folder = build(tmp_path / "g")
    before = {path.name: path.read_bytes() for path in (folder / "store").iterdir()}
    list(store.open(folder).query(SIGNERS))
    assert {path.name: path.read_bytes() for path in (folder / "store").iterdir()} == before


def test_readers_and_builds_at_once(tmp_path):
    folder, stop, failed = build(tmp_path / "g"), threading.Event(), []

    def read():
        while not stop.is_set():
            try:
                dataset = store.open(folder)
                if len(list(dataset.query(SIGNERS))) not in (2, 3):
                    failed.append("wrong rows")
                dataset.close()
            except Exception as error:  # noqa: BLE001 (whatever a reader meets is a failure)
                failed.append(repr(error))

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for turn in range(12):
        store.write(folder, assemble(records() if turn % 2 else [english()]))
    stop.set()
    for reader in readers:
        reader.join()
    assert not failed
    assert len(list(store.open(folder).query(SIGNERS))) == 3


def test_another_process_reads_while_one_builds(tmp_path):
    folder = build(tmp_path / "g")
    code = (
        "import sys; from pathlib import Path; from kg import store\n"
        f"dataset = store.open(Path({str(folder)!r})); print('open', flush=True); sys.stdin.readline()\n"
        f"print(len(list(dataset.query({SIGNERS!r}))))"
    )
    path = os.pathsep.join([str(Path(__file__).parent.parent), os.environ.get("PYTHONPATH", "")])
    with subprocess.Popen(
        [sys.executable, "-c", code],
        env=os.environ | {"PYTHONPATH": path},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as reader:
        assert reader.stdout.readline() == "open\n"
        store.write(folder, assemble([english()]))
        store.write(folder, assemble([english()], Settings(options={"a": "b"})))
        assert reader.communicate("\n")[0] == "3\n"


def test_a_failed_build_leaves_the_last_graph(tmp_path, monkeypatch):
    folder = build(tmp_path / "g")
    before = {name: (folder / name).read_bytes() for name in FILES}

    def full():
        yield from list(assemble(records()))[:100]
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        store.write(folder, full())
    assert {name: (folder / name).read_bytes() for name in FILES} == before
    assert len(list(store.open(folder).query(SIGNERS))) == 3
    assert {path.name for path in folder.iterdir()} == {
        "records", "store", (folder / "store").resolve().name, *FILES,
    }  # fmt: skip


def test_what_a_killed_build_left_goes(tmp_path):
    folder = build(tmp_path / "g")
    for name in ("next-1", "kg-sort-1-abc", "store-0123456789abcdef"):
        (folder / name).mkdir()
    build(folder)
    assert len(list(folder.iterdir())) == 6
    assert len(list(store.open(folder).query(SIGNERS))) == 3


def test_a_copied_build_is_built_again(tmp_path):
    folder = build(tmp_path / "g")
    copied = tmp_path / "copied"
    subprocess.run(["cp", "-rL", str(folder), str(copied)], check=True)
    assert len(list(store.open(copied).query(SIGNERS))) == 3
    store.write(copied, assemble([english()]))
    assert len(list(store.open(copied).query(SIGNERS))) == 2
    assert (copied / "store").is_symlink()


def _no_store(folder):
    (folder / "store").unlink()


def _broken_store(folder):
    for path in (folder / "store").iterdir():
        if path.name != "readers":
            path.write_bytes(b"x")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda folder: (folder / "build.json").unlink(), "is no build's folder"),
        (lambda folder: (folder / "build.json").write_text("{"), "cannot be read"),
        (lambda folder: (folder / "build.json").write_text("[]"), "cannot be read"),
        (lambda folder: (folder / "build.json").write_text(json.dumps({"format": 99})), "format version 99"),
        (_no_store, "store is missing"),
        (_broken_store, "cannot be opened"),
    ],
)
def test_a_folder_that_is_no_build(tmp_path, spoil, said):
    folder = build(tmp_path / "g")
    spoil(folder)
    with pytest.raises(GraphError, match=said) as caught:
        store.open(folder)
    assert str(folder) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(list(store.open(build(folder)).query(SIGNERS))) == 3  # building again mends it


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("absent.ttl", None, "no such file"),
        ("a.docx", "x", "is no graph"),
        ("a.ttl", "@prefix kg: <urn:x> .\n\nkg:a kg:b .\n", r"a\.ttl:3: cannot be parsed"),
        ("a.nq", "<urn:a> <urn:b> \n", r"a\.nq:\d: cannot be parsed: [^P]"),
        ("a.ttl", b"\xff\xfe\x00", r"a\.ttl"),
    ],
)
def test_a_file_that_is_no_graph(tmp_path, name, text, said):
    path = tmp_path / name
    if text is not None:
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(GraphError, match=said) as caught:
        store.open(path)
    assert "\n" not in str(caught.value)


def test_the_store_is_an_oxigraph_store(tmp_path):
    folder = build(tmp_path / "g")
    found = pyoxigraph.Store.read_only(str(folder / "store"))
    assert len(found) == len((folder / "graph.nq").read_text(encoding="utf-8").splitlines())


def test_an_empty_graph_is_a_graph(tmp_path):
    counts = store.write(tmp_path / "g", assemble([]))
    assert counts.documents == 0
    dataset = store.open(tmp_path / "g")
    assert list(dataset.query(SIGNERS)) == []
    assert store.base(dataset) == BASE
