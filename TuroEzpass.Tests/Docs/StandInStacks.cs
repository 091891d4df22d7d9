using System.Text.Json;
using static TuroEzpass.Tests.RepositoryFiles;

namespace TuroEzpass.Tests.Docs;

/// <summary>The stacks of the runbook on an emulator that does not support everything in the templates: <c>app-resources.template</c> itself, and for the
/// others a template with the same outputs, so that the outputs in the runbook must exist in the real template.</summary>
internal static class StandInStacks
{
    private static readonly Dictionary<string, string> Values = new()
    {
        ["ClusterName"] = "turo-ezpass-cluster",
        ["SchedulerRuleName"] = "turo-ezpass-scheduler",
        ["ScraperLogGroup"] = "/ecs/turo-ezpass",
        ["ApiLogGroup"] = "/ecs/turo-ezpass/api",
        ["WebLogGroup"] = "/ecs/turo-ezpass/web",
        ["DashboardUrl"] = "https://tolls.example.com",
        ["ApiUrl"] = "https://tolls.example.com/api",
    };

    /// <summary>The keys of a stack's outputs, from its template.</summary>
    public static IReadOnlyList<string> OutputsOf(string stack)
    {
        var lines = File.ReadLines(InRepository("TuroEzpass.AppHost", "cloudformation", stack["turo-ezpass-".Length..] + ".template"));
        return [.. lines.SkipWhile(line => line != "Outputs:").Skip(1).Where(line => line.Length > 3 && line.StartsWith("  ", StringComparison.Ordinal) && line[2] is not (' ' or '#')).Select(line => line.Trim().TrimEnd(':'))];
    }

    /// <summary>A template with a stack's outputs. Resources that the runbook reads are created: topics here, the rest by <see cref="Resources"/>.</summary>
    public static string TemplateOf(string stack)
    {
        var outputs = OutputsOf(stack);
        var topics = outputs.Where(key => key.EndsWith("TopicArn", StringComparison.Ordinal)).ToList();
        return JsonSerializer.Serialize(new
        {
            Resources = topics.Append("Nothing").ToDictionary(name => name + "Made", _ => (object)new { Type = "AWS::SNS::Topic" }),
            Outputs = outputs.ToDictionary(key => key, key => (object)new { Value = topics.Contains(key) ? new { Ref = key + "Made" } : (object)Values.GetValueOrDefault(key, "none") }),
        });
    }

    /// <summary>Commands that create the stacks and the other resources that the runbook reads.</summary>
    /// <param name="folder">The folder for the templates.</param>
    public static string Resources(string folder)
    {
        foreach (var stack in new[] { "turo-ezpass-platform", "turo-ezpass-monitoring" })
            File.WriteAllText(Path.Combine(folder, $"{stack}.json"), TemplateOf(stack));
        return $$"""
            set -e
            exec > /dev/null
            aws cloudformation create-stack --stack-name turo-ezpass-app-resources --template-body 'file://{{InRepository("TuroEzpass.AppHost", "cloudformation", "app-resources.template")}}'
            for stack in turo-ezpass-platform turo-ezpass-monitoring; do aws cloudformation create-stack --stack-name "$stack" --template-body "file://{{folder}}/$stack.json"; done
            for site in ezpass turo; do
                # The emulator passes secrets over when it makes a stack, and the versions of a bucket.
                aws secretsmanager describe-secret --secret-id "turo-ezpass/$site/credentials" 2> /dev/null || aws secretsmanager create-secret --name "turo-ezpass/$site/credentials" --secret-string '{}'
            done
            aws s3api put-bucket-versioning --bucket turo-ezpass-proofs-123456789012 --versioning-configuration Status=Enabled
            aws ecs create-cluster --cluster-name turo-ezpass-cluster
            aws events put-rule --name turo-ezpass-scheduler --schedule-expression 'cron(30 10 * * ? *)'
            aws cloudwatch put-metric-data --namespace TuroEZPass --metric-name RecentScrapes24h --value 3
            for group in /ecs/turo-ezpass /ecs/turo-ezpass/api /ecs/turo-ezpass/web; do
                aws logs create-log-group --log-group-name "$group"
                aws logs create-log-stream --log-group-name "$group" --log-stream-name ecs/scraper/1
            done
            aws logs put-log-events --log-group-name /ecs/turo-ezpass --log-stream-name ecs/scraper/1 --log-events "timestamp=$(date +%s)000,message='{\"level\":\"ERROR\",\"runId\":\"r1\",\"message\":\"Run r1 failed\"}'"
            printf x > '{{folder}}/proof'
            aws s3api put-object --bucket turo-ezpass-proofs-123456789012 --key proofs/host/lost --body '{{folder}}/proof'
            aws s3api delete-object --bucket turo-ezpass-proofs-123456789012 --key proofs/host/lost

            """;
    }
}
