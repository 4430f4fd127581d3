import logging
import time

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.tools import config

from ...tools.import_ import ImportFileError
from . import issue_texts

_logger = logging.getLogger(__name__)

LOCK_LONG_WORK = 1903_2026  # first key of the advisory lock of a company's long work
RETRIES = 5
SMALL_FILE = 256 * 1024  # bytes; such a file is done while the user waits


class CrmCustomerImport(models.Model):
    """The worker: tasks are generators that yield after each batch.

    Each batch is one transaction and stores its own position, so that a worker
    killed at any moment is followed by one that goes on where the last commit was.
    """

    _inherit = "crm.customer.import"

    def _start(self, task, phase, **values):
        """Queue ``task`` from ``phase`` on; a small file is worked on at once."""
        self.ensure_one()
        self.sudo().write(
            {
                "task": task,
                "phase": phase,
                "position": 0,
                "work_done": 0,
                "is_paused": False,
                "error": False,
                "date_started": fields.Datetime.now(),
                "date_finished": False,
            }
            | values
        )
        self._clear_signals()
        if self._is_small():
            self._work_inline()
        else:
            self._wake_worker()

    def _is_small(self):
        return self.origin == "api" or self.file_size <= SMALL_FILE

    @api.model
    def _wake_worker(self):
        self.env.ref("crm_customer.ir_cron_import").sudo()._trigger()

    @api.model
    def _cron_run(self):
        """Work on what is queued, one import of a company at a time.

        What is left when the time is over waits for a run of its own: the host would go
        on at once within the time that it grants to one, and kills who takes longer.
        """
        deadline = time.monotonic() + self._time_budget()
        busy = self.env["res.company"]
        while job := self._next_job(busy):
            # the log is for who imports: a worker has no language of its own
            outcome = job.with_context(lang=job.user_id.lang)._work(deadline)
            if outcome == "busy":
                busy |= job.company_id
            elif outcome == "timeout":
                self._wake_worker()
                break
        self.env["ir.cron"]._commit_progress(1, remaining=0)

    @api.model
    def _time_budget(self):
        """Return the seconds that a worker may spend before it hands over."""
        real = config["limit_time_real_cron"]
        if real is None or real < 0:
            real = config["limit_time_real"]
        limits = [limit for limit in (real, config["limit_time_cpu"]) if limit and limit > 0]
        return min(limits) / 2 if limits else 600

    @api.model
    def _next_job(self, busy):
        return self.sudo().search(
            [
                ("task", "!=", False),
                ("is_paused", "=", False),
                ("company_id", "not in", busy.ids),
            ],
            order="date_started, id",
            limit=1,
        )

    def _work(self, deadline):
        """Run the task of this job; return "done", "busy", "stopped" or "timeout"."""
        cron = self.env["ir.cron"]
        task, retries = None, 0
        while True:
            try:
                if not self._begin_batch():
                    self.env.cr.commit()  # pylint: disable=invalid-commit
                    return "busy" if self.task and not self.is_paused else "stopped"
                task = task or self._task_batches()
                processed = next(task, None)
                cron._commit_progress(max(processed or 0, 1), remaining=1)
                retries = 0
            except OperationalError as error:  # another transaction was in the way
                self.env.cr.rollback()
                task, retries = None, retries + 1
                if retries > RETRIES:
                    self._fail(error)
                    self.env.cr.commit()  # pylint: disable=invalid-commit
                    return "stopped"
                continue
            except Exception as error:  # noqa: BLE001 a job ends with a message
                self.env.cr.rollback()
                self._fail(error)
                self.env.cr.commit()  # pylint: disable=invalid-commit
                return "stopped"
            if processed is None:
                return "done"
            if time.monotonic() > deadline:
                return "timeout"

    def _work_inline(self):
        """Run the whole task inside the present transaction."""
        job = self.sudo()
        try:
            with self.env.cr.savepoint():
                if job._begin_batch():
                    for _processed in job._task_batches():
                        pass
        except OperationalError:
            raise  # the request is tried again
        except Exception as error:  # noqa: BLE001 a job ends with a message
            job._fail(error)
        if job.task:
            self._wake_worker()

    def _begin_batch(self):
        """Lock this job and the long work of its company until the transaction ends.

        :return: whether there is work and it is ours
        """
        self.ensure_one()
        cr = self.env.cr
        if not self._lock_long_work(self.company_id):
            return False
        cr.execute("SELECT task FROM crm_customer_import WHERE id = %s FOR UPDATE", (self.id,))
        self.invalidate_recordset()
        self._obey_signals()
        return bool(self.task and not self.is_paused)

    @api.model
    def _lock_long_work(self, company):
        """Try to take the lock that import, merge and scan of a company share."""
        self.env.cr.execute(
            "SELECT pg_try_advisory_xact_lock(%s, %s)", (LOCK_LONG_WORK, company.id)
        )
        return self.env.cr.fetchone()[0]

    def _obey_signals(self):
        signals = self.env["crm.customer.import.signal"].sudo()
        signals = signals.search([("import_id", "=", self.id)])
        commands = set(signals.mapped("command"))
        signals.unlink()
        if "cancel" in commands:
            self._cancel()
        elif "pause" in commands:
            self.is_paused = True

    def _clear_signals(self):
        signals = self.env["crm.customer.import.signal"].sudo()
        signals.search([("import_id", "in", self.ids)]).unlink()

    def _task_batches(self):
        """Generator of the running task: yields the rows done after each batch."""
        return getattr(self.sudo(), f"_task_{self.task}")()

    def _advance(self, done, **values):
        """Store how far the task is; part of each batch's transaction."""
        self.write({"work_done": self.work_done + done} | values)

    def _finish(self, state, message, **values):
        """End the running task in ``state``."""
        self.write(
            {
                "state": state,
                "task": False,
                "phase": False,
                "date_finished": fields.Datetime.now(),
            }
            | values
        )
        self._write_log(message)

    def _fail(self, error):
        """Stop with a message that a user can act on."""
        self = self.sudo()
        if isinstance(error, ImportFileError):
            text = issue_texts.file_error(self.env, error)
        else:
            _logger.error("Import %s failed", self.id, exc_info=error)
            text = self.env._(
                "The work stopped unexpectedly (%(error)s). What was done is kept;"
                " start this step again.",
                error=f"{type(error).__name__}: {error}"[:300],
            )
        self.invalidate_recordset()
        self._finish("failed", text, error=text, is_paused=False)

    def _cancel(self):
        """Stop the running task; what was loaded stays and can be undone."""
        state = {"check": "read", "undo": "loaded"}.get(self.task, "cancelled")
        self._finish(state, self.env._("Cancelled."), is_paused=False)

    def action_pause(self):
        self._signal("pause")

    def action_cancel(self):
        self._signal("cancel")

    def _signal(self, command):
        """Pause or cancel now, or after the batch that a worker is in."""
        self.check_access("write")
        for job in self.filtered("task"):
            if not job.sudo().try_lock_for_update():
                signals = self.env["crm.customer.import.signal"].sudo()
                signals.create({"import_id": job.id, "command": command})
            elif command == "cancel":
                job.sudo()._cancel()
            else:
                job.sudo().is_paused = True

    def action_resume(self):
        self.check_access("write")
        for job in self.filtered("is_paused"):
            job.sudo().is_paused = False
            self._wake_worker()
