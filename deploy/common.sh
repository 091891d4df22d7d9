# What the scripts of this folder have in common. Sourced, not run.
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

# A word that is wrong on the command line.
misused() {
    say "$(basename "$0"): $*"
    say "Try: $0 --help"
    exit 2
}

# The comment at a script's beginning is its help.
help() { sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0" | grep -v '^shellcheck '; }

need() { command -v "$1" > /dev/null || die "$1 is needed and not on the PATH. $2"; }

# A command as it could be typed.
shown() {
    local word
    for word in "$@"; do
        if [[ "$word" =~ ^[A-Za-z0-9_./:=,@%+-]+$ ]]; then printf ' %s' "$word"; else printf ' %s' "${word@Q}"; fi
    done
}

# Runs what changes something; with --dry-run only tells it.
run() {
    if [ -n "$dry_run" ]; then
        say "would run:$(shown "$@")"
        return 0
    fi
    "$@"
}

# Asks AWS something that changes nothing; with --dry-run tells it and answers with a placeholder.
ask() {
    if [ -n "$dry_run" ]; then
        say "would ask:$(shown "$@")"
        printf '<%s>\n' "${asked_for:-answer}"
        return 0
    fi
    "$@"
}

confirm() {
    [ -n "${yes:-}" ] && return 0
    [ -n "$dry_run" ] && return 0
    [ -t 0 ] || die "nobody is there to ask '$1'; say --yes if it is to be done"
    local answer
    read -r -p "$1 [y/N] " answer
    [ "$answer" = y ] || [ "$answer" = Y ]
}

# An output of a stack, by its key.
output_of() {
    asked_for=$2 ask aws cloudformation describe-stacks --stack-name "$1" --query "Stacks[0].Outputs[?OutputKey=='$2'].OutputValue" --output text
}

# A parameter of a stack as it was deployed, by its key.
parameter_of() {
    asked_for=$2 ask aws cloudformation describe-stacks --stack-name "$1" --query "Stacks[0].Parameters[?ParameterKey=='$2'].ParameterValue" --output text
}
