{
    "name": "Customer Follow-up: tests",
    "summary": "Tests, browser tours and benchmarks; never installed in a company",
    "version": "19.0.1.0.0",
    "category": "Hidden",
    "author": "customer_followup contributors",
    "license": "AGPL-3",
    "depends": [
        "customer_followup",
        # Odoo's own way to do the nightly job, which the benchmark compares with
        "base_automation",
    ],
    "assets": {
        "web.assets_tests": ["customer_followup_tests/static/tests/tours/**/*"],
    },
}
