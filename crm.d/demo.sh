# shellcheck shell=bash
# ./crm demo: all addons with demo data, served.

cmd_demo() {
    local port=8069 interface=127.0.0.1 serve=1 fresh=
    while [ $# -gt 0 ]; do
        case $1 in
        --port) port=${2:?--port needs a number}; shift ;;
        --port=*) port=${1#*=} ;;
        --interface) interface=${2:?--interface needs an address}; shift ;;
        --interface=*) interface=${1#*=} ;;
        --no-serve) serve= ;;
        --fresh) fresh=1 ;;
        *) die "demo knows --port N, --interface ADDR, --no-serve and --fresh, not $1" ;;
        esac
        shift
    done
    if ! [[ $port =~ ^[0-9]{1,5}$ ]] || [ "$port" -eq 0 ] || [ "$port" -gt 65535 ]; then
        die "--port: $port is no port number"
    fi
    demo_alone
    [ -z "$serve" ] || port_free "$interface" "$port"
    prepare_all
    demo_database "$fresh"
    unlock_setup
    if [ -n "$serve" ]; then
        serve_demo "$interface" "$port"
    else
        print_logins
        say "  Serve it with: ./crm demo"
    fi
}

# One demo at a time in one CRM_HOME.
demo_alone() {
    exec 7>>"$CRM_HOME/lock/demo"
    flock -n 7 && return
    # a killed run leaves processes that hold its lock
    kill_strays
    flock -w 5 7 || die "the demo runs already in this CRM_HOME. Stop it with: ./crm stop"
}

port_free() {
    kill_strays
    (exec 3<>"/dev/tcp/127.0.0.1/$2") 2>/dev/null || return 0
    die "port $2 is taken by another program. Take another one: ./crm demo --port $(($2 + 1))"
}

# The demo keeps what people have played with: when addons/ has changed, it is updated in place.
demo_database() {
    local key
    DEMO_DB=${PREFIX}_demo
    host_template
    ADDONS=$(helper manifests ours "$CRM_ROOT/addons")
    DEMO_KEY="demo $HOST_KEY-$(tree_hash)"
    db_claim "$DEMO_DB"
    key=$(db_key "$DEMO_DB")
    if [ -n "$1" ] || [[ "$key" != "demo $HOST_KEY-"* ]]; then
        suite_template
        step "demo database" make_demo
    elif [ "$key" != "$DEMO_KEY" ]; then
        step "demo database: update $ADDONS" update_demo
    elif [ ! -s "$CRM_HOME/demo-logins" ]; then
        step "demo database: passwords" settle_demo
    fi
}

make_demo() {
    db_clone "$SUITE_DB" "$DEMO_DB"
    settle_demo
}

update_demo() {
    odoo "$DEV_CONF" -d "$DEMO_DB" -u "$ADDONS" -i "$ADDONS" --with-demo --stop-after-init --no-http
    check_installed "$DEMO_DB"
    settle_demo
}

# Passwords, no online services, and the web assets made in advance.
settle_demo() {
    touch "$CRM_HOME/demo-passwords"
    chmod 600 "$CRM_HOME/demo-passwords"
    (
        umask 077
        odoo "$DEV_CONF" shell -d "$DEMO_DB" --no-http <"$CRM_ROOT/crm.d/py/settle_demo.py"
    )
    [ -s "$CRM_HOME/demo-logins" ]
    db_seal "$DEMO_DB" "$DEMO_KEY"
}

serve_demo() {
    local interface=$1 port=$2 status=0
    start_group "$CRM_HOME/log/demo.log" odoo "$DEV_CONF" -d "$DEMO_DB" --db-filter="^$DEMO_DB\$" \
        --http-interface="$interface" --http-port="$port"
    step_wait_for_page "$port"
    SERVING=1
    print_logins
    say "  http://localhost:$port   (Ctrl-C stops it; log: $CRM_HOME/log/demo.log)"
    wait "$GROUP" || status=$?
    die "the server has stopped (status $status): see $CRM_HOME/log/demo.log"
}

step_wait_for_page() {
    local began tries=0
    began=$(now_ms)
    until curl_page "$1"; do
        kill -0 "$GROUP" 2>/dev/null || {
            explain "the server" "$CRM_HOME/log/demo.log"
            exit "$REFUSED"
        }
        tries=$((tries + 1))
        [ "$tries" -lt 240 ] || die "the server does not answer: see $CRM_HOME/log/demo.log"
        sleep 0.5
    done
    printf '  %-58s %9s\n' "server" "$(seconds $(($(now_ms) - began)))"
}

curl_page() {
    python -c 'import sys, urllib.request
urllib.request.build_opener(urllib.request.ProxyHandler({})).open(sys.argv[1], timeout=60)' \
        "http://127.0.0.1:$1/web/login" 2>/dev/null
}

print_logins() {
    say ""
    awk -F'\t' '{printf "  %-16s %-16s %s (%s)\n", $1, $2, $3, $4}' "$CRM_HOME/demo-logins"
    say ""
}
