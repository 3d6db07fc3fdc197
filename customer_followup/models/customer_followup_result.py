from odoo import models
from odoo.exceptions import AccessError, UserError

from .customer_followup import RESULTS

UPDATE = 1  # the command of a list that changes a row


class CustomerFollowup(models.Model):
    """What came of each reason of a contact; the contact's result if nothing is said.

    Only the results: which reasons there are is up to the rules (FUP-1).
    """

    _inherit = "customer.followup"

    def write(self, vals):
        if self.env.su or "reason_ids" not in vals:
            return super().write(vals)
        results = self._read_results(vals["reason_ids"])
        self._write_results(results)  # before a signature that comes with them
        return super().write(
            {name: vals[name] for name in vals if name != "reason_ids"}
        )

    def _read_results(self, commands) -> dict[int, str | bool]:
        """Return the result of each reason that a list of commands names.

        :raise AccessError: something else is to be done with the reasons
        :raise UserError: there is no such result
        """
        self.check_access("write")
        # sudo: whose reasons they are is looked at, and nothing else
        own_ids = set(self.sudo().reason_ids.ids)
        results = {}
        is_list = isinstance(commands, list | tuple)
        for command in commands if is_list else [commands]:
            if not self._is_result_command(command) or command[1] not in own_ids:
                raise AccessError(
                    self.env._(
                        "The rules decide why a customer is contacted. Of a reason, "
                        "only its result can be recorded."
                    )
                )
            if command[2]["result"] not in {False, *dict(RESULTS)}:
                raise UserError(
                    self.env._("Choose one of the results in the list of the reasons.")
                )
            results[command[1]] = command[2]["result"]
        return results

    def _is_result_command(self, command) -> bool:
        return (
            isinstance(command, list | tuple)
            and len(command) == 3
            and command[0] == UPDATE
            and type(command[1]) is int
            and isinstance(command[2], dict)
            and set(command[2]) == {"result"}
            and isinstance(command[2]["result"], str | bool)
        )

    def _write_results(self, results: dict[int, str | bool]):
        # sudo: the reasons are written with their contact, and in no other way
        reasons = self.sudo().reason_ids.filtered(lambda r: r.id in results)
        for reason in reasons:
            if (reason.result or False) != results[reason.id]:
                reason.followup_id.with_env(self.env)._check_may_write_results()
                reason.result = results[reason.id]

    def _check_may_write_results(self):
        """Refuse to change a result when the record is closed; an extension point."""
        self._check_record_is_open({"result"})
