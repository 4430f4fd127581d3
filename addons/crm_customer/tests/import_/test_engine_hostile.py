import io
import os
import struct
import subprocess
import sys
import textwrap
import zipfile

from openpyxl import Workbook

from ...tools import import_ as engine
from ...tools.import_ import limits
from .engine_common import EngineCase

TABLE = "客户名称,联系人,手机\n深圳市华宏科技有限公司,张三,13800138000\n"
SHEET = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>a</t></is></c></row>'
)
SHARED = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
SHEET_PART = "xl/worksheets/sheet1.xml"


class TestEngineHostileText(EngineCase):
    """Each wrong text file gets its own clear refusal."""

    def test_missing_and_empty_files(self):
        self._refusal(self._path("nowhere.csv"), "missing")
        self._refusal(self._write(b""), "empty")
        self._refusal(self._write("\n \n,,\n"), "no_heading_row")
        self._refusal(self._write("客户名称,手机\n"), "no_rows")

    def test_other_kinds_of_files_are_named(self):
        for data, name in (
            (b"%PDF-1.7 ...", "PDF"),
            (b"\x89PNG\r\n\x1a\n...", "PNG"),
            (b"\xff\xd8\xff\xe0JFIF", "JPEG"),
            (b"\x1f\x8b\x08...", "gzip"),
            (b"Rar!\x1a\x07", "RAR"),
            (b"<html><table><tr><td>a</td></tr></table></html>", "HTML"),
            ("\ufeff\n <!DOCTYPE html>".encode(), "HTML"),
            (b'<?xml version="1.0"?><Workbook/>', "XML"),
        ):
            with self.subTest(name):
                error = self._refusal(self._write(data, "customers.xls"), "wrong_type")
                self.assertEqual(error.params["type"], name)

    def test_old_and_encrypted_workbooks(self):
        head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
        self._refusal(self._write(head), "old_excel")
        marker = "EncryptedPackage".encode("utf-16-le")
        self._refusal(self._write(head + marker + bytes(600)), "encrypted")

    def test_a_nul_byte_is_named_with_its_place(self):
        data = TABLE.encode() + b"a,b\0c,1\n"
        error = self._refusal(self._write(data), "nul_byte")
        self.assertEqual(error.params["position"], len(TABLE.encode()) + 4)
        self.assertEqual(error.params["line"], 3)

    def test_a_nul_character_in_utf_16(self):
        error = self._refusal(self._write((TABLE + "a,b\0c,1").encode("utf-16")), "nul_byte")
        self.assertEqual(error.params["line"], 3)

    def test_half_a_character_at_the_end_is_named(self):
        for encoding, cut in (("utf-8", 1), ("utf-8", 2), ("gb18030", 1), ("utf-16", 1)):
            with self.subTest(f"{encoding} {cut}"):
                data = (TABLE * 3 + "华宏,李四,1\n客户").encode(encoding)[:-cut]
                path = self._write(data)
                self.assertEqual(
                    self._refusal(path, "truncated").params["encoding"].split("-")[0],
                    encoding.split("-")[0],
                )

    def test_a_damaged_byte_is_named_with_its_place(self):
        good = (TABLE * 20).encode()
        error = self._refusal(self._write(good + b"\xff\xfe,x,1\n" + good), "undecodable")
        self.assertEqual(error.params["position"], len(good) + 1)
        self.assertEqual(error.params["line"], 41)

    def test_duplicate_headings_are_named(self):
        path = self._write("客户名称,电话,电话,名\n华宏,1,2,3\n")
        error = self._refusal(path, "duplicate_headings")
        self.assertEqual((error.params["names"], error.params["columns"]), ("电话", "2, 3"))

    def test_rows_without_headings_are_refused(self):
        path = self._write("华宏,13800138000,2024-03-05\n鼎盛,13900139000,2024-03-06\n")
        self._refusal(path, "no_heading_row")

    def test_too_many_columns(self):
        head = ",".join(f"h{n}" for n in range(10_000))
        error = self._refusal(self._write(f"{head}\n{head}\n"), "too_many_columns")
        self.assertEqual(error.params["count"], 10_000)

    def test_ten_thousand_empty_columns_do_no_harm(self):
        path = self._write("客户名称" + "," * 10_000 + "\n华宏" + "," * 10_000 + "\n")
        self.assertEqual(self._cells(path)[0][0], "华宏")
        self.assertEqual(engine.sniff(path).headings, ("客户名称",))

    def test_a_cell_of_one_megabyte(self):
        path = self._write(TABLE + "b,c," + "x" * limits.MB + "\n")
        error = self._refusal(path, "cell_too_large")
        self.assertEqual(error.params["row"], 3)

    def test_a_file_of_one_line(self):
        self._refusal(self._write("x" * (5 * limits.MB)), "cell_too_large")

    def test_a_quotation_mark_that_is_never_closed(self):
        for count in (3, limits.RECORD_LINES + 3):
            with self.subTest(count):
                path = self._write(TABLE + 'b,"open,1\n' + "c,d,2\n" * count)
                self.assertEqual(self._refusal(path, "unclosed_quote").params["row"], 3)

    def test_too_many_rows(self):
        self.patch(limits, "ROWS", 3)
        path = self._write("客户名称\n" + "华宏\n" * 4)
        self._refusal(path, "too_many_rows")

    def test_too_large(self):
        self.patch(limits, "FILE_BYTES", 10)
        self._refusal(self._write(TABLE), "too_large")


