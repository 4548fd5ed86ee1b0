"""Delimited files: what is accepted and normalised, which rows are left out, and that both ways of reading agree."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graph.errors import InputError
from loaders.readers import csv_reader, encoding
from loaders.readers.files import iter_tables, read_tables
from loaders.readers.tables import Table
from tests.support.reading_inputs import made


def read(path: Path, content: bytes | str) -> Table:
    (table,) = read_tables(made(path, content))
    assert all(kind == object for kind in table.frame.dtypes)  # noqa: E721 - a dtype equals a type, but is none
    assert all(type(cell) is str for row in rows(table) for cell in row)
    assert [*table.frame.columns] == [*range(len(table.headers))]
    assert len(table.lines) == len(table.frame)
    return table


def rows(table: Table) -> list[list[str]]:
    return [list(row) for row in table.frame.itertuples(index=False)]


def faults(table: Table) -> list[tuple[int, str, str]]:
    return [(problem.line, problem.column, problem.code) for problem in table.problems]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "people.csv"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters_and_line_ends(path: Path, delimiter: str, end: str) -> None:
    lines = ["id,name", "1,Ada", "", '2,"B, b"', "3,Cy"]
    text = end.join(lines).replace(",", delimiter)
    table = read(path, text)
    assert table.headers == ("id", "name")
    assert rows(table) == [["1", "Ada"], ["2", f"B{delimiter} b"], ["3", "Cy"]]
    assert list(table.lines) == [2, 4, 5]
    assert not table.problems


def test_mixed_line_ends(path: Path) -> None:
    table = read(path, "id,name\r1,a\n2,b\r\n3,c\r4,d")
    assert rows(table) == [["1", "a"], ["2", "b"], ["3", "c"], ["4", "d"]]
    assert list(table.lines) == [2, 3, 4, 5]


def test_line_ends_in_quotes_are_kept_and_counted(path: Path) -> None:
    table = read(path, 'id,"first\nsecond"\r\n1,"a\nb\r\nc\rd"\r\n2,e\n')
    assert table.headers == ("id", "first\nsecond")
    assert rows(table) == [["1", "a\nb\r\nc\rd"], ["2", "e"]]
    assert list(table.lines) == [3, 7]


def test_the_delimiter_is_told_from_the_header_alone(path: Path) -> None:
    table = read(path, 'id;"last, first, middle"\n1;"a, b, c"\n2;d, e\n')
    assert rows(table) == [["1", "a, b, c"], ["2", "d, e"]]


def test_a_leading_sep_line_names_the_delimiter(path: Path) -> None:
    table = read(path, "sep=:\r\nid:name, first\r\n1:a\r\n")
    assert table.headers == ("id", "name, first")
    assert rows(table) == [["1", "a"]]
    assert list(table.lines) == [3]


@pytest.mark.parametrize(
    ("content", "note"),
    [
        ("id,name\n1,Zoë\n".encode(), ""),
        ("\ufeffid,name\n1,Zoë\n".encode(), ""),
        ("id,name\n1,Zoë\n".encode("utf-16"), "read as UTF-16"),
        ("\ufeffid,name\n1,Zoë\n".encode("utf-16-be"), "read as UTF-16"),
        ("id,name\n1,Zoë\n".encode("utf-32"), "read as UTF-32"),
        ("id,name\n1,Zoë\n".encode("cp1252"), "line 2 is not UTF-8"),
    ],
)
def test_encodings(path: Path, content: bytes, note: str) -> None:
    table = read(path, content)
    assert table.headers == ("id", "name")
    assert rows(table) == [["1", "Zoë"]]
    assert note in " ".join(table.notes)
    assert bool(note) == bool(table.notes)


@pytest.mark.slow
def test_cp1252_is_decided_for_the_whole_file(path: Path) -> None:
    far = "x" * 100
    table = read(path, b"id,name\n" + f"1,{far}\n".encode() * 100_000 + b"2,Zo\xeb \x80\n3,\x81\n")
    assert rows(table)[-1] == ["2", "Zoë €"]
    assert faults(table) == [(100_003, "name", "undecodable")]


def test_a_few_broken_rows_do_not_turn_utf8_into_something_else(path: Path) -> None:
    table = read(path, b"id,name\n" + "1,Zoë\n".encode() * 99 + b"2,Zo\xeb\n3,a\n")
    assert rows(table) == [["1", "Zoë"]] * 99 + [["3", "a"]]
    assert faults(table) == [(101, "name", "undecodable")]
    assert "1 line not in UTF-8" in table.notes[0]


def test_cells_stay_as_they_are(path: Path) -> None:
    cells = ["Null", "NA", "nan", "001902", "1.0E+05", "'001902", " x ", "=HYPERLINK(1)", "TRUE", "-", "\u2028", "\xa0"]
    buffer = io.StringIO()
    csv.writer(buffer).writerows([[f"c{n}" for n in range(len(cells))], cells])
    assert rows(read(path, buffer.getvalue())) == [cells]


def test_headers_lose_outer_blanks_only(path: Path) -> None:
    table = read(path, ' Unit ID ,"\u200bName",Über  Ort\n1,2,3\n')
    assert table.headers == ("Unit ID", "Name", "Über  Ort")


def test_a_nameless_last_column_is_named_if_it_is_used(path: Path) -> None:
    table = read(path, "id,name,\n1,a,\n2,b, \n3,c,x\n4,d\n")
    assert table.headers == ("id", "name")
    assert rows(table) == [["1", "a"], ["2", "b"], ["3", "c"], ["4", "d"]]
    assert table.notes == ("column 3 has values but no header and can't be read",)
    assert read(path, "id,name,\n1,a,\n2,b, \n").notes == ()


def test_a_nameless_column_between_others_stays(path: Path) -> None:
    table = read(path, ",a,b\nA,0,1\nB,1,0\n")
    assert table.headers == ("", "a", "b")
    assert rows(table) == [["A", "0", "1"], ["B", "1", "0"]]


@pytest.mark.parametrize("line", ["", " ", ",", " ,\t", '"",', '"" , ""'])
def test_many_blank_lines_between_two_rows(path: Path, line: str) -> None:
    table = read(path, "id,name\n1,a\n" + f"{line}\n" * 20_000 + "2,b\n")
    assert rows(table) == [["1", "a"], ["2", "b"]]
    assert list(table.lines) == [2, 20_003]


def test_a_file_of_blank_lines_is_no_table(path: Path) -> None:
    with pytest.raises(InputError, match="The first 10,000 lines are blank"):
        read(path, "\n" * 10_001 + "id,name\n1,a\n")


def test_blank_rows_are_no_rows_and_totals_are(path: Path) -> None:
    table = read(path, 'id,name\n\n,\n  ,\t\n"",""\n1,a\nTotal:,1\n"""",","\n\n')
    assert rows(table) == [["1", "a"], ["Total:", "1"], ['"', ","]]
    assert list(table.lines) == [6, 7, 8]
    assert not table.problems


