from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..models.access.crm_access_check import OPERATIONS

STATES = [("granted", "Allowed"), ("denied", "Denied")]


class CrmAccessExplain(models.TransientModel):
    """Why somebody can, or cannot, see, change, create or delete something."""

    _name = "crm.access.explain"
    _description = "Why Can X See This?"

    # what is asked
    user_id = fields.Many2one("res.users", required=True, context={"active_test": False})
    company_ids = fields.Many2many(
        "res.company",
        string="Working in",
        domain="[('id', 'in', allowed_company_ids)]",
        help="The companies that the user has ticked at the top. Empty: all of the user's.",
    )
    allowed_company_ids = fields.Many2many(
        "res.company", string="Allowed", compute="_compute_allowed_company_ids"
    )
    res_model = fields.Selection(
        selection="_selection_res_model", string="What", required=True, default="res.partner"
    )
    res_id = fields.Many2oneReference(
        "Record", model_field="res_model", help="Empty: the model as a whole."
    )

    # what is answered
    record_name = fields.Char(readonly=True)
    is_explained = fields.Boolean(readonly=True)
    state_read = fields.Selection(STATES, "Read", readonly=True)
    state_write = fields.Selection(STATES, "Change", readonly=True)
    state_create = fields.Selection(STATES, "Create", readonly=True)
    state_unlink = fields.Selection(STATES, "Delete", readonly=True)
    summary_read = fields.Char("Reading", readonly=True)
    summary_write = fields.Char("Changing", readonly=True)
    summary_create = fields.Char("Creating", readonly=True)
    summary_unlink = fields.Char("Deleting", readonly=True)
    read_line_ids = fields.One2many(
        "crm.access.explain.line", "explain_id", domain=[("operation", "=", "read")]
    )
    write_line_ids = fields.One2many(
        "crm.access.explain.line", "explain_id", domain=[("operation", "=", "write")]
    )
    create_line_ids = fields.One2many(
        "crm.access.explain.line", "explain_id", domain=[("operation", "=", "create")]
    )
    unlink_line_ids = fields.One2many(
        "crm.access.explain.line", "explain_id", domain=[("operation", "=", "unlink")]
    )
    field_ids = fields.One2many("crm.access.explain.field", "explain_id", "Hidden Fields")

    # not on the companies of the user: whoever made a user would look for explanations of it
    @api.depends("user_id")
    def _compute_allowed_company_ids(self):
        for explain in self:
            explain.allowed_company_ids = explain.user_id.company_ids

    @api.depends("user_id", "res_model")
    def _compute_display_name(self):
        for explain in self:
            name = explain.user_id.name
            explain.display_name = (
                self.env._("Access of %(name)s", name=name)
                if name
                else self.env._("Explain Access")
            )

    @api.model
    def _selection_res_model(self):
        explained = self.env["crm.access.check"]._explained_models()
        return sorted(
            ((name, f"{title} ({name})") for name, title in explained.items()),
            key=lambda option: option[1],
        )

    @api.onchange("user_id", "res_model")
    def _onchange_question(self):
        self.company_ids = self.company_ids & self.user_id.company_ids

    @api.onchange("res_model")
    def _onchange_res_model(self):
        self.res_id = False

    def action_explain(self):
        """Answer the question, for the operations and the fields.

        :raise AccessError: the model is not for the current user to ask about
        :raise UserError: the record is gone
        """
        self.ensure_one()
        record = self._asked_record()
        self._clear()
        values = {
            "is_explained": True,
            "record_name": self._record_name(record),
            "field_ids": self._field_commands(record),
        }
        for operation, _label in OPERATIONS:
            values |= self._answer(record, operation)
        self.write(values)

    def _clear(self):
        """Forget the answer to an earlier question."""
        lines = self.env["crm.access.explain.line"]
        lines.search([("explain_id", "=", self.id)]).unlink()
        self.field_ids.unlink()

    def _asked_record(self):
        """Return the record, or an empty set, in the environment of the asked user."""
        if self.res_model not in self.env["crm.access.check"]._explained_models():
            raise AccessError(
                self.env._("You may not ask about %(model)s.", model=self.res_model or "")
            )
        context = {}
        if self.company_ids:
            context["allowed_company_ids"] = self.company_ids.ids
        # as that user: nothing of the record is shown, only whether rules match it
        model = self.env[self.res_model].with_user(self.user_id).with_context(**context)
        record = model.browse(self.res_id or ())
        if record and not record.sudo().exists():
            raise UserError(self.env._("This record is gone."))
        return record

    def _record_name(self, record):
        """Return the record's name, if who asks may read it himself."""
        if not record:
            return False
        return self.env["crm.access.check"]._readable_name(record.with_env(self.env))

    def _answer(self, record, operation):
        granted, findings = self.env["crm.access.check"]._findings(record, operation)
        commands = [
            fields.Command.create(finding | {"operation": operation, "sequence": sequence})
            for sequence, finding in enumerate(findings)
        ]
        return {
            f"{operation}_line_ids": commands,
            f"state_{operation}": "granted" if granted else "denied",
            f"summary_{operation}": self._summary(granted, findings),
        }

    def _summary(self, granted, findings):
        """Return in a few words what decides."""
        wanted = ("grants",) if granted else ("denies", "lacks")
        deciding = [finding for finding in findings if finding["verdict"] in wanted]
        if granted:
            by_rule = [line for line in deciding if line["kind"] == "group_rule"]
            line = (by_rule or deciding)[0]
            return self.env._("by %(name)s", name=line.get("path") or line["name"])
        if deciding[0]["verdict"] == "lacks":
            groups = ", ".join(line["path"] for line in deciding[:3])
            return self.env._("needs one of the groups %(groups)s", groups=groups)
        line = deciding[0]
        if not line.get("detail"):
            return self.env._("because of %(name)s", name=line["name"])
        # names of rules are not translated, their conditions are
        return self.env._(
            "because of %(name)s: %(condition)s", name=line["name"], condition=line["detail"]
        )

    def _field_commands(self, record):
        found = self.env["crm.access.check"]._field_findings(record)
        return [fields.Command.create(finding) for finding in found]

    @api.model
    def _get_question_action(self, records):
        """Return the action that asks who can see the first of ``records``."""
        context = {"default_res_model": records._name, "default_res_id": records[:1].id}
        return self.env["ir.actions.act_window"]._for_xml_id(
            "crm_customer.crm_access_explain_action"
        ) | {"context": context}
