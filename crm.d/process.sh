# shellcheck shell=bash
# One run of ./crm: its mark on all processes it starts, its locks, and leaving nothing behind.

GROUP= # process group that runs at the moment

# Start anew with CRM_RUN in the environment. Every process that we start inherits it, so that what
# a killed run has left behind is found, whoever its parent is by then.
mark_run() {
    local mark
    mark="$$:$(started_at $$)"
    [ "${CRM_RUN:-}" != "$mark" ] || return 0
    CRM_HOME=$(realpath -m "${CRM_HOME:-$CRM_ROOT/.crm}")
    CRM_HOME=$CRM_HOME CRM_RUN=$mark exec bash "$CRM_ROOT/crm" "$@"
}

# When a process started, in clock ticks since boot; empty when there is no such process.
started_at() {
    local stat
    read -r stat 2>/dev/null <"/proc/$1/stat" || return 0
    stat=${stat##*) }
    # shellcheck disable=SC2086
    set -- $stat
    printf '%s' "${20}"
}

begin() {
    mkdir -p "$CRM_HOME" 2>/dev/null || die "cannot write to $CRM_HOME: set CRM_HOME to a folder of your own."
    [ -O "$CRM_HOME" ] || die "$CRM_HOME belongs to another user: set CRM_HOME to a folder of your own."
    mkdir -p "$CRM_HOME"/{lock,log,conf,data,state}
    leave_own_venv
    PATH=$PATH:/usr/sbin:/sbin # su without a dash leaves root without them, and without runuser
    export CRM_HOME CRM_ROOT PATH
    CRM_HASH=$(printf '%s' "$CRM_HOME" | sha256sum | cut -c1-8)
    trap 'on_signal INT' INT
    trap 'on_signal TERM' TERM HUP
    trap 'on_exit' EXIT
    [ "$1" = stop ] || [ "$1" = clean ] || check_disk
}

# An activated venv of ours would be taken for a Python in which somebody installed the host.
leave_own_venv() {
    PATH=$(printf '%s' "$PATH" | awk -v RS=: -v ORS=: -v own="$CRM_HOME/venv" 'index($0, own) != 1')
    PATH=${PATH%:}
    unset VIRTUAL_ENV
}

free_space() { df -Pk "$CRM_HOME" | awk 'NR == 2 {print int($4 / 1024)}'; } # in MB

check_disk() {
    local free
    free=$(free_space)
    [ -e "$CRM_HOME/host" ] && return 0
    [ "$free" -ge 4000 ] ||
        die "disk full: $CRM_HOME has $free MB free, 4000 MB are needed. Free some, or set CRM_HOME to another disk."
}

on_signal() {
    trap '' INT TERM HUP
    clear_line
    stop_run "$1"
    if [ -z "${SERVING:-}" ]; then
        printf 'crm: stopped. The same command goes on from here.\n' >&3
        exit 130
    fi
    exit 0
}

on_exit() {
    local status=$?
    trap '' INT TERM HUP
    stop_run TERM
    leave_postgres
    return "$status"
}

# The environments (/proc/PID/environ) that hold exactly this NAME=VALUE.
with_environment() { grep -lzxF "$1" /proc/[0-9]*/environ 2>/dev/null || true; }

# Processes that a run (its mark) has started, but not the run itself.
processes_of() {
    local file pid
    for file in $(with_environment "CRM_RUN=$1"); do
        pid=${file#/proc/}
        pid=${pid%/environ}
        [ "$pid" = "${1%%:*}" ] || [ "$pid" = "$BASHPID" ] || printf '%s\n' "$pid"
    done
}

# Stop the group that runs now, and whatever else this run has started.
stop_run() {
    local tries=0
    [ -n "$GROUP" ] || return 0
    kill "-$1" -- "-$GROUP" 2>/dev/null || true
    while kill -0 -- "-$GROUP" 2>/dev/null && [ "$tries" -lt 100 ]; do
        sleep 0.1
        tries=$((tries + 1))
        [ "$tries" -ne 50 ] || kill -TERM -- "-$GROUP" 2>/dev/null || true
    done
    kill -KILL -- "-$GROUP" 2>/dev/null || true
    GROUP=
    kill_all "$(processes_of "$CRM_RUN")"
}

kill_all() {
    local pid
    for pid in $1; do
        kill -KILL "$pid" 2>/dev/null || true
    done
}

# Kill what earlier runs in this CRM_HOME have left behind: their ./crm is gone, they are not.
kill_strays() {
    local file mark
    for file in $(with_environment "CRM_HOME=$CRM_HOME"); do
        mark=$(tr '\0' '\n' 2>/dev/null <"$file" | sed -n 's/^CRM_RUN=//p' | head -n 1) || continue
        [ -n "$mark" ] || continue
        [ "$(started_at "${mark%%:*}")" = "${mark##*:}" ] || kill_all "$(processes_of "$mark")"
    done
}

# Setting up is done by one run at a time; another one waits.
lock_setup() {
    exec 9>"$CRM_HOME/lock/setup"
    wait_lock 9 "another ./crm is setting up"
    kill_strays
}

unlock_setup() { exec 9>&-; }

wait_lock() {
    flock -n "$1" && return 0
    say "  waiting: $2 (Ctrl-C gives up)"
    until flock -w 1 "$1"; do :; done
}
