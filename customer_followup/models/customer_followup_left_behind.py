from odoo import api, models

from .customer_followup import OPEN_STATES


class CustomerFollowup(models.Model):
    """Contacts of people who do not work here any more are not left behind."""

    _inherit = "customer.followup"

    @api.model
    def _leave_nothing_behind(self, company):
        """Give the open contacts of who was archived, or moved away, to others.

        To the superior; without one to the customer's specialist or the person in the
        settings; without any of them to nobody, where the supervisors see it.
        """
        # sudo: who works here, and the work of all of them
        User = self.env["res.users"].sudo()
        staff = User.search(User._get_customer_staff_domain(company))
        left = self.sudo().search(
            [
                ("company_id", "=", company.id),
                ("state", "in", OPEN_STATES),
                ("user_id", "!=", False),
                ("user_id", "not in", staff.ids),
            ]
        )
        left = left.try_lock_for_update(allow_referencing=True)  # or the next run
        left = left.with_context(lang=company.partner_id.lang)
        heirs = {
            followup.id: followup._get_heir(company, staff).id for followup in left
        }
        bodies = {f.id: f._describe_heir(User.browse(heirs[f.id])) for f in left}
        inherited = left.filtered(lambda f: heirs[f.id])
        inherited._hand_over({id_: heirs[id_] for id_ in inherited.ids})
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
