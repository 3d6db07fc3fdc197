"""Who may do what with which record: the one place where it is declared (G5).

``r`` read · ``w`` write · ``c`` create · ``u`` unlink. A role that is not named may do
nothing. Each model has its own *scopes*, the kinds of records that rights differ for:

* ``own``: the user's own work · ``customer``: a colleague's work for a customer the
  user looks after · ``other``: a colleague's work for a colleague's customer
* ``here``: the user's company · ``everywhere``: no company · ``elsewhere``: another
  company's, even if the user's name is on it
* ``mine`` and ``theirs``: who opened the dialog or made the document; what one opens is
  one's own
* ``requested`` and ``signer``: the user asked for the document, or can sign it
* ``stand_in``: the user signs, or was told, for the colleague it names
"""

OFFICES = {
    "customer_director": "group_customer_director",
    "marketing_director": "group_marketing_director",
    "finance_head": "group_finance_head",
    "general_manager": "group_general_manager",
    "quality_head": "group_quality_head",
    "department_head": "group_department_head",
}
ROLES = {
    "specialist": "group_specialist",
    "supervisor": "group_supervisor",
    "manager": "group_service_manager",
    **OFFICES,
    "settings": "base.group_system",
    "salesperson": "sales_team.group_sale_salesman",
    "employee": "base.group_user",
    "portal": "base.group_portal",
}

INTERNAL = [role for role in ROLES if role != "portal"]
# who sees every document that is signed, and who may ask for other credit terms
OVERSEERS = ["supervisor", "manager", *OFFICES]
FILERS = ["specialist", "supervisor", "manager", "salesperson"]
REQUESTERS = ["specialist", "salesperson", *OVERSEERS]
# who registers enquirers
ENQUIRED = ["specialist", "supervisor", "manager", "salesperson"]


def for_roles(roles, **scopes: str) -> dict[str, dict[str, str]]:
    """Return the same rights for several roles."""
    return dict.fromkeys(roles, scopes)


def for_offices(**scopes: str) -> dict[str, dict[str, str]]:
    """Return the same rights for every office."""
    return for_roles(OFFICES, **scopes)


