"""Where a customer stands in its life with a company, from facts alone.

``CrmCustomerProfile._sql_lifecycle`` says the same in SQL; a property test keeps
both equal.
"""

PROSPECT = "prospect"
LEAD = "lead"
CUSTOMER = "customer"
KEY_CUSTOMER = "key_customer"
DORMANT = "dormant"
LOST = "lost"

LIFECYCLE = [
    (PROSPECT, "Prospect"),
    (LEAD, "Lead"),
    (CUSTOMER, "Customer"),
    (KEY_CUSTOMER, "Key Customer"),
    (DORMANT, "Dormant"),
    (LOST, "Lost"),
]


def lifecycle(
    order_count,
    days_since_order,
    revenue_12m,
    open_lead_count,
    *,
    is_key_level=False,
    dormant_days=0,
    lost_days=0,
    key_revenue=0.0,
):
    """Return the key of the stage.

    :param int order_count: confirmed orders
    :param days_since_order: days since the last confirmed order, None without one
    :param revenue_12m: untaxed revenue of the last 12 months, company currency
    :param int open_lead_count: open leads and opportunities together
    :param bool is_key_level: the customer's level marks key customers
    :param int dormant_days: no order for so many days is dormant; 0 for never
    :param int lost_days: the same for lost
    :param key_revenue: revenue that makes a key customer; 0 for none
    """
    if not order_count:
        return LEAD if open_lead_count else PROSPECT
    if lost_days and days_since_order >= lost_days:
        return LOST
    if dormant_days and days_since_order >= dormant_days:
        return DORMANT
    if is_key_level or (key_revenue and revenue_12m >= key_revenue):
        return KEY_CUSTOMER
    return CUSTOMER
