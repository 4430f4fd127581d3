"""What the engine's codes mean, in the language of the reader.

The English texts are those of the engine; here they are found by the exporter of
translations.
"""

from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

#: whole file
FILE_ERRORS = {
    "empty": _lt("The file is empty."),
    "missing": _lt("The file is no longer on the server. Upload it again."),
    "wrong_type": _lt("This is a %(type)s file. Save it as CSV or XLSX and upload it again."),
    "old_excel": _lt(
        "This is an old Excel file (.xls). Open it in a spreadsheet program, save it "
        "as .xlsx and upload it again."
    ),
    "encrypted": _lt(
        "The file is protected by a password. Remove the password and upload it again."
    ),
    "too_large": _lt(
        "The file has %(size)s MB; at most %(limit)s MB can be imported at once. Split it."
    ),
    "too_many_rows": _lt("The file has more than %(limit)s rows. Split it."),
    "too_many_columns": _lt(
        "Row %(row)s has %(count)s columns; at most %(limit)s can be imported. Delete"
        " the columns that are not needed."
    ),
    "cell_too_large": _lt(
        "Row %(row)s, column %(column)s: the cell has more than %(limit)s characters. Shorten it."
    ),
    "text_too_large": _lt("A text in the file has more than %(limit)s characters. Shorten it."),
    "unclosed_quote": _lt(
        "Row %(row)s: a quotation mark is opened and not closed. Close it, or remove it."
    ),
    "nul_byte": _lt(
        "The file has a NUL byte at byte %(position)s (line %(line)s). It is damaged "
        "or is no text file; export it again."
    ),
    "undecodable": _lt(
        "Byte %(position)s (line %(line)s) is no %(encoding)s text. Choose another "
        "encoding, or save the file as UTF-8."
    ),
    "truncated": _lt(
        "The file ends in the middle of a character (byte %(position)s): its end is "
        "missing. Export or upload it again."
    ),
    "unknown_encoding": _lt("%(encoding)s is no known encoding."),
    "no_heading_row": _lt("No row with column headings was found. Put one name over each column."),
    "no_rows": _lt("The file has headings, but no rows below them."),
    "duplicate_headings": _lt(
        "These headings stand over more than one column: %(names)s (columns "
        "%(columns)s). Give each column its own."
    ),
    "unknown_sheet": _lt("There is no sheet named %(sheet)s. The sheets are: %(sheets)s."),
    "no_sheet": _lt("The workbook has no sheet with rows."),
    "broken_zip": _lt(
        "The workbook is damaged and cannot be opened. Open it in a spreadsheet "
        "program, save it again and upload it."
    ),
    "broken_xml": _lt(
        "The workbook is damaged in its part %(part)s. Open it in a spreadsheet "
        "program, save it again and upload it."
    ),
    "forbidden_xml": _lt(
        "The part %(part)s of the workbook declares document types or entities, which"
        " no spreadsheet program writes. It is not read."
    ),
    "zip_bomb": _lt(
        "The part %(part)s of the workbook unpacks to a suspiciously large size. It is not read."
    ),
    "missing_part": _lt(
        "The workbook lacks its part %(part)s. Open it in a spreadsheet program, save"
        " it again and upload it."
    ),
}

