from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

# the list shows what each gained or lost
CHANGES = ("up", "down")


class CrmSalesPipelineReview(models.TransientModel):
    """What a click on a figure opens: exactly what it counts."""

    _inherit = "crm.sales.pipeline.review"

    @api.model
    def get_figure_action(self, filters, kind, key=None, stage=None):
        """Return the action that opens what is behind a figure.

        :param kind: "waterfall" (``key`` is a movement), "reached" or "entries" (``stage`` is an
            id), "status", "pace" or "pushed"
        :raise UserError: there is no such figure
        """
        review = self._from_filters(filters)
        known = {
            "waterfall": review._open_movement,
            "reached": review._open_stays,
            "entries": review._open_stays,
            "status": review._open_stays,
            "time": review._open_times,
            "pace": review._open_pace,
            "pushed": review._open_pushed,
        }
        if kind not in known:
            raise UserError(self.env._("This figure cannot be opened."))
        return known[kind](kind, key, stage)

    def _act(self, name, title, domain, context=None):
        action = self.env["ir.actions.act_window"]._for_xml_id(f"crm_sales.{name}")
        return action | {
            "name": title,
            "display_name": title,
            "domain": list(domain),
            "context": context or {},
        }

    def _open_movement(self, _kind, movement, _stage):
        story = self._get_story()
        labels = {name: label for name, (label, _help) in self._get_labels().items()}
        if not story or movement not in ("opening", "closing", *labels):
            raise UserError(self.env._("This figure cannot be opened."))
        token = self.env["crm.sales.pipeline.snapshot"]._get_movement_token(story, movement)
        opening = fields.Date.to_string(story["opening"])
        return self._act(
            "crm_sales_pipeline_snapshot_action",
            labels.get(movement) or self.env._("Open Opportunities"),
            Domain("movement", "=", token),
            {"crm_pipeline_opening": opening} if movement in CHANGES else {},
        )

    def _open_stays(self, kind, value, stage):
        log = self.env["crm.sales.stage.log"]
        token = log._get_funnel_token(self._get_scope(), kind, value, stage)
        # sudo: the stages that there are, are no secret
        title = self.env["crm.stage"].sudo().browse(stage or 0).name
        return self._act(
            "crm_sales_stage_log_action",
            title or self.env._("Opportunities"),
            Domain("funnel", "=", token),
        )

    def _open_times(self, _kind, _value, stage):
        log = self.env["crm.sales.stage.log"]
        return self._act(
            "crm_sales_stage_log_action",
            self.env._("Time in Stages"),
            log._domain_of_scope(self._get_scope(), "date_to")
            & Domain("status", "=", "open")
            & Domain("stage_id", "=", stage),
        )

    def _open_pace(self, _kind, key, _stage):
        log, scope = self.env["crm.sales.stage.log"], self._get_scope()
        titles = {
            "open": self.env._("Open Opportunities"),
            "won": self.env._("Won"),
            "lost": self.env._("Lost"),
        }
        if key not in titles:
            raise UserError(self.env._("This figure cannot be opened."))
        domain = log._domain_of_open(scope)
        if key != "open":
            domain = log._domain_of_scope(scope, "date_from") & Domain("status", "=", key)
        return self._act("crm_sales_stage_log_action", titles[key], domain)

    def _open_pushed(self, _kind, key, _stage):
        domain = self._domain_of_pushes()
        if key == "months":
            domain &= Domain("months", ">", 0)
        return self._act(
            "crm_sales_pipeline_push_action", self.env._("Pushed Closing Dates"), domain
        )

    @api.model
    def get_print_action(self, filters):
        """Return the action that prints the review."""
        review = self._from_filters(filters)
        values = review._convert_to_write(
            {
                name: review[name]
                for name in (
                    "company_id",
                    "period",
                    "date_start",
                    "date_stop",
                    "window",
                    "team_id",
                    "user_id",
                )
            }
        )
        report = self.env.ref("crm_sales.crm_sales_pipeline_review_action_pdf")
        return report.report_action(self.create(values))
