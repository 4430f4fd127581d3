from odoo import api, models
from odoo.tools import SQL


class IrSequence(models.Model):
    _inherit = "ir.sequence"

    @api.model
    def _crm_number(self, records, code):
        """Give each of ``records`` the next number of the sequence ``code``."""
        # sudo: the numbers are the system's
        for record in records.sudo():
            record.number = self.sudo().next_by_code(code)

    def _crm_draw_codes(self, count, company):
        """Draw ``count`` numbers that no customer has whom ``company`` sees.

        :param company: the company of the customers; empty when all companies share them
        :return: list of codes
        """
        codes = []
        while len(codes) < count:
            drawn = self._crm_draw(count - len(codes))
            taken = self._crm_taken_codes(drawn, company)
            codes += [code for code in drawn if code not in taken]
        return codes

    def _crm_draw(self, count):
        """Draw ``count`` numbers, by one query where the kind of sequence allows it."""
        if self.use_date_range or self.implementation != "standard":
            return [self.next_by_id() for _number in range(count)]
        rows = self.env.execute_query(
            SQL(
                "SELECT nextval(%s) FROM generate_series(1, %s)",
                f"ir_sequence_{self.id:03d}",
                count,
            )
        )
        prefix, suffix = self._get_prefix_suffix()
        return [f"{prefix}{number:0{self.padding}d}{suffix}" for (number,) in rows]

    def _crm_taken_codes(self, codes, company):
        domain = [("crm_code", "in", codes)]
        if company:
            domain.append(("company_id", "in", [False, company.id]))
        # sudo: a customer hidden from the user has their number all the same
        partners = self.env["res.partner"].sudo().with_context(active_test=False)
        return set(partners.search_fetch(domain, ["crm_code"]).mapped("crm_code"))
