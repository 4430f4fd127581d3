from odoo import api, models

from odoo.addons.crm_customer.tools.stranger import line_of, text_of

# what one portal user sends within an hour
LIMIT = 10
SHOWN = 100


class CrmServiceForm(models.AbstractModel):
    """Feedback of customers in the portal: given, and what became of it."""

    _inherit = "crm.service.form"

    @api.model
    def _portal_feedback(self):
        """Return the feedback (sudo) that the portal user gave."""
        # sudo: portal users read no feedback but their own, found by who they are alone
        return (
            self.env["crm.service.feedback"]
            .sudo()
            .search(
                [("partner_id", "=", self.env.user.partner_id.id), ("source", "=", "portal")],
                limit=SHOWN,
            )
        )

    @api.model
    def _create_feedback_from_portal(self, raw):
        """Make feedback of the portal user from what the form sent.

        :param dict raw: texts by field
        :return: ``{field: text}`` of what is wrong; empty: it was taken
        """
        values, errors = self._read_feedback(raw)
        company = self._portal_company()
        if not company:
            errors["form"] = self.env._("Nobody takes feedback here yet. Please write an e-mail.")
        if errors:
            return errors
        # sudo: the count is nobody's to write
        counts = self.env["crm.service.web.count"].sudo()
        if not counts._take("feedback", str(self.env.uid), LIMIT):
            return {"form": self.env._("That was a lot within an hour. Please try again later.")}
        # sudo: customers create no feedback but by these values
        self.env["crm.service.feedback"].sudo().with_company(company).create(
            values
            | {
                "company_id": company.id,
                "partner_id": self.env.user.partner_id.id,
                "source": "portal",
                "user_id": False,
            }
        )
        return {}

    @api.model
    def _read_feedback(self, raw):
        name, words = line_of(raw.get("name")), text_of(raw.get("description"))
        errors = {}
        if not name:
            errors["name"] = self.env._("Please say in a few words what it is about.")
        if not words:
            errors["description"] = self.env._("Please tell us what we could do better.")
        category, is_wrong = self._read_choice(raw.get("category_id"), self._categories())
        if is_wrong:
            errors["category_id"] = self.env._("Please choose one of the list.")
        return {"name": name, "description": words, "category_id": category}, errors
