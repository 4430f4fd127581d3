from odoo import api, fields, models
from odoo.exceptions import AccessError


class CrmSalesTouchpointSource(models.Model):
    """Where touchpoints come from, until when each was collected, and how many there were.

    A row comes by itself with the first collection of its source.
    """

    _name = "crm.sales.touchpoint.source"
    _description = "Source of Touchpoints"
    _order = "id"
    _log_access = False

    name = fields.Char("Technical Name", required=True, readonly=True)
    title = fields.Char("Source", compute="_compute_title")
    date_fresh = fields.Datetime(
        "Collected Until", readonly=True, help="News of later are collected by the next run."
    )
    date_full = fields.Datetime("Fully Collected On", readonly=True)
    position = fields.Integer(
        readonly=True, help="How far the full collection that is under way has come."
    )
    last_id = fields.Integer("End", readonly=True)
    progress = fields.Float("Progress (%)", compute="_compute_progress")
    count = fields.Integer("Collected Last Time", readonly=True)

    _name_uniq = models.UniqueIndex("(name)")

    @api.depends("name")
    @api.depends_context("lang")
    def _compute_title(self):
        titles = self._titles()
        for source in self:
            source.title = titles.get(source.name) or source.name

    @api.model
    def _titles(self):
        """Return ``{source: its name for people}``; bridges add theirs."""
        return {
            "trace": self.env._("Mailings: opened and answered"),
            "click": self.env._("Links: clicked"),
            "arrival": self.env._("Enquiries"),
            "lead": self.env._("Leads with campaign, source or medium"),
            "interaction": self.env._("Interactions"),
            "attribution": self.env._("Attribution of decided deals"),
        }

    @api.depends("position", "last_id")
    def _compute_progress(self):
        for source in self:
            going = source.last_id and source.position < source.last_id
            source.progress = 100 * source.position / source.last_id if going else 100

    @api.model
    def _get(self, name):
        return self.search([("name", "=", name)]) or self.create({"name": name})

    def action_collect_all(self):
        """Let the next runs of the job go through all of the source again.

        :raise AccessError: the user is no manager
        """
        if not self.env.user.has_group("crm_sales.group_sales_manager"):
            raise AccessError(self.env._("Managers alone have all collected again."))
        # sudo: a manager may ask for it, nobody writes the marks by hand
        self.sudo().write({"date_full": False, "position": 0, "last_id": 0})
        for name in ("touchpoint_cron_collect", "attribution_cron"):
            self.env.ref(f"crm_sales.crm_sales_{name}").sudo()._trigger()
