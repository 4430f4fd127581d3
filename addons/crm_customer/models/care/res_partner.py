from odoo import api, fields, models

GROUP = "crm_customer.group_customer_own"


class ResPartner(models.Model):
    _inherit = "res.partner"

    crm_care_date_ids = fields.One2many(
        "crm.care.date", "partner_id", "Care Dates", copy=False, groups=GROUP
    )
    crm_care_date_count = fields.Integer(
        "Dates to Remember",
        compute="_compute_crm_care_date_count",
        groups=GROUP,
        help="Birthdays and other days of this customer and its people.",
    )

    def _compute_crm_care_date_count(self):
        self._crm_set_counts("crm_care_date_count", "crm.care.date")

    def action_crm_view_care_dates(self):
        """Open the days of this customer and its people."""
        self.ensure_one()
        return self.env["ir.actions.act_window"]._crm_open(
            "crm_customer.crm_care_date_action",
            [("commercial_partner_id", "=", self.commercial_partner_id.id)],
            {"default_partner_id": self.id},
        )

    def _crm_set_care_date(self, code, value):
        """Set the day of these contacts of the occasion ``code``, or remove it.

        :param code: of a ``crm.care.occasion``, for example ``"birthday"``
        :param value: a ``date``, a text as people write it ("1985-03-12", "农历八月十五"),
            or nothing to remove the day
        :return: the ``crm.care.date`` of those that have one now
        :raise ValueError: no such occasion
        :raise ValidationError: the text is no date
        """
        return self._crm_set_care_dates(code, dict.fromkeys(self.ids, value))

    @api.model
    def _crm_set_care_dates(self, code, values):
        """The same for many contacts at once; ``values`` is ``{partner id: value}``.

        A day that is there already is not written again. Files come this way: the rules are
        planned by the daily run.
        """
        care_dates = self.env["crm.care.date"].with_context(crm_care_later=True)
        occasion = self.env["crm.care.occasion"]._by_code(code)
        # sudo: a day that one may not see is there all the same, and is refused below
        known = care_dates.sudo().search(
            [("occasion_id", "=", occasion.id), ("partner_id", "in", list(values))]
        )
        by_partner = {care_date.partner_id.id: care_date.sudo(self.env.su) for care_date in known}
        removed, to_create = care_dates, []
        for partner_id, value in values.items():
            care_date = by_partner.get(partner_id, care_dates)
            if not value:
                removed += care_date
                continue
            parts = care_dates._parse(value)
            if not care_date:
                to_create.append(parts | {"partner_id": partner_id, "occasion_id": occasion.id})
            elif any(care_date[name] != part for name, part in parts.items()):
                care_date.write(parts)
        removed.unlink()
        return (known - removed + care_dates.create(to_create)).with_env(self.env)
