import {ListController} from "@web/views/list/list_controller";
import {listView} from "@web/views/list/list_view";
import {onWillStart} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";

/** A list with lines above it that its model says: `get_list_banner`. */
export class BannerListController extends ListController {
    static template = "customer_followup.BannerListView";

    setup() {
        super.setup();
        const orm = useService("orm");
        onWillStart(async () => {
            this.banner = await orm.call(this.props.resModel, "get_list_banner", []);
        });
    }
}

registry.category("views").add("customer_banner_list", {
    ...listView,
    Controller: BannerListController,
});
