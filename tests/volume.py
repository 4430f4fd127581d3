"""Many rows, quickly: partners and orders by INSERT ... SELECT.

Every function takes a cursor and is repeatable: the n-th row is the same each time.
"""

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗"
PLACES = [
    *("上海", "北京", "深圳", "广州", "杭州", "苏州", "成都", "武汉"),
    *("南京", "青岛", "重庆", "天津", "西安", "长沙", "厦门"),
]
TRADES = [
    *("机电设备", "精密仪器", "电子科技", "新能源", "自动化"),
    *("医疗器械", "汽车零部件", "包装机械", "信息技术", "化工"),
]
SYLLABLES = [
    *("acme", "north", "star", "blue", "river", "stone", "global"),
    *("prime", "vision", "delta", "omega", "nova", "alpha", "union"),
    *("trade", "west", "lake", "silver", "cloud", "bright", "solid"),
    *("true", "green", "power", "micro", "inter", "euro", "asia"),
]
HAN = "".join(chr(code) for code in range(0x4E00, 0x9FA5, 17))

# of ten, seven are companies with a Chinese name, two with a Latin one, one is a person
_PARTNERS = """
INSERT INTO res_partner (
    id, name, complete_name, commercial_partner_id, commercial_company_name, is_company,
    type, active, partner_share, autopost_bills, lang, phone, phone_sanitized, email,
    email_normalized, ref, country_id, user_id, create_uid, write_uid, create_date,
    write_date, customer_rank, supplier_rank, color
)
SELECT
    first + n, title, title, first + n, CASE WHEN n %% 10 < 9 THEN title END, n %% 10 < 9,
    'contact', true, true, 'ask', 'en_US', '+86 1' || number, '+861' || number,
    'office' || n || '@c' || n || '.example.com', 'office' || n || '@c' || n || '.example.com',
    'V' || lpad(n::text, 8, '0'), country, owners[1 + n %% cardinality(owners)], 1, 1,
    now() at time zone 'utc' - make_interval(mins => n %% 1000000),
    now() at time zone 'utc', n %% 3, 0, 0
FROM (
    SELECT n, first, country, owners, 3000000000 + n * 7919::bigint %% 6999999999 AS number,
        CASE WHEN n %% 10 < 7 THEN place || han1 || han2 || han3 || trade || '有限公司'
             WHEN n %% 10 < 9 THEN initcap(latin1) || ' ' || initcap(latin2) || ' ' || n || ' Ltd'
             ELSE substr(%(surnames)s, 1 + n / 10 %% 20, 1) || han1 || han2 END AS title
    FROM (SELECT n, (%(places)s)[1 + n * 31::bigint %% 15] AS place,
                 (%(trades)s)[1 + n / 15 * 7 %% 10] AS trade,
                 substr(%(han)s, 1 + (n * 7919::bigint %% 1230)::int, 1) AS han1,
                 substr(%(han)s, 1 + (n * 104729::bigint / 1230 %% 1230)::int, 1) AS han2,
                 substr(%(han)s, 1 + (n * 1299709::bigint / 97 %% 1230)::int, 1) AS han3,
                 (%(latin)s)[1 + n %% 28] AS latin1, (%(latin)s)[1 + n / 28 %% 28] AS latin2
            FROM generate_series(%(start)s + 1, %(stop)s) AS n) AS words,
        (SELECT %(first)s::int AS first) AS offsets,
        (SELECT array_agg(id ORDER BY id) AS owners FROM res_users
          WHERE active AND NOT share) AS users,
        (SELECT id AS country FROM res_country WHERE code = 'CN') AS countries
) AS rows
"""

_ORDERS = """
INSERT INTO sale_order (
    name, company_id, partner_id, partner_invoice_id, partner_shipping_id, user_id, state,
    date_order, currency_id, currency_rate, amount_untaxed, amount_tax, amount_total,
    invoice_status, create_uid, write_uid, create_date, write_date
)
SELECT
    'V' || lpad(n::text, 9, '0'), company.id, partner.id, partner.id, partner.id,
    partner.user_id, 'sale',
    now() at time zone 'utc' - make_interval(mins => n * 7 %% 1051200), company.currency_id, 1,
    100 + n * 31 %% 90000, 0, 100 + n * 31 %% 90000, 'to invoice', 1, 1,
    now() at time zone 'utc', now() at time zone 'utc'
FROM generate_series(1, %(count)s) AS n
JOIN res_partner AS partner ON partner.id = %(first)s + 1 + n * 13 %% %(partners)s
CROSS JOIN (SELECT id, currency_id FROM res_company ORDER BY id LIMIT 1) AS company
"""

