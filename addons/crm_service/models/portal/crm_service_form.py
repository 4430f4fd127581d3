from odoo import api, models
from odoo.fields import Domain
from odoo.tools import email_normalize, formataddr, plaintext2html

from odoo.addons.crm_customer.tools.stranger import line_of, text_of

from ...tools.portal.text import number_of
from ...tools.portal.upload import COUNT, MEBIBYTE, SIZE, refusal_of

CHOICES = 200


class CrmServiceForm(models.AbstractModel):
    """What the forms for customers offer and take: nothing else comes into a ticket.

    Texts arrive raw and are read here; who asks is never taken from a form.
    """

    _name = "crm.service.form"
    _description = "Forms for Customers"

    # the form in the portal
    @api.model
    def _portal_choices(self):
        """Return what a portal user chooses from, by field."""
        return {
            "kind": self._kinds(),
            "urgency": self._urgencies(),
            "category_id": self._categories(),
            "order_id": self._orders(),
            "product_id": self._products(),
        }

    @api.model
    def _kinds(self):
        fields_get = self.env["crm.service.ticket"].sudo().fields_get(["kind"], ["selection"])
        return fields_get["kind"]["selection"]

    @api.model
    def _urgencies(self):
        return [
            ("1", self.env._("It can wait")),
            ("2", self.env._("It hinders our work")),
            ("3", self.env._("We cannot work")),
        ]

    @api.model
    def _categories(self):
        # sudo: portal users read no categories but those that are meant for them
        return self.env["crm.service.category"].sudo().search([("is_portal", "=", True)])

    @api.model
    def _order_domain(self):
        customer = self.env.user.partner_id.commercial_partner_id
        return Domain("partner_id", "child_of", customer.ids) & Domain("state", "=", "sale")

    @api.model
    def _orders(self):
        orders = self.env["sale.order"]
        if not orders.has_access("read"):
            return orders
        return orders.search(self._order_domain(), limit=CHOICES)

    @api.model
    def _products(self):
        lines = self.env["sale.order.line"]
        if not lines.has_access("read"):
            return self.env["product.product"]
        found = lines.search(
            Domain("order_id", "any", self._order_domain()) & Domain("product_id", "!=", False),
            order="id desc",
            limit=CHOICES,
        )
        # sudo: the names of what the customer has bought
        return found.product_id.sudo()

    @api.model
    def _create_from_portal(self, raw, uploads):
        """Make a ticket of the portal user from what the form sent.

        :param dict raw: texts by field
        :param list uploads: pairs of name and bytes
        :return: the ticket and no errors, or no ticket and ``{field: text}``
        """
        values, errors = self._read_portal(raw)
        errors |= self._check_uploads(uploads)
        company = self._portal_company()
        if not company:
            errors["form"] = self.env._("Nobody takes tickets here yet. Please write us an e-mail.")
        if errors:
            return self.env["crm.service.ticket"], errors
        values |= {
            "channel": "portal",
            "company_id": company.id,
            "partner_id": self.env.user.partner_id.id,
        }
        return self._create_ticket(values, uploads), {}

    @api.model
    def _portal_company(self):
        """Return the company of ours that the user deals with, the first that has a team."""
        companies = self.env.user.partner_id.company_id or self.env.company | self.env.companies
        # sudo: portal users read no teams
        teams = self.env["crm.service.team"].sudo().search([("company_id", "in", companies.ids)])
        return companies.filtered(lambda company: company in teams.company_id)[:1]

    @api.model
    def _read_portal(self, raw):
        values, errors = self._read_texts(raw)
        for name, choices in self._portal_choices().items():
            chosen, is_wrong = self._read_choice(raw.get(name), choices)
            if is_wrong:
                errors[name] = self.env._("Please choose one of the list.")
            if chosen:
                values[name] = chosen
        for name in ("kind", "urgency"):
            if not values.get(name):
                errors[name] = self.env._("Please choose one of the list.")
        return values, errors

    @api.model
    def _read_choice(self, value, choices):
        """Return the chosen value, and whether something was sent that is not on offer."""
        if not value:
            return False, False
        if isinstance(choices, list):
            return (value, False) if value in dict(choices) else (False, True)
        number = number_of(value)
        return (number, False) if number in choices.ids else (False, True)

    @api.model
    def _read_texts(self, raw):
        name, description = line_of(raw.get("name")), text_of(raw.get("description"))
        errors = {}
        if not name:
            errors["name"] = self.env._("Please say in a few words what it is about.")
        if not description:
            errors["description"] = self.env._("Please describe what happened.")
        return {"name": name, "description": plaintext2html(description)}, errors

    # the public form
    @api.model
    def _web_teams(self):
        """Return the teams that take entries of the public form."""
        # sudo: the visitor sees their names
        return self.env["crm.service.team"].sudo().search([("is_web_form", "=", True)])

    @api.model
    def _read_web(self, raw):
        """Return the values of a ticket and ``{field: text}`` of what is wrong."""
        values, errors = self._read_texts(raw)
        person, email = line_of(raw.get("person"), 100), email_normalize(line_of(raw.get("email")))
        if not person:
            errors["person"] = self.env._("Please tell us your name.")
        if not email:
            errors["email"] = self.env._("Please give an e-mail address where we reach you.")
        else:
            values |= {
                "partner_email": formataddr((person, email)),
                "partner_phone": line_of(raw.get("phone"), 40),
            }
        return values, errors

    @api.model
    def _create_from_web(self, values, team, uploads):
        """Make a ticket of ``values`` as ``_read_web`` gave them; nothing says who is known."""
        contact = self._find_contact(values["partner_email"], team.company_id)
        values = values | {
            "channel": "web",
            "company_id": team.company_id.id,
            "kind": "question",
            "team_id": team.id,
            "partner_id": contact.id,
        }
        return self._create_ticket(values, uploads)

    @api.model
    def _find_contact(self, email, company):
        """Return the only contact of this address, never a colleague, else none."""
        # sudo: a visitor reads no contacts, and learns nothing of the answer
        contacts = self.env["res.partner"].sudo()
        found = contacts.search(
            [
                ("email_normalized", "=", email_normalize(email)),
                ("partner_share", "=", True),
                ("company_id", "in", [False, company.id]),
            ],
            limit=2,
        )
        return found if len(found) == 1 else contacts

    # both
    @api.model
    def _check_uploads(self, uploads):
        """Return ``{"attachments": text}`` when a file is not taken."""
        if len(uploads) > COUNT:
            return {"attachments": self.env._("Please send at most %(count)s files.", count=COUNT)}
        for name, content in uploads:
            if refusal := refusal_of(name, content):
                return {"attachments": self._say_refusal(refusal, line_of(name, 80))}
        return {}

    @api.model
    def _say_refusal(self, refusal, name):
        if refusal == "size":
            return self.env._(
                "%(name)s is too large: at most %(size)s MB.", name=name, size=SIZE // MEBIBYTE
            )
        if refusal == "empty":
            return self.env._("%(name)s is empty.", name=name)
        return self.env._(
            "Files like %(name)s are not taken. Pictures, PDF, office files, text and ZIP are.",
            name=name,
        )

    @api.model
    def _create_ticket(self, values, uploads):
        # sudo: customers create no tickets but by these values
        tickets = self.env["crm.service.ticket"].sudo().with_company(values["company_id"])
        ticket = tickets.create(values)
        if ticket.partner_id:
            ticket.message_subscribe(ticket.partner_id.ids)
        self.env["ir.attachment"].sudo().create(
            [
                {
                    "name": line_of(name, 120),
                    "raw": content,
                    "res_model": ticket._name,
                    "res_id": ticket.id,
                }
                for name, content in uploads
            ]
        )
        return ticket
