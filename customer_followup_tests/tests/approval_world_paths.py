"""Ways to other credit terms without a signature, as a user would try them.

The whole list of ways, each by every role, is in ``test_credit_guard*.py``; these are
mixed with requests and signatures.
"""

FORGED = {"customer_credit_terms": True, "customer_transition": True}


def write_limit(customer, term):
    customer.write({"credit_limit": 99000.0, "use_partner_credit_limit": True})


def write_term(customer, term):
    customer.write({"property_payment_term_id": term.id})


def write_with_a_forged_context(customer, term):
    customer.with_context(**FORGED).write({"credit_limit": 99000.0})


def write_as_superuser(customer, term):
    customer.sudo().write(
        {"credit_limit": 99000.0, "property_payment_term_id": term.id}
    )


def create(customer, term):
    customer.create({"name": "New", "customer_rank": 1, "credit_limit": 99000.0})


def create_contact(customer, term):
    customer.create(
        {"name": "Ms Lin", "parent_id": customer.id, "credit_limit": 99000.0}
    )


def copy(customer, term):
    customer.copy({"property_payment_term_id": term.id})


def load(customer, term):
    customer.load([".id", "credit_limit"], [[str(customer.id), "99000"]])


def set_default(customer, term):
    customer.env["ir.default"].set(
        "res.partner", "credit_limit", 99000.0, company_id=customer.env.company.id
    )


def set_default_of_all(customer, term):
    customer.env["ir.default"].sudo().set(
        "res.partner", "property_payment_term_id", term.id
    )


def unlink_requests(customer, term):
    requests = customer.env["customer.credit.request"]
    requests.search([("partner_id", "=", customer.id)]).with_context(
        _force_unlink=True
    ).unlink()


PATHS = {
    name: path
    for name, path in list(globals().items())
    if callable(path) and not name.startswith("_")
}
