import os

from werkzeug.exceptions import NotFound, RequestEntityTooLarge

from odoo import http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import content_disposition, request

MANAGER = "crm_customer.group_customer_manager"
MAX_BYTES = 210 * 1024 * 1024  # 200 MB of file, the rest for the form around it
EXTENSIONS = (".csv", ".txt", ".tsv", ".xlsx", ".xlsm")


class CrmImportController(http.Controller):
    def _max_bytes(self):
        """Return how much a request may send: nobody else fills the disk.

        :raise RequestEntityTooLarge: it says that it sends more; none of it is read
        """
        is_manager = request.env.user.has_group(MANAGER)
        limit = MAX_BYTES if is_manager else 1024 * 1024
        if (request.httprequest.content_length or 0) > limit:
            text = request.env._("The file is larger than 200 MB. Split it.")
            if not is_manager:
                text = request.env._("Only managers of customers import files.")
            raise RequestEntityTooLarge(response=self._refuse(text, 413))
        return limit

    @http.route(
        "/crm/import/upload",
        type="http",
        auth="user",
        methods=["POST"],
        max_content_length=_max_bytes,
    )
    def upload(self, import_id=None, ufile=None, **kwargs):
        """Take the file of an import; answers JSON ``{"error": text}`` or ``{"id": id}``.

        The form parser has put the file on disk while it came; it is moved to the
        filestore from there, a chunk at a time.
        """
        job = self._find_job(import_id)
        if not hasattr(ufile, "stream"):
            return self._refuse(request.env._("There is no file in this upload."))
        name = os.path.basename((ufile.filename or "").replace("\\", "/"))[-120:]
        if not name.lower().endswith(EXTENSIONS):
            return self._refuse(
                request.env._("%(name)s is neither CSV nor XLSX.", name=name or "?")
            )
        try:
            job._take_file(ufile.stream, name)
        except UserError as error:
            return self._refuse(str(error))
        return request.make_json_response({"id": job.id, "error": job.error or ""})

    @http.route("/crm/import/<int:import_id>/errors", type="http", auth="user")
    def errors(self, import_id, **kwargs):
        """Download the rows that were not loaded, each with its problem."""
        job = self._find_job(import_id)
        path, name = job._write_error_file()
        file = open(path, "rb")  # noqa: SIM115 closed with the response
        os.unlink(path)
        size = os.fstat(file.fileno()).st_size
        headers = [
            ("Content-Type", "application/octet-stream"),
            ("Content-Length", size),
            ("Content-Disposition", content_disposition(name)),
            ("X-Content-Type-Options", "nosniff"),
        ]
        response = request.make_response(iter(lambda: file.read(65536), b""), headers)
        response.call_on_close(file.close)
        return response

    def _find_job(self, import_id):
        """:raise NotFound: no such job for this user"""
        try:
            job = request.env["crm.customer.import"].browse(int(import_id or 0))
            job.check_access("write")
            if not job.exists():
                raise NotFound
        except (AccessError, MissingError, ValueError, OverflowError):
            raise NotFound from None
        return job

    def _refuse(self, text, status=400):
        return request.make_json_response({"error": text}, status=status)
