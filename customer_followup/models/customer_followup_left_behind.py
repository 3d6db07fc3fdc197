from odoo import api, models

from .customer_followup import OPEN_STATES


class CustomerFollowup(models.Model):
    """Contacts of people who do not work here any more are not left behind."""

    _inherit = "customer.followup"

    @api.model
    def _leave_nothing_behind(self, company):
        """Give the open contacts of who was archived, or moved away, to others."""
        staff = self.env["res.users"]._get_customer_staff(company)
        # sudo: the work of all of them
        left = self.sudo().search(
            [
                ("company_id", "=", company.id),
                ("state", "in", OPEN_STATES),
                ("user_id", "!=", False),
                ("user_id", "not in", staff.ids),
            ]
        )
        free = left.try_lock_for_update(allow_referencing=True)
        free._give_to_heirs(company, staff)  # the others in the next run

    def _give_to_heirs(self, company, staff):
        """Give contacts of who has left to others, and say so in their logs.

        To the superior; without one to the customer's specialist or the person in the
        settings; without any of them to nobody, where the supervisors see it.

        :param staff: who can make contacts in ``company``
        """
        left = self.with_company(company).with_context(lang=company.partner_id.lang)
        heirs = {f.id: f._get_heir(company, staff) for f in left}
        bodies = {f.id: f._describe_heir(heirs[f.id]) for f in left}
        inherited = left.filtered(lambda f: heirs[f.id])
        inherited._hand_over({id_: heirs[id_].id for id_ in inherited.ids})
        if orphaned := left - inherited:
            orphaned.user_id = False
        left._message_log_batch(bodies=bodies)

    def _get_heir(self, company, staff):
        """Return who makes the contact instead of who has left; may be nobody."""
        candidates = (
            *self.user_id._get_customer_superiors(),
            self.partner_id.customer_specialist_id,
            company.customer_followup_user_id,
        )
        return next((user for user in candidates if user in staff), staff.browse())

    def _describe_heir(self, heir) -> str:
        if heir:
            return self.env._(
                "%(left)s does not look after customers here any more. %(heir)s makes "
                "this contact.",
                left=self.user_id.name,
                heir=heir.name,
            )
        return self.env._(
            "%(left)s does not look after customers here any more, and there is no "
            "superior. Give this contact to somebody.",
            left=self.user_id.name,
        )


class ResUsers(models.Model):
    _inherit = "res.users"

    def action_archive(self):
        # Odoo deletes the activities of who is archived, and those of contacts stay
        self.check_access("write")
        # sudo: the work of who leaves
        followups = self.env["customer.followup"].sudo()
        left = followups.search(
            [("user_id", "in", self.ids), ("state", "in", OPEN_STATES)]
        )
        for company, contacts in left.grouped("company_id").items():
            staff = self._get_customer_staff(company)
            contacts._give_to_heirs(company, staff - self)
        return super().action_archive()
