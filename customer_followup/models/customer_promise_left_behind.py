from odoo import api, models


class CustomerPromise(models.Model):
    """Promises of people who do not work here any more are kept by others."""

    _inherit = "customer.promise"

    @api.model
    def _find_open(self, domain):
        # sudo: the promises of all colleagues
        return self.sudo().search([("state", "=", "open"), *domain])

    def _give_to_heirs(self, gone):
        """Give promises of who has left to the superior, or to the specialist.

        Without either of them to nobody, where the supervisors see them.

        :param gone: users who have left
        """
        for promise in self:
            promise.user_id = promise._get_heir(gone)

    def _get_heir(self, gone):
        staff = self.env["res.users"]._get_customer_colleagues(self.company_id)
        candidates = (
            *self.user_id._get_customer_superiors(),
            self.partner_id.customer_specialist_id,
            self.company_id.customer_followup_user_id,
        )
        heirs = (user for user in candidates if user in staff - gone)
        return next(heirs, staff.browse())


class ResUsers(models.Model):
    _inherit = "res.users"

    def action_archive(self):
        # Odoo deletes the activities of who is archived, and promises stay
        self.check_access("write")
        promises = self.env["customer.promise"]._find_open(
            [("user_id", "in", self.ids)]
        )
        promises._give_to_heirs(self)
        return super().action_archive()


class CustomerFollowup(models.Model):
    _inherit = "customer.followup"

    @api.model
    def _leave_nothing_behind(self, company):
        result = super()._leave_nothing_behind(company)
        Users = self.env["res.users"]
        staff = Users._get_customer_colleagues(company)
        left = self.env["customer.promise"]._find_open(
            [
                ("company_id", "=", company.id),
                ("user_id", "!=", False),
                ("user_id", "not in", staff.ids),
            ]
        )
        free = left.try_lock_for_update(allow_referencing=True)
        free._give_to_heirs(Users)  # the others in the next run
        return result


class CustomerHandover(models.Model):
    _inherit = "customer.handover"

    def _move_customers(self, customers, user):
        result = super()._move_customers(customers, user)
        if not self.date_until:
            promises = self.env["customer.promise"]._find_open(
                [
                    ("partner_id", "in", customers.ids),
                    ("user_id", "=", self.from_user_id.id),
                ]
            )
            promises.write({"user_id": user.id})
        return result
