import zipfile

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ...tools.import_ import ImportFileError, read_rows, sniff
from .engine_common import EngineCase

TABLE = '客户名称,联系人,手机\n"深圳市华宏科技\n有限公司",张三,13800138000\n上海鼎盛,李四,1\n' * 3
SHEET = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>华宏</t></is></c>'
    '<c r="B2" s="1"><v>45356</v></c></row>'
    '<row r="3"><c r="A3"><f>1+1</f><v>2</v></c><c r="B3" t="b"><v>1</v></c></row>'
)
STRINGS = "<si><t>客户名称</t></si><si><r><t>创建</t></r><r><t>日期</t></r></si>"
STYLES = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
BITS = st.sampled_from(
    (
        b'"',
        b"\0",
        b"<",
        b">",
        b"&amp;",
        b"</c>",
        b"<c>",
        b"\xff",
        b"\r",
        b",",
        b"9" * 30,
        b"-1",
        b"e",
    )
)
#: (where, how many bytes go, what comes)
DAMAGE = st.lists(
    st.tuples(
        st.floats(0, 1), st.integers(0, 20), st.one_of(st.just(b""), BITS, st.binary(max_size=6))
    ),
    min_size=1,
    max_size=4,
)
PARTS = (
    "_rels/.rels",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
)


def _damage(data, damage):
    data = bytearray(data)
    for place, length, comes in damage:
        start = int(place * len(data))
        data[start : start + length] = comes
    return bytes(data)


class TestEngineDamage(EngineCase):
    """Whatever is damaged: the file is read, or refused with a reason; nothing else."""

    def _read_or_refuse(self, path):
        try:
            for row in read_rows(path, sniff(path)):
                text = "".join(row.cells)
                self.assertNotIn("\0", text)
                text.encode()
        except ImportFileError as error:
            self.assertTrue(str(error))

    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(DAMAGE, st.sampled_from(("utf-8", "utf-8-sig", "gb18030", "utf-16", "big5")))
    def test_damaged_texts(self, damage, encoding):
        data = TABLE.encode(encoding, "replace")
        self._read_or_refuse(self._write(_damage(data, damage)))

    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(DAMAGE, st.sampled_from(PARTS))
    def test_damaged_parts_of_a_workbook(self, damage, part):
        parts = self._parts(SHEET, STRINGS, STYLES)
        parts[part] = _damage(parts[part].encode(), damage)
        path = self._path("parts.xlsx")
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in parts.items():
                archive.writestr(name, data)
        self._read_or_refuse(path)

    @settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(DAMAGE)
    def test_damaged_zips(self, damage):
        path = self._write_workbook(SHEET, STRINGS, STYLES)
        with open(path, "rb") as file:
            data = file.read()
        self._read_or_refuse(self._write(_damage(data, damage), "zip.xlsx"))

    @settings(max_examples=100, deadline=None)
    @given(st.binary(min_size=1, max_size=300))
    def test_any_bytes(self, data):
        self._read_or_refuse(self._write(data))
