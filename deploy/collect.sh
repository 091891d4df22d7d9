#!/usr/bin/env bash
# Starts a collection for every owner who has turned an account on.
#
#   deploy/collect.sh event     sends an event to the collector's queue; it starts within seconds
#   deploy/collect.sh task      starts a separate task, which ends when it is finished
#
# --dry-run only prints the command.
set -euo pipefail
# shellcheck source=deploy/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

how=''
for word in "$@"; do
    case "$word" in
        -h | --help) help; exit 0 ;;
        --dry-run) dry_run=1 ;;
        event | task) how=$word ;;
        *) misused "unknown argument $word" ;;
    esac
done
[ -n "$how" ] || misused "add event or task"
need aws "See https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html"

if [ "$how" = event ]; then
    detail="{\\\"userId\\\":\\\"manual-trigger\\\",\\\"timestamp\\\":\\\"$(date -u +%Y-%m-%dT%H:%M:%SZ)\\\"}"
    failed=$(asked_for=0 run aws events put-events --query FailedEntryCount --output text \
        --entries "[{\"Source\":\"manual.trigger\",\"DetailType\":\"Manual Scraper Run\",\"Detail\":\"$detail\"}]")
    [ -n "$dry_run" ] || [ "$failed" = 0 ] || die "EventBridge did not accept the event"
    say "Requested. Follow it on the dashboard's Runs page, or with aws logs tail /ecs/turo-ezpass --follow --since 5m"
    exit 0
fi

subnets=$(output_of "$platform_stack" TaskSubnetIds)
group=$(output_of "$platform_stack" ScraperSecurityGroupId)
address=$(output_of "$platform_stack" TaskAssignPublicIp)
family=$(output_of "$platform_stack" ScraperTaskFamily)
task=$(run aws ecs run-task --cluster "$(output_of "$platform_stack" ClusterName)" --task-definition "$family" --launch-type FARGATE \
    --network-configuration "awsvpcConfiguration={subnets=[$subnets],securityGroups=[$group],assignPublicIp=$address}" \
    --query 'tasks[0].taskArn' --output text)
[ -n "$dry_run" ] || { [ -n "$task" ] && [ "$task" != None ]; } || die "ECS did not start the task. Check the capacity: aws ecs describe-clusters --clusters turo-ezpass-cluster"
say "Started ${task:-the task}. Follow it: aws logs tail /ecs/turo-ezpass --follow --since 5m"
