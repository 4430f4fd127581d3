import re

from odoo.tests import HttpCase, new_test_user

from ..common import ServiceCommon

SECRET = "Ruby pump 4711 leaks"


class PortalCommon(ServiceCommon):
    """The contact as a portal user, a colleague, and a customer who has nothing to do with them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.owner = cls._create_portal_user("portal_owner", cls.contact)
        cls.mate = cls._create_portal_user("portal_mate", cls._create_contact("Ben", cls.customer))
        cls.rival = cls._create_customer("Rival Works")
        cls.stranger = cls._create_portal_user(
            "portal_stranger", cls._create_contact("Cleo", cls.rival)
        )
        cls.ticket = cls._create_ticket(SECRET, user_id=cls.agent.id)

    @classmethod
    def _create_contact(cls, name, company, **values):
        email = f"{name.lower()}@{company.name.split()[0].lower()}.example.com"
        return cls.env["res.partner"].create(
            {"name": name, "parent_id": company.id, "email": email} | values
        )

    @classmethod
    def _create_portal_user(cls, login, contact):
        return new_test_user(
            cls.env,
            login,
            groups="base.group_portal",
            partner_id=contact.id,
            email=contact.email,
            name=contact.name,
        )

    @classmethod
    def _create_order(cls, customer, product=None):
        product = product or cls.env["product.product"].create({"name": "Pump"})
        order = cls.env["sale.order"].create(
            {"partner_id": customer.id, "order_line": [(0, 0, {"product_id": product.id})]}
        )
        order.action_confirm()
        return order


class PortalHttp(PortalCommon, HttpCase):
    """Requests as a browser makes them."""

    def _get(self, url, user=None):
        self._be(user)
        return self.url_open(url, allow_redirects=False)

    def _be(self, user):
        self.authenticate(user and user.login, user and user.login)

    def _csrf(self, url):
        """Return the token that the page at ``url`` gives to its forms."""
        found = re.search(r'name="csrf_token"\s+value="([^"]+)"', self.url_open(url).text)
        return found and found[1]

    def _post(self, url, data, page=None, files=None):
        """Post a form as the page at ``page`` (default: itself) would."""
        data = {"csrf_token": self._csrf(page or url)} | data
        return self.url_open(url, data=data, files=files, allow_redirects=False)

    def _rpc(self, url, **params):
        return self.url_open(url, json={"jsonrpc": "2.0", "method": "call", "params": params})
