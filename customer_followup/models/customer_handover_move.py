from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools.bulk_insert import bulk_insert
from .customer_followup import OPEN_STATES

QUIET = {"mail_auto_subscribe_no_notify": True}  # one message, not one for each case


class CustomerHandover(models.Model):
    """What is moved, remembered record by record, however many there are."""

    _inherit = "customer.handover"

    def _start(self):
        """Move everything to the successor, and remember it for the return."""
        # sudo: the work of a colleague, which supervisors hand over but need not see
        customers = self._find_customers().sudo()
        followups = self._find_followups(customers).sudo()
        cases = self._find_cases().sudo()
        self._move_customers(customers, self.to_user_id)
        followups._hand_over(dict.fromkeys(followups.ids, self.to_user_id.id))
        self._move_cases(cases, self.to_user_id)
        levels = self._replace_signer()
        self._remember("customer", customers, customers.mapped("name"))
        self._remember("followup", followups, followups.mapped("name"))
        self._remember("case", cases, cases.mapped("number"))
        self._remember("approval", levels, levels.mapped("name"))
        if not self.date_until:
            customers._plan_talks()
        now = fields.Datetime.now()
        if self.date_until:
            self._transition("start", {"started_at": now, "problem": False})
        else:
            done = {"started_at": now, "ended_at": now, "problem": False}
            self._transition("finish", done)
        self._tell_successor()

    def _find_customers(self):
        """Return the customers of the person, locked.

        :raise UserError: somebody else is saving one of them right now
        """
        Partner = self.env["res.partner"].with_company(self.company_id)
        if not self.has_customers:
            return Partner
        # sudo: all of them, also those of a class that the supervisor does not see
        customers = Partner.sudo().search_fetch(
            Partner._get_customer_domain(self.company_id)
            & Domain("customer_specialist_id", "=", self.from_user_id.id),
            ["name", "customer_specialist_id"],
            order="id",
        )
        if customers - customers.try_lock_for_update(allow_referencing=True):
            raise UserError(
                self.env._(
                    "Somebody else is saving one of the customers right now. Try "
                    "again in a moment."
                )
            )
        return customers

    def _find_followups(self, customers):
        """Return what has to be done: for these customers, and for all if so chosen.

        What is contacted but not recorded stays with who made the contact, unless
        that person leaves.
        """
        # sudo: only where the other one works
        companies = self.sudo().to_user_id.company_ids
        followups = customers._get_followups_of_specialist().filtered(
            lambda f: f.company_id in companies
        )
        if self.has_followups:
            states = ("planned", "scheduled") if self.date_until else OPEN_STATES
            # sudo: the work of a colleague
            followups |= followups.sudo().search(
                [
                    ("company_id", "=", self.company_id.id),
                    ("user_id", "=", self.from_user_id.id),
                    ("state", "in", states),
                ]
            )
        return followups

    def _find_cases(self):
        # sudo: the work of a colleague
        Ticket = self.env["helpdesk.ticket"].sudo()
        if not self.has_cases:
            return Ticket
        return Ticket.search(
            [
                ("company_id", "=", self.company_id.id),
                ("user_id", "=", self.from_user_id.id),
                ("stage_id.closed", "=", False),
            ],
            order="id",
        )

    def _move_customers(self, customers, user):
        customers._give_to(dict.fromkeys(customers.ids, user.id))

    def _move_cases(self, cases, user):
        if cases:
            cases.with_context(**QUIET).write({"user_id": user.id})

    def _remember(self, kind: str, records, names: list[str]):
        bulk_insert(
            # sudo: nobody writes the lines by hand
            self.env["customer.handover.line"].sudo(),
            [
                {"res_id": id_, "res_name": name}
                for id_, name in zip(records.ids, names, strict=True)
            ],
            {
                "handover_id": self.id,
                "company_id": self.company_id.id,
                "res_model": records._name,
                "kind": kind,
                "outcome": "moved",
            },
        )
        self.invalidate_recordset(["line_ids", "moved_summary"])

    def _describe_lines(self) -> str:
        """Return in words how many records were moved, and what became of them."""
        Line = self.env["customer.handover.line"]
        kinds, outcomes = (
            dict(Line._fields[name]._description_selection(self.env))
            for name in ("kind", "outcome")
        )
        # sudo: how many there are is no secret for who reads the handover
        groups = Line.sudo()._read_group(
            [("handover_id", "=", self._origin.id)], ["kind", "outcome"], ["__count"]
        )
        return "\n".join(
            f"{kinds[kind]}: {count} ({outcomes[outcome]})"
            for kind, outcome, count in groups
        )

    def _tell_successor(self):
        """Tell the successor once what there is to do, and until when."""
        text = (
            self.env._(
                "You stand in for %(user)s until %(day)s. What was handed over to "
                "you:\n%(summary)s",
                user=self.from_user_id.sudo().name,
                day=fields.Date.to_string(self.date_until),
                summary=self._describe_lines(),
            )
            if self.date_until
            else self.env._(
                "You take over from %(user)s. What was handed over to you:\n"
                "%(summary)s",
                user=self.from_user_id.sudo().name,
                summary=self._describe_lines(),
            )
        )
        self._tell(self.to_user_id, text)

    def _tell(self, user, text: str):
        # sudo: a colleague's address
        self.message_post(body=text, partner_ids=user.sudo().partner_id.ids)
