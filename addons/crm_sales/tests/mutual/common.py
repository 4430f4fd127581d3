from ..deal.common import DealCommon


class MutualCommon(DealCommon):
    """A plan of a step of ours, one of Anna, one of Bo and one of anybody of the customer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        steps = cls.env["crm.sales.mutual.step"]
        cls.ours, cls.annas, cls.bos, cls.anybodys = steps.create(
            [
                {"lead_id": cls.lead.id, "name": name} | values
                for name, values in (
                    ("Send the drawing", {"user_id": cls.seller.id}),
                    ("Check the drawing", {"side": "customer", "partner_id": cls.anna.id}),
                    ("Free the hall", {"side": "customer", "partner_id": cls.bo.id}),
                    ("Lay the cable", {"side": "customer"}),
                )
            ]
        )

    @classmethod
    def _share(cls, partner=None, **values):
        defaults = {"lead_id": cls.lead.id, "partner_id": (partner or cls.anna).id}
        return cls.env["crm.sales.mutual.share"].create(defaults | values)
