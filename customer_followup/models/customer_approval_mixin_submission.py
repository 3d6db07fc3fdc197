from odoo import fields, models
from odoo.exceptions import UserError

from ..tools.fingerprint import get_fingerprint, to_plain


class CustomerApprovalMixin(models.AbstractModel):
    """The submission of a document: what is frozen, who is asked, what is logged."""

    _inherit = "customer.approval.mixin"

    def action_submit(self):
        """Ask for the signatures of the route that fits (CRD-1).

        :raise UserError: something is missing, or no route fits
        """
        for document in self:
            document._check_submittable()
            route = self.env["customer.approval.route"]._find_for(document)
            if not route:
                raise UserError(document._get_no_route_refusal())
            document._transition(
                "submit",
                {
                    "requester_id": self.env.uid,
                    "submitted_at": fields.Datetime.now(),
                    "approval_round": document.approval_round + 1,
                    "approval_decision_count": document.approval_decision_count + 1,
                },
            )
            document._on_submitted()
            document._log_decision("submitted", values=document._get_signed_values())
            document._make_steps(route)
            document._unlink_asked_back_activities()

    def _get_no_route_refusal(self) -> str:
        return self.env._(
            "Nobody has laid down who signs %(name)s, so it cannot be submitted. Ask "
            "the service manager for a route under Configuration > Policies > "
            "Approval Routes.",
            name=self.display_name,
        )

    def _make_steps(self, route):
        """Make the steps of the route, and open the first one."""
        # sudo: nobody has the right to write steps
        Step = self.env["customer.approval.step"].sudo()._in_transition()
        steps = Step.create(
            [
                {
                    "res_model": self._name,
                    "res_id": self.id,
                    "document": self.display_name,
                    "company_id": self.company_id.id,
                    "requester_id": self.requester_id.id,
                    "round": self.approval_round,
                    **level._prepare_step_vals(self),
                }
                for level in route.level_ids
            ]
        )
        self.invalidate_recordset(["approval_step_ids"])
        steps._refresh_signers()
        steps[0]._open_step()

    def _get_steps(self):
        """Return the steps of the last submission, in the order they are signed."""
        return self.approval_step_ids.filtered(
            lambda s: s.round == self.approval_round
        ).sorted(lambda s: (s.sequence, s.id))

    def _get_open_step(self):
        return self._get_steps().filtered(lambda s: s.state == "open")

    def _get_signed_values(self) -> dict:
        """Return what the signatures cover, as the log keeps it."""
        # sudo: the fingerprint is the same for everybody, whoever may read the fields
        (values,) = self.sudo().read(sorted(self._get_signed_fields()), load=False)
        return to_plain(values)

    def _log_decision(self, action: str, step=None, **vals):
        """Add a line to the log, in the transaction of the decision.

        :param vals: further fields of ``customer.approval.entry``
        """
        # the log is read by auditors of the company, in the company's language
        lang = self.company_id.partner_id.lang
        return self.env["customer.approval.entry"]._append(
            self,
            action,
            self.company_id,
            step_id=step and step.id,
            level=step and step.level_id.with_context(lang=lang).name,
            value_hash=get_fingerprint(self._get_signed_values()),
            **vals,
        )
