import {registry} from "@web/core/registry";

/**
 * Two files from the customer's form into the dossier: uploaded by the specialist,
 * verified by the supervisor. The test plays the tours in this order.
 */
const tours = registry.category("web_tour.tours");

const FILES = {
    "营业执照.pdf": new Uint8Array([37, 80, 68, 70, 45, 49, 46, 52]), // %PDF-1.4
    "IMG_0001.png": new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10, 1]),
};
const row = (name) => `.modal .o_data_row:contains(${name})`;

function chooseFiles() {
    const input = document.querySelector(
        ".modal .o_customer_paper_drop input[type=file]"
    );
    const transfer = new DataTransfer();
    for (const [name, content] of Object.entries(FILES)) {
        transfer.items.add(new File([content], name));
    }
    input.files = transfer.files;
    input.dispatchEvent(new Event("change", {bubbles: true}));
}

// DOS-2: the specialist files what is missing.
tours.add("customer_dossier_upload", {
    steps: () => [
        {
            trigger: ".o_form_view .o_notebook a.nav-link[name=customer_dossier]",
            run: "click",
        },
        {
            content: "There is no dossier yet: open it",
            trigger: ".tab-pane.active button[name=action_open_dossier]",
            run: "click",
        },
        {
            content: "The next step is the highlighted one",
            trigger: ".tab-pane.active button.btn-primary[name=action_open_checklist]",
            run: "click",
        },
        {
            content: "It says what is missing",
            trigger: ".modal [name=missing] li:contains(Business Licence)",
        },
        {
            content: "Choose two files at once",
            trigger: ".modal .o_customer_paper_drop button.o_attach",
            run: chooseFiles,
        },
        {
            content: "What the licence is, is proposed from its Chinese name",
            trigger: `${row("营业执照.pdf")} [name=type_id]:contains(Business Licence)`,
        },
        {
            content: "Write its number",
            trigger: `${row("营业执照.pdf")} td[name=number]`,
            run: "click",
        },
        {
            trigger: ".modal .o_selected_row [name=number] input",
            run: "edit L-1",
        },
        {
            content: "File: of the photo, nobody knows what it is",
            trigger: ".modal button[name=action_file]:visible",
            run: "click",
        },
        {
            content: "The licence is filed",
            trigger: ".modal .alert-success:contains(Business Licence)",
        },
        {
            content: "The photo stays and asks",
            trigger: `${row("IMG_0001.png")} [name=error]:contains(Choose which paper)`,
        },
        {
            trigger: `${row("IMG_0001.png")} td[name=type_id]`,
            run: "click",
        },
        {
            trigger: ".modal .o_selected_row [name=type_id] input",
            run: "edit Contract",
        },
        {
            trigger: ".o-autocomplete--dropdown-menu a:contains(Contract)",
            run: "click",
        },
        {
            trigger: ".modal button[name=action_file]:visible",
            run: "click",
        },
        {
            content: "Both wait to be verified",
            trigger: ".modal .alert-success:contains(Contract)",
        },
        {
            trigger: ".modal [name=missing] li:contains(waits to be verified):eq(1)",
        },
        {
            trigger: ".modal .modal-footer button.btn-secondary:visible",
            run: "click",
        },
        {
            content: "They are in the list of the dossier",
            trigger: "body:not(:has(.modal)) .o_customer_dossier_paper:eq(1)",
        },
    ],
});

// DOS-2: the supervisor verifies what others filed.
tours.add("customer_dossier_verify", {
    steps: () => [
        {
            trigger: ".o_navbar_apps_menu button",
            run: "click",
        },
        {
            trigger:
                ".o_app[data-menu-xmlid='customer_followup.customer_followup_menu']",
            run: "click",
        },
        {
            trigger:
                "button[data-menu-xmlid='customer_followup.customer_dossier_menu']",
            run: "click",
        },
        {
            trigger:
                ".o-dropdown--menu [data-menu-xmlid='customer_followup.customer_document_verify_menu']",
            run: "click",
        },
        {
            content: "Two documents wait",
            trigger: ".o_list_view .o_data_row:contains(Blue Mill):eq(1)",
        },
        {
            trigger: ".o_list_view thead .o_list_record_selector input",
            run: "click",
        },
        {
            trigger: ".o_control_panel button[name=action_verify]",
            run: "click",
        },
        {
            content: "Nothing is left to verify",
            trigger: ".o_list_view:not(:has(.o_data_row:contains(Blue Mill)))",
        },
    ],
});
