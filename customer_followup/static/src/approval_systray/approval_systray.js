import {
    Component,
    onMounted,
    onWillUnmount,
    useExternalListener,
    useState,
} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {KeepLast} from "@web/core/utils/concurrency";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {user} from "@web/core/user";

const NOTIFICATION = "customer_followup.approval";
const ACTION = "customer_followup.customer_approval_to_sign_action";

/**
 * How many documents wait for the user's signature, one click away from their list;
 * not there while nothing waits.
 */
export class ApprovalSystray extends Component {
    static template = "customer_followup.ApprovalSystray";
    static props = [];

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.bus = useService("bus_service");
        this.state = useState({count: 0});
        this.keepLast = new KeepLast();
        this.refresh = this.refresh.bind(this);
        onMounted(() => {
            this.bus.subscribe(NOTIFICATION, this.refresh);
            this.refresh();
        });
        onWillUnmount(() => this.bus.unsubscribe(NOTIFICATION, this.refresh));
        // notifications are lost while a computer sleeps
        useExternalListener(document, "visibilitychange", () => {
            if (!document.hidden) {
                this.refresh();
            }
        });
    }

    get title() {
        return _t("To sign: %(count)s", {count: this.state.count});
    }

    async refresh() {
        this.state.count = await this.keepLast.add(
            this.orm.silent.call("customer.approval.step", "get_to_sign_count", [])
        );
    }

    open() {
        this.action.doAction(ACTION, {clearBreadcrumbs: true});
    }
}

registry.category("systray").add(
    "customer_followup.approval",
    {Component: ApprovalSystray, isDisplayed: () => user.isInternalUser},
    // left of the clock of the activities
    {sequence: 21}
);
