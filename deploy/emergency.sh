#!/usr/bin/env bash
# Turns parts of the running system off at once, without a deployment, and on again.
#
#   deploy/emergency.sh [--yes] [--dry-run] PART off|on
#
#   schedule    the daily collection (the rule turo-ezpass-scheduler)
#   scraper     all collecting: schedule, the service, and tasks that run once
#   api         people and scripts get 503 from /api; the dashboard says that it can't reach it
#   page        everybody gets the maintenance page, also while no service runs
#   services    API, dashboard and collector have no task any more (put the page up first)
#   all         scraper, page, services; on: services, scraper, page
#   status      how all of it stands (no off or on)
#
# 'on' takes the numbers of tasks from the platform's stack. Closing it for hosts only, with operators working on:
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
        *) misused "unknown word $word" ;;
    esac
done
[ -n "$part" ] || misused "say which part"
[ -n "$wanted" ] || [ "$part" = status ] || misused "say off or on"
need aws "See https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html"
cluster=turo-ezpass-cluster
rule=turo-ezpass-scheduler
family=turo-ezpass-scraper

schedule() { run aws events "$([ "$1" = off ] && echo disable-rule || echo enable-rule)" --name "$rule"; }

# A service's number of tasks; autoscaling would bring them back, so it sleeps meanwhile.
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
        confirm "Nobody can use the system then. Stop all services?" || die "nothing was changed"
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

# The load balancer's first rule answers for whom it is set: nobody, the API, everybody.
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
        confirm "Turn everything off, and put the maintenance page up?" || die "nothing was changed"
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
[ "$part" = status ] || say "$part is $wanted. The way back: $0 $part $([ "$wanted" = off ] && echo on || echo off)"
