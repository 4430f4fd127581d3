from ..common import ServiceCommon


class IntakeCommon(ServiceCommon):
    """The hotline has an address; mails come in through the host's gateway."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.domain = cls.env["mail.alias.domain"].create({"name": "help.example"})
        cls.env.company.alias_domain_id = cls.domain
        cls.team.write({"alias_name": "hotline", "alias_domain_id": cls.domain.id})
        cls.Tickets = cls.env["crm.service.ticket"]
        cls.Lines = cls.env["crm.service.mail"]
        cls.gateway = cls.env["mail.thread"]

    def _make(self, body="The pump leaks again", headers="", **values):
        """Return a raw mail of the contact; ``values`` replace its headers."""
        lines = {
            "From": "Ann Asker <ann@acme.example.com>",
            "To": "hotline@help.example",
            "Subject": "Pump leaks",
            "Message-Id": f"<{len(self.Lines.search([]))}.{id(values)}@acme.example.com>",
            "Date": "Mon, 02 Mar 2026 09:00:00 +0800",
            "Content-Type": "text/plain; charset=utf-8",
        } | {name.replace("_", "-"): value for name, value in values.items()}
        head = "".join(f"{name}: {value}\n" for name, value in lines.items() if value)
        return f"{head}{headers}\n{body}\n".encode()

    def _receive(self, raw=None, model=False, **values):
        """Let the gateway take a mail in; return the tickets that it has made."""
        last = self.Tickets.with_context(active_test=False).search([], order="id desc", limit=1)
        self.gateway.message_process(model, self._make(**values) if raw is None else raw)
        return self.Tickets.search([("id", ">", last.id)])

    def _last_line(self):
        return self.Lines.search([], order="id desc", limit=1)

    def _answer(self, ticket, body="We send a seal"):
        """Let staff answer; return the message that the customer gets."""
        return ticket.message_post(
            body=body,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            author_id=self.agent.partner_id.id,
        )