# whoever sees customers may know by what they are graded (GRD-1)
GRADED_BY = {
    **for_roles(INTERNAL, here="r"),
    **for_roles(["supervisor", "manager"], here="rwcu"),
}
VISIT_REQUEST = {
    **for_roles(INTERNAL, mine="r", own="r", customer="r", signer="r"),
    **for_offices(mine="r", own="r", customer="r", signer="r", other="r"),
    "specialist": {"mine": "rwcu", "own": "rwcu", "customer": "r", "signer": "r"},
    **for_roles(
        ["supervisor", "manager"],
        mine="rwcu",
        own="rwcu",
        customer="r",
        signer="r",
        other="r",
    ),
}
MATRIX = {
    "customer.followup": {
        "specialist": {"own": "rwc", "customer": "rwc"},
        "supervisor": {"own": "rwcu", "customer": "rwcu", "other": "rwcu"},
        "manager": {"own": "rwcu", "customer": "rwcu", "other": "rwcu"},
        **for_offices(own="r", customer="r", other="r"),
    },
    "customer.followup.reason": {
        "specialist": {"own": "r", "customer": "r"},
        "supervisor": {"own": "r", "customer": "r", "other": "r"},
        "manager": {"own": "r", "customer": "r", "other": "r"},
        **for_offices(own="r", customer="r", other="r"),
    },
    # kept when a script is finished
    "customer.followup.answer": {
        "specialist": {"own": "r", "customer": "r"},
        "supervisor": {"own": "r", "customer": "r", "other": "r"},
        "manager": {"own": "r", "customer": "r", "other": "r"},
        **for_offices(own="r", customer="r", other="r"),
    },
    # scripts are Odoo's surveys; those of other kinds are not ours
    "survey.survey": {
        **for_roles(["specialist", "supervisor", *OFFICES], script="r"),
        "manager": {"script": "rwcu"},
    },
    "survey.question": {
        **for_roles(["specialist", "supervisor", *OFFICES], script="r"),
        "manager": {"script": "rwcu"},
    },
    "survey.question.answer": {
        **for_roles(["specialist", "supervisor", *OFFICES], script="r"),
        "manager": {"script": "rwcu"},
    },
    # made by starting a script alone
    "survey.user_input": {"manager": {"here": "r"}},
    "survey.user_input.line": {"manager": {"here": "r"}},
    "customer.followup.rule": {
        "specialist": {"here": "r", "everywhere": "r"},
        "supervisor": {"here": "r", "everywhere": "r"},
        "manager": {"here": "rwcu", "everywhere": "rwcu"},
        **for_offices(here="r", everywhere="r"),
    },
    "customer.followup.rule.grade": {
        "specialist": {"here": "r", "everywhere": "r"},
        "supervisor": {"here": "r", "everywhere": "r"},
        "manager": {"here": "rwcu", "everywhere": "rwcu"},
        **for_offices(here="r", everywhere="r"),
    },
    # written by the nightly job alone
    "customer.followup.failure": for_roles(["supervisor", "manager"], here="r"),
    "customer.followup.run": for_roles(["supervisor", "manager"], here="r"),
    "customer.followup.occasion": {
        "specialist": {"here": "r", "everywhere": "r"},
        "supervisor": {"here": "r", "everywhere": "r"},
        "manager": {"here": "rwcu", "everywhere": "rwcu"},
        **for_offices(here="r", everywhere="r"),
    },
    # whoever hears of a wish writes it down, whoever's customer it is (CAR-2)
    "customer.wish": {
        **for_roles(
            ["specialist", "salesperson"], mine="rwc", customer="rwc", other="c"
        ),
        **for_roles(
            ["supervisor", "manager"], mine="rwcu", customer="rwcu", other="rwcu"
        ),
        **for_offices(mine="r", customer="r", other="r"),
    },
    # whoever keeps a promise or looks after the customer; written down by who makes
    # contacts or sells (VIS-8)
    "customer.promise": {
        **for_roles(INTERNAL, own="rw", mine="rw", customer="rw"),
        **for_roles(
            ["specialist", "salesperson"],
            own="rwc",
            mine="rwc",
            customer="rwc",
            other="c",
        ),
        **for_roles(
            ["supervisor", "manager"],
            own="rwcu",
            mine="rwcu",
            customer="rwcu",
            other="rwcu",
        ),
        **for_offices(own="rw", mine="rw", customer="rw", other="r"),
    },
    "customer.promise.step": for_roles(INTERNAL, mine="rwcu", theirs="c"),
    # of one's own, of one's people, and what one signs; nothing else
    "customer.followup.plan": {
        **for_roles(INTERNAL, signer="r"),
        **for_roles(["specialist", "supervisor"], own="rwcu", signer="r"),
        "manager": {"own": "rwcu", "other": "rwcu", "signer": "rwcu"},
    },
    "customer.followup.plan.line": {
        **for_roles(INTERNAL, signer="r"),
        **for_roles(["specialist", "supervisor"], own="rwcu", signer="r"),
        "manager": {"own": "rwcu", "other": "rwcu", "signer": "rwcu"},
    },
    # read from plans and follow-ups; nobody writes it
    "customer.followup.plan.analysis": {
        **for_roles(INTERNAL, signer="r"),
        **for_roles(["specialist", "supervisor"], own="r", signer="r"),
        "manager": {"own": "r", "other": "r", "signer": "r"},
    },
    # of the user's department, or of another one
    "customer.followup.report": {
        "specialist": {"own": "r"},
        **for_roles(["supervisor", "manager"], own="rwcu", other="rwcu"),
        **for_offices(own="r", other="r"),
    },
    # written with their report, and by nobody else
    "customer.followup.report.line": {
        "specialist": {"own": "r"},
        **for_roles(["supervisor", "manager"], own="r", other="r"),
        **for_offices(own="r", other="r"),
    },
    "customer.followup.report.case": for_roles(OVERSEERS, here="r"),
    "customer.followup.report.agreement": {
        **for_roles(["specialist", "supervisor"], here="r"),
        "manager": {"here": "rwcu"},
        **for_offices(here="r"),
    },
    # rows that are read from other records
    "customer.followup.analysis": {
        "specialist": {"own": "r", "customer": "r"},
        **for_roles(["supervisor", "manager"], own="r", customer="r", other="r"),
        **for_offices(own="r", customer="r", other="r"),
    },
    "customer.followup.step": {
        "specialist": {"mine": "rwcu", "theirs": "c"},
        "supervisor": {"mine": "rwcu", "theirs": "c"},
        "manager": {"mine": "rwcu", "theirs": "c"},
    },
    # a preview shows all customers; its lines are written by it alone
    "customer.followup.rule.preview": for_roles(
        ["supervisor", "manager"], mine="rwcu", theirs="c"
    ),
    "customer.followup.rule.preview.line": for_roles(
        ["supervisor", "manager"], mine="r"
    ),
    "customer.followup.go.live": {"manager": {"mine": "rwcu", "theirs": "c"}},
    "customer.assignment": for_roles(
        ["supervisor", "manager"], mine="rwcu", theirs="c"
    ),
    "customer.assignment.line": for_roles(["supervisor", "manager"], mine="rwcu"),
    "customer.assignment.share": for_roles(["supervisor", "manager"], mine="rwcu"),
    # whoever sees the register prints it
    "customer.register.export": for_roles(REQUESTERS, mine="rwcu", theirs="c"),
    # whoever sees all assessments
    "customer.grade.movement": for_roles(OVERSEERS, mine="rwcu", theirs="c"),
    "customer.grading.what.if": for_roles(
        ["supervisor", "manager"], mine="rwcu", theirs="c"
    ),
    "customer.handover": {
        "specialist": {"own": "r"},
        **for_roles(["supervisor", "manager"], own="rwcu", other="rwcu"),
    },
    # written by the handover alone
    "customer.handover.line": {
        "specialist": {"own": "r"},
        **for_roles(["supervisor", "manager"], own="r", other="r"),
    },
    "helpdesk.ticket": {
        # anybody at the phone registers a complaint, whoever the customer is (CMP-1)
        "specialist": {"own": "rwc", "customer": "rwc", "other": "c"},
        "supervisor": {"own": "rwc", "customer": "rwc", "other": "rwc"},
        "manager": {"own": "rwcu", "customer": "rwcu", "other": "rwcu"},
        **for_offices(own="r", customer="r", other="r"),
    },
    "customer.complaint.cause": {
        **for_roles(INTERNAL, here="r", everywhere="r"),
        "manager": {"here": "rwcu", "everywhere": "rwcu"},
    },
    # opened by decisions and answers alone; written by who answers for them
    "customer.complaint.round": {
        **for_roles(INTERNAL, responsible="rw", own="rw", customer="r", signer="r"),
        **for_offices(responsible="rw", own="rw", customer="r", signer="r", other="r"),
        **for_roles(
            ["supervisor", "manager"],
            responsible="rw",
            own="rw",
            customer="rw",
            signer="rw",
            other="rw",
        ),
    },
    # made by a button of the complaint
    "customer.complaint.cancellation": {
        **for_roles(INTERNAL, mine="rw", signer="r"),
        **for_roles(OVERSEERS, mine="rw", signer="r", other="r"),
    },
    # rows that are read from complaints; heads see those of their department
    "customer.complaint.analysis": {
        **for_roles(["specialist", *OFFICES], customer="r", department="r"),
        **for_roles(
            [role for role in OVERSEERS if role != "department_head"],
            customer="r",
            department="r",
            other="r",
        ),
    },
    # read by the person, who proposes and signs, and the managers: by nobody else
    "customer.complaint.penalty": {
        **for_roles(INTERNAL, mine="rw", headed="c", signer="r", own="r"),
        "quality_head": {
            "mine": "rwc",
            "headed": "c",
            "signer": "rc",
            "own": "r",
            "other": "c",
        },
        **for_roles(
            ["manager", "general_manager"],
            mine="rwc",
            headed="rc",
            signer="rc",
            own="r",
            other="rc",
        ),
    },
    # written down by the department, supervisors and quality; made by its owner
    "customer.complaint.improvement": {
        **for_roles(INTERNAL, own="rw", responsible="rwc", mine="rw"),
        **for_offices(own="rw", responsible="rwc", mine="rw", other="r"),
        **for_roles(
            ["supervisor", "manager", "quality_head"],
            own="rwc",
            responsible="rwc",
            mine="rwc",
            other="rwc",
        ),
    },
    "customer.complaint.improvement.step": for_roles(INTERNAL, mine="rwcu", theirs="c"),
    "customer.case.summary": for_roles(INTERNAL, mine="rwcu", theirs="c"),
    "customer.complaint.penalty.step": for_roles(INTERNAL, mine="rwcu", theirs="c"),
    "customer.case.step": for_roles(INTERNAL, mine="rwcu", theirs="c"),
    # named on a case, as the order is
    "stock.picking": for_roles(["specialist", *OVERSEERS], here="r"),
    "sale.order": {
        "specialist": {"here": "r"},
        "supervisor": {"here": "r"},
        "manager": {"here": "r"},
        **for_offices(here="r"),
    },
    "sale.order.line": {
        "specialist": {"here": "r"},
        "supervisor": {"here": "r"},
        "manager": {"here": "r"},
        **for_offices(here="r"),
    },
    "customer.approval.route": {
        **for_roles(INTERNAL, here="r", everywhere="r"),
        "manager": {"here": "rwcu", "everywhere": "rwcu"},
    },
    "customer.approval.level": {
        **for_roles(INTERNAL, here="r", everywhere="r"),
        "manager": {"here": "rwcu", "everywhere": "rwcu"},
    },
    "customer.approval.step": {
        **for_roles(INTERNAL, requested="r", signer="r"),
        **for_roles(OVERSEERS, requested="r", signer="r", other="r"),
    },
    "customer.approval.entry": {
        **for_roles(INTERNAL, own="r", requested="r", signer="r"),
        **for_roles(OVERSEERS, own="r", requested="r", signer="r", other="r"),
    },
    "customer.approval.delegation": {
        **for_roles(INTERNAL, own="rwcu", stand_in="r"),
        **for_roles(OVERSEERS, own="rwcu", stand_in="r", other="r"),
        # names somebody for who is absent already, but never himself or herself
        "general_manager": {"own": "rwcu", "stand_in": "r", "other": "rwcu"},
    },
    "customer.approval.decision": for_roles(INTERNAL, mine="rwcu", theirs="c"),
    "customer.contact.role": {
        **for_roles(INTERNAL, here="r", everywhere="r"),
        "manager": {"here": "rwcu", "everywhere": "rwcu"},
    },
    # a specialist keeps what he or she registered, whoever looks after it now
    "crm.lead": {
        "specialist": {"own": "rwc", "registered": "rwc", "other": "c"},
        **for_roles(
            ["supervisor", "manager"], own="rwc", registered="rwc", other="rwc"
        ),
    },
    "crm.tag": for_roles(["specialist", "supervisor", "manager"], everywhere="r"),
    "crm.lead.dossier": for_roles(ENQUIRED, mine="rwcu", theirs="c"),
    "crm.lead.question": for_roles(ENQUIRED, mine="rwcu", theirs="c"),
    # for an order of nobody in particular: opened by whoever may read that order
    "sale.order.settlement": {
        **for_roles(INTERNAL, mine="rwcu", theirs="c"),
        **for_roles(["employee", "settings", "salesperson"], mine="rwu"),
    },
    "customer.credit.request": {
        # whoever creates one is its requester, whoever's customer it is for
        **for_roles(INTERNAL, mine="r", customer="r", signer="r"),
        **for_roles(REQUESTERS, mine="rwcu", customer="rc", signer="rc", other="c"),
        **for_roles(OVERSEERS, mine="rwcu", customer="rc", signer="rc", other="rc"),
    },
    # whoever makes a visit asks for what it needs, and nobody else
    "customer.visit.request": VISIT_REQUEST,
    "customer.visit.request.line": VISIT_REQUEST,
    "customer.credit.snapshot": {
        **for_roles(INTERNAL, signer="r"),
        **for_roles(OVERSEERS, signer="r", other="r"),
    },
    "customer.credit.difference": for_roles(["manager", *OFFICES], here="r"),
    "customer.credit.reconciliation": for_roles(["manager", *OFFICES], here="r"),
    "customer.document.type": {
        **for_roles(INTERNAL, here="r", everywhere="r"),
        "manager": {"here": "rwcu", "everywhere": "rwcu"},
    },
    "customer.document": {
        # whoever looks after the customer or sells there
        **for_roles(["specialist", "salesperson"], customer="rwcu"),
        **for_roles(["supervisor", "manager"], customer="rwcu", other="rwcu"),
        **for_offices(customer="r", other="r"),
    },
    "customer.document.rejection": for_roles(
        ["specialist", "supervisor", "manager"], mine="rwcu", theirs="c"
    ),
    "customer.dossier.waiver": {
        # whoever creates one is its requester, whoever's customer it is for
        **for_roles(INTERNAL, mine="r", customer="r", signer="r"),
        **for_roles(REQUESTERS, mine="rwcu", customer="rc", signer="rc", other="c"),
        **for_roles(OVERSEERS, mine="rwcu", customer="rc", signer="rc", other="rc"),
    },
    "customer.grading.scheme": GRADED_BY,
    "customer.grading.criterion": GRADED_BY,
    "customer.grading.band": GRADED_BY,
    "customer.grade": GRADED_BY,
    # made by whoever asks for a run, without any right of theirs
    "customer.grading.run": for_roles(["supervisor", "manager"], here="r"),
    "customer.assessment": {
        **for_roles(INTERNAL, customer="r"),
        "specialist": {"customer": "rwcu"},
        **for_offices(customer="r", other="r"),
        **for_roles(["supervisor", "manager"], customer="rwcu", other="rwcu"),
    },
    "customer.assessment.decision": for_roles(
        ["specialist", "supervisor", "manager"], mine="rwcu", theirs="c"
    ),
    # written with their assessment, and by nobody else
    "customer.assessment.line": {
        **for_roles(INTERNAL, customer="r"),
        **for_roles(OVERSEERS, customer="r", other="r"),
    },
    "customer.reception": {
        # whoever writes one down for a colleague may correct it as well
        **for_roles(INTERNAL, mine="r", own="r", customer="r"),
        **for_roles(REQUESTERS, mine="rwc", own="rwc", customer="rc", other="c"),
        **for_roles(OVERSEERS, mine="rwc", own="rwc", customer="rc", other="rc"),
        **for_roles(
            ["supervisor", "manager"],
            mine="rwcu",
            own="rwcu",
            customer="rwcu",
            other="rwcu",
        ),
    },
    # whoever may read a record sees its entry, and nobody else does
    "customer.timeline": {
        **for_roles(INTERNAL, mine="r", own="r", customer="r"),
        **for_roles(OVERSEERS, mine="r", own="r", customer="r", other="r"),
    },
    # whoever may export data
    "customer.archive.export": for_roles(
        ["supervisor", "manager", "settings"], mine="rwcu", theirs="c"
    ),
    # one files papers of the customers one looks after
    "customer.dossier.checklist": for_roles(FILERS, mine="rwcu", theirs="c"),
    "customer.dossier.checklist.line": for_roles(FILERS, mine="rwcu"),
    "customer.deadline.policy": {
        **for_roles(INTERNAL, here="r", everywhere="r"),
        "manager": {"here": "rwcu", "everywhere": "rwcu"},
    },
    "customer.deadline.rung": {
        **for_roles(INTERNAL, here="r", everywhere="r"),
        "manager": {"here": "rwcu", "everywhere": "rwcu"},
    },
    # the evidence of who kept which promise: written by nobody
    "customer.deadline": {
        **for_roles(INTERNAL, own="r"),
        "specialist": {"own": "r", "customer": "r"},
        **for_roles(OVERSEERS, own="r", customer="r", other="r"),
    },
    "customer.deadline.event": {
        **for_roles(INTERNAL, own="r"),
        "specialist": {"own": "r", "customer": "r"},
        **for_roles(OVERSEERS, own="r", customer="r", other="r"),
    },
    "customer.deadline.notice": {
        **for_roles(INTERNAL, own="r", stand_in="r"),
        **for_roles(OVERSEERS, own="r", stand_in="r", other="r"),
    },
    # made by whoever changes hours or a promise, without any right of theirs
    "customer.deadline.recount": {"manager": {"here": "r", "everywhere": "r"}},
}
# Roles of other applications have rights of their own on these, which are not ours.
ONLY_OUR_ROLES = {
    "crm.lead",
    "crm.tag",
    "helpdesk.ticket",
    "sale.order",
    "sale.order.line",
    "stock.picking",
    "survey.question",
    "survey.question.answer",
    "survey.survey",
    "survey.user_input",
    "survey.user_input.line",
}
OUR_ROLES = {"specialist", "supervisor", "manager", *OFFICES}
