import filecmp
import hashlib
import os
import tempfile

from odoo import models
from odoo.exceptions import UserError

CHUNK = 1024 * 1024


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    def _crm_create_from_stream(self, stream, values):
        """Create an attachment from a binary file, a chunk at a time in memory.

        The host's own way reads the whole content into memory, and encodes it.
        """
        if self._storage() != "file":
            return self.create(values | {"raw": stream.read()})
        folder = self._full_path("checklist")
        os.makedirs(folder, exist_ok=True)
        checksum, size = hashlib.sha1(usedforsecurity=False), 0
        handle, part = tempfile.mkstemp(dir=self._filestore(), prefix="upload-")
        try:
            with os.fdopen(handle, "wb") as file:
                while chunk := stream.read(CHUNK):
                    checksum.update(chunk)
                    size += len(chunk)
                    file.write(chunk)
            name = self._crm_store_file(part, checksum.hexdigest())
        finally:
            if os.path.exists(part):
                os.unlink(part)
        attachment = self.create(values)
        # as the host's _set_attachment_data does after writing the file
        models.Model.write(
            attachment.sudo(),
            {
                "store_fname": name,
                "checksum": checksum.hexdigest(),
                "file_size": size,
                "mimetype": "application/octet-stream",
            },
        )
        return attachment

    def _crm_store_file(self, part, checksum):
        """Move ``part`` to its place in the filestore; return its store name."""
        name = f"{checksum[:2]}/{checksum}"
        path = self._full_path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        if os.path.isfile(path):
            if not filecmp.cmp(part, path, shallow=False):
                raise UserError(self.env._("The file collides with another one."))
        else:
            os.chmod(part, 0o644)
            os.replace(part, path)
        self._mark_for_gc(name)  # collected again when this transaction is rolled back
        return name
