"""Whether a customer's order fits into the credit the company gives.

Pure functions: facts in, a decision with its reasons out. Nothing here reads a
database, a clock or a setting. All amounts are in the company's currency.
"""

import math
from dataclasses import dataclass

NOISE_DIGITS = 6  # of a step; what is left of binary fractions, not money


@dataclass(frozen=True, slots=True)
class CreditFigures:
    """What a customer owes and will owe.

    :param receivable: posted and not paid; what was paid too much lowers it
    :param not_invoiced: ordered and not yet on a posted invoice
    :param overdue_amount: part of the receivable that is past its due date
    :param overdue_days: age of its oldest part, counted from the due date
    """

    receivable: float = 0.0
    not_invoiced: float = 0.0
    overdue_amount: float = 0.0
    overdue_days: int = 0

    @property
    def exposure(self) -> float:
        """What the company loses if the customer never pays again."""
        return self.receivable + self.not_invoiced


@dataclass(frozen=True, slots=True)
class PaymentBehaviour:
    """How a customer paid the invoices of the last twelve months.

    :param invoice_count: invoices that are paid or past their due date
    :param on_time_percent: share of them paid by the due date, 0 to 100
    :param average_days_late: over all of them; on time counts as 0
    :param days_sales_outstanding: receivable in days of sales; ``None`` without sales
    """

    invoice_count: int = 0
    on_time_percent: float = 0.0
    average_days_late: float = 0.0
    days_sales_outstanding: float | None = None


@dataclass(frozen=True, slots=True)
class CreditTerms:
    """What the company allows a customer.

    :param limit: the credit limit; without meaning unless ``is_limited``
    :param overdue_tolerance_days: an older debt stops orders …
    :param overdue_tolerance_amount: … when more than this is overdue
    :param smallest_unit: of the currency; half of it is no excess
    """

    limit: float = 0.0
    is_limited: bool = False
    overdue_tolerance_days: int = 0
    overdue_tolerance_amount: float = 0.0
    smallest_unit: float = 0.01


@dataclass(frozen=True, slots=True)
class LimitExceeded:
    """The order needs more credit than is left.

    :param excess: by how much the limit would be exceeded
    :param headroom: what was left before the order
    """

    excess: float
    headroom: float


@dataclass(frozen=True, slots=True)
class DebtOverdue:
    """The customer is late with more than the company tolerates."""

    amount: float
    days: int


@dataclass(frozen=True, slots=True)
class CreditCheck:
    """The decision about an order, and what it was made from."""

    figures: CreditFigures
    terms: CreditTerms
    order_amount: float
    reasons: tuple[LimitExceeded | DebtOverdue, ...] = ()

    @property
    def is_passed(self) -> bool:
        """Does nothing stand against the order?"""
        return not self.reasons


def check_order(
    figures: CreditFigures, terms: CreditTerms, order_amount: float
) -> CreditCheck:
    """Decide whether a customer gets the credit that an order needs (CRD-2).

    What adds nothing to the debt, such as a replacement free of charge, always
    passes. What cannot be compared, such as a limit that is no number, does not.

    :param figures: without the order
    :param order_amount: what the order adds to the exposure

    >>> terms = CreditTerms(limit=1000, is_limited=True)
    >>> check_order(CreditFigures(receivable=900), terms, 100).is_passed
    True
    >>> check_order(CreditFigures(receivable=900), terms, 150).reasons
    (LimitExceeded(excess=50.0, headroom=100.0),)
    """
    reasons: list[LimitExceeded | DebtOverdue] = []
    if order_amount > 0 or math.isnan(order_amount):
        if terms.is_limited:
            excess = figures.exposure + order_amount - terms.limit
            if not excess <= terms.smallest_unit / 2:  # so that NaN does not pass
                reasons.append(LimitExceeded(excess, terms.limit - figures.exposure))
        if _is_overdue(figures, terms):
            reasons.append(DebtOverdue(figures.overdue_amount, figures.overdue_days))
    return CreditCheck(figures, terms, order_amount, tuple(reasons))


def _is_overdue(figures: CreditFigures, terms: CreditTerms) -> bool:
    return (
        figures.overdue_days > terms.overdue_tolerance_days
        and figures.overdue_amount > terms.overdue_tolerance_amount
    )


def get_headroom(figures: CreditFigures, terms: CreditTerms) -> float | None:
    """Return what the customer may still order; ``None`` when nothing limits it."""
    return terms.limit - figures.exposure if terms.is_limited else None


def round_headroom(amount: float, step: float) -> float:
    """Return an amount for people who do not see the books: down to a full step.

    Down for both signs: nobody promises a customer more than there is.

    :param step: 0 leaves the amount as it is

    >>> round_headroom(3999.99, 1000), round_headroom(999, 1000)
    (3000, 0)
    >>> round_headroom(-1, 1000)
    -1000
    """
    if not math.isfinite(amount):
        return 0
    if not step > 0:
        return amount
    return math.floor(round(amount / step, NOISE_DIGITS)) * step
