"""What can be wrong with a whole file. Cell problems are in ``issues``."""

MESSAGES = {
    "empty": "The file is empty.",
    "missing": "The file is no longer on the server. Upload it again.",
    "wrong_type": "This is a %(type)s file. Save it as CSV or XLSX and upload it again.",
    "old_excel": "This is an old Excel file (.xls). Open it in a spreadsheet program, "
    "save it as .xlsx and upload it again.",
    "encrypted": "The file is protected by a password. Remove the password and upload it again.",
    "too_large": "The file has %(size)s MB; at most %(limit)s MB can be imported at once. "
    "Split it.",
    "too_many_rows": "The file has more than %(limit)s rows. Split it.",
    "too_many_columns": "Row %(row)s has %(count)s columns; at most %(limit)s can be "
    "imported. Delete the columns that are not needed.",
    "cell_too_large": "Row %(row)s, column %(column)s: the cell has more than %(limit)s "
    "characters. Shorten it.",
    "text_too_large": "A text in the file has more than %(limit)s characters. Shorten it.",
    "unclosed_quote": "Row %(row)s: a quotation mark is opened and not closed. Close it, "
    "or remove it.",
    "nul_byte": "The file has a NUL byte at byte %(position)s (line %(line)s). It is damaged "
    "or is no text file; export it again.",
    "undecodable": "Byte %(position)s (line %(line)s) is no %(encoding)s text. Choose "
    "another encoding, or save the file as UTF-8.",
    "truncated": "The file ends in the middle of a character (byte %(position)s): its end is "
    "missing. Export or upload it again.",
    "unknown_encoding": "%(encoding)s is no known encoding.",
    "no_heading_row": "No row with column headings was found. Put one name over each column.",
    "no_rows": "The file has headings, but no rows below them.",
    "duplicate_headings": "These headings stand over more than one column: %(names)s "
    "(columns %(columns)s). Give each column its own.",
    "unknown_sheet": "There is no sheet named %(sheet)s. The sheets are: %(sheets)s.",
    "no_sheet": "The workbook has no sheet with rows.",
    "broken_zip": "The workbook is damaged and cannot be opened. Open it in a spreadsheet "
    "program, save it again and upload it.",
    "broken_xml": "The workbook is damaged in its part %(part)s. Open it in a spreadsheet "
    "program, save it again and upload it.",
    "forbidden_xml": "The part %(part)s of the workbook declares document types or "
    "entities, which no spreadsheet program writes. It is not read.",
    "zip_bomb": "The part %(part)s of the workbook unpacks to a suspiciously large size. "
    "It is not read.",
    "missing_part": "The workbook lacks its part %(part)s. Open it in a spreadsheet program, "
    "save it again and upload it.",
}


class ImportFileError(Exception):
    """The file cannot be imported; ``code`` is a key of ``MESSAGES``.

    ``params`` fill the places of the message; the caller may translate it.
    """

    def __init__(self, code, **params):
        self.code = code
        self.params = params
        super().__init__(code, params)

    def __str__(self):
        return MESSAGES[self.code] % self.params
