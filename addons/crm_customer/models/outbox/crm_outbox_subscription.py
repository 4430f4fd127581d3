import ast

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class CrmOutboxSubscription(models.Model):
    """What an endpoint wants to know about the records of one model."""

    _name = "crm.outbox.subscription"
    _description = "Outbox Subscription"
    _order = "endpoint_id, id"
    _rec_name = "model"

    endpoint_id = fields.Many2one(
        "crm.outbox.endpoint", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="endpoint_id.company_id", store=True, index=True)
    kind = fields.Selection(related="endpoint_id.kind")
    model = fields.Selection(selection="_selection_model", string="Records", required=True)
    on_create = fields.Boolean("Created", default=True)
    on_update = fields.Boolean("Updated", default=True)
    on_delete = fields.Boolean("Deleted", default=True)
    watched_ids = fields.Many2many(
        "crm.outbox.field",
        "crm_outbox_subscription_watched_rel",
        "subscription_id",
        "field_id",
        string="Watched Fields",
        domain="[('model', '=', model)]",
        help="Only changes of these fields are told; empty: changes of any field.",
    )
    sent_ids = fields.Many2many(
        "crm.outbox.field",
        "crm_outbox_subscription_sent_rel",
        "subscription_id",
        "field_id",
        string="Sent Fields",
        domain="[('model', '=', model)]",
        help="Whose values are sent along, as they are at the moment of sending, and only those"
        " that the person who set this up may read. Empty: kind of event, record number and"
        " code alone. Group robots never get values.",
    )
    domain = fields.Char(
        "Condition",
        default="[]",
        help="What must be true of the record when the event is handed out. Deletions are told"
        " without asking.",
    )

    _model_uniq = models.Constraint(
        "UNIQUE(endpoint_id, model)", "The endpoint has a line for these records already."
    )
    _some_event = models.Constraint(
        "CHECK(on_create OR on_update OR on_delete)",
        "Choose what is told: created, updated or deleted.",
    )

    @api.model
    def _selection_model(self):
        return list(self.env["crm.outbox.event"]._outbox_models().items())

    @api.constrains("model", "watched_ids", "sent_ids")
    def _check_fields(self):
        for line in self:
            if (line.watched_ids | line.sent_ids).filtered(lambda f, m=line.model: f.model != m):
                raise ValidationError(
                    self.env._("Some of the fields belong to other records: choose them again.")
                )

    @api.constrains("domain", "model")
    def _check_domain(self):
        for line in self:
            try:
                # as who writes it: handing out asks by the rights of the same person
                records = self.env[line.model].with_user(self.env.uid)
                records.search_count(line._get_condition(), limit=1)
            except (SyntaxError, TypeError, ValueError, KeyError) as error:
                raise ValidationError(
                    self.env._("The condition cannot be read: %(error)s", error=error)
                ) from error

    @api.onchange("model")
    def _onchange_model(self):
        self.watched_ids = self.sent_ids = False
        self.domain = "[]"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._answer_for()
        return lines

    def write(self, vals):
        result = super().write(vals)
        self._answer_for()
        return result

    def unlink(self):
        result = super().unlink()
        self.env["crm.outbox.event"]._forget_watched()
        return result

    def _answer_for(self):
        """Who says what is sent answers for it: values are read by that person's rights."""
        self.env["crm.outbox.event"]._forget_watched()
        # sudo: the field is not for editing
        self.endpoint_id.sudo().user_id = self.env.uid

    def _get_condition(self):
        return Domain(ast.literal_eval(self.domain or "[]"))

    def _get_kinds(self):
        """Return the kinds of events that this line wants; that a person was erased, always."""
        kinds = {"created": self.on_create, "updated": self.on_update, "deleted": self.on_delete}
        return {kind for kind, wanted in kinds.items() if wanted} | {"erased"}

    def _get_watched_names(self):
        return set(self.watched_ids.mapped("name")) or set(self.env[self.model]._outbox_fields())
