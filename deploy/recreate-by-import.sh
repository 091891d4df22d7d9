#!/usr/bin/env bash
# Creates the resources stack again and imports the table, bucket, key, queues and secrets that were kept when it was deleted. Nothing is
# moved or copied. Afterwards, deploy/deploy.sh updates the stack to the whole template.
#
#   deploy/recreate-by-import.sh [--yes] [--dry-run] [--print]
#
#   --print     only print the import's template and identifiers
#
# The stack must not exist: aws cloudformation describe-stacks --stack-name turo-ezpass-app-resources
set -euo pipefail
# shellcheck source=deploy/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

yes='' only_print=''
for word in "$@"; do
    case "$word" in
        -h | --help) help; exit 0 ;;
        --yes) yes=1 ;;
        --dry-run) dry_run=1 ;;
        --print) only_print=1 ;;
        *) misused "unknown option $word" ;;
    esac
done
need aws "See https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
template="$templates/app-resources.template"

# An import may contain only imported resources and no outputs. The update adds the rest of the template.
importable() {
    awk -v keep="$(sed -n 's/.*"LogicalResourceId": "\([A-Za-z0-9]*\)".*/\1/p' "$here/import-resources.json" | tr '\n' ' ')" '
        BEGIN { split(keep, names, " "); for (i in names) kept[names[i]] = 1 }
        /^[A-Za-z]/ { section = $1; shown = 1 }
        section == "Outputs:" { next }
        section == "Resources:" && /^  [A-Za-z0-9]+:/ { name = $1; sub(/:.*/, "", name); shown = name in kept }
        shown' "$template"
}

# The identifiers in this account.
identifiers() {
    local account region key ezpass turo
    account=$(asked_for=ACCOUNT ask aws sts get-caller-identity --query Account --output text)
    region=${AWS_REGION:-${AWS_DEFAULT_REGION:-us-east-1}}
    # The key comes from the table, because the alias was deleted with the stack.
    key=$(asked_for=KEY_ID ask aws dynamodb describe-table --table-name turo_ezpass_trips --query Table.SSEDescription.KMSMasterKeyArn --output text)
    ezpass=$(asked_for=EZPASS_ARN ask aws secretsmanager describe-secret --secret-id turo-ezpass/ezpass/credentials --query ARN --output text)
    turo=$(asked_for=TURO_ARN ask aws secretsmanager describe-secret --secret-id turo-ezpass/turo/credentials --query ARN --output text)
    { [ -n "$key" ] && [ "$key" != None ]; } || die "the table turo_ezpass_trips has no key. Was it created by app-resources.template?"
    sed -e "s|arn:aws:secretsmanager:REGION:ACCOUNT:secret:turo-ezpass/ezpass/credentials-SUFFIX|$ezpass|" \
        -e "s|arn:aws:secretsmanager:REGION:ACCOUNT:secret:turo-ezpass/turo/credentials-SUFFIX|$turo|" \
        -e "s|KEY_ID|${key##*/}|" -e "s|REGION|$region|g" -e "s|ACCOUNT|$account|g" "$here/import-resources.json"
}

importable > "$work/import.template"
identifiers > "$work/identifiers.json"
if [ -n "$only_print" ]; then
    cat "$work/import.template" "$work/identifiers.json"
    exit 0
fi

if [ -z "$dry_run" ] && status=$(aws cloudformation describe-stacks --stack-name "$resources_stack" --query 'Stacks[0].StackStatus' --output text 2> /dev/null); then
    [ "$status" = REVIEW_IN_PROGRESS ] || die "the stack $resources_stack exists ($status), so there is nothing to import. Deploy with deploy/deploy.sh"
fi

name="import-$(date -u +%Y%m%d%H%M%S)"
# An import does not change the secrets' values. The parameters that set them are used only in a deployment.
run aws cloudformation create-change-set --stack-name "$resources_stack" --change-set-name "$name" --change-set-type IMPORT \
    --template-body "file://$work/import.template" --resources-to-import "file://$work/identifiers.json"
run aws cloudformation wait change-set-create-complete --stack-name "$resources_stack" --change-set-name "$name"
run aws cloudformation describe-change-set --stack-name "$resources_stack" --change-set-name "$name" \
    --query 'Changes[].ResourceChange.[Action,LogicalResourceId,PhysicalResourceId]' --output table
confirm "Import these?" || die "stopped; nothing was changed"
run aws cloudformation execute-change-set --stack-name "$resources_stack" --change-set-name "$name"
run aws cloudformation wait stack-import-complete --stack-name "$resources_stack"
run aws cloudformation detect-stack-drift --stack-name "$resources_stack" --query StackDriftDetectionId --output text
say "Imported. Now run deploy/deploy.sh, which adds the alias, the queues' policy and the outputs. Its change set must show no replacement."
say "The secrets are unchanged. An update sets them only if EzpassCredentials or TuroCredentials changes: check the change set, and run deploy/setup-secrets.sh if they are blank."
