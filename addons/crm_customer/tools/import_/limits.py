"""The bounds that keep a hostile file from taking the server's memory or time."""

MB = 1024 * 1024

FILE_BYTES = 200 * MB
ROWS = 1_000_000
COLUMNS = 1_000
CELL_CHARS = 65_536
#: characters of one CSV record, line breaks inside quotes included
RECORD_CHARS = 2 * MB
#: lines inside one pair of quotes before the closing one counts as forgotten
RECORD_LINES = 5_000

#: unpacked size of one part of a workbook
SHEET_BYTES = 6 * 1024 * MB
STRINGS_BYTES = 2 * 1024 * MB
PART_BYTES = 32 * MB
#: how often a part may be larger than its packed bytes, once past RATIO_FROM
RATIO = 200
RATIO_FROM = 16 * MB
ZIP_ENTRIES = 10_000
#: one XML token (a tag with its attributes)
XML_TOKEN_BYTES = MB
#: shared strings over this unpacked size go to a temporary file
STRINGS_IN_MEMORY = 8 * MB

#: rows that are looked at to find headings, and shown as samples
HEAD_ROWS = 40
SAMPLE_ROWS = 20
