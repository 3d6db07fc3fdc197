# Odoo 19 with this addon and the OCA wheels it needs; docker-compose.yml builds it.
FROM odoo:19.0 AS wheels
USER root
WORKDIR /source
COPY . .
# Without dependencies: Odoo is in the image, and the versions are written down here.
RUN pip3 wheel --no-deps --wheel-dir /wheels . \
    && (grep '^odoo-addon-' script/requirements-odoo.txt; \
        grep '^borax==' script/constraints.txt) \
    | xargs pip3 wheel --no-deps --wheel-dir /wheels

FROM odoo:19.0
USER root
COPY --from=wheels /wheels /wheels
RUN pip3 install --no-deps --no-index --break-system-packages /wheels/*.whl
COPY script/docker-install /usr/local/bin/docker-install
USER odoo
