from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

KINDS = [
    ("field", "A Field Is Filled"),
    ("property", "An Own Field Is Filled"),
    ("document", "A Document Is Attached"),
    ("approval", "An Approval Is Granted"),
    ("activity", "An Activity Is Done"),
    ("quotation", "A Quotation Is Sent or Confirmed"),
    ("next_step", "A Next Step Is Planned"),
]
# what can be there when an opportunity is made
FILLED = ("field", "property")


class CrmSalesStageRule(models.Model):
    """One thing that must be there before an opportunity enters a stage."""

    _name = "crm.sales.stage.rule"
    _description = "Stage Rule"
    _inherit = ["crm.cached.mixin"]
    _order = "stage_id, sequence, id"

    name = fields.Char(
        "Words",
        translate=True,
        help="What people read in the checklist. Empty: it is said by what is asked for.",
    )
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    how = fields.Char(
        "What to Do", translate=True, help="How to fulfil it, a sentence. Empty: it is said."
    )

    # when it holds
    stage_id = fields.Many2one(
        "crm.stage",
        "Before Stage",
        required=True,
        ondelete="cascade",
        index=True,
        help="It must be there before an opportunity enters this stage.",
    )
    team_id = fields.Many2one(
        "crm.team", "Sales Team", ondelete="cascade", help="Empty: for all teams."
    )
    company_id = fields.Many2one(
        "res.company", index="btree_not_null", help="Empty: for all companies."
    )
    value_min = fields.Float(
        "From Value",
        default=0.0,
        help="Only opportunities whose expected revenue, in the currency of their company, is "
        "at least this.",
    )
    is_skip_bound = fields.Boolean(
        "Also When Skipped",
        default=True,
        help="It holds as well for a move that jumps over this stage to a later one.",
    )

    # what it asks for
    kind = fields.Selection(KINDS, "Asks That", required=True, default="field")
    field_id = fields.Many2one(
        "ir.model.fields",
        ondelete="cascade",
        domain="[('model', '=', 'crm.lead'), ('ttype', 'not in', ('properties', 'json'))]",
    )
    property_label = fields.Char(
        "Own Field",
        help="The label of a field that sales teams have added to their opportunities. Teams "
        "without such a field are not bound.",
    )
    document_name = fields.Char(
        "File Name Contains", help="Such as: offer. Empty: any file that is attached will do."
    )
    approval_kind = fields.Selection(
        selection=lambda self: self._selection_approval_kind(), string="Approval Of"
    )
    activity_type_id = fields.Many2one(
        "mail.activity.type",
        ondelete="cascade",
        domain="[('res_model', 'in', (False, 'crm.lead'))]",
    )
    quotation_state = fields.Selection(
        [("sent", "Sent"), ("confirmed", "Confirmed")], "Quotation Is", default="sent"
    )

    _value_min_positive = models.Constraint(
        "CHECK(value_min >= 0)", "The value from which a rule counts is not negative."
    )

    @api.model
    def _selection_approval_kind(self):
        """Return ``[(kind, label)]`` of what can be approved of an opportunity."""
        kinds = self.env["crm.lead"]._approval_kinds()
        kinds.pop(self.env["crm.lead"]._crm_override_kind(), None)
        return sorted(kinds.items())

    @api.depends("name", "kind", "field_id", "stage_id")
    def _compute_display_name(self):
        for rule in self:
            rule.display_name = rule._get_label()

    @api.constrains("kind", "field_id", "property_label", "approval_kind", "activity_type_id")
    def _check_kind(self):
        """:raise ValidationError: the rule does not say what it asks for"""
        for rule in self:
            if not rule._is_complete():
                kinds = dict(self._fields["kind"]._description_selection(self.env))
                raise ValidationError(
                    self.env._(
                        "Rule before %(stage)s, %(kind)s: say which one.",
                        stage=rule.stage_id.name,
                        kind=kinds[rule.kind],
                    )
                )

    @api.constrains("kind", "property_label")
    def _check_property_label(self):
        """:raise ValidationError: no team has a field of that label"""
        for rule in self.filtered(lambda each: each.kind == "property"):
            teams = self.env["crm.team"].sudo()
            teams = teams.search([("lead_properties_definition", "!=", False)])
            labels = {label for team in teams for label in rule._get_property_labels(team)}
            if rule.property_label.strip().lower() not in labels:
                raise ValidationError(
                    self.env._(
                        "No sales team has a field %(label)s on its opportunities. Write its "
                        "label as it stands on the form.",
                        label=rule.property_label,
                    )
                )

    def _is_complete(self):
        """Say whether the rule names what its kind is about."""
        needed = {
            "field": "field_id",
            "property": "property_label",
            "approval": "approval_kind",
            "activity": "activity_type_id",
            "quotation": "quotation_state",
        }
        return self.kind not in needed or bool(self[needed[self.kind]])

    @api.model
    def _get_property_labels(self, team):
        """Return ``{label in lower case: name}`` of the own fields of ``team``."""
        definition = team.lead_properties_definition or []
        return {
            (item.get("string") or "").strip().lower(): item["name"]
            for item in definition
            if item.get("type") != "separator"
        }

    @api.model
    @tools.ormcache()
    def _get_ids_by_stage(self):
        """Return ``{stage id: ids of its rules}``; empty where no rule holds anywhere."""
        # sudo: rules hold for everybody, whoever may read them
        rules = self.sudo().search([("active", "=", True)])
        return {stage.id: each.ids for stage, each in rules.grouped("stage_id").items()}

    # in words
    def _get_label(self):
        """Return what is asked for, as the checklist shows it."""
        return self.name or getattr(self, f"_label_{self.kind or 'field'}")()

    def _get_how(self):
        """Return what to do, a sentence."""
        return self.how or getattr(self, f"_how_{self.kind}")()

    def _label_field(self):
        # sudo: labels are no secret, the model of fields is for administrators
        return self.sudo().field_id.field_description or ""

    def _how_field(self):
        return self.env._("Fill it in.")

    def _label_property(self):
        return self.property_label or ""

    def _how_property(self):
        return self.env._("Fill it in.")

    def _label_document(self):
        if self.document_name:
            return self.env._("A document named “%(name)s”", name=self.document_name)
        return self.env._("A document")

    def _how_document(self):
        return self.env._("Attach it to the opportunity.")

    def _label_approval(self):
        kinds = dict(self._fields["approval_kind"]._description_selection(self.env))
        return self.env._("Approval: %(kind)s", kind=kinds.get(self.approval_kind, ""))

    def _how_approval(self):
        return self.env._("Ask for it and wait until it is granted.")

    def _label_activity(self):
        return self.env._("%(activity)s done", activity=self.sudo().activity_type_id.name or "")

    def _how_activity(self):
        return self.env._("Plan it and mark it done.")

    def _label_quotation(self):
        if self.quotation_state == "confirmed":
            return self.env._("Quotation confirmed")
        return self.env._("Quotation sent")

    def _how_quotation(self):
        if self.quotation_state == "confirmed":
            return self.env._("Confirm a quotation of the opportunity.")
        return self.env._("Send a quotation of the opportunity.")

    def _label_next_step(self):
        return self.env._("A next step")

    def _how_next_step(self):
        return self.env._("Plan an activity from today on.")
