"""YAML as settings read it (R1.7: no amount through a binary float)."""

import pytest

from cobranca.settings.yaml_file import parse


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("10.50", "10.50"),
        ("0.1", "0.1"),
        ("1e3", "1e3"),
        ("10", 10),
        ("-3", -3),
        ("01", "01"),
        ("0o17", "0o17"),
        ("08:30", "08:30"),
        ("2026-03-10", "2026-03-10"),
        ("09-07", "09-07"),
        ("NO", "NO"),
        ("yes", "yes"),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("'true'", "true"),
        ('"10"', "10"),
        ("!!python/object:os.system x", "x"),
    ],
)
def test_scalars(text: str, value: object) -> None:
    read = parse(f"key: {text}").data
    assert read == {"key": value}
    assert type(read["key"]) is type(value)


def test_lines_of_places() -> None:
    lines = parse("a: 1\nb:\n  - c: 2\n    d: 3\n").lines
    assert lines[("b", 0, "d")] == 4


def test_a_key_twice_is_refused_with_both_lines() -> None:
    (fault,) = parse("a: 1\nb: 2\na: 3\n").faults
    assert fault == (("a",), 3, "`a` stands here twice", "keep this one or that of line 1")


def test_keys_twice_in_depth() -> None:
    assert [fault[0] for fault in parse("x:\n  - {a: 1, a: 2}\n  - {a: 1}\n").faults] == [("x", 0, "a")]


@pytest.mark.parametrize(("text", "line"), [("a: [1\nb: 2\n", 2), ("a: 1\n b: 2\n", 2), ("a: 'x\n", 2)])
def test_syntax_errors_tell_the_line(text: str, line: int) -> None:
    (fault,) = parse(text).faults
    assert fault[1] == line
    assert "not YAML" in fault[2]


def test_anchors_are_values() -> None:
    assert parse("a: &x [1, 2]\nb: *x\n").data == {"a": [1, 2], "b": [1, 2]}


def test_an_alias_inside_itself_is_refused() -> None:
    assert [fault[2] for fault in parse("a: &x [*x]\n").faults] == ["an alias that contains itself"]


def test_an_empty_file() -> None:
    assert parse("# nothing\n").data is None
