from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import QueryError
from graph.queries.tokens import Kind, parameters, plain, tokens


def written(text: str) -> list[str]:
    return [token.text for token in tokens(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("RETURN 1", ["RETURN", "1"]),
        ("a//b\nc", ["a", "c"]),
        ("a//b\rc", ["a", "c"]),
        ("a//b\r\nc", ["a", "c"]),
        ("a//b\u2028c", ["a"]),
        ("a/*b*/c", ["a", "c"]),
        ("a/* /* */c", ["a", "c"]),
        ("a/**/c", ["a", "c"]),
        ("a/***/c", ["a", "c"]),
        ("'a//b'", ["'a//b'"]),
        (r"'it\'s' x", [r"'it\'s'", "x"]),
        (r"'\\' x", [r"'\\'", "x"]),
        (r'"\"" x', [r'"\""', "x"]),
        ("'a''b'", ["'a'", "'b'"]),
        ("`a``b` c", ["`a``b`", "c"]),
        (r"`a\` c", [r"`a\`", "c"]),
        ("a\u00a0b\u2028c\u3000d", ["a", "b", "c", "d"]),
        ("a$b $c", ["a$b", "$", "c"]),
        ("[1..2]", ["[", "1", "..", "2", "]"]),
        ("a[..2]", ["a", "[", "..", "2", "]"]),
        ("1.5e-3x 0x1F 0o17 1_000 .5", ["1.5e-3x", "0x1F", "0o17", "1_000", ".5"]),
        ("1.name", ["1", ".", "name"]),
        ("1CALL", ["1CALL"]),
        ("x<>y<=z=~w", ["x", "<>", "y", "<=", "z", "=~", "w"]),
        ("IS::STRING", ["IS", "::", "STRING"]),
        ("größe = nai\u0308ve", ["größe", "=", "nai\u0308ve"]),
        ("a-->b", ["a", "-", "-", ">", "b"]),
    ],
)
def test_texts_are_cut_as_the_server_cuts_them(text: str, expected: list[str]) -> None:
    assert written(text) == expected


def test_kinds() -> None:
    kinds = [token.kind for token in tokens("n `n` 'n' 1 +")]
    assert kinds == [Kind.NAME, Kind.QUOTED, Kind.TEXT, Kind.NUMBER, Kind.SIGN]


def test_only_plain_names_are_words() -> None:
    assert [token.word for token in tokens("set `set` 'set' \u017fet $set")] == ["SET", "", "", "", "", "SET"]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a /* b", "a comment in line 1 has no end"),
        ("a /*/", "a comment in line 1 has no end"),
        ("a\n\n'b", "a text in line 3 has no end"),
        ("a\r\n'b\\'", "a text in line 2 has no end"),
        ('"b', "a text in line 1 has no end"),
        ("`a``", "a name in backticks in line 1 has no end"),
    ],
)
def test_what_has_no_end_is_refused(text: str, what: str) -> None:
    with pytest.raises(QueryError, match=what):
        tokens(text)


def test_comments_and_blanks_become_blanks_and_everything_else_stays_in_place() -> None:
    text = "// all\rRETURN\u00a0'//x' /* a\nb */ AS x\r\n"
    sent = plain(text, tokens(text))
    assert sent == "      \nRETURN '//x'     \n     AS x"
    assert sent.splitlines()[1].index("RETURN") == 0


def test_parameters_are_named_once_in_order() -> None:
    assert parameters(tokens("$b + $a + $b + $`c d` + '$no' /* $no */ + $ e + $1 + :$(x)")) == (
        "b",
        "a",
        "c d",
        "e",
        "1",
    )


SIGNS = ["//", "/*", "*/", "'", '"', "`", "\\", "$", "..", "<", ">", "{", "}", ";", "-"]
OTHERS = ["RETURN", "set", "1", ".5", "é", "0x", "e1", "_", " ", "\n", "\r", "\u00a0"]
PIECES = st.lists(st.sampled_from([*SIGNS, *OTHERS]), max_size=40).map("".join)


@given(PIECES)
def test_what_is_sent_has_the_same_tokens_and_no_comment(text: str) -> None:
    try:
        found = tokens(text)
    except QueryError:
        return
    sent = plain(text, found)
    assert [(token.kind, token.text, token.at) for token in tokens(sent)] == [
        (token.kind, token.text, token.at) for token in found
    ]
    assert plain(sent, tokens(sent)) == sent


@given(st.text(alphabet=st.characters(exclude_characters="\n\r"), max_size=60))
def test_comments_are_no_tokens(text: str) -> None:
    assert written(f"RETURN 1 //{text}\rAS x") == ["RETURN", "1", "AS", "x"]
    block = text.replace("*/", "")
    if not block.endswith("*"):
        assert written(f"RETURN /*{block}*/ 1") == ["RETURN", "1"]


@given(st.text(max_size=60), st.sampled_from("'\""))
def test_a_text_is_one_token(text: str, quote: str) -> None:
    escaped = text.replace("\\", "\\\\").replace(quote, "\\" + quote)
    assert written(f"{quote}{escaped}{quote}+1") == [f"{quote}{escaped}{quote}", "+", "1"]


@given(st.text(max_size=60))
def test_a_name_in_backticks_is_one_token(text: str) -> None:
    quoted = "`" + text.replace("`", "``") + "`"
    assert written(quoted + " 1") == [quoted, "1"]
    assert tokens(quoted)[0].name == text


@pytest.mark.parametrize(
    "piece", ["'\\'", "/*", "*/", "`", "``", "1", "1_", "1e", "1.5", "a", "/", "(", "a.", "'", '"', "é"]
)
def test_no_text_takes_long(piece: str) -> None:
    tokens("RETURN 1")  # the pattern is made once
    text = piece * (20_000 // len(piece))
    began = time.process_time()
    with suppress(QueryError):
        tokens(text)
    assert time.process_time() - began < 1
