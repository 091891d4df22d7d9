# Functions shared by the scripts in this folder. Source it; do not run it.
# shellcheck shell=bash

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(dirname "$here")"
# shellcheck disable=SC2034 # Used by the scripts that source this.
templates=${TEMPLATES:-$root/TuroEzpass.AppHost/cloudformation}
dry_run=${dry_run:-}
export AWS_PAGER=''

# shellcheck disable=SC2034
resources_stack=${RESOURCES_STACK:-turo-ezpass-app-resources}
# shellcheck disable=SC2034
platform_stack=${PLATFORM_STACK:-turo-ezpass-platform}
# shellcheck disable=SC2034
monitoring_stack=${MONITORING_STACK:-turo-ezpass-monitoring}

say() { printf '%s\n' "$*" >&2; }

die() {
    say "$(basename "$0"): $*"
    exit 1
}

# A mistake on the command line.
misused() {
    say "$(basename "$0"): $*"
    say "Try: $0 --help"
    exit 2
}

# A script's help is the comment at its top.
help() { sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0" | grep -v '^shellcheck '; }

need() { command -v "$1" > /dev/null || die "$1 is required but is not on the PATH. $2"; }

# A command as you would type it.
shown() {
    local word
    for word in "$@"; do
        if [[ "$word" =~ ^[A-Za-z0-9_./:=,@%+-]+$ ]]; then printf ' %s' "$word"; else printf ' %s' "${word@Q}"; fi
    done
}

# Runs a command that changes something; with --dry-run, only prints it.
run() {
    if [ -n "$dry_run" ]; then
        say "would run:$(shown "$@")"
        return 0
    fi
    "$@"
}

# Runs a read-only command; with --dry-run, prints it and returns a placeholder.
ask() {
    if [ -n "$dry_run" ]; then
        say "would read:$(shown "$@")"
        printf '<%s>\n' "${asked_for:-answer}"
        return 0
    fi
    "$@"
}

confirm() {
    [ -n "${yes:-}" ] && return 0
    [ -n "$dry_run" ] && return 0
    [ -t 0 ] || die "cannot ask '$1' without a terminal. Add --yes to confirm"
    local answer
    read -r -p "$1 [y/N] " answer
    [ "$answer" = y ] || [ "$answer" = Y ]
}

# A stack's output.
output_of() {
    asked_for=$2 ask aws cloudformation describe-stacks --stack-name "$1" --query "Stacks[0].Outputs[?OutputKey=='$2'].OutputValue" --output text
}

# A stack's parameter, as deployed.
parameter_of() {
    asked_for=$2 ask aws cloudformation describe-stacks --stack-name "$1" --query "Stacks[0].Parameters[?ParameterKey=='$2'].ParameterValue" --output text
}
