# shellcheck shell=bash
# What people see: one line a step with its time, progress for long ones, one line per error.

exec 3>&2
REFUSED=64 # exit status of die: what is wrong has been said already

say() { printf '%s\n' "$*"; }

# One line: what is missing and what brings it.
die() {
    printf 'crm: %s\n' "$*" >&3
    exit "$REFUSED"
}

warn() { printf 'crm: note: %s\n' "$*" >&3; }

now_ms() { printf '%s' "$((${EPOCHREALTIME/[.,]/} / 1000))"; }

seconds() { printf '%d.%d s' "$(($1 / 1000))" "$((($1 % 1000) / 100))"; }

# Run a function as one step: its output goes to a log, the terminal gets one line.
step() {
    local label=$1 log began pid status=0
    shift
    log=$CRM_HOME/log/$1.log
    began=$(now_ms)
    start_group "$log" "$@"
    pid=$GROUP
    watch_step "$pid" "$label" "$log" "$began"
    wait "$pid" 2>/dev/null || status=$?
    GROUP=
    clear_line
    if [ "$status" -ne 0 ]; then
        [ "$status" -eq "$REFUSED" ] || explain "$label" "$log"
        exit "$REFUSED"
    fi
    printf '  %-58s %9s\n' "$label" "$(seconds $(($(now_ms) - began)))"
}

# Start a function in a process group of its own, with its output in a log. The locks stay with us.
start_group() {
    local log=$1
    shift
    set -m
    (
        trap - EXIT INT TERM HUP
        set -e
        "$@"
    ) >"$log" 2>&1 </dev/null 7>&- 8>&- 9>&- &
    GROUP=$!
    set +m
}

# Run a command on the terminal, yet in a group of its own: when ./crm is stopped, all of it stops.
foreground() {
    set -m
    "$@" </dev/null 7>&- 8>&- 9>&- &
    GROUP=$!
    set +m
    wait "$GROUP"
}

# From the fifth second on, say every now and then how far it has come.
watch_step() {
    local pid=$1 label=$2 log=$3 began=$4 next=5000 spent pause=0.05
    while kill -0 "$pid" 2>/dev/null; do
        sleep "$pause"
        spent=$(($(now_ms) - began))
        [ "$spent" -lt 1000 ] || pause=0.3
        if [ "$spent" -ge "$next" ]; then
            show_progress "$label" "$((spent / 1000))" "$log"
            next=$((spent + PROGRESS_EVERY))
        fi
    done
}

if [ -t 1 ]; then PROGRESS_EVERY=1000; else PROGRESS_EVERY=30000; fi

show_progress() {
    local line
    line=$(printf '  … %s: %d s %s' "$1" "$2" "$(last_sign "$3")")
    if [ -t 1 ]; then
        printf '\r\033[K%.110s' "$line"
    else
        printf '%s\n' "$line"
    fi
}

clear_line() { [ ! -t 1 ] || printf '\r\033[K'; }

# The newest line of a log that says how far it is, or how much has been written.
last_sign() {
    local sign
    sign=$(tail -c 20000 "$1" 2>/dev/null |
        sed -n -E 's/.*Loading module ([a-z0-9_]+) \(([0-9]+\/[0-9]+)\).*/\2 \1/p; s/^(Get|Unpacking|Installed|Prepared) ?(.{0,50}).*/\1 \2/p' |
        tail -n 1)
    printf '%s' "$sign"
}

# Say in one line why a step failed, as far as its log tells.
explain() {
    local label=$1 log=$2 end
    end=$(tail -n 25 "$log")
    # a log on a full disk cannot say so itself
    if grep -qiE 'no space left on device|disk quota exceeded' <<<"$end" || [ "$(free_space)" -lt 20 ]; then
        die "$label: the disk is full. Free some space, or set CRM_HOME to a folder on another disk."
    elif grep -qiE 'could not resolve|temporary failure (in name )?resol|network is unreachable|failed to fetch|ENOTFOUND|EAI_AGAIN|name or service not known|error sending request' <<<"$end"; then
        die "$label: no network. Connect this machine (or set its proxy) and run the same command again. Details: $log"
    fi
    printf 'crm: %s failed. The end of %s:\n' "$label" "$log" >&3
    { grep -vE ' (INFO|DEBUG) ' "$log" || true; } | tail -n 15 | sed 's/^/    /' >&3
}
