from odoo import api, models

from ..tools.forged_uninstall import without_forged_uninstall


class CustomerGradingPartMixin(models.AbstractModel):
    """A line of a grading scheme: signed with it, and frozen with it."""

    _name = "customer.grading.part.mixin"
    _description = "Part of a Grading Scheme"

    def _get_scheme(self):
        """Return the schemes that the lines belong to."""
        return self.scheme_id

    @api.model
    def _get_unsigned_fields(self) -> set[str]:
        """Return the fields that may change while the scheme holds."""
        return set()

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        parts._check_changeable()
        return parts

    def write(self, vals):
        is_signed = vals.keys() - self._get_unsigned_fields()
        if is_signed:
            self._check_changeable()
        result = super().write(vals)
        if is_signed:  # it may have been moved to another scheme
            self._check_changeable()
        return result

    def unlink(self):
        return super(CustomerGradingPartMixin, without_forged_uninstall(self)).unlink()

    @api.ondelete(at_uninstall=False)
    def _unlink_only_of_drafts(self):
        self._check_changeable()

    def _update_field_translations(self, field_name, translations, *args, **kwargs):
        # not by write: what a grade is called in one language is signed as well
        self._check_changeable()
        return super()._update_field_translations(
            field_name, translations, *args, **kwargs
        )

    def _check_changeable(self):
        """Refuse to change what has been submitted, and remember who changes it.

        :raise UserError: the scheme is not a draft
        """
        schemes = self._get_scheme()
        schemes._check_is_draft()
        schemes._note_editor()

    def _get_signed_values(self) -> dict:
        """Return what a signature under the scheme covers, as the log keeps it."""
        names = {
            name
            for name, field in self._fields.items()
            if field.store and name not in models.MAGIC_COLUMNS
        }
        # whoever signs may speak another language than who submitted it
        (values,) = self.with_context(lang=None).read(
            sorted(names - self._get_unsigned_fields()), load=False
        )
        return {name: str(value) for name, value in values.items()}
