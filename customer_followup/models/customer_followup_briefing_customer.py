from datetime import timedelta

from odoo import api, models
from odoo.tools import format_date, html2plaintext

from ..tools.briefing import Line, join, join_address, shorten

BASICS = (
    "customer_dossier_number",
    "customer_dossier_state",
    "customer_grade_id",
    "customer_specialist_id",
    "user_id",
    "customer_care_by",
    "industry_id",
    "vat",
    "website",
)
PEOPLE = 30
"""So many persons of a customer on a page; the customer's form has all of them."""


class CustomerFollowup(models.Model):
    """The briefing: whom one talks to, what they need, which papers run out."""

    _inherit = "customer.followup"

    def _brief_basics(self) -> list[Line] | None:
        partner = self.partner_id
        if not partner.has_access("read"):
            return None
        first = Line(
            partner.name,
            detail=join_address(partner),
            phone=partner.phone or "",
            email=partner.email or "",
        )
        return [first] + [
            Line(partner._fields[name]._description_string(self.env), value=value)
            for name in BASICS
            if (value := self._brief_field(partner, name))
        ]

    def _brief_contacts(self) -> list[Line] | None:
        """Return the persons, those with a role first (DOS-7)."""
        if not self._can_brief("res.partner"):
            return None
        people = self.env["res.partner"].search(
            [
                ("commercial_partner_id", "=", self.partner_id.id),
                ("id", "!=", self.partner_id.id),
                ("is_company", "=", False),
                ("type", "in", ["contact", "other"]),
            ],
            limit=PEOPLE,
        )
        return [
            self._brief_person(person)
            for person in people.sorted(self._get_briefing_rank)
        ]

    @api.model
    def _get_briefing_rank(self, person) -> tuple:
        roles = person.customer_contact_role_ids
        first = min(roles.mapped("sequence"), default=None)
        return first is None, first or 0, person.name or ""

    @api.model
    def _brief_person(self, person) -> Line:
        return Line(
            person.name or person.display_name,
            detail=join(
                ", ".join(person.customer_contact_role_ids.mapped("name")),
                person.function,
                self._brief_field(person, "customer_hobbies"),
                self._brief_birthday(person),
            ),
            value=self._brief_field(person, "customer_relationship"),
            phone=person.phone or "",
            email=person.email or "",
        )

    @api.model
    def _brief_birthday(self, person) -> str:
        birthday = self._brief_field(person, "customer_birthday_next")
        return birthday and self.env._("birthday %(day)s", day=birthday)

    def _brief_needs(self) -> list[Line] | None:
        """Return what the customer wants, and what colleagues noted."""
        if not self.partner_id.has_access("read"):
            return None
        lines = []
        if self._can_brief("customer.wish"):
            wishes = self.env["customer.wish"].search(
                [("partner_id", "=", self.partner_id.id), ("state", "=", "open")]
            )
            lines = [
                Line(
                    self.env._("Wish: %(goods)s", goods=wish.product_id.display_name),
                    detail=shorten(wish.note),
                    value=f"{wish.quantity:g} {wish.product_uom_id.name}",
                )
                for wish in wishes
            ]
        note = html2plaintext(self.partner_id.comment or "").strip()
        if note:
            lines.append(Line(self.env._("Notes"), detail=shorten(note, 1000)))
        return lines

    def _brief_documents(self) -> list[Line] | None:
        """Return the papers to ask for when one is there anyway (DOS-4)."""
        if not self._can_brief("customer.document"):
            return None
        today = self.company_id._get_customer_today()
        documents = self.env["customer.document"].search(
            [
                ("partner_id", "=", self.partner_id.id),
                ("state", "=", "verified"),
            ]
        )
        kept = {
            type_: papers.filtered(lambda paper: not paper.date_expiry)[:1]
            or papers.sorted("date_expiry")[-1:]
            for type_, papers in documents.grouped("type_id").items()
        }
        lines = [
            Line(type_.name, value=self.env._("missing"), is_urgent=True)
            for type_ in self.partner_id.customer_missing_type_ids - documents.type_id
        ]
        for type_, paper in kept.items():
            notice = timedelta(days=type_.remind_days)
            if paper.date_expiry and paper.date_expiry - notice <= today:
                lines.append(
                    Line(
                        type_.name,
                        detail=paper.number or "",
                        value=format_date(self.env, paper.date_expiry),
                        is_urgent=paper.date_expiry < today,
                    )
                )
        return lines
