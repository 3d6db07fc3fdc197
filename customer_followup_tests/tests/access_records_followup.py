"""How a record of each scope is made: previews of rules, and the page Go Live."""


class AccessFollowupRecords:
    """What a user opened, and what a colleague did."""

    def get_customer_followup_answer_values(self, user):
        return {
            scope: {
                "followup_id": self.env["customer.followup"].create(vals).id,
                "company_id": vals["company_id"],
                "user_id": self.colleague.id,
                "answered_at": "2026-03-02 02:00:00",
                "script": "Regular visit",
                "question": "Is now convenient?",
                "answer": "Yes",
            }
            for scope, vals in self.get_customer_followup_values(user).items()
        }

    def get_survey_survey_values(self, user):
        kinds = {"script": "customer_script", "other": "survey"}
        return {
            scope: {"title": "Well?", "survey_type": kind, "user_id": False}
            for scope, kind in kinds.items()
        }

    def get_survey_question_values(self, user):
        return {
            scope: {
                "survey_id": self.env["survey.survey"].create(vals).id,
                "title": "Well?",
                "question_type": "simple_choice",
            }
            for scope, vals in self.get_survey_survey_values(user).items()
        }

    def get_survey_question_answer_values(self, user):
        return {
            scope: {
                "question_id": self.env["survey.question"].create(vals).id,
                "value": "Yes",
            }
            for scope, vals in self.get_survey_question_values(user).items()
        }

    def get_survey_user_input_values(self, user):
        surveys = {
            scope: self.env["survey.survey"].create(vals).id
            for scope, vals in self.get_survey_survey_values(user).items()
        }
        here = self.create_followup(user=user)
        elsewhere = self.create_followup(user=user, company_id=self.elsewhere.id)
        script = surveys["script"]
        return {
            "here": {"survey_id": script, "customer_followup_id": here.id},
            "elsewhere": {"survey_id": script, "customer_followup_id": elsewhere.id},
            "other": {"survey_id": surveys["other"], "nickname": "Somebody"},
        }

    def get_survey_user_input_line_values(self, user):
        lines = {}
        for scope, vals in self.get_survey_user_input_values(user).items():
            question = self.env["survey.question"].create(
                {"survey_id": vals["survey_id"], "title": "Well?"}
            )
            run = self.env["survey.user_input"].create(vals)
            lines[scope] = {
                "user_input_id": run.id,
                "question_id": question.id,
                "skipped": True,
            }
        return lines

    def get_customer_followup_rule_preview_values(self, user):
        vals = {"rule_id": self.rule.id, "company_id": self.company.id}
        elsewhere = {**vals, "company_id": self.elsewhere.id}
        return {"mine": vals, "theirs": vals, "elsewhere": elsewhere}

    def get_customer_followup_rule_preview_line_values(self, user):
        previews = self.env["customer.followup.rule.preview"]
        return {
            scope: {
                "preview_id": previews.with_user(opener)
                .sudo()
                .create({"rule_id": self.rule.id, "company_id": self.company.id})
                .id,
                "partner_id": self.customer.id,
                "reason": "No order",
            }
            for scope, opener in (("mine", user), ("theirs", self.supervisor))
        }

    def get_customer_followup_go_live_values(self, user):
        vals = {"company_id": self.company.id, "preview_ids": [], "user_ids": []}
        elsewhere = {**vals, "company_id": self.elsewhere.id}
        return {"mine": vals, "theirs": vals, "elsewhere": elsewhere}