_CODES = """
UPDATE res_partner
   SET crm_code = 'V' || lpad((id - %(first)s)::text, 8, '0'), crm_owner_id = user_id
 WHERE id > %(first)s AND crm_code IS NULL
"""

_INTERACTIONS = """
INSERT INTO crm_customer_interaction (
    partner_id, commercial_partner_id, user_id, company_id, kind, direction, date, duration,
    name, is_contact, create_uid, write_uid, create_date, write_date
)
SELECT id, id, COALESCE(user_id, 2), company, 'call', 'out',
       now() at time zone 'utc' - make_interval(mins => (id - %(first)s)::int), 5, 'Call', true,
       1, 1, now() at time zone 'utc', now() at time zone 'utc'
  FROM res_partner, (SELECT min(id) AS company FROM res_company) AS companies
 WHERE res_partner.id > %(first)s
   AND NOT EXISTS (SELECT FROM crm_customer_interaction WHERE partner_id = res_partner.id)
"""

# required columns of other modules: the host gives them a value, the database none
REQUIRED = {
    "res_partner": {"group_rfq": "default", "group_on": "default"},
    "sale_order": {"picking_policy": "direct"},
}

# ids from here on belong to the rows made here, so that they can be told apart
FIRST = 10_000_000

# of ten tickets one is open; what was closed is the older
_TICKETS = """
INSERT INTO crm_service_ticket (
    number, name, kind, channel, impact, urgency, priority, team_id, company_id, user_id,
    stage_id, is_waiting, is_closed, active, date_opened, date_closed, deadline, is_breached,
    partner_id, commercial_partner_id, reopen_count, response_count, create_uid, write_uid,
    create_date, write_date
)
SELECT 'V' || n, 'Ticket ' || n, (%(kinds)s)[1 + n %% 4], 'email', '2', '2',
       (n * 7919 %% 4)::text, teams[1 + n %% cardinality(teams)], company,
       CASE WHEN n %% 7 > 0 THEN owners[1 + n %% cardinality(owners)] END,
       CASE WHEN is_open THEN (CASE WHEN n %% 3 = 0 THEN waiting ELSE fresh END) ELSE done END,
       is_open AND n %% 3 = 0, NOT is_open, true, opened,
       CASE WHEN NOT is_open THEN opened + interval '2 days' END,
       CASE WHEN is_open AND n %% 3 > 0 THEN opened + interval '30 hours' END, n %% 50 = 0,
       partners[1 + n %% cardinality(partners)], partners[1 + n %% cardinality(partners)], 0, 1,
       1, 1, opened, opened
  FROM (SELECT n, n %% 10 = 0 AS is_open,
               now() at time zone 'utc' - make_interval(mins => (%(stop)s - n)::int) AS opened
          FROM generate_series(%(start)s::bigint + 1, %(stop)s::bigint) AS n) AS spread,
       (SELECT array_agg(id ORDER BY id) AS teams, min(company_id) AS company
          FROM crm_service_team WHERE id = ANY(%(teams)s)) AS all_teams,
       (SELECT array_agg(id ORDER BY id) AS owners FROM res_users
         WHERE active AND NOT share) AS users,
       (SELECT array_agg(id ORDER BY id) AS partners FROM res_partner
         WHERE is_company AND commercial_partner_id = id) AS customers,
       (SELECT (array_agg(id ORDER BY sequence) FILTER (
                   WHERE is_waiting IS NOT TRUE AND is_closed IS NOT TRUE))[1] AS fresh,
               (array_agg(id ORDER BY sequence) FILTER (WHERE is_waiting))[1] AS waiting,
               (array_agg(id ORDER BY sequence) FILTER (WHERE is_closed))[1] AS done
          FROM crm_service_stage) AS stages
"""

_CLOCKS = """
INSERT INTO crm_service_clock (ticket_id, sla_id, target, company_id, state, started_at, deadline,
       next_at, elapsed, remaining, is_breached, rounds_met, rounds_missed)
SELECT id, %(sla)s, 'first_response', company_id, 'running', date_opened, due, due, 0, 14400,
       false, 0, 0
  FROM (SELECT id, company_id, date_opened,
               now() at time zone 'utc' + make_interval(mins => 1440 + (id %% 10000)::int) AS due
          FROM crm_service_ticket
         WHERE number LIKE 'V%%' AND active IS TRUE AND is_closed IS NOT TRUE
         ORDER BY id LIMIT %(count)s) AS open_ones
"""

