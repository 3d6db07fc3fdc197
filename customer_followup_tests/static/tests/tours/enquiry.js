import {choose} from "./tour_steps";
import {registry} from "@web/core/registry";

/**
 * An enquirer: rated, the main points repeated, a dossier opened; a question for the
 * superior and its answer; an order of somebody whose phone nobody knows. The tests say
 * who plays which tour, and begin each at the form of its record.
 */
const tours = registry.category("web_tour.tours");

// INQ-1, INQ-2: the salesperson rates the enquiry and makes the enquirer a customer.
tours.add("customer_enquiry_dossier", {
    steps: () => [
        ...choose(".o_form_view [name=customer_urgency]", "At once"),
        {
            content: "It is to be contacted today",
            trigger: ".o_form_view [name=customer_contact_by]:visible",
        },
        {
            trigger: "button[name=action_check_customer_points]",
            run: "click",
        },
        {
            content: "It says who repeated them",
            trigger: "[name=customer_points_checked_by_id]:contains(Seller)",
        },
        {
            trigger: "button[name=action_open_customer_dossier]",
            run: "click",
        },
        {
            content: "Red Mill has the same phone, but it is somebody else",
            trigger: ".modal .o_data_row:contains(Red Mill)",
        },
        {
            trigger: ".modal footer button[name=action_create_new]",
            run: "click",
        },
        {
            content: "The customer, with the urgency and a dossier",
            trigger: ".o_last_breadcrumb_item:contains(Clear Pool)",
        },
        {
            trigger: ".o_notebook a.nav-link:contains(Dossier)",
        },
    ],
});

// INQ-3: the salesperson passes on what the enquirer wants to know.
tours.add("customer_enquiry_question", {
    steps: () => [
        {
            trigger: "button[name=action_pass_to_superior]",
            run: "click",
        },
        {
            content: "The dialog says who will be asked",
            trigger: ".modal [name=superior_name]:contains(Head Of Sales)",
        },
        {
            trigger: ".modal [name=question] textarea",
            run: "edit What is the price of 40 tons?",
        },
        {
            trigger: ".modal footer button[name=action_confirm]",
            run: "click",
        },
        {
            content: "The chatter has the question",
            trigger: ".o-mail-Message:contains(40 tons)",
        },
    ],
});

// INQ-3: the superior answers by closing the activity.
tours.add("customer_enquiry_answer", {
    steps: () => [
        {
            trigger: ".o-mail-Activity-markDone",
            run: "click",
        },
        {
            trigger: ".o-mail-ActivityMarkAsDone textarea",
            run: "edit 9,800 per ton",
        },
        {
            trigger: ".o-mail-ActivityMarkAsDone button[aria-label=Done]",
            run: "click",
        },
        {
            content: "The answer is on its way to the salesperson",
            trigger: ".o-mail-Activity:contains(9,800 per ton)",
        },
    ],
});

// DOS-8: Confirm asks for what is not known of the customer, and goes on.
tours.add("customer_settlement", {
    steps: () => [
        {
            trigger: ".o_statusbar_buttons button[name=action_confirm]:visible",
            run: "click",
        },
        {
            content: "It says what is missing",
            trigger: ".modal .alert:contains(Phone, Street, City)",
        },
        {
            trigger: ".modal [name=phone] input",
            run: "edit +86 120 0000 0901",
        },
        {
            trigger: ".modal [name=street] input",
            run: "edit Canal Road 8",
        },
        {
            trigger: ".modal [name=city] input",
            run: "edit Suzhou",
        },
        {
            trigger: ".modal footer button[name=action_confirm]",
            run: "click",
        },
        {
            content: "The dialog has closed, and the order is confirmed",
            trigger:
                "body:not(:has(.modal)) .o_statusbar_status .o_arrow_button_current[data-value=sale]",
        },
    ],
});
