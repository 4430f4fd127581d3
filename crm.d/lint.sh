# shellcheck shell=bash
# ./crm lint: formatting and rules. Every check runs, then the failed ones are named.

cmd_lint() {
    local fix='' failed=()
    [ "${1:-}" != --fix ] || fix=1
    need_packages shellcheck=shellcheck node=nodejs npm=npm
    lock_setup
    find_host
    prepare_python
    prepare_node
    unlock_setup
    cd "$CRM_ROOT" || exit
    if [ -n "$fix" ]; then fix_code; fi
    check "ruff" python -m ruff check .
    check "ruff format" python -m ruff format --check .
    check "pylint-odoo" lint_pylint
    check "oca-checks-odoo-module" lint_modules
    check "prettier" lint_prettier --check
    check "shellcheck" lint_shell
    check "sizes" python crm.d/py/sizes.py
    [ ${#failed[@]} -eq 0 ] || die "lint failed: ${failed[*]}. ./crm lint --fix repairs formatting."
}

check() {
    local label=$1 began status=0
    shift
    began=$(now_ms)
    "$@" >"$CRM_HOME/log/lint.log" 2>&1 7>&- 8>&- || status=$?
    [ "$status" -eq 0 ] || {
        cat "$CRM_HOME/log/lint.log"
        failed+=("$label")
    }
    printf '  %-58s %9s\n' "$label: $([ "$status" -eq 0 ] && echo clean || echo FAILED)" \
        "$(seconds $(($(now_ms) - began)))"
}

fix_code() {
    python -m ruff check --fix . || true
    python -m ruff format .
    lint_prettier --write || true
}

tracked() { git ls-files --cached --others --exclude-standard -- "$@"; }

lint_pylint() { python -m pylint --rcfile=.pylintrc --disable=missing-readme -j 2 addons/*/; }

lint_modules() {
    local addon status=0
    for addon in addons/*/; do
        oca_checks "$addon" || status=1
    done
    return "$status"
}

oca_checks() {
    python -c 'import sys; from oca_pre_commit_hooks.cli import main; sys.exit(main())' \
        --disable=prefer-readme-rst "$1"
}

lint_prettier() {
    tracked '*.xml' '*.js' '*.css' '*.scss' | grep -v -E '/static/(lib|description)/' |
        xargs -r -d '\n' node "$NODE_HOME/node_modules/prettier/bin/prettier.cjs" \
            --plugin="$NODE_HOME/node_modules/@prettier/plugin-xml/src/plugin.js" \
            --log-level=warn "$1"
}

lint_shell() { shellcheck -x crm crm.d/*.sh .ci/run; }

# Prettier, in CRM_HOME, of the versions in config/node/package-lock.json.
prepare_node() {
    local key
    key=$(cat "$CRM_ROOT"/config/node/package*.json | sha256sum | cut -c1-10)
    NODE_HOME=$CRM_HOME/node-$key
    [ -d "$NODE_HOME" ] || step "Node packages" build_node
}

build_node() {
    local partial=$CRM_HOME/node.partial.$$
    rm -rf "$CRM_HOME"/node.partial.* "$CRM_HOME"/node-*
    mkdir "$partial"
    cp "$CRM_ROOT"/config/node/package*.json "$partial"
    (cd "$partial" && npm ci --no-audit --no-fund --cache "$partial/.npm")
    rm -rf "$partial/.npm"
    mv -T "$partial" "$NODE_HOME"
}
