import {openMenu} from "./tour_steps";
import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";

/**
 * A complaint from the phone to the satisfied customer: the specialist registers it, the
 * quality head decides about it, the department solves it, quality head and general
 * manager sign, and the specialist asks the customer. One tour for each step; the test
 * plays them in order.
 */
const tours = registry.category("web_tour.tours");

const isInState = (state) =>
    `.o_statusbar_status .o_arrow_button_current[data-value=${state}]`;
const press = (name) => ({
    trigger: `.o_statusbar_buttons button[name=${name}]`,
    run: "click",
});
const say = (words) => [
    {
        trigger: ".modal [name=comment] textarea:visible",
        run: `edit ${words}`,
    },
    {
        trigger: ".modal footer button[name=action_confirm]:visible",
        run: "click",
    },
    {
        content: "The dialog has closed",
        trigger: "body:not(:has(.modal))",
    },
];

// CMP-1: in one form, from the menu.
tours.add("customer_complaint_register", {
    url: "/odoo",
    steps: () => [
        ...openMenu("helpdesk_ticket_menu", "helpdesk_ticket_complaint_menu"),
        {trigger: ".o_list_view th[data-name=customer_validity]"},
        {trigger: ".o_list_button_add", run: "click"},
        {
            trigger: ".o_form_view [name=name] input",
            run: "edit Wrong analysis",
        },
        {
            trigger: ".o_form_view [name=partner_id] input",
            run: "edit Ms Lin",
        },
        {
            trigger: ".o-autocomplete--dropdown-item a:contains(Ms Lin)",
            run: "click",
        },
        {
            content: "The name of the contact is filled in",
            trigger: ".o_form_view [name=partner_name] input:value(Ms Lin)",
        },
        {
            trigger: ".o_form_view [name=customer_wish] textarea",
            run: "edit A correct report",
        },
        {
            trigger: ".o_form_view [name=description] .odoo-editor-editable",
            run: "editor The pH value cannot be right.",
        },
        {
            trigger: ".o_form_view [name=customer_department_id] input",
            run: "edit Laboratory",
        },
        {
            trigger: ".o-autocomplete--dropdown-item a:contains(Laboratory)",
            run: "click",
        },
        {
            trigger: ".o_form_view [name=customer_responsible_id] input",
            run: "edit Wu",
        },
        {
            trigger: ".o-autocomplete--dropdown-item a:contains(Wu)",
            run: "click",
        },
        ...stepUtils.saveForm(),
        {trigger: ".nav-link[name=customer_complaint]", run: "click"},
        {trigger: "[name=customer_validity] .text-bg-warning"},
    ],
});

// CMP-2: the quality head decides that it is justified.
tours.add("customer_complaint_rule", {
    steps: () => [
        {trigger: ".nav-link[name=customer_complaint]", run: "click"},
        {
            trigger: ".tab-pane.active button.btn-primary:visible",
            run: "click",
        },
        {
            content: "Valid is the first of three",
            trigger: ".modal [name=validity] .o_radio_item:first input",
            run: "click",
        },
        ...say("The kept sample says so"),
        {
            content: "It is valid, and the first round is open",
            trigger:
                ".o_form_view:has([name=customer_validity] .text-bg-danger) [name=customer_round_ids] .o_data_row",
        },
    ],
});

// CMP-4, CMP-5: the person responsible, an employee without any office, proposes.
tours.add("customer_complaint_propose", {
    steps: () => [
        {
            content: "The wish of the customer stands beside the solution",
            trigger: "[name=customer_wish] textarea:value(A correct report)",
        },
        {
            trigger: ".o_form_view [name=cause_id] input",
            run: "click",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:eq(1) a",
            run: "click",
        },
        {
            trigger: ".o_form_view [name=cause] textarea",
            run: "edit The electrode was old",
        },
        {
            trigger: ".o_form_view [name=solution] textarea",
            run: "edit Measured again, free of charge",
        },
        press("action_submit"),
        {trigger: isInState("submitted")},
    ],
});

// CMP-5: whoever signs finds it in the menu bar.
tours.add("customer_complaint_sign", {
    url: "/odoo",
    steps: () => [
        {
            trigger: ".o_customer_approval_systray button:contains(1)",
            run: "click",
        },
        {
            trigger: ".o_list_view .o_data_row:only-child td[name=document]",
            run: "click",
        },
        press("action_approve"),
        {
            content: "There is nothing left to sign for this user",
            trigger:
                ".o_statusbar_buttons:not(:has(button[name=action_approve]:visible))",
        },
    ],
});

// CMP-6: the department notes that it is done and that the customer knows.
tours.add("customer_complaint_carry_out", {
    steps: () => [
        {
            trigger: ".o_statusbar_buttons button.btn-primary:visible",
            run: "click",
        },
        ...say("The new report is yours"),
        {trigger: isInState("done")},
    ],
});

// CMP-9: the customer is satisfied.
tours.add("customer_complaint_close", {
    steps: () => [
        {
            trigger: ".o_statusbar_buttons button.btn-primary:visible",
            run: "click",
        },
        ...say("Ms Lin: it is right now"),
        {trigger: isInState("satisfied")},
    ],
});

// CMP-3, CMP-4: the head of the department has it in the activity menu, without a menu.
tours.add("customer_complaint_find", {
    url: "/odoo",
    steps: () => [
        {
            trigger: ".o-mail-ActivityMenu-counter",
            run: "click",
        },
        {
            trigger: ".o-mail-ActivityGroup",
            run: "click",
        },
        {
            trigger:
                ".o_kanban_record:contains(Wrong analysis), .o_data_row td[name=name]:contains(Wrong analysis)",
            run: "click",
        },
        {trigger: ".nav-link[name=customer_complaint]", run: "click"},
        {
            content: "Nobody but the office decides and reports",
            trigger:
                ".tab-pane.active:not(:has(button[name=action_report]:visible)) [name=customer_validity]",
        },
        {
            trigger:
                "[name=customer_round_ids] .o_data_row:last button[name=get_formview_action]",
            run: "click",
        },
        {
            content: "The attempt waits for cause and solution",
            trigger: isInState("draft"),
        },
    ],
});

// CMP-8: whoever handles it hands the report to the general manager.
tours.add("customer_complaint_report", {
    steps: () => [
        {trigger: ".nav-link[name=customer_complaint]", run: "click"},
        {trigger: "button[name=action_report]", run: "click"},
        {
            content: "It waits for the signature",
            trigger: ".tab-pane.active [name=customer_reported_at]",
        },
    ],
});

// CMP-8: the general manager reads it and signs it off.
tours.add("customer_complaint_sign_report", {
    steps: () => [
        {trigger: ".nav-link[name=customer_complaint]", run: "click"},
        {
            trigger: ".tab-pane.active button.btn-primary:visible",
            run: "click",
        },
        ...say("Show me the next one"),
        {
            content: "Signed, and nothing is left to do here",
            trigger: ".tab-pane.active [name=customer_report_signed_at]",
        },
    ],
});

// CMP-9: once more, with the customer's words, and the next attempt is open.
tours.add("customer_complaint_dissatisfy", {
    steps: () => [
        {
            trigger: ".o_statusbar_buttons button:not(.btn-primary):visible:first",
            run: "click",
        },
        ...say("Ms Lin: the unit is wrong"),
        {trigger: isInState("unsatisfied")},
    ],
});