def test_rows_of_another_width(path: Path) -> None:
    table = read(path, "id,name\n1\n2,b\n3,c,d\n4,d,,\n5")
    assert rows(table) == [["2", "b"], ["4", "d"]]
    assert faults(table) == [(2, "", "too_few_fields"), (4, "", "too_many_fields"), (6, "", "too_few_fields")]
    assert table.problems[0].value == "1 of 2 fields"
    assert "cut off" in table.problems[2].reason
    assert "cut off" not in table.problems[0].reason


def test_zero_bytes_cost_their_row(path: Path) -> None:
    table = read(path, "id,name\n1,a\n2,Smi\0th\n3,c\n")
    assert rows(table) == [["1", "a"], ["3", "c"]]
    assert faults(table) == [(3, "name", "nul")]
    assert table.problems[0].value == "S… (6 characters)"


def test_quotes_within_a_line_cost_their_row_only(path: Path) -> None:
    table = read(path, 'id,name\n1,"Ada "Countess" King"\n2,"b"\n3,5" pipe\n4,"d" \n')
    assert rows(table) == [["2", "b"], ["3", '5" pipe']]
    assert faults(table) == [(2, "name", "stray_quote"), (5, "name", "stray_quote")]
    assert "Ada" not in str(table.problems)
    assert "Countess" not in str(table.problems)


def test_a_header_alone_is_a_table_without_rows(path: Path) -> None:
    table = read(path, "id,name")
    assert table.headers == ("id", "name")
    assert rows(table) == []
    assert table.frame.shape == (0, 2)


def test_one_column(path: Path) -> None:
    assert rows(read(path, 'id\n1\n\n"a, b"\n')) == [["1"], ["a, b"]]


