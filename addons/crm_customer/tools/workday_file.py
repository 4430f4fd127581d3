"""Reading a file of public holidays and make-up days. Pure: no ``env``."""

from .import_ import Choices, Column, Context, RowChecker, read_rows, recognise, sniff
from .import_.vocabulary import FieldWords

VOCABULARY = {
    "date": FieldWords("date", ("date", "day", "日期", "时间")),
    "kind": FieldWords("selection", ("kind", "type", "status", "类型", "类别", "种类")),
    "name": FieldWords(
        "text", ("name", "holiday", "description", "名称", "节日", "节假日", "说明", "备注")
    ),
}
KIND_WORDS = {
    "holiday": ("Public Holiday", "off", "rest", "节假日", "法定节假日", "放假", "休", "休息"),
    "working": (
        "Make-Up Working Day",
        "work",
        "workday",
        "working day",
        "上班",
        "班",
        "调休",
        "调休上班",
        "调休上班日",
        "补班",
    ),
}


def read_workdays(path, filename=None):
    """Read the days of a CSV or XLSX file.

    :return: (missing, rows, issues): the names of the columns that the file lacks, rows
        with row (number), date (ISO text), kind and name, and pairs of row number and
        ``CellIssue`` of what is wrong
    :raise ImportFileError: the file cannot be read
    """
    file_format = sniff(path, filename)
    matches = recognise(file_format.headings, file_format.samples, VOCABULARY)
    found = {match.field: index for index, match in enumerate(matches) if match.field}
    missing = [name for name in VOCABULARY if name not in found]
    if missing:
        return missing, [], []
    checker = RowChecker(_make_mapping(found), Context())
    checked = [checker.check(row) for row in read_rows(path, file_format)]
    issues = [
        (row.number, issue) for row in checked for issue in row.issues if issue.level == "error"
    ]
    return [], [row.values | {"row": row.number} for row in checked], issues


def _make_mapping(found):
    kinds = Choices.from_selection([(kind, kind) for kind in KIND_WORDS])
    for kind, words in KIND_WORDS.items():
        for word in words:
            kinds.add_alias(word, kind)
    choices = {"kind": kinds}
    return [
        Column(found[name], name, words.kind, required=True, choices=choices.get(name))
        for name, words in VOCABULARY.items()
    ]


def find_repeated(rows):
    """Return ``[(row number, first row number, date)]`` of days that come twice."""
    first, repeated = {}, []
    for row in rows:
        day = row.get("date")
        if day in first:
            repeated.append((row["row"], first[day], day))
        elif day:
            first[day] = row["row"]
    return repeated
