"""A table read from a file is what stands there; what cannot be read is said in one line, with its place."""

import csv
import hashlib
import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glassnet.data import csv_file
from glassnet.data.csv_file import read_csv, read_csv_text, write_csv
from glassnet.data.errors import DataError
from glassnet.data.presets import make_preset
from glassnet.spec.data import MAX_POINTS, CsvFile

GOOD = "width,height,kind\n1,2,cat\n3,4.5,dog\n-5e-1,6,cat\n"


def test_table_is_what_stands_in_the_file() -> None:
    table = read_csv_text(GOOD, "kind")
    assert table.inputs == ("width", "height") and table.classes == ("cat", "dog") and table.task == "classification"
    assert table.points.tolist() == [[1, 2], [3, 4.5], [-0.5, 6]] and table.labels.tolist() == [0, 1, 0]
    x0, x1, y0, y1 = table.domain
    assert x0 < -0.5 and x1 > 3 and y0 < 2 and y1 > 6


@pytest.mark.parametrize(
    "text",
    [
        GOOD.replace(",", ";"),
        GOOD.replace(",", "\t"),
        GOOD.replace("\n", "\r\n"),
        "\ufeff" + GOOD,
        "\n\n" + GOOD.replace("\n", "\n\n"),
        GOOD.rstrip("\n"),
        GOOD.replace(",", " , "),
        GOOD.replace("cat", '"cat"').replace("width", '"width"').replace("4.5", '"4.5"'),
        "kind,width,height\ncat,1,2\ndog,3,4.5\ncat,-.5,6\n",
    ],
)
def test_other_ways_to_write_the_same(text: str) -> None:
    table, same = read_csv_text(text, "kind"), read_csv_text(GOOD, "kind")
    assert table.inputs == same.inputs and table.classes == same.classes
    assert np.array_equal(table.points, same.points) and np.array_equal(table.labels, same.labels)


def test_delimiters_within_quotes_are_text() -> None:
    table = read_csv_text('"a;b;c",k\n1,"x, y"\n2,"say ""no"""\n', "k")
    assert table.inputs == ("a;b;c",) and table.classes == ('say "no"', "x, y")


@pytest.mark.parametrize(
    ("cells", "task", "classes", "labels"),
    [
        (["1", "0", "1"], "auto", ("0", "1"), [1, 0, 1]),
        (["10", "9", "10"], "auto", ("9", "10"), [1, 0, 1]),
        (["1.0", "-1", "1"], "auto", ("-1", "1"), [1, 0, 1]),
        (["10", "9", "a"], "auto", ("10", "9", "a"), [0, 1, 2]),
        (["b", "B", "a"], "auto", ("B", "a", "b"), [2, 0, 1]),
        (["1.5", "0", "1"], "auto", (), [1.5, 0, 1]),
        (["1.5", "0", "1"], "classification", ("0", "1", "1.5"), [2, 0, 1]),
        (["1", "0", "1"], "regression", (), [1, 0, 1]),
        ([str(i) for i in range(20)], "auto", tuple(str(i) for i in range(20)), list(range(20))),
        ([str(i) for i in range(21)], "auto", (), list(range(21))),
        (["7"] * 3 + ["2.5"], "regression", (), [7, 7, 7, 2.5]),
        (["5", "5"], "regression", (), [5, 5]),
    ],
)
def test_labels_become_classes_or_values(
    cells: list[str], task: str, classes: tuple[str, ...], labels: list[float]
) -> None:
    table = read_csv_text("x,t\n" + "".join(f"{i},{cell}\n" for i, cell in enumerate(cells)), "t", task)
    assert table.classes == classes and table.labels.tolist() == labels
    assert table.task == ("classification" if classes else "regression")