class TestEngineHostileWorkbook(EngineCase):
    """Each wrong workbook gets its own clear refusal."""

    def test_broken_zips(self):
        good = _bytes(self._write_workbook(SHEET))
        self._refusal(self._write(good[: len(good) // 2], "a.xlsx"), "broken_zip")
        self._refusal(self._write(b"PK\x03\x04" + bytes(99), "a.xlsx"), "broken_zip")
        path = self._write("no workbook, but text", "a.xlsx")
        self._refusal(path, "broken_zip", filename="客户.XLSX")

    def test_a_damaged_part_in_a_sound_zip(self):
        path = self._write_workbook(SHEET * 40)
        with zipfile.ZipFile(path) as archive:
            start = archive.getinfo(SHEET_PART).header_offset + 60
        data = bytearray(_bytes(path))
        data[start : start + 40] = bytes(40)
        with self.assertRaises(engine.ImportFileError) as caught:
            self._read(self._write(bytes(data), "b.xlsx"))
        self.assertIn(caught.exception.code, ("broken_zip", "broken_xml"))

    def test_documents_of_other_programs_are_named(self):
        for part, name in (
            ("word/document.xml", "Word"),
            ("content.xml", "OpenDocument"),
            ("xl/workbook.bin", "XLSB"),
            ("picture.png", "ZIP"),
        ):
            buffer = io.BytesIO()
            with zipfile.ZipFile(buffer, "w") as archive:
                archive.writestr(part, "x")
            error = self._refusal(self._write(buffer.getvalue(), "a.xlsx"), "wrong_type")
            self.assertEqual(error.params["type"], name)

    def test_broken_xml(self):
        for part in ("xl/workbook.xml", SHEET_PART, "xl/_rels/workbook.xml.rels"):
            path = self._write_workbook(SHEET, **{part: "<a><b></a>"})
            self.assertEqual(self._refusal(path, "broken_xml").params["part"], part)

    def test_entity_bombs(self):
        bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
        for part in ("xl/workbook.xml", SHEET_PART):
            path = self._write_workbook(SHEET, **{part: bomb})
            self._refusal(path, "forbidden_xml")
        path = self._write_workbook(SHARED, strings="", **{"xl/sharedStrings.xml": bomb})
        self._refusal(path, "forbidden_xml")

    def test_a_zip_bomb(self):
        zeros = "<worksheet><sheetData><!--" + " " * (40 * limits.MB)
        path = self._write_workbook(SHEET, **{SHEET_PART: zeros})
        self.assertLess(os.path.getsize(path), limits.MB)
        with self.assertRaises(engine.ImportFileError) as caught:
            self._read(path)
        self.assertIn(caught.exception.code, ("zip_bomb", "broken_xml"))

    def test_a_zip_bomb_of_tags(self):
        rows = "<row></row>" * (4 * limits.MB)
        path = self._write_workbook(SHEET + rows)
        self._refusal(path, "zip_bomb")

    def test_a_zip_header_that_lies_about_the_size(self):
        path = self._write_workbook(SHEET + "<row></row>" * (4 * limits.MB))
        data = bytearray(_bytes(path))
        place = data.rindex(b"PK\x01\x02", 0, data.rindex(SHEET_PART.encode()))
        data[place + 24 : place + 28] = struct.pack("<I", 500)
        with self.assertRaises(engine.ImportFileError) as caught:
            self._read(self._write(bytes(data), "b.xlsx"))
        self.assertIn(caught.exception.code, ("zip_bomb", "broken_zip", "broken_xml"))

    def test_ten_thousand_columns(self):
        book = Workbook(write_only=True)
        sheet = book.create_sheet()
        for _row in range(2):
            sheet.append([f"h{n}" for n in range(10_000)])
        book.save(self._path("a.xlsx"))
        self._refusal(self._path("a.xlsx"), "too_many_columns")

    def test_large_cells(self):
        text = "x" * limits.MB
        cell = f'<row r="3"><c r="B3" t="inlineStr"><is><t>{text}</t></is></c></row>'
        error = self._refusal(self._write_workbook(SHEET + cell), "cell_too_large")
        self.assertEqual((error.params["row"], error.params["column"]), (3, 2))
        path = self._write_workbook(SHARED, strings=f"<si><t>{text}</t></si>")
        self._refusal(path, "text_too_large")

    def test_a_tag_without_end(self):
        path = self._write_workbook(SHEET + f'<row r="3" x="{os.urandom(4 * limits.MB).hex()}"/>')
        self._refusal(path, "broken_xml")

    def test_wrong_references(self):
        for cell in (
            '<c r="1A"><v>1</v></c>',
            '<c r="ABCD1"><v>1</v></c>',
            '<c t="s"><v>7</v></c>',
        ):
            path = self._write_workbook(SHEET + f'<row r="3">{cell}</row>')
            self._refusal(path, "broken_xml")

    def test_workbooks_without_rows_or_parts(self):
        self._refusal(self._write_workbook(""), "no_sheet")
        path = self._write_workbook(SHEET, **{"xl/_rels/workbook.xml.rels": "<Relationships/>"})
        self._refusal(path, "no_sheet")

    def test_escapes_of_characters_that_no_database_takes_are_dropped(self):
        text = "a_x0000_b_x0001_c_xD800_d_x000A_e_x005F_x"
        cell = f'<row r="3"><c r="A3" t="inlineStr"><is><t>{text}</t></is></c></row>'
        self.assertEqual(self._cells(self._write_workbook(SHEET + cell))[1], ["abcd\ne_x"])

    def test_absurd_numbers_stay_texts(self):
        cells = "".join(
            f'<row r="{row}"><c r="A{row}"><v>{value}</v></c></row>'
            for row, value in enumerate(("1e999", "nan", "x", "-1e400", "1_000"), 3)
        )
        self.assertEqual(len(self._read(self._write_workbook(SHEET + cells))), 6)

    def test_memory_stays_below_512_mb(self):
        """A separate process, whose address space ends there, refuses or reads each file."""
        wide = "".join(f"<si><t>Text {n} {'x' * 60}</t></si>" for n in range(400_000))
        rows = "".join(f'<row><c t="s"><v>{n}</v></c></row>' for n in range(100_000))
        files = [
            self._write_workbook(rows, strings=wide, name="strings.xlsx"),
            self._write_workbook(SHEET + "<row></row>" * (5 * limits.MB), name="bomb.xlsx"),
            self._write("客户名称\n" + "x" * (90 * limits.MB), "line.csv"),
            self._write('客户名称\n"' + "x\n" * (45 * limits.MB), "quote.csv"),
            self._write("客户名称,手机\n" + "华宏科技有限公司,13800138000\n" * 900_000, "long.csv"),
        ]
        script = textwrap.dedent("""
            import resource, sys
            resource.setrlimit(resource.RLIMIT_AS, (512 << 20, 512 << 20))
            sys.path.insert(0, sys.argv[1])
            from tools.import_ import ImportFileError, read_rows, sniff
            for path in sys.argv[2:]:
                try:
                    print(sum(1 for row in read_rows(path, sniff(path))))
                except ImportFileError as error:
                    print(error.code)
        """)
        addon = os.path.dirname(os.path.dirname(os.path.dirname(engine.__file__)))
        done = subprocess.run(
            [sys.executable, "-c", script, addon, *files],
            capture_output=True,
            text=True,
            check=False,
        )
        self.assertEqual(done.returncode, 0, done.stderr)
        found = done.stdout.split()
        self.assertEqual(found, ["99999", "zip_bomb", "cell_too_large", "unclosed_quote", "900000"])


def _bytes(path):
    with open(path, "rb") as file:
        return file.read()
