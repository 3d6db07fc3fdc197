import {choose, menu, openMenu} from "./tour_steps";
import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";

/**
 * Deadlines as the staff see them: the board of the supervisor, the way of a case from
 * the phone to the customer, and a promise as a manager writes it.
 *
 * Fields, menus and states are found by their names; words are looked for where the
 * tour is about words.
 */
const tours = registry.category("web_tour.tours");

const isUrgent = (urgency) => `.o_customer_deadline[data-urgency=${urgency}]`;

/**
 * The same board in each language.
 *
 * @param {String} late how a column says what is late
 * @param {String} missed how the badge of a late deadline begins
 * @param {String} promise the name of the promise that is late
 * @returns {Object[]}
 */
function readTheBoard({late, missed, promise}) {
    return [
        ...openMenu("customer_followup_today_menu", "customer_deadline_board_menu"),
        {
            content: "Who has most that is late comes first, with the number in words",
            trigger:
                `.o_kanban_group:first .o_customer_deadline_counts [data-state=missed]` +
                `:contains(2):contains(${late})`,
        },
        {
            content: "Who has less that is late comes second",
            trigger:
                `.o_kanban_group:eq(1) .o_customer_deadline_counts [data-state=missed]` +
                `:contains(1):contains(${late})`,
        },
        {
            content: "Without the filter, what is due tomorrow is there, too",
            trigger: ".o_searchview .o_facet_remove",
            run: "click",
        },
        {
            trigger: `.o_kanban_group:first ${isUrgent("soon")}`,
        },
        {
            content: "A late one says so in words: open what it belongs to",
            trigger: `.o_kanban_record:contains(${promise}) ${isUrgent("late")}:contains(${missed})`,
            run: "click",
        },
        {
            content: "The case shows the same deadline",
            trigger: `.o_form_view .o_customer_deadlines ${isUrgent("late")}`,
            run: "click",
        },
        {
            content: "Its log says what happened",
            trigger: ".o_form_view [name=event_ids] .o_data_row td[name=kind]",
        },
        {
            trigger: ".breadcrumb .o_back_button, .o_breadcrumb .o_back_button",
            run: "click",
        },
        {
            trigger: ".o_form_view .o_customer_deadlines",
        },
        {
            trigger: ".breadcrumb .o_back_button, .o_breadcrumb .o_back_button",
            run: "click",
        },
        {
            trigger: ".o_kanban_view .o_kanban_group:first",
        },
        {
            trigger: menu("customer_followup_reporting_menu"),
            run: "click",
        },
        {
            trigger: menu("customer_deadline_punctuality_menu"),
            run: "click",
        },
        {
            content: "One of the two promises of a kind was kept: half",
            trigger: ".o_pivot tbody tr:contains(50.00)",
        },
        {
            content: `By promise: ${promise}`,
            trigger: `.o_pivot tbody th:contains(${promise})`,
        },
    ];
}

// VIS-10, RPT-2: in Chinese, as the supervisor.
tours.add("customer_deadline_board_zh", {
    url: "/odoo",
    steps: () =>
        readTheBoard({late: "项逾期", missed: "已逾期", promise: "首次联系客户"}),
});

// VIS-10, RPT-2: the same in English, as the administrator.
tours.add("customer_deadline_board_en", {
    url: "/odoo",
    steps: () =>
        readTheBoard({
            late: "late",
            missed: "late",
            promise: "Customer first contacted",
        }),
});

function press(button) {
    return {
        content: "It is the one highlighted button",
        trigger: `.o_statusbar_buttons:not(:has(.btn-primary:eq(1))) button.btn-primary[name=${button}]`,
        run: "click",
    };
}

const isKept = (number) => ({
    content: `${number} promises are kept`,
    trigger: `.o_customer_deadlines ${isUrgent("met")}:eq(${number - 1})`,
});

// ISS-1, ISS-2, ISS-3: from the phone to the department and back to the customer.
tours.add("customer_deadline_case", {
    url: "/odoo",
    steps: () => [
        ...stepUtils.goToAppSteps("customer_followup.customer_followup_menu"),
        {trigger: menu("helpdesk_ticket_menu"), run: "click"},
        {trigger: menu("helpdesk_ticket_all_menu"), run: "click"},
        {trigger: ".o_list_view th[data-name=customer_case_type]"},
        {trigger: ".o_list_button_add", run: "click"},
        {
            trigger: ".o_form_view [name=name] input",
            run: "edit Two drums leak",
        },
        {
            trigger: ".o_form_view [name=partner_id] input",
            run: "edit Blue Mill",
        },
        {
            trigger: ".o-autocomplete--dropdown-item a:contains(Blue Mill)",
            run: "click",
        },
        {
            trigger: ".o_form_view [name=description] .odoo-editor-editable",
            run: "editor Both are in a basin now.",
        },
        ...stepUtils.saveForm(),
        {
            content: "The first clock runs",
            trigger: `.o_customer_deadlines ${isUrgent("running")}`,
        },
        {
            content: "It could be decided here",
            trigger: "button.btn-primary[name=action_customer_decide]",
        },
        {
            trigger: ".o_form_view [name=customer_department_id] input",
            run: "edit Logistics",
        },
        {
            trigger: ".o-autocomplete--dropdown-item a:contains(Logistics)",
            run: "click",
        },
        ...stepUtils.saveForm(),
        isKept(1),
        press("action_customer_agree"),
        isKept(2),
        press("action_customer_hand_over"),
        isKept(3),
        press("action_customer_contact"),
        isKept(4),
        {
            content: "No clock runs any more, and no button is left",
            trigger: `.o_form_view:not(:has(${isUrgent("running")}, button.btn-primary[name^=action_customer]))`,
        },
    ],
});

// CMP-8: a manager writes a promise with its ladder, and reads it in words.
tours.add("customer_deadline_policy", {
    url: "/odoo",
    steps: () => [
        ...openMenu(
            "customer_followup_configuration_menu",
            "customer_deadline_policy_menu"
        ),
        {trigger: ".o_list_view th[data-name=description]"},
        {trigger: ".o_list_button_add", run: "click"},
        {
            trigger: ".o_form_view [name=name] input",
            run: "edit Suggestion answered",
        },
        ...choose(".o_form_view [name=document]", "Helpdesk Ticket"),
        ...choose(".o_form_view [name=start_event]", "Case registered"),
        ...choose(".o_form_view [name=stop_event]", "Case closed"),
        {
            trigger: ".o_form_view [name=amount] input",
            run: "edit 3 && click body",
        },
        {
            content: "It says in words what it promises, before it is saved",
            trigger:
                ".alert [name=description]:contains(From “Case registered” to “Case closed” within 3 working hours.)",
        },
        {
            trigger: "[name=rung_ids] .o_field_x2many_list_row_add a",
            run: "click",
        },
        {
            content: "By default whoever has to do it is told when it is missed",
            trigger: "[name=rung_ids] .o_selected_row [name=delay_hours] input",
            run: "edit 2:30",
        },
        ...choose("[name=rung_ids] .o_selected_row [name=recipient]", "The superior"),
        ...stepUtils.saveForm(),
        {
            content: "And who is told",
            trigger:
                ".alert [name=description]:contains(Told: 2:30 later → The superior.)",
        },
    ],
});
