from psycopg2.errors import SerializationFailure

from odoo import api, fields, models
from odoo.exceptions import UserError

# so many promises are replayed, and kept, in one go
BATCH = 500
# so many promises and tickets are replayed while who asked waits
AT_ONCE = 2000
# more than this is too much for one replay
LIMIT = 200000
ASKED = (
    "date_from",
    "date_to",
    "team_ids",
    "resource_calendar_id",
    "policy_ids",
    "assignment_method",
    "only_skilled",
)


class CrmServiceReplay(models.Model):
    """Replays a few tickets at once, and many in the background, batch by batch.

    A batch and the place where it ended are one transaction: a worker that is killed loses
    the batch that it was at, and the next one goes on there.
    """

    _inherit = "crm.service.replay"

    state = fields.Selection(
        [("draft", "New"), ("running", "Replaying"), ("done", "Done"), ("stopped", "Stopped")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
    )
    user_id = fields.Many2one("res.users", "Replayed By", readonly=True, copy=False)
    date_begun = fields.Datetime(readonly=True, copy=False, help="The moment that is replayed to.")
    last_clock = fields.Integer(readonly=True, copy=False, help="Id of the last one replayed.")
    planned_count = fields.Integer("Promises to Replay", readonly=True, copy=False)
    handled_count = fields.Integer("Promises Replayed", readonly=True, copy=False)
    progress = fields.Float("Progress (%)", compute="_compute_progress")
    note = fields.Char("Why It Stopped", readonly=True, copy=False)

    _running_idx = models.Index("(id) WHERE state = 'running'")

    @api.depends("planned_count", "handled_count")
    def _compute_progress(self):
        for replay in self:
            planned = replay.planned_count
            replay.progress = 100 * replay.handled_count / planned if planned else 0

    @api.constrains(*ASKED)
    def _check_not_running(self):
        """What is replayed does not change on the way.

        :raise UserError: it is running
        """
        if any(replay.state == "running" for replay in self):
            raise UserError(self.env._("The replay is running. Cancel it before you change it."))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_running(self):
        self._check_not_running()

    # beginning and ending
    def action_replay(self):
        """Replay the tickets of the period: a few at once, many in the background."""
        self.ensure_one()
        self.check_access("write")
        self._check_not_running()
        count = self._count_work()
        self._begin()
        if count > AT_ONCE:
            self.env.ref("crm_service.replay_cron")._trigger()
            return
        while self._run_batch():
            pass

    def action_cancel(self):
        """Stop what is running; nothing of it is kept."""
        self.check_access("write")
        for replay in self.filtered(lambda replay: replay.state == "running"):
            replay._stop(self.env._("Cancelled by %(person)s.", person=self.env.user.name))

    def _count_work(self):
        """Return how many promises and tickets are to be looked at.

        :raise UserError: they are too many
        """
        clocks = self.env["crm.service.clock"].with_context(active_test=False)
        counts = [
            clocks.search_count(self.policy_ids._get_domain()),
            self._get_tickets().search_count(self._get_assigned()) if self.assignment_method else 0,
        ]
        if max(counts) > LIMIT:
            raise UserError(
                self.env._(
                    "More than %(limit)s tickets and promises would have to be replayed. "
                    "Choose a shorter period, fewer teams or fewer policies.",
                    limit=LIMIT,
                )
            )
        return sum(counts)

    def _begin(self):
        clocks = self.env["crm.service.clock"].with_context(active_test=False)
        # sudo: figures are written by the replay alone
        kept = self.sudo()
        kept._clear()
        kept.write(
            {
                "state": "running",
                "user_id": self.env.uid,
                "date_begun": fields.Datetime.now().replace(microsecond=0),
                "last_clock": 0,
                "planned_count": clocks.search_count(self.policy_ids._get_domain()),
                "handled_count": 0,
                "note": False,
            }
        )

    def _stop(self, why):
        # sudo: the state is no field for editing
        self.env["crm.service.replay.outcome"].sudo()._clear(self)
        self.sudo().write({"state": "stopped", "note": why})

    # working
    def _run_batch(self):
        """Replay the next promises; with none left, count and come to the end.

        :return: whether there is more
        """
        clocks = self.policy_ids._get_clocks([("id", ">", self.last_clock)], BATCH)
        values = self._replay_clocks(clocks) if clocks else self._replay_people()
        if not self._hold():
            return True
        if not clocks:
            self._finish(values)
            return False
        # sudo: figures are written by the replay alone
        kept = self.sudo()
        kept.env["crm.service.replay.outcome"]._insert(values)
        kept.last_clock = clocks[-1].id
        kept.handled_count += len(clocks)
        return True

    def _hold(self):
        """Say whether it runs still; if so, nobody stops it until the transaction ends."""
        try:
            with self.env.cr.savepoint():
                return bool(self.sudo().try_lock_for_update(allow_referencing=True))
        except SerializationFailure:
            return False

    def _finish(self, people):
        """Keep the figures.

        :param people: as of ``_replay_people``
        """
        # sudo: figures are written by the replay alone
        kept = self.sudo()
        pairs = kept.env["crm.service.replay.outcome"]._read_pairs(self)
        kept._keep_figures(pairs)
        kept._keep_tickets()
        kept.env["crm.service.replay.outcome"]._clear(self)
        shares, lines = people
        kept.env["crm.service.replay.person"].create(lines)
        done = {"state": "done", "date_replayed": self.date_begun, "clock_count": len(pairs)}
        kept.write(done | shares)

    # in the background
    @api.model
    def _cron_run(self):
        """Go on with what is running until nothing is left, each in the name of who asked."""
        commit = self.env["ir.cron"]._commit_progress
        waiting = self.search([("state", "=", "running")], order="id")
        for number, replay in enumerate(waiting, 1):
            while replay._go_on():
                if not commit(1, remaining=1):
                    return
            commit(1, remaining=len(waiting) - number)

    def _go_on(self):
        """Replay a batch; what cannot be replayed is stopped and says why.

        :return: whether there is more
        """
        self.invalidate_recordset()
        if self.state != "running":
            return False
        asked = self.with_context(lang=self.user_id.lang, tz=self.user_id.tz)
        try:
            with self.env.cr.savepoint():
                acting = asked.with_user(self.user_id).with_company(self.company_id)
                if acting._run_batch():
                    return True
        except UserError as error:
            self._stop(str(error))
        asked._tell()
        return False

    def _tell(self):
        """Tell who asked that it came to its end."""
        is_done = self.state == "done"
        params = {
            "type": "success" if is_done else "warning",
            "title": self.name,
            "message": self.env._("The replay is done.") if is_done else self.note,
        }
        self.user_id._bus_send("simple_notification", params)
