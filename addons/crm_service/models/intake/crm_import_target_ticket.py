from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, plaintext2html

from odoo.addons.crm_customer.models.import_.crm_import_target import TargetField

# headings of each field, in the files of other systems
WORDS = {
    "key": ("工单编号", "工单号", "单号", "Ticket ID", "Ticket Number", "Case Number"),
    "subject": ("主题", "标题", "问题", "Subject", "Title", "Summary"),
    "description": ("描述", "问题描述", "内容", "Description", "Details"),
    "opened": ("创建时间", "提交时间", "受理时间", "报修时间", "Created", "Opened", "Opened At"),
    "closed": ("关闭时间", "完成时间", "解决时间", "Closed", "Closed At", "Resolved At"),
    "answered": ("首次响应时间", "首次回复时间", "First Response", "First Reply At"),
    "kind": ("类型", "工单类型", "Type", "Kind"),
    "category": ("分类", "问题分类", "Category"),
    "team": ("客服团队", "处理组", "Team", "Group"),
    "owner": ("负责人", "处理人", "客服", "Owner", "Assignee", "Assigned To"),
    "resolution": ("解决方案", "处理结果", "Resolution", "Solution"),
    "serial": ("序列号", "设备编号", "Serial Number"),
}
QUIET = {
    "mail_auto_subscribe_no_notify": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "tracking_disable": True,
}


class CrmImportTarget(models.AbstractModel):
    _inherit = "crm.import.target"

    @api.model
    def _get_targets(self):
        return super()._get_targets() | {"ticket": "crm.import.target.ticket"}


class CrmImportTargetTicket(models.AbstractModel):
    """Tickets of another system as history: no clock runs, nobody gets a mail."""

    _name = "crm.import.target.ticket"
    _inherit = "crm.import.target.lookup"
    _description = "Tickets"

    @api.model
    def _get_label(self):
        return self.env._("Tickets")

    @api.model
    def _get_models(self):
        return {"main": "crm.service.ticket"}

    @api.model
    def _get_fields(self):
        # pylint: disable=prefer-env-translation
        _ = self.env._

        def field(label, kind, word, **options):
            return TargetField(label, kind, _("Ticket"), words=WORDS[word], **options)

        def choice(label, word):
            return field(label, "many2one", word, choices=f"_choices_{word}")

        return self._get_customer_fields() | {
            "ticket_key": field(_("Number in the other system"), "code", "key"),
            "subject": field(_("Subject"), "text", "subject", required=True),
            "description": field(_("Description"), "text", "description"),
            "date_opened": field(_("Opened On"), "datetime", "opened", required=True),
            "date_first_response": field(_("First Response On"), "datetime", "answered"),
            "date_closed": field(_("Closed On"), "datetime", "closed"),
            "kind": field(_("Kind"), "selection", "kind", choices="_choices_kind"),
            "category": choice(_("Category"), "category"),
            "team": choice(_("Service Team"), "team"),
            "user": choice(_("Owner"), "owner"),
            "resolution": field(_("Resolution"), "text", "resolution"),
            "serial_number": field(_("Serial Number"), "text", "serial"),
        }

    @api.model
    def _choices_kind(self, job):
        choices = self._choices_from_selection(self.env["crm.service.ticket"]._fields["kind"])
        for word, key in {"咨询": "question", "报修": "incident", "故障": "incident"}.items():
            choices.add_alias(word, key)
        return choices

    @api.model
    def _choices_category(self, job):
        categories = self.env["crm.service.category"].search([])  # pylint: disable=no-search-all
        choices = self._choices_from_records(categories)
        for category in categories:
            choices.add_alias(category.complete_name, category.id)
        return choices

    @api.model
    def _choices_team(self, job):
        teams = self.env["crm.service.team"].search([("company_id", "=", job.company_id.id)])
        return self._choices_from_records(teams)

    @api.model
    def _choices_owner(self, job):
        return self.env["crm.import.target.customer"]._choices_user(job)

    @api.model
    def _prepare_vals(self, values, tools):
        description, resolution = values.get("description"), values.get("resolution")
        vals = {
            "external_key": values.get("ticket_key"),
            "name": values.get("subject"),
            "description": str(plaintext2html(description)) if description else None,
            "date_opened": values.get("date_opened"),
            "date_first_response": values.get("date_first_response"),
            "date_closed": values.get("date_closed"),
            "kind": values.get("kind"),
            "category_id": values.get("category"),
            "team_id": values.get("team"),
            "user_id": values.get("user"),
            "resolution": str(plaintext2html(resolution)) if resolution else None,
            "serial_number": values.get("serial_number"),
        }
        return {name: value for name, value in vals.items() if value}

    # what is here already

    @api.model
    def _get_key_fields(self):
        return ("date_opened", "name")

    @api.model
    def _get_key(self, vals):
        return vals.get("external_key") or super()._get_key(vals)

    @api.model
    def _match_records(self, job):
        """A ticket is known by its number in the other system, else by date and subject."""
        self._take_records(job, SQL("t.external_key = r.vals->>'external_key'"), SQL("r.id"))
        return super()._match_records(job)

    # writing

    @api.model
    def _get_writable(self, job, model):
        """:raise AccessError: the user does not manage the service"""
        writable = super()._get_writable(job, model)
        if not writable.env.user.has_group("crm_service.group_service_manager"):
            raise AccessError(self.env._("Only managers of the service import tickets."))
        # sudo: the dates of the past are sealed; who may import them has been checked
        return writable.sudo().with_context(**QUIET)

    @api.model
    def _prepare_create(self, job, part, row):
        vals = super()._prepare_create(job, part, row) | {"channel": "import"}
        if job.system_id:
            vals["external_system_id"] = job.system_id.id
        if vals.get("date_closed"):
            vals["stage_id"] = self._find_closing_stage(job, vals.get("team_id")).id
        return vals

    @api.model
    def _find_closing_stage(self, job, team_id):
        """Return the first closing stage of the team, by default the company's first.

        :raise UserError: there is none
        """
        teams = self.env["crm.service.team"]
        of_company = [("company_id", "=", job.company_id.id)]
        team = teams.browse(team_id) if team_id else teams.search(of_company, limit=1)
        stage = team._get_stages().filtered("is_closed")[:1] if team else None
        if not stage:
            raise UserError(self.env._("There is no service team with a closing stage."))
        return stage

    @api.model
    def _prepare_update(self, job, part, record, row):
        """Words may be corrected; what happened when is in the log, which is never rewritten."""
        vals = {
            name: value
            for name, value in row["vals"].items()
            if name in ("name", "kind", "category_id", "serial_number", "external_key")
        }
        return super()._prepare_update(job, part, record, row | {"vals": vals})

    # taking back

    @api.model
    def _get_own_tables(self, table):
        """The log comes and goes with its ticket; what is added later changes the ticket too."""
        own = {"crm_service_event"} if table == "crm_service_ticket" else set()
        return super()._get_own_tables(table) | own
