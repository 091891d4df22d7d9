#!/usr/bin/env bash
# Stores the new password of a shared sign-in after you changed it at the site, or restores the previous one.
#
#   deploy/rotate-secrets.sh [--dry-run] ezpass|turo           asks for the new sign-in and stores it
#   deploy/rotate-secrets.sh [--dry-run] --undo ezpass|turo    restores the previous version
#   deploy/rotate-secrets.sh --age                             shows when each was last changed
set -euo pipefail
# shellcheck source=deploy/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
# shellcheck source=deploy/secrets.sh
. "$here/secrets.sh"

site='' undo='' age=''
for word in "$@"; do
    case "$word" in
        -h | --help) help; exit 0 ;;
        --dry-run) dry_run=1 ;;
        --undo) undo=1 ;;
        --age) age=1 ;;
        -*) misused "unknown option $word" ;;
        *) [ -z "$site" ] || misused "only one site at a time"; site=$word ;;
    esac
done
need aws "See https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html"

if [ -n "$age" ]; then
    aws secretsmanager list-secrets --filters Key=name,Values=turo-ezpass/ --query 'SecretList[].[Name,LastChangedDate,LastAccessedDate]' --output table
    exit 0
fi
[ -n "$site" ] || misused "add ezpass or turo"
id=$(secret_of "$site")

if [ -n "$undo" ]; then
    before=$(asked_for=before ask aws secretsmanager list-secret-version-ids --secret-id "$id" --query "Versions[?contains(VersionStages,'AWSPREVIOUS')].VersionId" --output text)
    now=$(asked_for=now ask aws secretsmanager list-secret-version-ids --secret-id "$id" --query "Versions[?contains(VersionStages,'AWSCURRENT')].VersionId" --output text)
    { [ -n "$before" ] && [ "$before" != None ]; } || die "$id has no previous version"
    run aws secretsmanager update-secret-version-stage --secret-id "$id" --version-stage AWSCURRENT --move-to-version-id "$before" --remove-from-version-id "$now"
    say "$id: restored the previous version."
    exit 0
fi

ask_sign_in "$site"
version=$(send_sign_in "$id")
unset user password
say "$id: stored${version:+ as version $version}. To restore the previous version: $0 --undo $site"
say "Now start a collection and check that it signs in: in the dashboard, or see docs/RUNBOOK.md, Force a run."