def test_numbers_for_headers_are_fine_beside_a_word(path: Path) -> None:
    assert read(path, "person,1,2\nA,0,1\n").headers == ("person", "1", "2")


def test_slices_are_the_whole(path: Path) -> None:
    content = "id,name\n" + "".join(f"{n},x{n}\n" if n % 7 else f"{n}\n" for n in range(1, 1_001))
    whole = read(path, content)
    slices = list(iter_tables(path, rows=100))
    assert [len(part) for part in slices] == [100] * 8 + [58]
    assert [row for part in slices for row in rows(part)] == rows(whole)
    assert [line for part in slices for line in part.lines] == list(whole.lines)
    assert [problem for part in slices for problem in part.problems] == whole.problems
    assert len(whole.problems) == 142


def test_rows_read_are_rows_and_problems(path: Path) -> None:
    content = 'id,name\n1,a\n2\n\n3,b,c\n4,"d"e\n5,\0\n6,f\n'
    table = read(path, content)
    assert len(table) + len(table.problems) == 6


HEADER = [f"h{n}" for n in range(3)]
CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8) | st.sampled_from(
    ["", " ", '"', ",", "\n", "\r\n", "\r", '""', ',"', "\ufeff", "Null", "\u2028", "\x85", "\x0b"]
)


def written(row: list[str], delimiter: str, *, quoted: bool) -> str:
    """One row as the csv module writes it, without its end; it quotes both line ends only if it ends rows with both."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL).writerow(row)
    return buffer.getvalue().removesuffix("\r\n")


@contextmanager
def scratch() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "people.csv"


@given(
    content=st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=12),
    delimiter=st.sampled_from(",;\t|"),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    quoted=st.booleans(),
    codec=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    block=st.sampled_from([7, 64, encoding.BLOCK]),
)
@example([["\ufeff", "\ufeff", "\ufeff"]], ",", "\r", False, "utf-8-sig", 7)
@settings(deadline=None, max_examples=150)
def test_what_a_writer_wrote_is_read(
    content: list[list[str]], delimiter: str, end: str, quoted: bool, codec: str, block: int
) -> None:
    text = "".join(written(row, delimiter, quoted=quoted) + end for row in [HEADER, *content])
    with scratch() as path, pytest.MonkeyPatch.context() as patch:
        patch.setattr(encoding, "BLOCK", block)
        table = read(path, text.encode(codec))
    assert table.headers == tuple(HEADER)
    assert rows(table) == [row for row in content if any(cell.strip(" \t\r\n") for cell in row)]
    assert not table.problems


SOUP = st.tuples(
    st.sampled_from(["a,b\n", "a;b\r\n", "a,b,\r", "x\n", '"a","b"\n', "sep=;\na;b\n", "\n\na\tb\n"]),
    st.text(st.sampled_from('a1é,;\t\n\r" \0\ufeff'), max_size=40),
    st.sampled_from([b"", b"\x81", b"\xe9,\xff\n"]),
)


@given(soup=SOUP, block=st.sampled_from([3, 11, encoding.BLOCK]))
@example(("a,b\n", '1,"x\r\ny"\r\n"",""\r\n2,3', b""), 3)
@example(("a,b,\r", '1,2,\r3,"4"\r', b""), 11)
@settings(deadline=None, max_examples=250)
def test_in_blocks_or_row_by_row_the_answer_is_the_same(soup: tuple[str, str, bytes], block: int) -> None:
    head, body, tail = soup
    content = (head + body).encode() + tail

    def answer(*, careful: bool) -> object:
        with scratch() as path, pytest.MonkeyPatch.context() as patch:
            patch.setattr(encoding, "BLOCK", block)
            if careful:
                patch.setattr(csv_reader, "scan", lambda *_: None)
            try:
                table = read(path, content)
            except InputError as error:
                return str(error).replace(str(path), "")
            found = [(p.line, p.column, p.code, p.value, p.reason) for p in table.problems]
            return table.headers, rows(table), list(table.lines), found, table.notes

    assert answer(careful=False) == answer(careful=True)


@given(st.binary(max_size=200))
@settings(deadline=None, max_examples=150)
def test_any_bytes_give_a_table_or_a_refusal(content: bytes) -> None:
    with scratch() as path:
        try:
            headers = read(path, content).headers
        except InputError as error:
            headers = (error.fix,)
    assert any(headers)
