"""Reading and checking customer files, against openpyxl, the csv module, and the bare libraries."""

import csv
import os
import tempfile

import openpyxl
import phonenumbers
from email_validator import EmailNotValidError, validate_email
from stdnum.cn import uscc

from odoo.addons.crm_customer.tools.import_ import (
    CUSTOMER_VOCABULARY,
    Choices,
    Column,
    RowChecker,
    read_rows,
    recognise,
    sniff,
)

from ..support import customer_file
from .harness import Case

workbook = Case("read a workbook of customers", sizes=(1_000, 10_000))
table = Case("read a CSV file of customers", sizes=(10_000, 100_000))
check = Case("check rows of customers, 17 columns", sizes=(10_000, 100_000))

FOLDER = tempfile.TemporaryDirectory(prefix="crm_bench_")


def _write(name, write, size):
    path = os.path.join(FOLDER.name, f"{size}.{name}")
    write(path, customer_file.make_customer_rows(size))
    return path


def _read(bench, path):
    """Sniff and read all."""
    return sum(1 for _row in read_rows(path, sniff(path)))


@workbook.prepare
def _prepare_workbook(bench, size):
    return _write("xlsx", customer_file.write_xlsx, size)


workbook.suite(_read)


@workbook.peer
def _peer_workbook(bench, path):
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    sum(1 for _row in book.active.iter_rows(values_only=True))
    book.close()


@table.prepare
def _prepare_table(bench, size):
    return _write("csv", customer_file.write_csv, size)


table.suite(_read)


@table.floor
def _floor_table(bench, path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        sum(1 for _cells in csv.reader(file))


@check.prepare
def _prepare_check(bench, size):
    path = _prepare_table(bench, size)
    fmt = sniff(path)
    return _mapping(fmt), list(read_rows(path, fmt))


def _mapping(fmt):
    mapping = []
    for index, match in enumerate(recognise(fmt.headings, fmt.samples)):
        kind = CUSTOMER_VOCABULARY[match.field].kind if match.field else "money"
        choices = Choices(create=True) if kind == "many2one" else None
        field = match.field or fmt.headings[index]
        mapping.append(Column(index, field, kind, choices=choices))
    return mapping


@check.suite
def _suite_check(bench, data):
    mapping, rows = data
    checker = RowChecker(mapping)
    for row in rows:
        checker.check(row)


@check.floor
def _floor_check(bench, data):
    """Telephone numbers, mail addresses and tax ids alone, by their libraries."""
    for row in data[1]:
        for column in (customer_file.MOBILE, customer_file.PHONE):
            try:
                number = phonenumbers.parse(row.cells[column], "CN")
                phonenumbers.is_valid_number(number)
            except phonenumbers.NumberParseException:
                continue
        try:
            validate_email(row.cells[customer_file.EMAIL], check_deliverability=False)
        except EmailNotValidError:
            continue
        uscc.is_valid(row.cells[customer_file.USCC])
