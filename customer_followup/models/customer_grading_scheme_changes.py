from odoo import api, fields, models

SETTINGS = (
    "period_months",
    "hysteresis_points",
    "min_tenure_months",
    "min_data_percent",
)


class CustomerGradingScheme(models.Model):
    """What is different from the scheme before, for who signs it and who asks later."""

    _inherit = "customer.grading.scheme"

    changes = fields.Text("What Changed", compute="_compute_changes")

    @api.depends(
        "previous_id",
        *SETTINGS,
        "criterion_ids.measure",
        "criterion_ids.weight",
        "criterion_ids.has_target",
        "criterion_ids.target",
        "criterion_ids.bands_in_words",
        "grade_ids.code",
        "grade_ids.name",
        "grade_ids.min_score",
        "grade_ids.contact_interval_days",
        "grade_ids.onsite_interval_months",
        "grade_ids.load_weight",
        "grade_ids.gift_ceiling",
        "grade_ids.credit_completeness",
    )
    @api.depends_context("lang")
    def _compute_changes(self):
        nothing = self.env._("Nothing but what is not signed.")
        for scheme in self:
            # sudo: of the same company, whose schemes the user reads
            before = scheme.previous_id.sudo()
            texts = scheme._list_changes(before) if before else []
            scheme.changes = ("\n".join(texts) or nothing) if before else False

    def _list_changes(self, before) -> list[str]:
        """Return a sentence for each line that differs from another scheme's."""
        return [
            *(f"{text}." for text in _list_differences(self, before, SETTINGS)),
            *self._list_line_changes(before, "criterion_ids", "measure"),
            *self._list_line_changes(before, "grade_ids", "code"),
        ]

    def _list_line_changes(self, before, name: str, key: str) -> list[str]:
        """Return what is new, different and gone among the lines of one field.

        :param key: the field that says which line is the same one
        """
        old_lines = {line[key]: line for line in before[name]}
        texts = []
        for line in self[name]:
            old = old_lines.pop(line[key], None)
            if not old:
                texts.append(
                    self.env._("New: %(line)s.", line=line._get_line_in_words())
                )
            elif differences := _list_differences(line, old, line._get_compared()):
                texts.append(f"{line.display_name}: {', '.join(differences)}.")
        texts += [
            self.env._("No more: %(line)s.", line=line.display_name)
            for line in old_lines.values()
        ]
        return texts


class CustomerGradingPartMixin(models.AbstractModel):
    _inherit = "customer.grading.part.mixin"

    @api.model
    def _get_compared(self) -> tuple[str, ...]:
        """Return the fields that are compared with the version before."""
        return ()


class CustomerGradingCriterion(models.Model):
    _inherit = "customer.grading.criterion"

    target_in_words = fields.Char("Target", compute="_compute_target_in_words")

    @api.depends("has_target", "target", "unit")
    @api.depends_context("lang")
    def _compute_target_in_words(self):
        for criterion in self:
            criterion.target_in_words = (
                f"{criterion.target:,.10g} {criterion.unit or ''}".strip()
                if criterion.has_target
                else self.env._("none")
            )

    @api.model
    def _get_compared(self):
        return ("weight", "target_in_words", "bands_in_words")

    def _get_line_in_words(self) -> str:
        return f"{self.display_name}, {self.share:.3g} %"


class CustomerGrade(models.Model):
    _inherit = "customer.grade"

    @api.model
    def _get_compared(self):
        return (
            "name",
            "min_score",
            "contact_interval_days",
            "onsite_interval_months",
            "load_weight",
            "gift_ceiling",
            "credit_completeness",
        )

    def _get_line_in_words(self) -> str:
        return self.env._(
            "%(grade)s, from %(score)s points",
            grade=self.name,
            score=f"{self.min_score:g}",
        )


def _list_differences(record, before, names) -> list[str]:
    """Return the fields of a record that differ, such as *Weight 20 → 25*."""
    texts = []
    for name in names:
        old, new = before[name], record[name]
        if old == new:
            continue
        label = record._fields[name]._description_string(record.env)
        if isinstance(new, float):
            old, new = f"{old:,.10g}", f"{new:,.10g}"
        texts.append(f"{label} {old} → {new}")
    return texts
