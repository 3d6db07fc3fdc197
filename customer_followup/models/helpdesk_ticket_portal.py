from odoo import fields, models
from odoo.exceptions import UserError

from ..policy.portal_case import CaseFacts, clean_text, tell_status

LONGEST_ANSWER = 2_000


class HelpdeskTicket(models.Model):
    """What a customer reads of a case in the portal, and does with it (CMP-6, CMP-9).

    Its status in plain words, the day we promised, the own files; and, when it is
    carried out, whether the customer is satisfied. Nothing of how it is handled here.
    """

    _inherit = "helpdesk.ticket"

    customer_promised_date = fields.Date(
        "Promised for",
        tracking=True,
        copy=False,
        help="The day that the customer was told. The customer reads it in the portal.",
    )

    def _get_portal_status(self) -> str:
        """Return the status that the customer reads, see the policy."""
        # sudo: facts about the case that the customer only gets the sum of
        ticket = self.sudo()
        return tell_status(
            CaseFacts(
                is_closed=ticket.closed,
                is_begun=bool(
                    ticket.customer_decided_at
                    or ticket.customer_contacted_at
                    or ticket.customer_validity in ("valid", "partly", "invalid")
                    or (ticket.stage_id and not ticket.unattended)
                ),
                is_answered=bool(ticket.customer_answered_at),
                round_state=ticket._get_open_round().state or None,
            )
        )

    def _get_portal_status_words(self) -> dict[str, tuple[str, str]]:
        """Return each status in a few words, and in a sentence."""
        return {
            "received": (
                self.env._("Received"),
                self.env._("We have your message and will look at it."),
            ),
            "looking": (
                self.env._("We look into it"),
                self.env._("We are finding out what happened and what helps you."),
            ),
            "answered": (
                self.env._("Answered"),
                self.env._("We have written to you, and we will call you."),
            ),
            "carrying": (
                self.env._("We carry it out"),
                self.env._("We have a proposal and are carrying it out."),
            ),
            "confirm": (
                self.env._("Are you satisfied?"),
                self.env._("It is done. Please tell us whether you are satisfied."),
            ),
            "closed": (self.env._("Closed"), self.env._("This case is closed.")),
        }

    def _get_portal_files(self):
        """Return the files that the customer has handed in."""
        # sudo: those of colleagues are among them, and nobody else's
        files = self.sudo().customer_file_ids | self.sudo().attachment_ids
        return files.filtered(lambda file: file.create_uid.share)

    # What the customer does -----------------------------------------------------------

    def _is_portal_customer(self) -> bool:
        """Is the user somebody of the customer whose case it is?"""
        user = self.env.user
        # sudo: whose case it is
        customer = self.sudo().commercial_partner_id
        return bool(
            user.share
            and customer
            and customer == user.partner_id.commercial_partner_id
        )

    def _get_portal_stages(self):
        """Return the stages that the user may close the case with."""
        # sudo: portal users know no teams
        ticket = self.sudo()
        if ticket.closed or ticket._has_rounds():
            return ticket.stage_id.browse()
        stages = ticket.team_id.with_company(ticket.company_id)._get_applicable_stages()
        return stages.filtered("close_from_portal")

    def _close_from_portal(self, stage_id: int) -> bool:
        """Close a case as its customer, or as who may write it.

        :return: whether it could be closed so: not a complaint that is handled in
            rounds, nor by a stage that is not meant for it
        :raise AccessError: the case is somebody else's
        """
        self.check_access("read")
        if not self._is_portal_customer():
            self.check_access("write")
        stage = self._get_portal_stages().filtered(lambda s: s.id == stage_id)
        if stage:
            # sudo: customers write no cases, but they may say that one is done
            self.sudo().stage_id = stage
        return bool(stage)

    def _answer_from_portal(self, satisfied, comment) -> str:
        """Take what the customer says after the case was carried out (CMP-9).

        :param satisfied: ``yes`` or ``no``
        :param comment: what was written
        :return: what is wrong with it, for the customer to correct; empty if nothing
        """
        comment = clean_text(comment)
        if satisfied not in ("yes", "no"):
            return self.env._("Please choose one of the two buttons.")
        if satisfied == "no" and not comment:
            return self.env._("Please write what is still wrong, so that we can help.")
        if len(comment) > LONGEST_ANSWER:
            return self.env._(
                "Please write at most %(count)s characters.", count=LONGEST_ANSWER
            )
        # sudo: the language of the company, in which colleagues read it
        speaker = self.with_context(lang=self.sudo().company_id.partner_id.lang)
        words = comment or speaker.env._("Confirmed in the customer portal.")
        try:
            self._customer_answer_satisfaction(satisfied == "yes", words)
        except UserError as error:  # answered already, or saved by somebody right now
            return str(error)
        return ""
