"""What customers come to, worked out by plain SQL from what the issue says.

Written without a look at the measures' queries and at the policy: lines are added up
where those add documents, days are shifted by eight hours, debts are compared with
each other instead of ranked. It holds for 2 March 2026 in Shanghai, and twelve months.
"""

from .grading_random import FIRST_ID
from .grading_random_patterns import COST

# measure: weight, target, bands (points by from-value)
CRITERIA = {
    "revenue": (30, 9000, {0: 10, 1000: 30, 2500.5: 60, 6000: 100}),
    "growth": (7, 10, {-50: 5, 0: 50, 10: 90}),
    "order_count": (10, 3, {}),
    "recency": (8, 45, {}),
    "margin": (11, 40, {-200: 0, 0: 20, 20: 55, 40: 100}),
    "payment_delay": (13, 7.5, {}),
    "overdue_amount": (9, 0, {0: 100, 0.01: 60, 1500: 20}),
    "overdue_days": (6, 30, {}),
    "returns": (3, 0, {0: 100, 1: 60, 2: 10}),
    "complaints": (5, 1, {}),
    "satisfaction": (12, 4.5, {}),
    "tenure": (4, 24, {}),
    "wallet_share": (1, 35, {}),
    "strategic_value": (0, 5, {1: 10, 2: 25, 3: 50, 4: 80, 5: 100}),
}
LESS_IS_BETTER = {
    "recency",
    "payment_delay",
    "overdue_amount",
    "overdue_days",
    "returns",
    "complaints",
}
# who has none of it has 0 of it
NOTHING_IS_ZERO = {
    "revenue",
    "order_count",
    "overdue_amount",
    "overdue_days",
    "returns",
    "complaints",
}
GRADES = {"KEY": 70, "A": 58.5, "B": 45, "C": 30, "D": 0}
HYSTERESIS, MIN_TENURE, MIN_DATA = 4.25, 3, 75

