import os
import tempfile
from contextlib import contextmanager

from odoo import models
from odoo.exceptions import UserError

from ...tools.import_ import (
    FileFormat,
    ImportFileError,
    recognise,
    sniff,
)
from . import issue_texts

SAMPLES = 3


class CrmCustomerImport(models.Model):
    """The uploaded file: into the filestore without being in memory, then its columns."""

    _inherit = "crm.customer.import"

    def _take_file(self, stream, file_name):
        """Make ``stream`` (a binary file) the file of this job and read its columns."""
        self.ensure_one()
        self.check_access("write")
        if self.task or self.state not in ("draft", "read", "failed"):
            raise UserError(self.env._("This import has a file already. Start a new one."))
        self = self.sudo()  # attachments of a job are written by its route only
        self.attachment_id.unlink()
        self._forget_staged()
        attachment = self.env["ir.attachment"]._crm_create_from_stream(
            stream, {"name": file_name, "res_model": self._name, "res_id": self.id}
        )
        self.write(
            {
                "attachment_id": attachment.id,
                "file_name": file_name,
                "file_size": attachment.file_size,
                "profiles": False,
            }
        )
        self._read_columns()

    @contextmanager
    def _open_path(self):
        """Context manager: path of the file on this machine's disk."""
        attachment = self.attachment_id.sudo()
        path = attachment._full_path(attachment.store_fname or "missing")
        if attachment.store_fname and os.path.isfile(path):
            yield path
            return
        with tempfile.NamedTemporaryFile() as copy:  # stored in the database or elsewhere
            copy.write(attachment.raw or b"")
            copy.flush()
            yield copy.name

    def action_read_again(self):
        """Read the columns again with the chosen encoding, delimiter, sheet and row."""
        self.check_access("write")
        for job in self:
            if job.task or job.state not in ("read", "failed"):
                raise UserError(self.env._("This import has a file already. Start a new one."))
            job.sudo()._read_columns()

    def _read_columns(self):
        """Find out format and columns of the file; state read, or failed with a message."""
        self.ensure_one()
        try:
            with self._open_path() as path:
                found = sniff(
                    path,
                    self.file_name,
                    encoding=self.encoding or None,
                    delimiter=self.delimiter or None,
                    sheet=self.sheet or None,
                    heading_row=self.heading_row or None,
                )
        except ImportFileError as error:
            text = issue_texts.file_error(self.env, error)
            self.write({"state": "failed", "error": text, "format": False})
            self.column_ids.unlink()
            return
        self._forget_staged()
        self.write({"state": "read", "error": False, "format": found.to_dict(), "profiles": False})
        self._create_columns(found)
        self._recall_decisions()
        self._write_log(self.env._("%(count)s columns read.", count=len(found.headings)))

    def _create_columns(self, found):
        self.column_ids.unlink()
        target = self._target()
        matches = recognise(found.headings, found.samples, target._get_vocabulary())
        remembered = self.env["crm.customer.import.mapping"]._recall(self)
        known = target._get_fields()
        values = []
        for position, heading in enumerate(found.headings):
            field, reason = matches[position].field, matches[position].reason
            if heading in remembered:
                field, reason = remembered[heading], "remembered"
            texts = [row[position] for row in found.samples if len(row) > position]
            values.append(
                {
                    "import_id": self.id,
                    "position": position,
                    "heading": heading,
                    "samples": " | ".join([text for text in texts if text][:SAMPLES])[:200],
                    "field_name": field if field in known else False,
                    "reason": reason if field in known and reason else False,
                }
            )
        self.env["crm.customer.import.column"].create(values)

    def _forget_staged(self):
        """Delete what was staged from the file."""
        for table in ("row", "issue"):
            self.env.cr.execute(
                f"DELETE FROM crm_customer_import_{table} WHERE import_id = ANY(%s)",
                (self.ids,),
            )
        self.invalidate_recordset(["row_ids", "issue_ids"])
        self.env["crm.customer.import.row"].invalidate_model()
        self.env["crm.customer.import.issue"].invalidate_model()

    def _file_format(self):
        return FileFormat.from_dict(self.format)
