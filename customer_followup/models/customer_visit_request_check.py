from odoo import models
from odoo.exceptions import UserError

from .customer_visit_request_line import GIFT_KINDS

BEFORE = ("planned", "scheduled")
"""States of a visit that is still to come."""


class CustomerVisitRequest(models.Model):
    """What a request has to be at its submission and at each signature (VIS-7).

    Visits are made, cancelled and given to others while a request is open, people are
    archived: whoever signs then is told what has changed.
    """

    _inherit = "customer.visit.request"

    def _check_submittable(self):
        self._check_starts("submit")
        self._check_owner()
        self._check_lines()
        self._check_visit()
        self._check_recipients()
        result = super()._check_submittable()
        # before a route is looked for: its condition may ask for it
        self._freeze_gift_check()
        return result

    def _check_signable(self):
        self._check_visit()
        self._check_recipients()
        self._check_gift_ceiling()
        return super()._check_signable()

    def _check_lines(self):
        """Refuse what nobody can decide about.

        :raise UserError: names what is missing
        """
        if not self.line_ids:
            raise UserError(
                self.env._(
                    "Write down what is needed for the visit: an item to carry, a "
                    "cost, a gift or entertainment."
                )
            )
        for line in self.line_ids:
            if line.kind != "item" and not line.amount:
                raise UserError(
                    self.env._(
                        "What does %(what)s cost? Whoever signs decides about the "
                        "amount.",
                        what=line.description,
                    )
                )

    def _check_visit(self):
        """Refuse to prepare a visit that is over.

        :raise UserError: says what became of the visit
        """
        # sudo: the visit may have gone where the user cannot follow
        visit = self.sudo().followup_id
        if visit.state in BEFORE:
            return
        states = dict(visit._fields["state"]._description_selection(self.env))
        raise UserError(
            self.env._(
                "What a visit needs is decided before it, and %(visit)s is %(state)s "
                "already. Refuse or cancel %(name)s, and plan another visit for what "
                "is still needed.",
                visit=visit.name,
                state=states[visit.state],
                name=self.display_name,
            )
        )

    def _check_recipients(self):
        """Refuse gifts for people who have left, or who are at another customer now.

        :raise UserError: names the person
        """
        for line in self.sudo().line_ids:  # sudo: see _check_visit
            person = line.recipient_id
            if line.kind in GIFT_KINDS and not person.active:
                raise UserError(
                    self.env._(
                        "%(person)s is archived. Restore the contact first, or take "
                        "%(what)s out.",
                        person=person.name,
                        what=line.description,
                    )
                )
            line._check_is_person_of_customer()
