import base64
import binascii

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools.mimetypes import guess_mimetype

from ...tools.geo import is_known
from ...tools.html_text import html_to_text

PHOTO_SIZE = 10 * 1024 * 1024
PHOTO_TYPES = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}


class CrmVisit(models.Model):
    """What the check-in screen shows, and the photos it takes."""

    _inherit = "crm.visit"

    @api.model
    def get_screen(self, visit_id=False, partner_id=False):
        """Return what the screen shows of an own visit, or of a customer to be visited."""
        visit = self._get_own(visit_id, partner_id)
        if visit:
            return visit._get_screen()
        partner = self.env["res.partner"].browse(partner_id)
        company = self._get_company(partner)
        values = {"partner_id": partner.commercial_partner_id.id, "company_id": company.id}
        return self.new(values | {"is_planned": False})._get_screen()

    def _get_screen(self):
        self.ensure_one()
        elsewhere = self._get_on_site() - self
        return {
            "visit_id": self.id or False,
            "state": self.state,
            "name": self.name or "",
            "date_start": self._to_json(self.date_start) if self.is_planned else False,
            "date_check_in": self._to_json(self.date_check_in),
            "duration": self.duration,
            "position_state": self.position_state,
            "elsewhere": {"id": elsewhere.id, "name": elsewhere.partner_id.display_name}
            if elsewhere
            else False,
            "customer": self._get_screen_customer(),
            "settings": {
                "positions": self.company_id.crm_visit_position,
                "limit": self.company_id.crm_visit_away_distance,
            },
            "report": self._get_screen_report(),
            "outcomes": self._get_screen_outcomes(),
            "photos": self._get_photos(),
        }

    def _to_json(self, moment):
        return moment and self._fields["date_start"].to_string(moment)

    def _get_screen_customer(self):
        customer = self.partner_id
        is_located = is_known(customer.partner_latitude, customer.partner_longitude)
        return {
            "id": customer.id,
            "name": customer.display_name,
            "address": self._get_address("\n"),
            "phone": self.env["crm.masking"]._masked_value(customer, "phone", customer.phone) or "",
            "latitude": is_located and customer.partner_latitude,
            "longitude": is_located and customer.partner_longitude,
            "can_locate": not is_located and customer.has_access("write"),
            "contacts": self.contact_ids.mapped("name"),
        }

    def _get_screen_report(self):
        interaction = self.interaction_id
        return {
            "name": interaction.name or self.name or "",
            "note": html_to_text(interaction.note) if interaction.note else "",
            "outcome_id": interaction.outcome_id.id,
            "next_step": interaction.next_step or "",
            "next_step_date": interaction.next_step_date
            and interaction._fields["next_step_date"].to_string(interaction.next_step_date),
        }

    def _get_screen_outcomes(self):
        outcomes = self.env["crm.customer.interaction.outcome"]
        found = outcomes.search([("kind", "in", [False, "visit"])])
        return [{"id": outcome.id, "name": outcome.name} for outcome in found]

    # photos
    def _get_photos(self):
        if not self.interaction_id:
            return []
        attachments = self.env["ir.attachment"].search(
            [
                ("res_model", "=", "crm.customer.interaction"),
                ("res_id", "=", self.interaction_id.id),
                ("mimetype", "=like", "image/%"),
            ],
            order="id",
        )
        return [{"id": attachment.id, "name": attachment.name} for attachment in attachments]

    @api.model
    def add_photo(self, visit_id, data):
        """Attach a photo to what happened at an own visit.

        :param data: the file, base64
        :raise UserError: it is no picture, or too big
        """
        visit = self._get_own(visit_id, False)
        if not visit.interaction_id:
            raise UserError(self.env._("Check in first: nothing happened yet."))
        content = self._read_photo(data)
        kind = PHOTO_TYPES[guess_mimetype(content)]
        number = len(visit._get_photos()) + 1
        self.env["ir.attachment"].create(
            {
                "name": f"{visit.date_check_in or visit.date_start:%Y-%m-%d}-{number}.{kind}",
                "raw": content,
                "res_model": "crm.customer.interaction",
                "res_id": visit.interaction_id.id,
            }
        )
        return visit._get_photos()

    @api.model
    def _read_photo(self, data):
        try:
            content = base64.b64decode(data, validate=True)
        except (binascii.Error, TypeError, ValueError) as error:
            raise UserError(self.env._("The photo arrived damaged: take it again.")) from error
        if len(content) > PHOTO_SIZE:
            raise UserError(self.env._("The photo is larger than 10 MB."))
        if guess_mimetype(content) not in PHOTO_TYPES:
            raise UserError(self.env._("Only JPEG, PNG and WebP pictures can be attached."))
        return content
