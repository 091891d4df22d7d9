#!/usr/bin/env bash
# Turns parts of the running system off and on, at once and without a deployment.
#
#   deploy/emergency.sh [--yes] [--dry-run] PART off|on
#
#   schedule    the daily collection (the rule turo-ezpass-scheduler)
#   scraper     all collecting: the schedule, the service and one-off tasks
#   api         /api answers 503 to everyone; the dashboard reports that it can't reach it
#   page        the maintenance page for everyone, even if no service runs
#   services    all tasks of API, dashboard and collector (turn the page on first)
#   all         scraper, page, services; on: services, scraper, page
#   status      shows the current state (without off or on)
#
# 'on' takes the numbers of tasks from the platform stack. To close the system for hosts but not for operators:
# turoezpass maintenance on --url …
set -euo pipefail
# shellcheck source=deploy/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

part='' wanted='' yes=''
for word in "$@"; do
    case "$word" in
        -h | --help) help; exit 0 ;;
        --yes) yes=1 ;;
        --dry-run) dry_run=1 ;;
        schedule | scraper | api | page | services | all | status) part=$word ;;
        off | on) wanted=$word ;;
        *) misused "unknown argument $word" ;;
    esac
done
[ -n "$part" ] || misused "PART is missing"
[ -n "$wanted" ] || [ "$part" = status ] || misused "add off or on"
need aws "See https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html"
cluster=turo-ezpass-cluster
rule=turo-ezpass-scheduler
family=turo-ezpass-scraper

schedule() { run aws events "$([ "$1" = off ] && echo disable-rule || echo enable-rule)" --name "$rule"; }

# Sets a service's number of tasks, and suspends autoscaling, which would restore them.
tasks() {
    local service=$1 count=$2 sleeping=$3 scaled
    scaled=$(asked_for='' ask aws application-autoscaling describe-scalable-targets --service-namespace ecs --resource-ids "service/$cluster/$service" --query 'ScalableTargets[0].ResourceId' --output text)
    if [ -n "$scaled" ] && [ "$scaled" != None ] && [ "$scaled" != '<answer>' ]; then
        run aws application-autoscaling register-scalable-target --service-namespace ecs --scalable-dimension ecs:service:DesiredCount --resource-id "service/$cluster/$service" \
            --suspended-state "DynamicScalingInSuspended=$sleeping,DynamicScalingOutSuspended=$sleeping,ScheduledScalingSuspended=$sleeping" > /dev/null
    fi
    run aws ecs update-service --cluster "$cluster" --service "$service" --desired-count "$count" --query 'service.desiredCount' --output text > /dev/null
    say "$service: $count"
}

stop_single_tasks() {
    local task
    for task in $(asked_for='' ask aws ecs list-tasks --cluster "$cluster" --family "$family" --query 'taskArns[]' --output text); do
        [ "$task" = None ] || [ "$task" = '<answer>' ] || run aws ecs stop-task --cluster "$cluster" --task "$task" --reason 'Stopped by an operator' > /dev/null
    done
}

scraper() {
    schedule "$1"
    if [ "$1" = off ]; then
        tasks turo-ezpass-scraper-service 0 true
        stop_single_tasks
    else
        tasks turo-ezpass-scraper-service "$(parameter_of "$platform_stack" ScraperTasks)" false
    fi
}

services() {
    if [ "$1" = off ]; then
        confirm "No one can use the system while services are off. Stop all services?" || die "nothing was changed"
        tasks turo-ezpass-web 0 true
        tasks turo-ezpass-api 0 true
        tasks turo-ezpass-scraper-service 0 true
    else
        tasks turo-ezpass-api "$(parameter_of "$platform_stack" ApiTasks)" false
        tasks turo-ezpass-web "$(parameter_of "$platform_stack" WebTasks)" false
        tasks turo-ezpass-scraper-service "$(parameter_of "$platform_stack" ScraperTasks)" false
        run aws ecs wait services-stable --cluster "$cluster" --services turo-ezpass-api turo-ezpass-web
    fi
}

# The load balancer's first rule can match no request, the API's or all.
closed_for() {
    run aws elbv2 modify-rule --rule-arn "$(output_of "$platform_stack" MaintenanceRuleArn)" --conditions "$1" --query 'Rules[0].Conditions[0].Values' --output text > /dev/null
}
page() { closed_for "$([ "$1" = off ] && echo 'Field=host-header,Values=maintenance-off.invalid' || echo 'Field=path-pattern,Values=/*')"; }
api() { closed_for "$([ "$1" = on ] && echo 'Field=host-header,Values=maintenance-off.invalid' || echo 'Field=path-pattern,Values=/api/*,/openapi/*,/scalar,/scalar/*')"; }

status() {
    ask aws events describe-rule --name "$rule" --query '{Schedule:State}' --output text
    ask aws ecs describe-services --cluster "$cluster" --services turo-ezpass-api turo-ezpass-web turo-ezpass-scraper-service --query 'services[].[serviceName,desiredCount,runningCount]' --output text
    ask aws elbv2 describe-rules --rule-arns "$(output_of "$platform_stack" MaintenanceRuleArn)" --query 'Rules[0].Conditions[0].[Field,Values[0]]' --output text
}

case "$part $wanted" in
    'all off')
        confirm "Turn everything off, and show the maintenance page?" || die "nothing was changed"
        yes=1
        page on
        scraper off
        services off
        ;;
    'all on')
        services on
        scraper on
        page off
        ;;
    status*) status ;;
    *) "$part" "$wanted" ;;
esac
[ "$part" = status ] || say "$part is $wanted. To undo it: $0 $part $([ "$wanted" = off ] && echo on || echo off)"
