from odoo import api, fields, models
from odoo.fields import Domain

from ..policy.approval import Level, find_blocked, get_signatures


class CustomerApprovalStep(models.Model):
    """Who can sign the steps of a document, and who is told that they can.

    Found when the document is submitted and at each signature, and again when
    offices, stand-ins or days change.
    """

    _inherit = "customer.approval.step"

    def _get_named_users(self):
        """Return who the level names today, whether they may sign or not."""
        self.ensure_one()
        Users = self.env["res.users"]
        if self.group_id:
            return Users._get_office_holders(self.group_id, self.company_id)
        colleagues = Users._get_customer_colleagues_domain(self.company_id)
        # sudo: whoever submits or signs need not be allowed to read colleagues
        return Users.sudo().search(colleagues & Domain("id", "in", self.user_ids.ids))

    def _get_spent_users(self):
        """Return whose name is under one of these steps."""
        signed = self.entry_ids.filtered(lambda e: e.action == "approved")
        return signed.user_id | signed.on_behalf_of_id

    def _get_missing_users(self, named=None):
        """Return whose signature the step can still take, stand-ins left aside.

        :param named: who the level names, if that is known already
        """
        named = self._get_named_users() if named is None else named
        return named - self._get_spent_users() if self.needs_all else named

    def _refresh_signers(self):
        """Find anew who can sign the steps of each document, and who is told.

        Steps that nobody can sign are marked, and the service manager is alerted once.
        """
        # sudo: what waits for whom is worked out whoever caused it
        running = self.sudo().filtered(lambda s: s.state in ("waiting", "open"))
        named, stand_ins = running._find_named_users(), running._find_stand_ins()
        for document, steps in running._group_by_document():
            facts = document._get_approval_facts(stand_ins.get(document.company_id))
            levels = []
            for step in steps:
                missing = frozenset(step._get_missing_users(named[step]).ids)
                levels.append(Level(missing, step.needs_all))
                signatures = get_signatures(missing, facts)
                step._stamp_signers({signature.user for signature in signatures})
            blocked = find_blocked(levels, facts)
            document._note_blocked(steps, [steps[position] for position in blocked])

    def _find_named_users(self) -> dict:
        """Return who each step names, found once for all steps that name the same."""
        named = {}
        for steps in self.grouped(
            lambda s: (s.company_id, s.group_id, s.user_ids)
        ).values():
            named |= dict.fromkeys(steps, steps[0]._get_named_users())
        return named

    def _find_stand_ins(self) -> dict:
        """Return who stands in for whom today, by company."""
        Delegation = self.env["customer.approval.delegation"]
        return {
            company: Delegation._get_stand_ins(company) for company in self.company_id
        }

    def _group_by_document(self):
        """Yield each document and its steps; the documents of a model read together."""
        for model, steps in self.grouped("res_model").items():
            steps_by_id = steps.sorted(lambda s: (s.sequence, s.id)).grouped("res_id")
            documents = self.env[model].browse(sorted(steps_by_id)).exists()
            # read at once what is asked of each: filtered records are read alone
            documents.mapped("approval_step_ids.entry_ids.user_id")
            for document in documents:
                yield document, steps_by_id[document.id]

    def _stamp_signers(self, user_ids: set[int]):
        if set(self.signer_ids.ids) == user_ids:
            return
        former = self.signer_ids
        self._in_transition().signer_ids = [fields.Command.set(sorted(user_ids))]
        if self.state == "open":
            self._tell_signers(former, has_mail=False)

    def _open_step(self):
        """Ask whoever can sign the step to do so."""
        self._in_transition().write(
            {"state": "open", "opened_at": fields.Datetime.now()}
        )
        self._tell_signers(self.signer_ids.browse())

    def _close_step(self, state: str):
        self._in_transition().write(
            {"state": state, "closed_at": fields.Datetime.now(), "is_blocked": False}
        )
        self._notify_systray(self.signer_ids)

    def _tell_signers(self, former, has_mail: bool = True):
        """Give the activity to who can sign, and take it from who cannot any more.

        :param has_mail: whether Odoo may send a mail with it; not when somebody gets
            an office, or stands in, and with it all that waits there (G9)
        """
        quiet = {} if has_mail else {"mail_activity_quick_update": True}
        document = self._get_document().with_context(**quiet)
        document._unlink_signing_activities(former - self.signer_ids)
        document._schedule_signing_activities(self.signer_ids - former)
        self._notify_systray(former | self.signer_ids)

    @api.model
    def _notify_systray(self, users):
        for user in users:
            user._bus_send("customer_followup.approval", {})

    @api.model
    def _get_running_domain(self) -> Domain:
        return Domain("state", "in", ("waiting", "open"))

    @api.model
    def _refresh_running(self, companies=None):
        """Find anew who can sign what is running, after a change of people."""
        domain = self._get_running_domain()
        if companies:
            domain &= Domain("company_id", "in", companies.ids)
        # sudo: documents of everybody
        self.sudo().search(domain)._refresh_signers()

    @api.model
    def _refresh_before_commit(self):
        """Find anew who can sign, once, when all changes of people are made."""
        precommit = self.env.cr.precommit
        if not precommit.data.get("customer_approval_refresh"):
            precommit.data["customer_approval_refresh"] = True
            precommit.add(self._refresh_running)
