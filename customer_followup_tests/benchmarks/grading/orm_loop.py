"""The obvious way: for each customer, search for its records and add them up."""

from datetime import date
from types import SimpleNamespace

from dateutil.relativedelta import relativedelta


def assess_by_records(scheme, partner, today: date):
    """Assess one customer by its records; nothing is stored."""
    facts = _get_facts(partner, today)
    policy = scheme._get_policy()
    measures = {c.id: c.measure for c in scheme.criterion_ids}
    values = [facts[measures[c.criterion_id]] for c in policy.criteria]
    known = SimpleNamespace(
        values=values, tenure_months=facts["tenure"], current_grade_id=None
    )
    return scheme._assess(policy, known)


def _get_facts(partner, today: date) -> dict[str, float | None]:
    year_ago, two_years_ago = (today - relativedelta(years=n) for n in (1, 2))
    invoices = partner.env["account.move"].search(
        [
            ("commercial_partner_id", "=", partner.id),
            ("move_type", "in", ("out_invoice", "out_refund")),
            ("state", "=", "posted"),
        ]
    )
    orders = partner.env["sale.order"].search(
        [("partner_id", "child_of", partner.id), ("state", "=", "sale")]
    )
    recent = invoices.filtered(lambda i: i.invoice_date > year_ago)
    before = invoices.filtered(lambda i: two_years_ago < i.invoice_date <= year_ago)
    revenue, base = (sum(i.mapped("amount_untaxed_signed")) for i in (recent, before))
    days = [order.date_order.date() for order in orders]
    age = relativedelta(today, min(days)) if days else None
    return {
        "revenue": revenue,
        "growth": 100 * (revenue - base) / base if base else None,
        "order_count": sum(day > year_ago for day in days),
        "recency": (today - max(days)).days if days else None,
        "margin": _get_margin(recent),
        "tenure": 12 * age.years + age.months if age else None,
        "wallet_share": partner.customer_wallet_share or None,
        **_get_payment_facts(invoices, recent, today),
    }


def _get_margin(invoices) -> float | None:
    lines = invoices.invoice_line_ids.filtered("product_id")
    revenue = -sum(lines.mapped("balance"))
    cost = sum(line.quantity * line.product_id.standard_price for line in lines)
    return 100 * (revenue - cost) / revenue if revenue else None


def _get_payment_facts(invoices, recent, today: date) -> dict[str, float | None]:
    debts = invoices.line_ids.filtered("date_maturity")
    late = debts.filtered(lambda d: not d.reconciled and d.date_maturity < today)
    paid = debts.filtered(lambda d: d.reconciled and d.move_id in recent)
    delays = [
        max((max(d.matched_credit_ids.mapped("max_date")) - d.date_maturity).days, 0)
        for d in paid
    ]
    return {
        "payment_delay": sum(delays) / len(delays) if delays else None,
        "overdue_amount": sum(late.mapped("amount_residual")),
        "overdue_days": max((today - d.date_maturity).days for d in late)
        if late
        else 0,
    }
