import json

import pytest
from samples import english, indonesian

from kg import records
from kg.errors import DataError
from kg.model import Document, Record


def test_a_record_comes_back_as_it_was(tmp_path):
    for record in (english(), indonesian()):
        path = records.write(tmp_path, record, "v1")
        assert path.name == f"{record.document.key}.json"
        assert records.find(tmp_path, record.document.key) == record
    assert list(records.read(tmp_path)) == sorted((english(), indonesian()), key=lambda one: one.document.key)


def test_any_text_comes_back_as_it_was(tmp_path):
    text = 'a\x00\ud800\u2028\U0001f600\r\n"\\</script>'
    record = Record(Document("x.txt", text), (), (), ())
    records.write(tmp_path, record, "v1")
    assert next(records.read(tmp_path)).document.text == text


def test_stamps_are_read_without_the_record(tmp_path):
    path = records.write(tmp_path, english(), 'sha "1" é')
    assert records.stamps(tmp_path) == {english().document.key: 'sha "1" é'}
    path.write_text(path.read_text().split("\n")[0] + "\nbroken", encoding="utf-8")
    assert records.stamps(tmp_path) == {english().document.key: 'sha "1" é'}
    path.write_text("broken")
    assert records.stamps(tmp_path) == {}


def test_the_same_record_gives_the_same_bytes_and_leaves_nothing_beside(tmp_path):
    first = records.write(tmp_path / "a", english(), "v1").read_bytes()
    records.write(tmp_path / "b", english(), "v0")
    assert records.write(tmp_path / "b", english(), "v1").read_bytes() == first
    assert len(list((tmp_path / "b").iterdir())) == 1


def test_forgetting(tmp_path):
    records.write(tmp_path, english(), "v1")
    records.remove(tmp_path, english().document.key)
    records.remove(tmp_path, english().document.key)
    assert list(records.read(tmp_path)) == []
    assert list(records.read(tmp_path / "absent")) == []
    assert records.find(tmp_path, "absent") is None


@pytest.mark.parametrize("spoil", [lambda text: text[:-20], lambda text: text.replace('"claims"', '"cleims"')])
def test_a_spoilt_record_is_named(tmp_path, spoil):
    path = records.write(tmp_path, english(), "v1")
    path.write_text(spoil(path.read_text()), encoding="utf-8")
    with pytest.raises(DataError, match="is no record") as caught:
        list(records.read(tmp_path))
    assert str(path) in str(caught.value)


def test_a_record_is_plain_json(tmp_path):
    path = records.write(tmp_path, english(), "v1")
    assert json.loads(path.read_text())["record"]["document"]["path"] == "news/pact-en.txt"
