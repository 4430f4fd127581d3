from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...tools import uscc

ENTITY_FIELDS = {"vat", "company_id", "country_id", "is_company", "company_type"}


class ResPartner(models.Model):
    _inherit = "res.partner"

    crm_uscc = fields.Char(
        string="Unified Social Credit Code",
        compute="_compute_crm_uscc",
        store=True,
        precompute=True,
        copy=False,
        help="The tax ID of a Chinese company when it is a right one: one legal entity is one "
        "partner per company.",
    )

    _crm_uscc_uniq = models.UniqueIndex(
        "(crm_uscc, COALESCE(company_id, 0)) WHERE crm_uscc IS NOT NULL",
        "Another company has this unified social credit code already.",
    )

    @api.depends("vat", "country_id", "is_company")
    def _compute_crm_uscc(self):
        for partner in self:
            partner.crm_uscc = self._crm_legal_entity(
                partner.vat, partner.is_company, partner.country_id
            )

    @api.constrains("vat", "country_id", "is_company")
    def _check_crm_uscc(self):
        for partner in self.filtered(lambda partner: partner.is_company and partner.vat):
            message = partner._crm_uscc_message(partner.vat)
            if message:
                raise ValidationError(message)

    @api.model
    def _crm_legal_entity(self, vat, is_company, country):
        """Return the code of the Chinese legal entity with these values, or False."""
        if not vat or not is_company or (country and country.code != "CN"):
            return False
        code = uscc.normalise(vat)
        return code if uscc.is_valid(code) else False

    def _crm_legal_entity_after(self, vals):
        """Return (code, company id) that a partner with ``vals`` written to it will have."""

        def value(name):
            if name in vals:
                return vals[name]
            if not self:
                return self.env.context.get(f"default_{name}")
            return self._fields[name].convert_to_write(self[name], self)

        country = self.env["res.country"].browse(value("country_id"))
        is_company = value("is_company")
        if vals.get("company_type"):
            is_company = vals["company_type"] == "company"
        company = self.env["res.company"].browse(value("company_id"))
        return self._crm_legal_entity(value("vat"), is_company, country), company.id

    def _crm_check_legal_entities(self, entities):
        """Refuse a second partner for a legal entity.

        The unique index guarantees it; this runs before, to say who the other one is.

        :param entities: list of (code, company id) about to be stored
        :raise ValidationError: another partner of the same company, or shared by all, has one
        """
        entities = [entity for entity in entities if entity[0]]
        if not entities:
            return
        seen = set()
        twins = self._crm_find_legal_entities({code for code, _company in entities})
        for code, company_id in entities:
            for twin in twins.get(code, ()):
                twin_company_id = twin.company_id.id
                if not company_id or not twin_company_id or company_id == twin_company_id:
                    raise ValidationError(self._crm_twin_message(code, twin))
            if (code, company_id) in seen:
                raise ValidationError(self._crm_double_message(code))
            seen.add((code, company_id))

    def _crm_find_legal_entities(self, codes):
        """Find other partners than ``self`` by code: ``{code: partners as superuser}``."""
        excluded = self.ids + list(self.env.context.get("crm_merging_ids", ()))
        # sudo: a hidden company is the same legal entity all the same
        partners = self.env["res.partner"].sudo().with_context(active_test=False)
        found = partners.search_fetch(
            [
                ("id", "not in", excluded),
                ("is_company", "=", True),
                "|",
                ("crm_uscc", "in", list(codes)),
                ("vat", "in", list(codes)),
            ],
            ["crm_uscc", "vat", "company_id"],
        )
        return found.grouped(lambda partner: partner.crm_uscc or partner.vat)

    def _crm_double_message(self, code):
        return self.env._(
            "The unified social credit code %(code)s is given to two companies at once.",
            code=code,
        )

    def _crm_twin_message(self, code, twin):
        """Say that ``twin`` is the same legal entity, by name if the user may see it."""
        twin = self.env["res.partner"].browse(twin.id)
        if not twin.with_user(self.env.user).has_access("read"):
            return self.env._(
                "A company with the unified social credit code %(code)s exists already. You "
                "may not see it: ask the manager of customers.",
                code=code,
            )
        if not twin.active:
            return self.env._(
                "%(name)s has the unified social credit code %(code)s already and is "
                "archived: unarchive it instead.",
                name=twin.display_name,
                code=code,
            )
        return self.env._(
            "%(name)s has the unified social credit code %(code)s already: one legal entity "
            "is one customer.",
            name=twin.display_name,
            code=code,
        )

    def _crm_uscc_message(self, vat):
        """Say what is wrong with ``vat`` as the tax ID of this partner; empty when nothing."""
        self.ensure_one()
        if len(vat) == 1 or not self._crm_expects_uscc():
            return ""
        problem = uscc.problem(vat)
        if not problem:
            return ""
        kind, detail = problem
        return {
            "length": self._crm_uscc_length_message,
            "letter": self._crm_uscc_letter_message,
            "region": self._crm_uscc_region_message,
            "check": self._crm_uscc_check_message,
        }[kind](vat, detail)

    def _crm_uscc_length_message(self, vat, length):
        return self.env._(
            "The unified social credit code %(code)s has %(length)s characters instead of 18.",
            code=vat,
            length=length,
        )

    def _crm_uscc_letter_message(self, vat, letter):
        return self.env._(
            "The unified social credit code %(code)s holds the character %(letter)s, which "
            "no such code has (nor I, O, S, V, Z).",
            code=vat,
            letter=letter,
        )

    def _crm_uscc_region_message(self, vat, start):
        return self.env._(
            "The unified social credit code %(code)s starts with %(start)s: the first 8 "
            "characters must be digits.",
            code=vat,
            start=start,
        )

    def _crm_uscc_check_message(self, vat, right):
        return self.env._(
            "The unified social credit code %(code)s has a typing mistake: by the other 17 "
            "characters the last one would be %(right)s.",
            code=vat,
            right=right,
        )

    def _crm_expects_uscc(self):
        """Tell whether the tax ID of this partner is a unified social credit code."""
        self.ensure_one()
        company = self.sudo().company_id or self.env.company
        country = self.country_id or company.country_id
        return company.crm_check_uscc and country.code == "CN"

    @api.model
    def _crm_clean_vat(self, vat):
        """Return ``vat`` half width and upper case if that is a right Chinese code."""
        code = uscc.normalise(vat)
        return code if uscc.is_valid(code) else vat

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [self._crm_clean_vat_vals(vals) for vals in vals_list]
        none = self.browse()
        none._crm_check_legal_entities(
            [none._crm_legal_entity_after(vals) for vals in vals_list if vals.get("vat")]
        )
        return super().create(vals_list)

    def write(self, vals):
        vals = self._crm_clean_vat_vals(vals)
        if ENTITY_FIELDS & vals.keys():
            self._crm_check_legal_entities(
                [partner._crm_legal_entity_after(vals) for partner in self]
            )
        return super().write(vals)

    def copy_data(self, default=None):
        """A copy is another legal entity: leave out the code that only one may have."""
        vals_list = super().copy_data(default=default)
        if "vat" not in (default or {}):
            for partner, vals in zip(self, vals_list, strict=True):
                if partner.crm_uscc:
                    vals.pop("vat", None)
        return vals_list

    @api.model
    def _crm_clean_vat_vals(self, vals):
        if vals.get("vat"):
            return vals | {"vat": self._crm_clean_vat(vals["vat"])}
        return vals