#: a cell or a row
ISSUES = {
    "required": _lt("This field must not be empty."),
    "formula": _lt("The cell is a formula; it is taken as the text or value that the file shows."),
    "formula_no_value": _lt(
        "The cell is a formula without a stored value. Replace it by its value."
    ),
    "cell_error": _lt("The spreadsheet shows the error %(value)s here."),
    "rounded_number": _lt(
        "The spreadsheet kept only 15 digits of this number. Format the column as "
        "text and enter the number again."
    ),
    "damaged_number": _lt(
        "The spreadsheet shortened this number to %(value)s. Format the column as "
        "text and export again."
    ),
    "too_long": _lt("The text has more than %(limit)s characters and was cut."),
    "name_digits": _lt("A name of digits only: is it in the right column?"),
    "several_values": _lt("The cell holds %(count)s values; the first one is used here."),
    "phone_invalid": _lt("%(value)s is no telephone number that exists."),
    "phone_short": _lt("%(value)s has too few digits; is the area code missing?"),
    "phone_long": _lt("%(value)s has too many digits."),
    "phone_unlikely": _lt("No number like %(value)s is known to be in use."),
    "phone_text": _lt("Only the number was taken; left out: %(text)s"),
    "email_invalid": _lt("%(value)s is no e-mail address."),
    "email_rest": _lt("Only the address was taken; left out: %(text)s"),
    "email_typo": _lt("Is the domain %(domain)s meant to be %(meant)s?"),
    "url_invalid": _lt("%(value)s is no web address."),
    "country_unknown": _lt("No country is named %(value)s."),
    "state_unknown": _lt("No province or state is named %(value)s."),
    "date_invalid": _lt("%(value)s is no date."),
    "date_range": _lt("The year of %(value)s is out of range."),
    "date_incomplete": _lt("The day is missing; the first of the month is used."),
    "date_ambiguous": _lt("Day and month could be the other way round; read as %(read)s."),
    "number_invalid": _lt("%(value)s is no number."),
    "integer_invalid": _lt("%(value)s is no whole number."),
    "boolean_invalid": _lt("%(value)s is neither yes nor no."),
    "tax_id_invalid": _lt("%(value)s is no tax id: its length or form is wrong."),
    "tax_id_check": _lt("%(value)s is no tax id: its check digit is wrong."),
    "tax_id_repaired": _lt(
        "A letter that tax ids do not have was read as the digit it looks like."
    ),
    "tax_id_old": _lt("A tax registration number of before 2015 (15 digits)."),
    "tax_id_person": _lt("This is the number of a person's identity card."),
    "choice_unknown": _lt("%(value)s is none of the known values."),
    "choice_left_out": _lt("%(value)s is not known and was left out."),
    "row_duplicate": _lt("The same customer as in row %(row)s."),
    "name_missing": _lt("Neither a company name nor the name of a person."),
    "customer_missing": _lt("Nothing in this row says which customer is meant."),
    "customer_unknown": _lt("This customer is not known. Import the customers first."),
    "value_missing": _lt("%(field)s is missing."),
    "several_match": _lt("Several customers match: %(names)s. Merge them, or give a key."),
    "same_row": _lt("The same customer as in row %(row)s; its values were added there."),
    "same_record": _lt("The same as row %(row)s; it is loaded once."),
    "parent_error": _lt("The company of this row has an error."),
    "load_failed": _lt("Odoo refused this row: %(error)s"),
    "unknown_field": _lt("There is no field %(field)s."),
}

#: short names of the kinds of issues
LABELS = {
    "required": _lt("Empty field"),
    "formula": _lt("Formula"),
    "formula_no_value": _lt("Formula without value"),
    "cell_error": _lt("Error in the spreadsheet"),
    "rounded_number": _lt("Number rounded by the spreadsheet"),
    "damaged_number": _lt("Number shortened by the spreadsheet"),
    "too_long": _lt("Text too long"),
    "name_digits": _lt("Name of digits"),
    "several_values": _lt("Several values"),
    "phone_invalid": _lt("Wrong phone number"),
    "phone_short": _lt("Phone number too short"),
    "phone_long": _lt("Phone number too long"),
    "phone_unlikely": _lt("Unlikely phone number"),
    "phone_text": _lt("Text beside a phone number"),
    "email_invalid": _lt("Wrong e-mail address"),
    "email_rest": _lt("Text beside an e-mail address"),
    "email_typo": _lt("Mistyped e-mail domain"),
    "url_invalid": _lt("Wrong web address"),
    "country_unknown": _lt("Unknown country"),
    "state_unknown": _lt("Unknown province"),
    "date_invalid": _lt("Wrong date"),
    "date_range": _lt("Date out of range"),
    "date_incomplete": _lt("Incomplete date"),
    "date_ambiguous": _lt("Ambiguous date"),
    "number_invalid": _lt("Wrong number"),
    "integer_invalid": _lt("Not a whole number"),
    "boolean_invalid": _lt("Neither yes nor no"),
    "tax_id_invalid": _lt("Wrong tax ID"),
    "tax_id_check": _lt("Wrong check digit"),
    "tax_id_repaired": _lt("Tax ID repaired"),
    "tax_id_old": _lt("Old tax ID"),
    "tax_id_person": _lt("Identity card number"),
    "choice_unknown": _lt("Unknown value"),
    "choice_left_out": _lt("Value left out"),
    "row_duplicate": _lt("Customer repeated"),
    "name_missing": _lt("No name"),
    "customer_missing": _lt("No customer"),
    "customer_unknown": _lt("Unknown customer"),
    "value_missing": _lt("Missing value"),
    "several_match": _lt("Several customers match"),
    "same_row": _lt("Customer repeated in the file"),
    "same_record": _lt("Row repeated in the file"),
    "parent_error": _lt("Company has an error"),
    "load_failed": _lt("Refused by Odoo"),
    "unknown_field": _lt("Unknown field"),
}


def file_error(env, error):
    """Return the text of an ``ImportFileError``."""
    return _filled(env, FILE_ERRORS, error.code, error.params)


def reason(env, code, params):
    """Return the text of the issue ``code``."""
    return _filled(env, ISSUES, code, params)


def label(env, code):
    """Return the short name of the kind of issue."""
    return env._(LABELS[code]) if code in LABELS else code


def _filled(env, texts, code, params):
    if code not in texts:
        return code
    return env._(texts[code]) % params  # pylint: disable=translation-not-lazy
