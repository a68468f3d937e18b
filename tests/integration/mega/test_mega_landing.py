"""The landing keeps answers as they came, whole or not at all (R9.5)."""

import json
from datetime import date
from pathlib import Path

import pytest
import zstandard

from cobranca.errors import PipelineError
from cobranca.mega import landing as module
from cobranca.mega import manifests
from cobranca.mega.answer import Answer
from cobranca.mega.member import Member

D = date(2026, 3, 10)


def land(*answers: Answer, name: str = "rows-00") -> manifests.Manifest:
    with module.writing(D, name) as writer:
        for answer in answers:
            writer.write(answer)
        made = manifests.Manifest(name, writer.lines, writer.bytes, writer.finish(), "2026-03-10T05:00:00-03:00", "h")
    manifests.write_manifest(D, made)
    return made


def lines(folder: Path, name: str = "rows-00") -> list[bytes]:
    raw = (folder / "2026-03-10" / f"{name}.jsonl.zst").read_bytes()
    return zstandard.ZstdDecompressor().decompressobj().decompress(raw).splitlines()


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        (b'[{"v": 0.10000000000000000001, "s": "\xc3\xa9"}]', None),
        (b'[\r\n  {"a": 1}\n]\n', b'[    {"a": 1} ]'),
        (b"", None),
        (b'{"a": "\\n"}', None),
        (b"\xef\xbb\xbf[1]", b"[1]"),
        (b'["\xe9"]', None),
    ],
)
def test_a_body_comes_back_as_it_came(landing: Path, body: bytes, kept: bytes | None) -> None:
    land(Answer("DadosParcelas", 200, body, 1, 100))
    (line,) = lines(landing)
    assert json.loads(line)["contract"] == 100
    (answer,) = answers()
    assert answer == Answer("DadosParcelas", 200, kept or body, 1, 100)


def answers(name: str = "rows-00") -> list[Answer]:
    return list(module.answers(D, name))


@pytest.mark.parametrize("text", ["<a>é</a>", '<?xml version="1.0"?>\n<a/>'])
def test_xml_comes_back_too_with_the_way_to_its_records(landing: Path, text: str) -> None:
    sent = Answer("people", 200, text.encode(), contract=9, format="xml", records=("Lista", "Item"))
    land(sent)
    assert json.loads(lines(landing)[0])["body"] == text
    assert answers() == [sent]


def test_a_failed_call_is_landed_with_its_reason(landing: Path) -> None:
    sent = Answer("DadosParcelas", 500, b"", 1, 100, why="HTTP 500")
    land(sent)
    assert answers() == [sent]


def test_nothing_is_there_until_all_is(landing: Path) -> None:
    with pytest.raises(RuntimeError), module.writing(D, "rows-00"):
        raise RuntimeError("the task was killed")
    assert [path.name for path in (landing / "2026-03-10").iterdir()] == []


def test_a_damaged_object_is_refused(landing: Path) -> None:
    land(Answer("x", 200, b"[1]"))
    target = landing / "2026-03-10" / "rows-00.jsonl.zst"
    target.write_bytes(target.read_bytes()[:-1])
    with pytest.raises(PipelineError, match="not what its manifest says"):
        answers()


def test_many_answers_are_streamed(landing: Path) -> None:
    body = b"[%s]" % b",".join(b'{"n": %d}' % number for number in range(5000))
    made = land(*(Answer("x", 200, body, 1, number) for number in range(200)))
    assert made.lines == 200
    assert [answer.contract for answer in answers()] == list(range(200))


def test_a_landing_may_stand_elsewhere_than_in_a_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COBRANCA_LANDING", "memory://bucket/landing")
    sent = Answer("DadosParcelas", 200, b"[1]", 1, 100)
    for _ in range(2):
        land(sent)
    assert answers() == [sent]
    assert sorted(manifests.folder(D).iterdir()) != []
    assert list(manifests.chunks(D, "rows")) == [0]


def test_members_stand_in_the_manifest(landing: Path) -> None:
    made = land(Answer("x", 200, b"[1]"))
    made.members = [Member(1, 100, None, "ticket", False, (5, None))]
    manifests.write_manifest(D, made)
    assert manifests.manifest(D, "rows-00").members == made.members
