#!/usr/bin/env bash
# Deploys TuroEzpass to the AWS account that you are signed in to: resources, images, platform, monitoring. It shows each change
# as a change set first. Afterwards it runs the smoke test (turoezpass smoke). If that fails, the services return to their previous
# task definitions at once, and the platform stack to its previous template and parameters.
#
#   deploy/deploy.sh ENVIRONMENT [options]     ENVIRONMENT: staging, prod …, each in its own account or region
#
#   --yes                do not ask; changes that would replace or delete data are still refused
#   --dry-run            only print the commands
#   --tag TAG            use images with this tag from the repositories instead of building them [tag: the version]
#   --only STACK         deploy only resources, platform or monitoring
#   --table NAME         switch to this table, such as a restored one
#   --skip-smoke         skip the smoke test, and with it the rollback
#   --allow-replacement  allow a change that replaces or deletes data
#   --drift              only check whether the stacks still match what was deployed
#   --rollback TAG       return to the images of an earlier deployment; the same as --tag TAG --only platform
#
# Settings come from deploy/environments/ENVIRONMENT.env, if it exists, and from the environment (see example.env):
# EXPECTED_ACCOUNT, RESOURCES_<Parameter>, PLATFORM_<Parameter>, MONITORING_<Parameter>, TEMPLATE_BUCKET, TUROEZPASS,
# TUROEZPASS_TOKEN (an operator's token, for the smoke test).
# shellcheck disable=SC2034 # PLATFORM_… and MONITORING_… are read by name, in write_parameters.
set -euo pipefail
# shellcheck source=deploy/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

environment='' yes='' tag='' only='' table='' skip_smoke='' allow_replacement='' only_drift=''
while [ $# -gt 0 ]; do
    case "$1" in
        -h | --help) help; exit 0 ;;
        --yes) yes=1 ;;
        --dry-run) dry_run=1 ;;
        --tag) tag=${2:?--tag needs a tag}; shift ;;
        --only) only=${2:?--only needs resources, platform or monitoring}; shift ;;
        --table) table=${2:?--table needs a name}; shift ;;
        --skip-smoke) skip_smoke=1 ;;
        --allow-replacement) allow_replacement=1 ;;
        --drift) only_drift=1 ;;
        --rollback) tag=${2:?--rollback needs a tag}; only=platform; shift ;;
        -*) misused "unknown option $1" ;;
        *) [ -z "$environment" ] || misused "only one environment is allowed, not '$environment' and '$1'"; environment=$1 ;;
    esac
    shift
done
[ -n "$environment" ] || misused "ENVIRONMENT is missing: staging or prod"
[[ "$environment" =~ ^[a-z][a-z0-9-]{0,19}$ ]] || misused "'$environment' is not a valid environment name"
[[ "$only" =~ ^(|resources|platform|monitoring)$ ]] || misused "--only must be resources, platform or monitoring"
[[ "$tag" =~ ^[A-Za-z0-9._-]{0,128}$ ]] || misused "'$tag' is not a valid image tag"

settings="$here/environments/$environment.env"
if [ -f "$settings" ]; then
    set -a
    # shellcheck source=/dev/null
    . "$settings"
    set +a
fi
need aws "See https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html"
MONITORING_EnvironmentName=${MONITORING_EnvironmentName:-$environment}
services=(turo-ezpass-api turo-ezpass-web turo-ezpass-scraper-service)
cluster=turo-ezpass-cluster
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
started=$(date -u +%Y%m%d%H%M%S)

# The program that runs the smoke test.
turoezpass() {
    if [ -n "${TUROEZPASS:-}" ]; then
        "$TUROEZPASS" "$@"
    elif command -v turoezpass > /dev/null; then
        command turoezpass "$@"
    else
        dotnet run --project "$root/TuroEzpass.Cli" -- "$@"
    fi
}

exists() {
    # With --dry-run, pretend that no stack exists, so that every step is shown.
    [ -z "$dry_run" ] || return 1
    local status
    status=$(aws cloudformation describe-stacks --stack-name "$1" --query 'Stacks[0].StackStatus' --output text 2> /dev/null) || return 1
    [ "$status" != REVIEW_IN_PROGRESS ]
}

# A template's parameters, one per line.
parameters_in() { awk '/^[A-Za-z]/ { inside = /^Parameters:/ } inside && /^  [A-Za-z0-9]+:/ { sub(/:.*/, ""); print $1 }' "$1"; }