ERRORS = {
    "": "the file is empty",
    "\n \n": "the file is empty",
    "x,y,kind\n": "the file has a header, but no rows below it",
    "x,y,kind\n\n\n": "the file has a header, but no rows below it",
    "x,y,label\n1,2,a\n": "label column: there is no column 'kind'; the columns are x, y, label",
    "kind\na\nb\n": "the file has no column but 'kind', and so no inputs",
    "x,x,kind\n1,2,a\n": "header: there are two columns 'x'",
    "x,,kind\n1,2,a\n": "header: column 2 has no name; name it or delete it",
    "x,kind\n1,a\ntwo,b\n": "row 3, column 'x': got 'two', a number is needed",
    "x;kind\n1;a\n2,5;b\n": "row 3, column 'x': got '2,5', a number is needed, written with a point: 2.5",
    "x,kind\n1,a\n" + "z" * 99 + ",b\n": f"row 3, column 'x': got '{'z' * 37}...', a number is needed",
    "x,kind\n1,a\n,b\n": "row 3, column 'x': the cell is empty; a number is needed",
    "x,kind\n1,a\nNaN,b\n": "row 3, column 'x': got 'NaN', a finite number is needed",
    "x,kind\n1,a\n-inf,b\n": "row 3, column 'x': got '-inf', a finite number is needed",
    "x,kind\n1,a\n1e39,b\n": "row 3, column 'x': got '1e39', a finite number is needed, at most 3.4e38",
    "x,kind\n\n1,a\n\n,b\n": "row 5, column 'x': the cell is empty; a number is needed",
    "x,kind\n1,a\n2,\n": "row 3, column 'kind': the label is missing",
    "x,kind\n1,a\n2,nan\n": "row 3, column 'kind': the label is missing",
    "x,kind\n1,2\n2,inf\n": "row 3, column 'kind': got 'inf', a finite number is needed",
    "x,kind\n1,a\n2,a\n": "column 'kind': all labels are 'a'; at least two classes are needed",
    "x,kind\n1,1\n2,1\n": "column 'kind': all labels are '1'; at least two classes are needed",
    "x,kind\n1,a\n2\n": "row 3: 1 cell, but the header has 2",
    "x,kind\n1,a\n2,b,c\n": "row 3: 3 cells, but the header has 2",
    'x,kind\n1,"a\n2,b\n': "a quotation mark is opened and not closed before the end of the file",
    'x,kind\n1,"a"b\n2,b\n': "line 2: the quotation marks do not fit: ',' expected after '\"'",
    'x,kind\n1,"' + "a" * 200_000 + '"\n': (
        "line 2: a cell is longer than 131,072 characters; is a quotation mark missing?"
    ),
    "x,kind\n" + "".join(f"1,a{i}\n" for i in range(1001)): (
        "column 'kind': 1,001 classes, at most 1,000 are possible; is this the label column, or is the task regression?"
    ),
}


@pytest.mark.parametrize("text", ERRORS, ids=[text[:24] for text in ERRORS])
def test_error_says_what_and_where(text: str, tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        read_csv_text(text, "kind")
    assert str(caught.value) == ERRORS[text]
    path = tmp_path / "data.csv"
    path.write_text(text, encoding="utf-8", newline="")
    with pytest.raises(DataError) as again:
        read_csv(CsvFile(path=str(path), column="kind"))
    assert str(again.value) == ERRORS[text]


def test_text_among_values_is_named() -> None:
    with pytest.raises(DataError) as caught:
        read_csv_text("x,t\n1,2.5\n2,much\n", "t", "regression")
    assert str(caught.value) == "row 3, column 't': got 'much', a number is needed"


def test_infinite_label_is_no_class() -> None:
    with pytest.raises(DataError) as caught:
        read_csv_text("x,t\n1,2\n2,-inf\n", "t", "classification")
    assert str(caught.value) == "row 3, column 't': got '-inf', a finite number is needed"


def test_missing_choice_of_label_lists_the_columns() -> None:
    header = ",".join(f"c{i}" for i in range(25))
    with pytest.raises(DataError) as caught:
        read_csv_text(header + "\n", "")
    listed = ", ".join(f"c{i}" for i in range(20))
    assert str(caught.value) == f"label column: none was chosen; the columns are {listed} and 5 more"


def refusal(path: Path | str, digest: str = "") -> str:
    with pytest.raises(DataError) as caught:
        read_csv(CsvFile(path=str(path), column="kind", digest=digest))
    return str(caught.value)


def test_file_that_cannot_be_read(tmp_path: Path) -> None:
    assert refusal("") == "CSV file: no path was given"
    assert refusal("nowhere.csv") == "CSV file: there is no file 'nowhere.csv'"
    assert refusal("nowhere.csv", "0" * 64) == "CSV file: there is no file 'nowhere.csv'"
    assert refusal(tmp_path) == f"CSV file: '{tmp_path}' cannot be read: Is a directory"
    assert refusal("a\0b") == "CSV file: 'a\\x00b' is no path"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (GOOD.replace("dog", "Hündin").encode("latin-1"), "row 3: not UTF-8 text (byte 0xfc); save the file as UTF-8"),
        (GOOD.encode("utf-16"), "row 1: not UTF-8 text (byte 0xff); save the file as UTF-8"),
        (
            GOOD.encode() + b"1,2,cat\n" * 9000 + b"1,2,\xe9\n",
            "row 9005: not UTF-8 text (byte 0xe9); save the file as UTF-8",
        ),
    ],
    ids=["latin-1", "utf-16", "far down"],
)
def test_wrong_encoding_is_found(content: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    path.write_bytes(content)
    assert refusal(path) == message


def test_mark_of_byte_order_is_no_part_of_a_name(tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    assert read_csv(CsvFile(path=str(path), column="kind")).inputs == ("width", "height")


def test_digest_is_checked_when_given(tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    path.write_text(GOOD)
    right = hashlib.sha256(GOOD.encode()).hexdigest()
    for digest in ("", right, right.upper()):
        assert len(read_csv(CsvFile(path=str(path), column="kind", digest=digest)).labels) == 3
    assert refusal(path, "0" * 64) == (
        f"CSV file: '{path}' is not the file that was meant: its SHA-256 is {right[:12]}..., not 000000000000..."
    )


def test_home_folder_is_understood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "data.csv").write_text(GOOD)
    assert len(read_csv(CsvFile(path="~/data.csv", column="kind")).labels) == 3


def test_pieces_join_and_rows_keep_their_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_file, "PIECE", 3)
    rows = [f"{i},{i % 2}" for i in range(10)]
    table = read_csv_text("x,kind\n" + "\n".join(rows), "kind")
    assert table.points.ravel().tolist() == list(range(10)) and table.labels.tolist() == [0, 1] * 5
    rows[5:5] = ["", "", "", "", ""]
    rows[13] = "8,"
    with pytest.raises(DataError, match="row 15, column 'kind': the label is missing"):
        read_csv_text("x,kind\n" + "\n".join(rows), "kind")
    rows[13] = "?,0"
    with pytest.raises(DataError, match="row 15, column 'x'"):
        read_csv_text("x,kind\n" + "\n".join(rows), "kind")


def test_more_rows_than_allowed_say_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_file, "MAX_POINTS", 100)
    text = "x,kind\n" + "1,a\n2,b\n" * 50
    assert len(read_csv_text(text, "kind").labels) == 100
    with pytest.raises(DataError, match="the file has more than 100 rows, which is the limit; take a part of it"):
        read_csv_text(text + "3,a\n", "kind")


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1).filter(
    lambda name: name == name.strip() and not name.startswith("\ufeff") and name.lower() != "nan"
)


