#!/usr/bin/env bash
# Asks for the shared sign-ins at E-ZPass and Turo and stores them in Secrets Manager. What is typed is not shown and is kept nowhere else.
#
#   deploy/setup-secrets.sh [--dry-run] [ezpass] [turo]      both where none is named
#
# Whose they are is the platform's parameter SharedSecretsOwner. Each host's own sign-ins are given in the dashboard instead.
set -euo pipefail
# shellcheck source=deploy/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
# shellcheck source=deploy/secrets.sh
. "$here/secrets.sh"

sites=()
for word in "$@"; do
    case "$word" in
        -h | --help) help; exit 0 ;;
        --dry-run) dry_run=1 ;;
        -*) misused "unknown option $word" ;;
        *) secret_of "$word" > /dev/null; sites+=("$word") ;;
    esac
done
[ ${#sites[@]} -gt 0 ] || sites=(ezpass turo)
need aws "See https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html"

for site in "${sites[@]}"; do
    ask_sign_in "$site"
    version=$(send_sign_in "$(secret_of "$site")" "$site login credentials")
    unset user password
    say "$(secret_of "$site"): stored${version:+ as version $version}."
done
say "A collection takes them up at its next start; the dashboard's Settings, Portals shows whether the site took them."
