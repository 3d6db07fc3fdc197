import {openMenu} from "./tour_steps";
import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";

/**
 * The timeline of a customer as the staff read it, a reception as they write it down,
 * and the archive.
 *
 * Fields, menus, filters and kinds are found by their names.
 */
const tours = registry.category("web_tour.tours");

const openCustomer = [
    ...openMenu("res_partner_menu", "res_partner_all_menu"),
    {
        trigger: ".o_list_view .o_data_row:contains(Blue Mill) td[name=display_name]",
        run: "click",
    },
    {trigger: ".o_form_view button[name=action_open_customer_timeline]"},
];

// DOS-5: customer → timeline → complaints → the case.
tours.add("customer_timeline", {
    url: "/odoo",
    steps: () => [
        ...openCustomer,
        {
            trigger: "button[name=action_open_customer_timeline]",
            run: "click",
        },
        {
            content: "All classes are there together",
            trigger:
                ".o_list_view:has(.o_data_row:contains(Sales Order)):has(.o_data_row:contains(Mr. Wang)):has(.o_data_row:contains(Wet bags))",
        },
        {
            trigger: ".o_searchview_dropdown_toggler",
            run: "click",
        },
        {
            trigger: ".o_filter_menu .o_menu_item:contains(Complaints and Cases)",
            run: "click",
        },
        {
            content: "Only the case is left",
            trigger: ".o_list_view:not(:has(.o_data_row:eq(1)))",
        },
        {
            trigger: ".o_data_row:contains(Wet bags) td[name=title]",
            run: "click",
        },
        {
            content: "It opens the record itself",
            trigger: ".o_form_view [name=customer_case_type]",
        },
    ],
});

// DOS-5: somebody comes; it is written down, and stands in the timeline.
tours.add("customer_reception", {
    url: "/odoo",
    steps: () => [
        ...openCustomer,
        {
            content: "There are more buttons than fit",
            trigger: ".o-form-buttonbox .o_button_more",
            run: "click",
        },
        {
            trigger: "button[name=action_open_customer_receptions]",
            run: "click",
        },
        {trigger: ".o_list_view th[data-name=visitor_name]"},
        {trigger: ".o_list_button_add", run: "click"},
        {
            content: "The customer is filled in",
            trigger: ".o_form_view [name=partner_id] input:value(Blue Mill)",
        },
        {
            trigger: ".o_form_view [name=visitor_name] input",
            run: "edit Mrs. Zhou",
        },
        {
            trigger: ".o_form_view [name=reason] textarea",
            run: "edit Brings back two empty drums",
        },
        ...stepUtils.saveForm(),
        {
            trigger: ".o_breadcrumb .o_back_button",
            run: "click",
        },
        {
            trigger: ".o_list_view .o_data_row:contains(Mrs. Zhou)",
        },
        {
            trigger:
                ".o_breadcrumb a:contains(Blue Mill), .breadcrumb a:contains(Blue Mill)",
            run: "click",
        },
        {
            trigger: "button[name=action_open_customer_timeline]",
            run: "click",
        },
        {
            trigger: ".o_list_view .o_data_row:contains(Brings back two empty drums)",
        },
    ],
});

// DOS-9: what is finished, by customer class; mark and export.
tours.add("customer_archive", {
    url: "/odoo",
    steps: () => [
        ...openMenu("customer_followup_reporting_menu", "customer_archive_menu"),
        {
            content: "What is finished is there, what is open is not",
            trigger:
                ".o_list_view:has(.o_data_row:contains(Mr. Wang)):not(:has(.o_data_row:contains(Wet bags)))",
        },
        {
            trigger: ".o_searchview_dropdown_toggler",
            run: "click",
        },
        {
            trigger: ".o_group_by_menu .o_menu_item:contains(Customer Tag)",
            run: "click",
        },
        {
            trigger: ".o_list_view .o_group_header:contains(Key account)",
            run: "click",
        },
        {
            trigger:
                ".o_list_view .o_data_row:contains(Mr. Wang) .o_list_record_selector input",
            run: "click",
        },
        {
            trigger: ".o_cp_action_menus .dropdown-toggle:contains(Actions)",
            run: "click",
        },
        {
            trigger: ".o-dropdown--menu .o_menu_item:contains(Export Archive)",
            run: "click",
        },
        {
            content: "Its customer is chosen already",
            trigger: ".modal [name=partner_ids] .o_tag:contains(Blue Mill)",
        },
        {
            trigger: ".modal button[name=action_export]:contains(Download)",
        },
        {
            trigger: ".modal button[special=cancel]",
            run: "click",
        },
        {
            trigger: "body:not(:has(.modal))",
        },
    ],
});