CLASS_NAMES = st.text("abcüß,;\"' \t|", min_size=1).map(str.strip).filter(bool)


@given(
    names=st.lists(NAMES, min_size=2, max_size=4, unique=True),
    rows=st.lists(st.floats(-(2.0**99), 2.0**99, width=32), min_size=2, max_size=12),
    classes=st.none() | st.lists(CLASS_NAMES, min_size=2, unique=True),
)
@settings(max_examples=150)
def test_what_is_written_is_read_again(names: list[str], rows: list[float], classes: list[str] | None) -> None:
    *inputs, label = names
    points = np.array([[value / (i + 1) for i in range(len(inputs))] for value in rows]).astype(np.float32)
    file = io.StringIO()
    if classes is None:
        labels = np.array(rows)[::-1]
        write_csv(file, points, labels, inputs=inputs, label_name=label)
        table = read_csv_text(file.getvalue(), label, "regression")
        assert np.array_equal(table.labels, labels)
    else:
        labels = np.arange(len(rows)) % len(classes)
        write_csv(file, points, labels, inputs=inputs, label_name=label, classes=classes)
        if len(set(labels.tolist())) == 1:
            return
        table = read_csv_text(file.getvalue(), label, "classification")
        assert [table.classes[k] for k in table.labels] == [classes[k] for k in labels]
    assert table.inputs == tuple(inputs)
    assert np.array_equal(table.points, points)


def test_file_is_written_plainly(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    table = make_preset("circle", n=20, noise=0.1, seed=0)
    write_csv(path, table.points, table.labels, inputs=table.inputs, label_name="class", classes=table.classes)
    content = path.read_bytes().decode()
    assert content.startswith("x,y,class\n") and content.count("\n") == 21 and "\r" not in content
    again = read_csv(CsvFile(path=str(path), column="class"))
    assert np.array_equal(again.points, table.points) and np.array_equal(again.labels, table.labels)


def test_numbers_are_written_as_short_as_they_can_be() -> None:
    file = io.StringIO()
    write_csv(file, np.array([[np.float32(0.1), 0.1]]), [1 / 3], inputs=["a", "b"])
    write_csv(file, [[1e300]], [2.0], inputs=["c"])
    assert file.getvalue() == "a,b,label\n0.1,0.1,0.3333333333333333\nc,label\n1e+300,2.0\n"


def test_names_with_another_delimiter_are_read_again() -> None:
    file = io.StringIO()
    write_csv(file, [[1.0], [2.0]], [0.5, 1.5], inputs=["a;b;c"], label_name="t\tu")
    assert read_csv_text(file.getvalue(), "t\tu").inputs == ("a;b;c",)


def test_label_column_needs_a_name_of_its_own() -> None:
    with pytest.raises(DataError) as caught:
        write_csv(io.StringIO(), [[1.0]], [1.0], inputs=["x"], label_name="x")
    assert str(caught.value) == "label column: got 'x', which is the name of an input"


@pytest.mark.slow
def test_a_million_rows_are_read_and_not_one_more(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    rng = np.random.default_rng(0)
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["x", "y", "kind"])
        writer.writerows(
            zip(rng.normal(size=MAX_POINTS), rng.normal(size=MAX_POINTS), rng.integers(3, size=MAX_POINTS), strict=True)
        )
    table = read_csv(CsvFile(path=str(path), column="kind"))
    assert len(table.labels) == MAX_POINTS and table.classes == ("0", "1", "2")
    with path.open("a") as file:
        file.write("1,2,0\n")
    assert refusal(path) == "the file has more than 1,000,000 rows, which is the limit; take a part of it"
