import {openMenu} from "./tour_steps";
import {registry} from "@web/core/registry";

const MENU = "customer_followup_configuration_menu";
const row = (name) => `.o_data_row:contains(${name})`;
const field = (name) => `.o_field_widget[name=${name}]`;
const button = (name) => `button[name=${name}]`;

/**
 * FUP-11: the service manager reads on one page what each rule would ask for, says how
 * much a person can take, looks at the preview and switches a rule on.
 */
const goLive = () => [
    ...openMenu(MENU, "customer_followup_go_live_menu"),
    {
        content: "The rules are listed, and nothing is counted yet",
        trigger: `${field("preview_ids")} ${row("Tour Rule")}`,
    },
    {
        content: "A person can take one follow-up a day",
        trigger: `${field("user_ids")} ${row("Specialist")} td[name=customer_daily_capacity]`,
        run: "click",
    },
    {
        trigger: `.o_selected_row ${field("customer_daily_capacity")} input`,
        run: "edit 1",
    },
    {trigger: `.o_form_statusbar ${button("action_count")}`, run: "click"},
    {
        content: "Three customers are due now by this rule",
        trigger: `${row("Tour Rule")} td[name=due_now_count]:contains(3)`,
    },
    {trigger: `${row("Tour Rule")} ${button("action_open")}`, run: "click"},
    {
        content: "The preview says who, when and why",
        trigger: `${field("line_ids")} ${row("Blue Mill")}:contains(Specialist)`,
    },
    {trigger: ".o_notebook .nav-link[name=load]", run: "click"},
    {
        content: "Three at one a day take three days",
        trigger: `${field("load_table")} tr:contains(Specialist) td:last-child:contains(3)`,
    },
    {trigger: `.o_form_statusbar ${button("action_open_switch")}`, run: "click"},
    {
        content: "It says what happens: due now, opened, days",
        trigger: `.modal ${field("due_now_count")}:contains(3)`,
    },
    {trigger: `.modal ${field("first_day_count")}:contains(1)`},
    {trigger: `.modal ${field("backlog_days")}:contains(3)`},
    {trigger: `.modal-footer ${button("action_switch_on")}`, run: "click"},
    {trigger: "body:not(:has(.modal))"},
    {
        content: "It is in use: there is nothing to switch on any more",
        trigger: `.o_form_statusbar:not(:has(${button("action_open_switch")}))`,
    },
];

/** GRD-4: the service manager gives a rule other values for one grade. */
const editRule = () => [
    ...openMenu(MENU, "customer_followup_rule_menu"),
    {trigger: `${row("Tour Rule")} td[name=name]`, run: "click"},
    {trigger: `${field("repeat_days")} input`, run: "edit 30"},
    {trigger: ".o_notebook .nav-link[name=grades]", run: "click"},
    {
        trigger: `${field("grade_line_ids")} .o_field_x2many_list_row_add a`,
        run: "click",
    },
    {
        trigger: `.o_selected_row ${field("grade_id")} .o-autocomplete--input`,
        run: "edit TOUR",
    },
    {trigger: ".o-autocomplete--dropdown-item:contains(TOUR)", run: "click"},
    {trigger: "body:not(:has(.o-autocomplete--dropdown-item))"},
    {
        trigger: `.o_selected_row ${field("delay_days")} input`,
        run: "edit 14",
    },
    {
        trigger: `.o_selected_row ${field("repeat_days")} input`,
        run: "edit 10",
    },
    {trigger: `.o_selected_row ${field("method")} input`, run: "click"},
    {
        content: "On site is the last of the methods",
        trigger: ".o_select_menu_item:last",
        run: "click",
    },
    {trigger: "body:not(:has(.o_select_menu_item))"},
    {trigger: ".o_form_button_save", run: "click"},
    {trigger: ".o_form_saved"},
    {
        content: "The sentence says it",
        trigger: `${field("description")}:contains(TOUR):contains(14):contains(10)`,
    },
];

/** FUP-11: whoever is done early takes the next customer, until nothing waits. */
const takeNext = () => [
    ...openMenu("customer_followup_today_menu", "customer_followup_contacts_menu"),
    {
        content: "Without a choice of rows, the button is there",
        trigger: `.o_list_view ${button("action_take_next")}`,
        run: "click",
    },
    {
        content: "The customer whose turn is next is open",
        trigger: `.o_form_view ${field("partner_id")}:contains(Green Mill)`,
    },
    {trigger: ".o_breadcrumb .o_back_button, .breadcrumb-item a", run: "click"},
    {trigger: `.o_list_view ${row("Green Mill")}`},
    {trigger: `.o_list_view ${button("action_take_next")}`, run: "click"},
    {
        content: "Nothing is waiting any more",
        trigger: ".o_notification",
    },
];

for (const lang of ["en", "zh"]) {
    const tours = {go_live: goLive, rule_grades: editRule, take_next: takeNext};
    for (const [name, getSteps] of Object.entries(tours)) {
        registry.category("web_tour.tours").add(`customer_${name}_${lang}`, {
            steps: getSteps,
        });
    }
}
