from datetime import datetime, timedelta

from ...tests.common import CustomerCommon

ALL_KINDS = [
    "activity",
    "document",
    "interaction",
    "invoice",
    "log",
    "meeting",
    "message",
    "note",
    "opportunity",
    "order",
    "payment",
]
START = datetime(2026, 3, 2, 9, 0, 0)


class TimelineCommon(CustomerCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller = cls._create_user(
            "customer_seller",
            "crm_customer.group_customer_own",
            "sales_team.group_sale_salesman",
            tz="Asia/Shanghai",
            lang="en_US",
        )
        cls.customer = cls._create_customer("Northwind Trading")
        cls.contact = cls.env["res.partner"].create(
            {"name": "Wang Fang", "parent_id": cls.customer.id}
        )
        timeline = cls.env["crm.timeline"].with_context(lang="en_US")
        cls.Timeline = timeline.with_user(cls.seller)

    @classmethod
    def _create_message(cls, partner=None, days=0, **values):
        """Create a comment on ``partner``, ``days`` before START."""
        return cls.env["mail.message"].create(
            {
                "model": "res.partner",
                "res_id": (partner or cls.customer).id,
                "message_type": "comment",
                "subtype_id": cls.env.ref("mail.mt_comment").id,
                "body": "<p>Hello</p>",
                "date": START - timedelta(days=days),
            }
            | values
        )

    @classmethod
    def _insert_messages(cls, count, body="<p>Hello</p>", every="1 minute", **values):
        """Insert ``count`` comments, ``every`` apart, in one statement."""
        columns = {
            "model": "res.partner",
            "res_id": cls.customer.id,
            "message_type": "comment",
            "subtype_id": cls.env.ref("mail.mt_comment").id,
            "body": body,
        } | values
        names = ", ".join(columns)
        cls.env.cr.execute(
            f"""INSERT INTO mail_message ({names}, date)
                SELECT {", ".join(["%s"] * len(columns))}, %s::timestamp - n * %s::interval
                  FROM generate_series(1, %s) AS n""",
            [*columns.values(), START, every, count],
        )

    @classmethod
    def _create_meeting(cls, user, days=0, **values):
        """Create a meeting of ``user`` with the contact, ``days`` before START."""
        start = START - timedelta(days=days)
        return (
            cls.env["calendar.event"]
            .with_context(no_mail_to_attendees=True, dont_notify=True)
            .create(
                {
                    "name": "Price talk",
                    "location": "Room 5",
                    "user_id": user.id,
                    "partner_ids": [user.partner_id.id, cls.contact.id],
                    "start": start,
                    "stop": start + timedelta(hours=1),
                }
                | values
            )
        )

    def _get_entries(self, kinds=None, timeline=None, partner=None, **options):
        """Return the first 100 entries of the customer."""
        timeline = self.Timeline if timeline is None else timeline
        page = timeline.get_page((partner or self.customer).id, limit=100, kinds=kinds, **options)
        return page["entries"]

    def _get_all(self, limit, kinds=None, timeline=None):
        """Return the entries of all pages, and how many pages there were."""
        timeline = self.Timeline if timeline is None else timeline
        entries, cursor, pages = [], None, 0
        while cursor or not pages:
            page = timeline.get_page(self.customer.id, cursor, limit, kinds)
            entries += page["entries"]
            cursor = page["cursor"]
            pages += 1
        return entries, pages
