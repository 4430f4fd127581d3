from odoo import api, models


class IrActionsActWindow(models.Model):
    _inherit = "ir.actions.act_window"

    @api.model
    def _crm_open(self, xmlid, domain=None, context=None, **values):
        """Return the action ``xmlid`` on the records of ``domain``, with no filter but theirs.

        :param values: what else of the action is another
        """
        action = self._for_xml_id(xmlid)
        if domain is not None:
            values["domain"] = domain
        return action | {"context": context or {}} | values
