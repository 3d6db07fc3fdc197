from odoo import api, models
from odoo.exceptions import AccessError, UserError

from ..tools.forged_uninstall import without_forged_uninstall
from ..tools.permit import Permit, get_permit


class CustomerTransitionMixin(models.AbstractModel):
    """A record that changes its state by its actions and in no other way.

    What it is: the part that all documents of this application share. Their *stamps*
    (state, number, who did what when) are written by transitions alone, whoever asks
    for it and how.

    How it is used: inherit it, declare ``_customer_transitions`` and
    ``_get_stamp_fields``, let ``create`` begin with ``_prepare_birth`` and write the
    ``action_*`` as calls of ``_transition``.
    """

    _name = "customer.transition.mixin"
    _description = "Record with Transitions"

    # action: (states it starts from, state it leads to, group that may or None when
    # the action itself decides)
    _customer_transitions: dict[str, tuple[tuple[str, ...], str, str | None]] = {}
    # whether the records prove what happened: made and written by transitions alone,
    # and deleted by nobody
    _customer_is_evidence = False

    @api.model
    def _get_stamp_fields(self) -> set[str]:
        """Return the fields that only the transitions write."""
        if self._customer_is_evidence:
            return {name for name, field in self._fields.items() if field.store}
        return {"state"}

    def _get_stamp_refusal(self) -> str:
        """Return how the stamps are written instead, for who tries it by hand."""
        return self.env._(
            "The number and state of this record, and who set it when, follow from "
            "what is done with it: use its buttons."
        )

    @api.model
    def _prepare_birth(self, vals_list: list[dict], birth: dict) -> list[dict]:
        """Return the values of new records with their stamps as at birth.

        Named one by one, so that no default of a user or a context fills them.

        :param birth: stamps that are not empty at birth
        :raise UserError: a stamp is given
        """
        stamps = self._get_stamp_fields()
        plain = {name for name in stamps if not self._fields[name].compute}
        birth = dict.fromkeys(plain, False) | birth
        for vals in vals_list:
            self._check_no_stamp(
                name
                for name, value in vals.items()
                if value and value != birth.get(name)
            )
        return [
            {name: vals[name] for name in vals.keys() - stamps} | birth
            for vals in vals_list
        ]

    @api.model_create_multi
    def create(self, vals_list):
        if permit := get_permit(self, "customer_transition"):
            permit.use(self)
        elif self._customer_is_evidence:
            raise UserError(self._get_stamp_refusal())
        return super().create(vals_list)

    def write(self, vals):
        if permit := get_permit(self, "customer_transition"):
            permit.use(self)
        else:
            self._check_no_stamp(vals)
        return super().write(vals)

    def unlink(self):
        return super(CustomerTransitionMixin, without_forged_uninstall(self)).unlink()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_evidence(self):
        if self._customer_is_evidence:
            raise UserError(
                self.env._(
                    "%(record)s: nobody can delete what proves who decided what.",
                    record=self._description,
                )
            )

    def _is_transition(self) -> bool:
        return bool(get_permit(self, "customer_transition"))

    def _in_transition(self):
        """Return the records, or the empty model, for one write or creation."""
        return self.with_context(customer_transition=Permit(self))

    @api.model
    def _check_no_stamp(self, names):
        """Refuse to write by hand what only a transition may write.

        :raise UserError: such a field is among ``names``
        """
        if not self._get_stamp_fields().isdisjoint(names):
            raise UserError(self._get_stamp_refusal())

    def _transition(self, action: str, vals: dict | None = None):
        """Move records along the transition table.

        :param action: key of ``_customer_transitions``
        :param vals: what is written together with the new state
        :raise UserError: a record is in a state the action cannot start from
        :raise AccessError: the user is not in the action's group
        """
        target = self._customer_transitions[action][1]
        self._check_may(action)
        self._lock()
        self._check_starts(action)
        self._in_transition().write({**(vals or {}), "state": target})

    def _check_may(self, action: str):
        """Refuse a step to whom the transition table does not name.

        :raise AccessError: names whom to ask
        """
        name = self._customer_transitions[action][2]
        group = name and f"customer_followup.{name}"
        if group and not self.env.su and not self.env.user.has_group(group):
            raise AccessError(
                self.env._(
                    "You may not do this with %(record)s. Ask a member of the group "
                    "%(group)s.",
                    record=self._description,
                    group=self.env.ref(group).display_name,
                )
            )
        self.check_access("write")

    def _check_starts(self, action: str):
        """Refuse an action that does not start from a record's state.

        :raise UserError: says which states it starts from
        """
        sources = self._customer_transitions[action][0]
        for record in self:
            if record.state not in sources:
                raise UserError(record._get_transition_refusal(sources))

    def _lock(self):
        """Let nobody else take a step with the same records at the same time.

        :raise UserError: somebody else is saving one of them right now
        """
        if busy := self - self.try_lock_for_update(allow_referencing=True):
            raise UserError(
                self.env._(
                    "Somebody else is saving %(name)s right now. Reload the page and "
                    "look at it again.",
                    name=busy[0].display_name,
                )
            )

    def _get_transition_refusal(self, sources) -> str:
        labels = dict(self._fields["state"]._description_selection(self.env))
        return self.env._(
            "%(name)s is %(state)s; this can only be done while it is %(sources)s.",
            name=self.display_name,
            state=labels[self.state],
            sources=", ".join(labels[state] for state in sources),
        )

    @api.model
    def _is_text(self, value) -> bool:
        if not isinstance(value, str) or "\0" in value:
            return False
        try:
            value.encode()
        except UnicodeEncodeError:  # half of a character, as some clients cut them
            return False
        return True

    @api.model
    def _check_comment(self, comment):
        """Refuse a comment that is no text.

        :raise UserError: it is something else
        """
        is_empty = comment is None or comment is False
        if not is_empty and not self._is_text(comment):
            raise UserError(self.env._("The comment has to be a text."))
