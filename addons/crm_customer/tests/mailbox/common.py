from ..common import CustomerCommon

MAIL = """\
From: Own Seller <seller@company.example>
To: Wang Fang <wang@acme.example>
Subject: Ten pumps
Date: Mon, 02 Mar 2026 09:00:00 +0800
Message-Id: <one@company.example>
Delivered-To: {address}
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Dear Ms Wang,
the price is 100.
"""


class MailboxCommon(CustomerCommon):
    """A seller with a filing address, and a customer with a person."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.domain = cls.env["mail.alias.domain"].create({"name": "odoo.example"})
        cls.env.company.alias_domain_id = cls.domain
        cls.seller = cls._create_user(
            "seller",
            "crm_customer.group_customer_own",
            "sales_team.group_sale_salesman",
            email="seller@company.example",
            tz="Asia/Shanghai",
        )
        cls.seller.with_user(cls.seller).action_crm_new_filing_address()
        cls.address = cls.seller.with_user(cls.seller).crm_filing_address
        cls.customer = cls._create_customer("Acme", crm_code="MB-1", user_id=cls.seller.id)
        cls.wang = cls.env["res.partner"].create(
            {"name": "Wang Fang", "parent_id": cls.customer.id, "email": "wang@acme.example"}
        )
        cls.Mails = cls.env["crm.customer.mail"]

    def _send(self, raw=MAIL, **values):
        """Let the host's gateway process ``raw``; return the mails filed by it."""
        known = self.Mails.search([])
        if isinstance(raw, str):
            raw = raw.replace("{address}", values.pop("address", self.address)).encode()
        self.env["mail.thread"].message_process(False, raw, **values)
        return self.Mails.search([]) - known

    def _make(self, headers="", body="Hello", **values):
        """Return a raw mail; ``values`` replace lines of the standard headers."""
        lines = {
            "From": "seller@company.example",
            "To": "wang@acme.example",
            "Subject": "Ten pumps",
            "Message-Id": "<made@company.example>",
            "Delivered-To": self.address,
        } | {name.replace("_", "-"): value for name, value in values.items()}
        head = "".join(f"{name}: {value}\n" for name, value in lines.items() if value)
        return f"{head}{headers}\n{body}\n"