# Writes the parameters of a stack as JSON: first the settings, then the outputs of other stacks, then the stack's current values.
# $1 stack, $2 template, $3 prefix of its settings, then the stacks whose outputs it uses
write_parameters() {
    local stack=$1 template=$2 prefix=$3 name value variable has='' separator='' below
    shift 3
    exists "$stack" && has=1
    printf '['
    while read -r name; do
        variable="${prefix}_${name}"
        value=''
        if [ -n "${!variable+set}" ]; then
            value=${!variable}
        else
            for below in "$@"; do
                value=$(sed -n "s/^$name	//p" "$work/outputs-$below")
                [ -z "$value" ] || break
            done
            if [ -z "$value" ]; then
                # shellcheck disable=SC2015
                [ -n "$has" ] && grep -qx "$name" "$work/had-$stack" || continue
                printf '%s{"ParameterKey":"%s","UsePreviousValue":true}' "$separator" "$name"
                separator=,
                continue
            fi
        fi
        value=${value//\\/\\\\}
        printf '%s{"ParameterKey":"%s","ParameterValue":"%s"}' "$separator" "$name" "${value//\"/\\\"}"
        separator=,
    done < <(parameters_in "$template")
    printf ']\n'
}

# Saves a stack's outputs and the names of its parameters.
remember() {
    : > "$work/outputs-$1"
    : > "$work/had-$1"
    exists "$1" || return 0
    aws cloudformation describe-stacks --stack-name "$1" --query 'Stacks[0].Outputs[].[OutputKey,OutputValue]' --output text > "$work/outputs-$1"
    aws cloudformation describe-stacks --stack-name "$1" --query 'Stacks[0].Parameters[].[ParameterKey]' --output text > "$work/had-$1"
}

# A template that is too large for a request is uploaded to a bucket.
template_argument() {
    local template=$1 bucket=${TEMPLATE_BUCKET:-} key
    if [ "$(wc -c < "$template")" -le 51200 ]; then
        template_words=(--template-body "file://$template")
        return 0
    fi
    [ -n "$bucket" ] || bucket=$(output_of "$resources_stack" BucketName)
    key="deployments/$started-$(basename "$template")"
    run aws s3 cp "$template" "s3://$bucket/$key" --only-show-errors
    template_words=(--template-url "https://$bucket.s3.${AWS_REGION:-${AWS_DEFAULT_REGION:-us-east-1}}.amazonaws.com/$key")
}

# Shows a change set and runs it. $1 stack, $2 template, $3 parameters' file; does not ask if $4 is set
change() {
    local stack=$1 template=$2 parameters=$3 unreviewed=${4:-} type=CREATE name="deploy-$started-$RANDOM" status reason danger said create
    exists "$stack" && type=UPDATE
    template_argument "$template"
    say "== $stack: $type"
    create=(aws cloudformation create-change-set --stack-name "$stack" --change-set-name "$name" --change-set-type "$type"
        "${template_words[@]}" --parameters "file://$parameters" --capabilities CAPABILITY_IAM CAPABILITY_NAMED_IAM
        --tags "Key=environment,Value=$environment" --query Id --output text)
    if [ -n "$dry_run" ]; then
        run "${create[@]}"
        run aws cloudformation describe-change-set --stack-name "$stack" --change-set-name "$name"
        run aws cloudformation execute-change-set --stack-name "$stack" --change-set-name "$name"
        run aws cloudformation wait "stack-$(tr '[:upper:]' '[:lower:]' <<< "$type")-complete" --stack-name "$stack"
        return 0
    fi
    if ! said=$("${create[@]}" 2>&1); then
        # AWS reports this in the change set; some emulators report it at once.
        if [[ "$said" = *'No updates are to be performed'* ]]; then
            say "   no changes"
            return 0
        fi
        say "$said"
        return 1
    fi
    if ! aws cloudformation wait change-set-create-complete --stack-name "$stack" --change-set-name "$name" 2> /dev/null; then
        status=$(aws cloudformation describe-change-set --stack-name "$stack" --change-set-name "$name" --query Status --output text)
        reason=$(aws cloudformation describe-change-set --stack-name "$stack" --change-set-name "$name" --query StatusReason --output text)
        if [ "$status" = FAILED ] && [[ "$reason" =~ "didn't contain changes"|"No updates are to be performed" ]]; then
            aws cloudformation delete-change-set --stack-name "$stack" --change-set-name "$name"
            say "   no changes"
            return 0
        fi
        # If the wait timed out, the change set may still be complete.
        [ "$status" = CREATE_COMPLETE ] || die "the change set of $stack failed: $status. $reason"
    fi
    aws cloudformation describe-change-set --stack-name "$stack" --change-set-name "$name" \
        --query 'Changes[].ResourceChange.[Action,LogicalResourceId,ResourceType,Replacement]' --output table >&2
    danger=$(aws cloudformation describe-change-set --stack-name "$stack" --change-set-name "$name" --output text \
        --query "Changes[].ResourceChange | [?(Action=='Remove' || (Action=='Modify' && Replacement!='False')) && contains(['AWS::DynamoDB::Table','AWS::S3::Bucket','AWS::KMS::Key','AWS::SecretsManager::Secret','AWS::SQS::Queue','AWS::Cognito::UserPool'], ResourceType)].LogicalResourceId")
    if [ -n "$danger" ] && [ "$danger" != None ] && [ -z "$allow_replacement" ]; then
        aws cloudformation delete-change-set --stack-name "$stack" --change-set-name "$name"
        die "the change would replace or delete data: $danger. Nothing was changed. To do it anyway, add --allow-replacement"
    fi
    if [ -z "$unreviewed" ] && ! confirm "Run this change of $stack?"; then
        aws cloudformation delete-change-set --stack-name "$stack" --change-set-name "$name"
        die "stopped before changing $stack"
    fi
    aws cloudformation execute-change-set --stack-name "$stack" --change-set-name "$name" || return 1
    # CloudFormation rolls back a failed update automatically.
    aws cloudformation wait "stack-$(tr '[:upper:]' '[:lower:]' <<< "$type")-complete" --stack-name "$stack" \
        || { tell_failure "$stack"; return 1; }
}

tell_failure() {
    say "$1 failed; CloudFormation rolls the change back. First failures:"
    aws cloudformation describe-stack-events --stack-name "$1" --output text \
        --query "reverse(StackEvents[?contains(ResourceStatus,'FAILED')])[:3].[LogicalResourceId,ResourceStatusReason]" >&2 || true
}

drift() {
    local stack id status found drifted=0
    for stack in "$resources_stack" "$platform_stack" "$monitoring_stack"; do
        exists "$stack" || [ -n "$dry_run" ] || continue
        id=$(asked_for=detection ask aws cloudformation detect-stack-drift --stack-name "$stack" --query StackDriftDetectionId --output text) \
            || { say "could not check $stack for drift"; continue; }
        [ -n "$dry_run" ] && continue
        while :; do
            status=$(aws cloudformation describe-stack-drift-detection-status --stack-drift-detection-id "$id" --query DetectionStatus --output text)
            [ "$status" = DETECTION_IN_PROGRESS ] || break
            sleep "${DRIFT_PAUSE:-5}"
        done
        found=$(aws cloudformation describe-stack-resource-drifts --stack-name "$stack" --stack-resource-drift-status-filters MODIFIED DELETED \
            --query 'StackResourceDrifts[].[LogicalResourceId,StackResourceDriftStatus]' --output text)
        if [ -n "$found" ] && [ "$found" != None ]; then
            drifted=1
            say "$stack differs from what was deployed:"
            say "$found"
        else
            say "$stack matches what was deployed ($status)"
        fi
    done
    return "$drifted"
}

images() {
    local target uri registry
    if [ -n "$tag" ]; then
        for target in api web scraper cli; do
            asked_for=image ask aws ecr describe-images --repository-name "turo-ezpass/$target" --image-ids "imageTag=$tag" --query 'imageDetails[0].imageDigest' --output text > /dev/null \
                || die "the repository has no image turo-ezpass/$target:$tag"
        done
        return 0
    fi
    tag=$(git -C "$root" describe --tags --match 'v[0-9]*' 2> /dev/null) \
        || tag="v0.1.0-alpha.0.$(git -C "$root" rev-list --count HEAD)-g$(git -C "$root" rev-parse --short HEAD)"
    tag=${tag#v}
    [ -z "$(git -C "$root" status --porcelain --untracked-files=no)" ] || tag="$tag-changed-$started"
    if ! command -v docker > /dev/null; then
        [ -n "$dry_run" ] || die "docker is not on the PATH, so images can't be built. Build them elsewhere (such as with the workflow deploy.yml), then use --tag TAG"
        say "docker is not on the PATH. On a machine that has it:"
    fi
    registry=$(output_of "$platform_stack" ApiRepositoryUri)
    registry=${registry%%/*}
    say "== images: $tag"
    if [ -n "$dry_run" ]; then
        say "would run: aws ecr get-login-password | docker login --username AWS --password-stdin $registry"
    else
        aws ecr get-login-password | docker login --username AWS --password-stdin "$registry"
    fi
    for target in api web scraper cli; do
        uri=$(output_of "$platform_stack" "$(tr '[:lower:]' '[:upper:]' <<< "${target:0:1}")${target:1}RepositoryUri")
        run docker build --file "$here/docker/Dockerfile" --target "$target" --build-arg "VERSION=$tag" --tag "$uri:$tag" "$root"
        run docker push "$uri:$tag"
    done
}

# Saves what runs now, for a rollback.
keep_previous() {
    local service
    : > "$work/previous-tasks"
    exists "$platform_stack" || return 0
    for service in "${services[@]}"; do
        printf '%s\t%s\n' "$service" "$(aws ecs describe-services --cluster "$cluster" --services "$service" --query 'services[0].taskDefinition' --output text)" >> "$work/previous-tasks"
    done
    # YAML templates are returned as text. JSON ones would not be, but ours are YAML.
    aws cloudformation get-template --stack-name "$platform_stack" --template-stage Original --query TemplateBody --output text > "$work/previous.template"
    aws cloudformation describe-stacks --stack-name "$platform_stack" --query 'Stacks[0].Parameters[].{ParameterKey:ParameterKey,ParameterValue:ParameterValue}' --output json > "$work/previous.json"
}

roll_back() {
    local service task
    say "== rolling back to the previous version"
    if ! grep -q ':task-definition/' "$work/previous-tasks"; then
        die "there is no previous version to roll back to. The new services are still running: check their logs, or stop them with deploy/emergency.sh services off"
    fi
    # The services first, which takes a minute. Then the stack, so that it matches what runs.
    while IFS=$'\t' read -r service task; do
        [[ "$task" == *:task-definition/* ]] || continue
        aws ecs update-service --cluster "$cluster" --service "$service" --task-definition "$task" --query 'service.deployments[0].status' --output text >&2
    done < "$work/previous-tasks"
    aws ecs wait services-stable --cluster "$cluster" --services "${services[@]}" || say "The services are not stable yet; continuing."
    change "$platform_stack" "$work/previous.template" "$work/previous.json" unreviewed \
        || say "The stack $platform_stack could not be rolled back, but the services run the previous version. Find the cause, then deploy again."
}

try_it() {
    local url
    url=$(output_of "$platform_stack" DashboardUrl)
    if [ -n "$dry_run" ]; then
        say "would run: turoezpass smoke --url $url"
        return 0
    fi
    [ -n "${TUROEZPASS_TOKEN:-}" ] || say "TUROEZPASS_TOKEN is not set, so the smoke test can't sign in and will fail. See docs/RUNBOOK.md, Smoke test."
    turoezpass smoke --url "$url"
}

say "Environment $environment, account $(asked_for=account ask aws sts get-caller-identity --query Account --output text)"
if [ -n "${EXPECTED_ACCOUNT:-}" ] && [ -z "$dry_run" ]; then
    [ "$(aws sts get-caller-identity --query Account --output text)" = "$EXPECTED_ACCOUNT" ] || die "this is not the account of $environment ($EXPECTED_ACCOUNT). Sign in to that account"
fi
if [ -n "$only_drift" ]; then
    drift
    exit
fi
drift || say "Changes made by hand will be overwritten if they differ from the template."

for stack in "$resources_stack" "$platform_stack" "$monitoring_stack"; do remember "$stack"; done
[ -n "$table" ] && PLATFORM_TableName=$table && MONITORING_TableName=$table

if [ -z "$only" ] || [ "$only" = resources ]; then
    write_parameters "$resources_stack" "$templates/app-resources.template" RESOURCES > "$work/resources.json"
    change "$resources_stack" "$templates/app-resources.template" "$work/resources.json"
    remember "$resources_stack"
fi

if [ -z "$only" ] || [ "$only" = platform ]; then
    keep_previous
    if ! exists "$platform_stack"; then
        # The repositories must exist before the images, and the images before the services.
        PLATFORM_ImageTag=''
        write_parameters "$platform_stack" "$templates/platform.template" PLATFORM "$resources_stack" > "$work/platform.json"
        change "$platform_stack" "$templates/platform.template" "$work/platform.json"
        remember "$platform_stack"
    fi
    images
    PLATFORM_ImageTag=$tag
    write_parameters "$platform_stack" "$templates/platform.template" PLATFORM "$resources_stack" > "$work/platform.json"
    change "$platform_stack" "$templates/platform.template" "$work/platform.json" || exit 1
    run aws ecs wait services-stable --cluster "$cluster" --services "${services[@]}"
    remember "$platform_stack"
    if [ -z "$skip_smoke" ] && ! try_it; then
        roll_back
        try_it || die "the smoke test also fails on the previous version, so this deployment is not the cause"
        die "the smoke test failed, so the previous version runs again. The new images stay in the repositories as $tag"
    fi
fi

if { [ -z "$only" ] || [ "$only" = monitoring ]; } && [ -f "$templates/monitoring.template" ]; then
    write_parameters "$monitoring_stack" "$templates/monitoring.template" MONITORING "$platform_stack" "$resources_stack" > "$work/monitoring.json"
    change "$monitoring_stack" "$templates/monitoring.template" "$work/monitoring.json"
fi
say "Done: $environment runs ${tag:-the same version as before}."