TODAY, FIRST_DAY, FIRST_BEFORE = "'2026-03-02'::date", "'2025-03-03'", "'2024-03-03'"
OWNERS = f"""
    SELECT id AS partner_id, coalesce(parent_id, id) AS customer
      FROM res_partner WHERE id > {FIRST_ID}
"""
SOLD = f"""
    SELECT customer, invoice_date, move_type, -balance AS amount, product_id,
           CASE product_uom_id WHEN %(dozen)s THEN 12 ELSE 1 END * quantity AS pieces
      FROM account_move JOIN owner USING (partner_id)
      JOIN (SELECT move_id, balance, product_id, product_uom_id, quantity
              FROM account_move_line WHERE display_type = 'product') AS line
        ON move_id = account_move.id
     WHERE state = 'posted' AND company_id = %(company)s
       AND move_type IN ('out_invoice', 'out_refund') AND invoice_date <= {TODAY}
"""
ORDERED = f"""
    SELECT customer, (date_order + interval '8 hours')::date AS day
      FROM sale_order JOIN owner USING (partner_id)
     WHERE state = 'sale' AND company_id = %(company)s
       AND (date_order + interval '8 hours')::date <= {TODAY}
"""
OWED = f"""
    SELECT customer, line.id, move_id, amount_residual AS rest, reconciled,
           coalesce(date_maturity, line.date) AS due, invoice_date, move_type,
           (SELECT max(max_date) FROM account_partial_reconcile
             WHERE debit_move_id = line.id) AS paid
      FROM (SELECT id, move_id, partner_id, amount_residual, reconciled, date_maturity,
                   date
              FROM account_move_line
             WHERE account_id = %(receivable)s AND parent_state = 'posted'
               AND company_id = %(company)s AND partner_id > {FIRST_ID}) AS line
      JOIN owner USING (partner_id)
      JOIN (SELECT id AS move_id, invoice_date, move_type FROM account_move) AS move
     USING (move_id)
"""
DOCUMENTS = f"""
    SELECT customer,
           max(CASE WHEN reconciled THEN greatest(paid - due, 0)
                    ELSE greatest({TODAY} - due, 0) END) AS late
      FROM owed
     WHERE move_type = 'out_invoice' AND invoice_date >= {FIRST_DAY}
       AND invoice_date <= {TODAY}
     GROUP BY customer, move_id
    HAVING count(*) FILTER (WHERE reconciled OR due < {TODAY}) > 0
"""
OPEN = """
    SELECT customer, id, due, rest, coalesce(credit, 0) AS credit
      FROM owed
      LEFT JOIN (SELECT customer, -sum(rest) AS credit FROM owed
                  WHERE rest < 0 AND NOT reconciled GROUP BY customer) AS given
     USING (customer)
     WHERE NOT reconciled AND rest > 0
"""
OVERDUE = f"""
    SELECT customer,
           greatest(sum(rest) FILTER (WHERE due < {TODAY}) - min(credit), 0) AS amount,
           min(due) FILTER (WHERE credit < until) AS since
      FROM open
      JOIN (SELECT debt.id, sum(older.rest) AS until
              FROM open AS debt JOIN open AS older USING (customer)
             WHERE (older.due, older.id) <= (debt.due, debt.id)
             GROUP BY debt.id) AS added USING (id)
     GROUP BY customer
"""
IN_PERIOD = f"(%s + interval '8 hours')::date BETWEEN {FIRST_DAY} AND {TODAY}"
FACTS = {
    "revenue": f"""
        SELECT customer, sum(amount) FROM sold WHERE invoice_date >= {FIRST_DAY}
         GROUP BY customer""",
    "growth": f"""
        SELECT customer, round((now / before - 1) * 100, 2)
          FROM (SELECT customer, sum(CASE WHEN invoice_date >= {FIRST_DAY}
                           THEN amount ELSE 0 END) AS now,
                       sum(CASE WHEN invoice_date < {FIRST_DAY}
                           AND invoice_date >= {FIRST_BEFORE} THEN amount END) AS before
                  FROM sold GROUP BY customer) AS revenue WHERE before > 0""",
    "order_count": f"""
        SELECT customer, count(*) FROM ordered WHERE day >= {FIRST_DAY}
         GROUP BY customer""",
    "recency": f"SELECT customer, min({TODAY} - day) FROM ordered GROUP BY customer",
    "margin": f"""
        SELECT customer, round((1 - cost / amount) * 100, 2)
          FROM (SELECT customer, sum(amount) AS amount,
                       sum(CASE move_type WHEN 'out_invoice' THEN 1 ELSE -1 END
                           * pieces * {COST}) AS cost
                  FROM sold
                 WHERE product_id IS NOT NULL AND invoice_date >= {FIRST_DAY}
                 GROUP BY customer) AS margin WHERE amount > 0""",
    "payment_delay": """
        SELECT customer, round(avg(late), 2) FROM document GROUP BY customer""",
    "overdue_amount": "SELECT customer, amount FROM overdue",
    "overdue_days": f"""
        SELECT customer, greatest({TODAY} - since, 0) FROM overdue WHERE amount > 0""",
    "returns": f"""
        SELECT customer, count(*) FROM stock_picking JOIN owner USING (partner_id)
         WHERE state = 'done' AND location_id = %(there)s AND company_id = %(company)s
           AND {IN_PERIOD % "date_done"} GROUP BY customer""",
    "complaints": f"""
        SELECT customer, count(*) FROM helpdesk_ticket JOIN owner USING (partner_id)
         WHERE customer_case_type = 'complaint' AND company_id = %(company)s
           AND stage_id <> %(rejected)s AND {IN_PERIOD % "customer_registered_at"}
         GROUP BY customer""",
    "satisfaction": f"""
        SELECT customer, round(avg(satisfaction::numeric), 2)
          FROM customer_followup JOIN owner USING (partner_id)
         WHERE state = 'recorded' AND company_id = %(company)s
           AND {IN_PERIOD % "contacted_at"} GROUP BY customer""",
    "tenure": f"""
        SELECT customer, (extract(year FROM {TODAY}) - extract(year FROM day)) * 12
               + extract(month FROM {TODAY}) - extract(month FROM day)
               - CASE WHEN extract(day FROM {TODAY}) < extract(day FROM day)
                      THEN 1 ELSE 0 END
          FROM (SELECT customer, min(day) AS day
                  FROM (SELECT customer, day FROM ordered UNION ALL
                        SELECT customer, invoice_date FROM sold
                         WHERE move_type = 'out_invoice') AS event
                 GROUP BY customer) AS start""",
    "wallet_share": """
        SELECT id, (customer_wallet_share->>%(company)s::text)::numeric
          FROM res_partner WHERE (customer_wallet_share->>%(company)s::text) <> '0'""",
    "strategic_value": """
        SELECT id, (customer_strategic_value->>%(company)s::text)::numeric
          FROM res_partner""",
}


