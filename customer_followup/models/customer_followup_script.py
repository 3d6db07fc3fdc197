from odoo import api, fields, models
from odoo.exceptions import UserError

from .customer_followup import OPEN_STATES
from .survey_survey import SCRIPT


class CustomerFollowup(models.Model):
    """The script that leads through the contact (VIS-5, SCR-1, SCR-2)."""

    _inherit = "customer.followup"

    survey_id = fields.Many2one(
        "survey.survey",
        "Script",
        domain=[("survey_type", "=", SCRIPT)],
        index="btree_not_null",
        ondelete="set null",
        help="What to say and to ask. Comes from the rule; choose another one if it "
        "suits the customer better.",
    )
    survey_input_id = fields.Many2one(
        "survey.user_input",
        "Last Way Through the Script",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    is_script_unfinished = fields.Boolean(
        compute="_compute_is_script_unfinished", compute_sudo=True
    )
    answer_ids = fields.One2many(
        "customer.followup.answer", "followup_id", "Answers", readonly=True
    )

    @api.depends("survey_id", "survey_input_id.state", "survey_input_id.survey_id")
    def _compute_is_script_unfinished(self):
        for followup in self:
            run = followup.survey_input_id
            followup.is_script_unfinished = bool(run) and (
                run.state != "done" and run.survey_id == followup.survey_id
            )

    @api.constrains("survey_id")
    def _check_survey_is_script(self):
        self.survey_id._check_is_script()

    @api.ondelete(at_uninstall=False)
    def _unlink_only_without_answers(self):
        if self.answer_ids:
            raise UserError(
                self.env._(
                    "The customer has answered the script of this follow-up, which is "
                    "kept. Cancel the follow-up instead."
                )
            )

    @api.model
    def _get_stamp_fields(self) -> set[str]:
        return super()._get_stamp_fields() | {"survey_input_id"}

    @api.model
    def _get_frozen_fields(self) -> set[str]:
        return super()._get_frozen_fields() | {"survey_id"}

    def action_start_script(self):
        """Open the script, or go on with it where it was left (SCR-1, SCR-2).

        :raise UserError: there is no script, it cannot be used, the follow-up is
            closed, or nobody is named that it is gone through with
        """
        self.ensure_one()
        self._check_may("contact")
        self._lock()
        self._check_can_start_script()
        if not self.is_script_unfinished:
            self._begin_script()
        # sudo: who may write the follow-up may go through its script
        run = self.survey_input_id.sudo()
        return {
            "type": "ir.actions.act_url",
            "url": run.get_start_url(),
            "target": "self",
        }

    def _check_can_start_script(self):
        """Refuse to start a script that could not be finished.

        :raise UserError: says what to do first
        """
        # sudo: the questions of a script are read by who goes through it
        survey = self.survey_id.sudo()
        if self.state not in OPEN_STATES:
            raise UserError(self._get_transition_refusal(OPEN_STATES))
        if not survey.active or not survey.question_ids:
            raise UserError(
                self.env._(
                    "There is nothing to ask. Choose a script that is in use, under "
                    "Script."
                )
            )
        if not self._get_spoken_to():
            raise UserError(
                self.env._(
                    "Whom do you talk to? Choose the person under Spoken To, then "
                    "start the script."
                )
            )

    def _get_spoken_to(self):
        """Return who is talked to; a customer who is one person is that person."""
        customer = self.partner_id
        is_person = not customer.is_company and not customer.child_ids
        return self.contact_id or (customer if is_person else customer.browse())

    def _begin_script(self):
        contact = self._get_spoken_to()
        # sudo: made by this button and in no other way
        survey = self.survey_id.sudo()
        code = self.env.lang or self.env.user.lang
        is_known = code in survey._get_supported_lang_codes()
        run = (
            self.env["survey.user_input"]
            .sudo()
            .create(
                {
                    "survey_id": survey.id,
                    "customer_followup_id": self.id,
                    "partner_id": contact.id,
                    "email": contact.email,
                    "nickname": contact.name,
                    "lang_id": is_known and self.env["res.lang"]._lang_get(code).id,
                    # whoever started it here does not want to be asked again
                    "state": "in_progress",
                    "start_datetime": fields.Datetime.now(),
                }
            )
        )
        self._in_transition().write(
            {"survey_input_id": run.id, "contact_id": contact.id}
        )
