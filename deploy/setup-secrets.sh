#!/usr/bin/env bash
# Asks for the shared sign-ins at E-ZPass and Turo and stores them in Secrets Manager. Passwords are not shown and are stored nowhere else.
#
#   deploy/setup-secrets.sh [--dry-run] [ezpass] [turo]      default: both
#
# They belong to the owner in the platform's parameter SharedSecretsOwner. Hosts enter their own sign-ins in the dashboard.
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
say "The next collection uses them. The dashboard's Settings, Portals shows whether the site accepted them."
