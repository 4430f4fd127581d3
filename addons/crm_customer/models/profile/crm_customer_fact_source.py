from odoo import api, models


class CrmCustomerFactSource(models.AbstractModel):
    """Mixin of a model whose records are facts about a customer.

    Creating, deleting, or writing one of ``_profile_trigger_fields`` marks the
    customer as changed. Other writes cost one set comparison.
    """

    _name = "crm.customer.fact.source"
    _description = "Source of Customer Facts"

    # stored many2one to res.partner
    _profile_partner_field = "partner_id"
    # names of the stored fields that the fact query reads
    _profile_trigger_fields = frozenset()

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._profile_filter_created()._profile_note()
        return records

    def _write_multi(self, vals_list):
        # low level, because stored computed fields do not come through write()
        changed = {name for vals in vals_list for name in vals}
        noted = changed & self._profile_trigger_fields
        if self._profile_partner_field in noted:
            self._profile_touch_partners()
        result = super()._write_multi(vals_list)
        if noted:
            self._profile_note()
        return result

    def unlink(self):
        # mostly in the cache by now; a change that is not flushed yet marks by itself
        records = self.sudo()  # no matter what the user may see of the record
        records.fetch([self._profile_partner_field])
        partners = records.mapped(self._profile_partner_field)
        self.env["crm.customer.profile"]._touch(partners.ids)
        return super().unlink()

    def _profile_filter_created(self):
        """Return the new records that can be a fact already."""
        return self

    def _profile_note(self):
        """Have the customers of these records marked before the commit."""
        self.env["crm.customer.profile"]._note(self._name, self.ids)

    def _profile_touch_partners(self):
        """Mark the customers that these records have in the database now."""
        Profile = self.env["crm.customer.profile"]
        Profile._touch(Profile._partner_ids_of(self._name, self.ids))