_LEADS = """
INSERT INTO crm_lead (name, type, active, company_id, user_id, team_id, stage_id, priority,
       partner_id, create_uid, write_uid, create_date, write_date)
SELECT 'Volume ' || n, 'opportunity', true, company, owners[1 + n %% cardinality(owners)], team,
       CASE WHEN n %% 10 = 0 THEN fresh ELSE won END, (n %% 4)::text,
       partners[1 + n %% cardinality(partners)], 1, 1, made, made
  FROM (SELECT n, now() at time zone 'utc' - make_interval(mins => (%(stop)s - n)::int) AS made
          FROM generate_series(%(start)s::bigint + 1, %(stop)s::bigint) AS n) AS spread,
       (SELECT min(id) AS company FROM res_company) AS companies,
       (SELECT min(id) AS team FROM crm_team) AS teams,
       (SELECT array_agg(id ORDER BY id) AS owners FROM res_users
         WHERE active AND NOT share) AS users,
       (SELECT array_agg(id ORDER BY id) AS partners FROM res_partner
         WHERE is_company AND commercial_partner_id = id) AS customers,
       (SELECT min(id) FILTER (WHERE is_won IS NOT TRUE) AS fresh,
               min(id) FILTER (WHERE is_won) AS won FROM crm_stage) AS stages
"""


def set_defaults(cursor):
    """Let the database fill what other modules require, for rows made by SQL; needs our own."""
    cursor.execute(
        """
        SELECT attrelid::regclass::text, attname FROM pg_attribute
         WHERE attrelid = ANY(%s::regclass[]) AND attnotnull AND NOT atthasdef AND attnum > 0
        """,
        [list(REQUIRED)],
    )
    for table, column in cursor.fetchall():
        if value := REQUIRED[table].get(column):
            cursor.execute(f"ALTER TABLE {table} ALTER {column} SET DEFAULT '{value}'")


def create_partners(cursor, count):
    """Bring the number of made partners to ``count``; each has an owner.

    :raise ValueError: there are more already: a figure for ``count`` rows would be another's
    """
    cursor.execute("SELECT count(*) FROM res_partner WHERE id > %s", [FIRST])
    present = cursor.fetchone()[0]
    if present > count:
        raise ValueError(f"{present} made partners instead of {count}: start with --fresh")
    if present == count:
        return
    set_defaults(cursor)
    values = {
        "surnames": SURNAMES,
        "places": PLACES,
        "trades": TRADES,
        "latin": SYLLABLES,
        "han": HAN,
        "first": FIRST,
        "start": present,
        "stop": count,
    }
    cursor.execute(_PARTNERS, values)
    cursor.execute("SELECT setval('res_partner_id_seq', %s)", [FIRST + count])
    cursor.execute("ANALYZE res_partner")


def create_orders(cursor, count, share=1.0):
    """Bring the number of made orders up to ``count``.

    They are spread over the first of the made partners, as many as ``share`` says.
    """
    cursor.execute("SELECT count(*) FROM sale_order WHERE partner_id > %s", [FIRST])
    present = cursor.fetchone()[0]
    cursor.execute("SELECT count(*) FROM res_partner WHERE id > %s", [FIRST])
    partners = int(cursor.fetchone()[0] * share)
    if present < count and partners:
        set_defaults(cursor)
        cursor.execute(_ORDERS, {"count": count - present, "first": FIRST, "partners": partners})
        cursor.execute("ANALYZE sale_order")


def create_customers(cursor):
    """Give each made partner a customer code and an interaction; needs crm_customer."""
    for statement in (_CODES, _INTERACTIONS):
        cursor.execute(statement, {"first": FIRST})
    cursor.execute("ANALYZE res_partner, crm_customer_interaction")


def create_tickets(cursor, count, team_ids):
    """Bring the number of made tickets of the teams up to ``count``; needs crm_service."""
    cursor.execute("SELECT count(*) FROM crm_service_ticket WHERE number LIKE 'V%'")
    present = cursor.fetchone()[0]
    if present < count:
        kinds = ["question", "incident", "request", "complaint"]
        values = {"kinds": kinds, "teams": list(team_ids), "start": present, "stop": count}
        cursor.execute(_TICKETS, values)
        cursor.execute("ANALYZE crm_service_ticket")


def create_clocks(cursor, count, sla_id):
    """Let ``count`` clocks of a policy run on open made tickets, due in a day and later."""
    values = {"count": count, "sla": sla_id}
    cursor.execute(_CLOCKS, values)
    cursor.execute("ANALYZE crm_service_clock")


def create_leads(cursor, count):
    """Bring the number of made opportunities up to ``count``, a tenth of them not won."""
    cursor.execute("SELECT count(*) FROM crm_lead WHERE name LIKE 'Volume %'")
    present = cursor.fetchone()[0]
    if present < count:
        cursor.execute(_LEADS, {"start": present, "stop": count})
        cursor.execute("ANALYZE crm_lead")
