import os
import shutil
import tempfile
import zipfile

from odoo.tests import BaseCase

from ...tools import import_ as engine
from ...tools.import_ import ImportFileError

CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEADINGS = ("客户名称", "联系人", "手机")
HEADING_ROW = '<row r="1"><c r="A1" t="inlineStr"><is><t>客户名称</t></is></c></row>'


class EngineCase(BaseCase):
    """Files made by the test in a folder of its own."""

    def setUp(self):
        super().setUp()
        self.folder = tempfile.mkdtemp(prefix="crm_engine_")
        self.addCleanup(shutil.rmtree, self.folder)

    def _path(self, name="file.csv"):
        return os.path.join(self.folder, name)

    def _write(self, data, name="file.csv"):
        """Write bytes, or text as UTF-8; return the path."""
        path = self._path(name)
        with open(path, "wb") as file:
            file.write(data.encode() if isinstance(data, str) else data)
        return path

    def _write_workbook(self, sheet, strings=None, styles=None, name="file.xlsx", **parts):
        """Write a workbook of one sheet from the XML of its ``<sheetData>``.

        :param parts: whole parts by name, in place of the usual ones
        """
        path = self._path(name)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, text in self._parts(sheet, strings, styles).items():
                archive.writestr(part, parts.get(part, text))
        return path

    def _parts(self, sheet, strings, styles):
        links = [("worksheet", "worksheets/sheet1.xml")]
        parts = {
            "[Content_Types].xml": CONTENT_TYPES,
            "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{sheet}'
            "</sheetData></worksheet>",
        }
        if strings is not None:
            links.append(("sharedStrings", "sharedStrings.xml"))
            parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{strings}</sst>'
        if styles is not None:
            links.append(("styles", "styles.xml"))
            parts["xl/styles.xml"] = f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>'
        parts["xl/_rels/workbook.xml.rels"] = _relations(*links)
        return parts

    def _read(self, path, **options):
        """Sniff and read: the list of rows."""
        return list(engine.read_rows(path, engine.sniff(path, **options)))

    def _cells(self, path, **options):
        return [row.cells for row in self._read(path, **options)]

    def _refusal(self, path, code, **options):
        """Assert that the file is refused with ``code``; return the error."""
        with self.assertRaises(ImportFileError) as caught:
            self._read(path, **options)
        self.assertEqual(caught.exception.code, code, str(caught.exception))
        self.assertTrue(str(caught.exception))
        return caught.exception


def _relations(*links):
    items = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(links, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}">{items}</Relationships>'
