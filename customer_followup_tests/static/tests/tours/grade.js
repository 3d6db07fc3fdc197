import {registry} from "@web/core/registry";

import {openMenu} from "./tour_steps";

/**
 * A customer from its first assessment to its grade: assessed by the specialist,
 * applied by the supervisor, seen on the customer. In any language: no step reads a
 * word of the screen. The test plays the tours in this order.
 */
const tours = registry.category("web_tour.tours");

const PAGE = ".tab-pane.active .o_customer_grade_page";
const openPage = {
    content: "The page Grade",
    trigger: ".o_form_view .o_notebook a.nav-link[name=customer_grade]",
    run: "click",
};

// GRD-2: the specialist assesses the customer, and proposes.
tours.add("customer_grade_assess", {
    steps: () => [
        openPage,
        {
            content: "There is no grade and no assessment yet",
            trigger: `${PAGE}:not(:has(.o_customer_grade)):not(:has(table))`,
        },
        {
            trigger: ".tab-pane.active button[name=action_assess_customer]",
            run: "click",
        },
        {
            content: "The facts are there: propose what they come to",
            trigger: ".o_form_view button.btn-primary[name=action_submit]:visible",
            run: "click",
        },
        {
            trigger:
                ".o_form_view .o_statusbar_status button.o_arrow_button_current[data-value=submitted]",
        },
    ],
});

// GRD-3: the supervisor finds it among the proposals, and applies it.
tours.add("customer_grade_apply", {
    steps: () => [
        ...openMenu("customer_grading_menu", "customer_assessment_proposed_menu"),
        {
            content: "Proposals are grouped by what would change",
            trigger: ".o_list_view .o_group_header",
            run: "click",
        },
        {
            trigger: ".o_list_view .o_data_row td[name=partner_id]:contains(Blue Mill)",
            run: "click",
        },
        {
            trigger: ".o_form_view button.btn-primary[name=action_approve]:visible",
            run: "click",
        },
        {
            trigger:
                ".o_form_view .o_statusbar_status button.o_arrow_button_current[data-value=applied]",
        },
    ],
});

// GRD-3, GRD-4: the customer says its grade, why, and how it is looked after.
tours.add("customer_grade_see", {
    steps: () => [
        {
            content: "Below the name, in the grade's colour",
            trigger: "h1 + div .o_customer_grade.o_tag_color_4:contains(Grade B)",
        },
        openPage,
        {trigger: `${PAGE} .o_customer_grade:contains(Grade B)`},
        {trigger: `${PAGE} .o_customer_grade_why:contains(30)`},
        {trigger: `${PAGE} .o_customer_grade_way:contains(Grade A)`},
        {trigger: `${PAGE} .o_customer_grade_rules:contains(60)`},
        {
            content: "From the history to the assessment",
            trigger: `${PAGE} .o_customer_grade_assessment[data-state=applied]`,
            run: "click",
        },
        {
            trigger: ".o_form_view [name=partner_id]:contains(Blue Mill)",
        },
    ],
});