def _list_facts() -> str:
    return " UNION ALL ".join(
        f"SELECT '{measure}' AS measure, fact.*"
        f" FROM ({query}) AS fact (customer, value)"
        for measure, query in FACTS.items()
    )


def _get_points(measure: str) -> str:
    """Return the CASE of the points of one criterion."""
    _weight, target, bands = CRITERIA[measure]
    if bands:
        steps = " ".join(
            f"WHEN value >= {begin} THEN {points}"
            for begin, points in sorted(bands.items(), reverse=True)
        )
        return f"CASE {steps} ELSE {bands[min(bands)]} END"
    if measure in LESS_IS_BETTER:
        part = f"floor(100 * {target}::numeric / nullif(value, 0))"
        return f"CASE WHEN value <= {target} THEN 100 ELSE {part} END"
    part = f"greatest(floor(100 * value / {target}), 0)"
    return f"CASE WHEN value >= {target} THEN 100 ELSE {part} END"


def _list_criteria() -> str:
    return " UNION ALL ".join(
        f"SELECT id, {number} AS place, {CRITERIA[measure][0]} AS weight,"
        f" CASE WHEN value IS NOT NULL THEN {_get_points(measure)} END AS points"
        f" FROM (SELECT id, coalesce(value, {0 if zero else 'NULL'}) AS value"
        f" FROM customer LEFT JOIN fact ON customer = id AND measure = '{measure}'"
        f") AS known"
        for number, measure in enumerate(CRITERIA)
        for zero in [measure in NOTHING_IS_ZERO]
    )


def _list_grades() -> str:
    return ", ".join(f"('{code}', {score})" for code, score in GRADES.items())


QUERY = f"""
    WITH owner AS MATERIALIZED ({OWNERS}), sold AS MATERIALIZED ({SOLD}),
         ordered AS MATERIALIZED ({ORDERED}), owed AS MATERIALIZED ({OWED}),
         document AS ({DOCUMENTS}), open AS MATERIALIZED ({OPEN}),
         overdue AS MATERIALIZED ({OVERDUE}), fact AS MATERIALIZED ({_list_facts()}),
         grade (code, min_score) AS (VALUES {_list_grades()}),
         customer AS (
             SELECT partner.id, had.code AS had,
                    since.value AS tenure
               FROM res_partner AS partner
               LEFT JOIN fact AS since
                 ON since.customer = partner.id AND since.measure = 'tenure'
               LEFT JOIN customer_grade AS had ON had.id =
                    (partner.customer_grade_id->>%(company)s::text)::int
              WHERE partner.id > {FIRST_ID} AND partner.id < 2 * {FIRST_ID}),
         point AS MATERIALIZED ({_list_criteria()}),
         total AS (
             SELECT id, array_agg(points::int ORDER BY place) AS points,
                    round(sum(weight * points)::numeric
                          / nullif(sum(weight) FILTER (WHERE points IS NOT NULL), 0), 2
                    ) AS score,
                    100.0 * sum(weight) FILTER (WHERE points IS NOT NULL)
                          / sum(weight) AS known
               FROM point GROUP BY id)
    SELECT id, points, score, CASE
               WHEN had IS NULL AND coalesce(tenure, 0) < {MIN_TENURE} THEN NULL
               WHEN coalesce(known, 0) < {MIN_DATA} THEN had
               WHEN score < kept.min_score AND score >= kept.min_score - {HYSTERESIS}
               THEN had
               ELSE (SELECT code FROM grade WHERE min_score <= score
                      ORDER BY min_score DESC LIMIT 1) END AS grade
      FROM customer JOIN total USING (id)
      LEFT JOIN grade AS kept ON kept.code = had
     ORDER BY id
"""
