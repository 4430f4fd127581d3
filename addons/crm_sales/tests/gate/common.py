from odoo.fields import Command

from ...tools.gate.refusal import StageGateError
from ..common import SalesCommon

OVERRIDE = "sales_stage_override"


class GateCommon(SalesCommon):
    """Three stages of a team, and no rule but those of the test."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.sales.stage.rule"].search([]).unlink()
        cls.env["crm.approval.rule"].search([("kind", "in", (OVERRIDE, "sales_deal"))]).write(
            {"active": False}
        )
        cls.customer = cls.env["res.partner"].create({"name": "Gate Robots", "is_company": True})

    @classmethod
    def _create_rule(cls, stage=None, kind="field", field="date_deadline", **values):
        if kind == "field":
            values["field_id"] = cls.env["ir.model.fields"]._get("crm.lead", field).id
        return cls.env["crm.sales.stage.rule"].create(
            {"stage_id": (stage or cls.next).id, "kind": kind, "team_id": cls.team.id} | values
        )

    @classmethod
    def _create_approval_rule(cls, kind=OVERRIDE, **values):
        step = {"name": "Head", "who": "user", "user_ids": [Command.set(cls.head.ids)]}
        defaults = {"name": "Asked", "kind": kind, "step_ids": [Command.create(step)]}
        return cls.env["crm.approval.rule"].create(defaults | values)

    def _refusal(self, act, *args):
        """Return the text with which ``act`` is refused."""
        with self.assertRaises(StageGateError) as caught, self.env.cr.savepoint():
            act(*args)
        return caught.exception.args[0]
