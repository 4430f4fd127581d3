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
    check "sizes" lint_sizes
    check "no registry's or mirror's host" lint_hosts
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
    lint_modules --fix || true
    lint_prettier --write || true
}

# tracked SUFFIX ...: the files that git knows, or all when this is no git checkout.
tracked() { all_files | grep -E "\.($1)$"; }

all_files() {
    git ls-files --cached --others --exclude-standard 2>/dev/null ||
        find . -type f ! -path './.*' ! -path '*/node_modules/*' | cut -c3-
}

# README files are Markdown here, and a big model lies in one file a room. Tests write words that nobody
# translates and contexts that they mean.
lint_pylint() {
    local tests off=missing-readme,consider-merging-classes-inherited status=0
    tests=$(find addons -path '*/tests/*.py')
    python -m pylint --disable="$off" -j 2 --ignore-paths='.*/tests/.*' addons/*/ || status=1
    # shellcheck disable=SC2086
    [ -z "$tests" ] || python -m pylint --disable="$off,translation-required,context-overridden" -j 2 $tests || status=1
    return "$status"
}

lint_modules() {
    local addon status=0
    for addon in addons/*/; do
        oca_checks "$@" "$addon" || status=1
    done
    return "$status"
}

oca_checks() {
    python -c 'import sys; from oca_pre_commit_hooks.cli import main; sys.exit(main())' \
        --disable=prefer-readme-rst "$@"
}

lint_prettier() {
    tracked 'xml|js|css|scss' | grep -v -E '/static/(lib|description)/' |
        xargs -r -d '\n' node "$NODE_HOME/node_modules/prettier/bin/prettier.cjs" \
            --plugin="$NODE_HOME/node_modules/@prettier/plugin-xml/src/plugin.js" \
            --log-level=warn "$1"
}

lint_sizes() { tracked 'py|xml' | python crm.d/py/sizes.py; }

lint_hosts() { all_files | python crm.d/py/registry_hosts.py; }

lint_shell() { shellcheck -x crm crm.d/*.sh .ci/run tests/host/*.sh; }

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
