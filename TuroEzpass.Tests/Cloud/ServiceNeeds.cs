namespace TuroEzpass.Tests.Cloud;

/// <summary>What a service needs from AWS, according to the code that it reaches and the adapters.</summary>
internal static class ServiceNeeds
{
    private static readonly string[] Kinds = ["Scrapes", "Imports"];

    /// <summary>Which queue each action of a queue method is for, because the adapter's calls don't show it. Together they are what the adapter calls.</summary>
    private static readonly Dictionary<string, (string[] Live, string[] Dead)> OnQueues = new()
    {
        ["SendAsync"] = (["sqs:SendMessage"], []),
        ["ReceiveAsync"] = (["sqs:ReceiveMessage"], []),
        ["ExtendAsync"] = (["sqs:ChangeMessageVisibility"], []),
        ["GiveBackAsync"] = (["sqs:ChangeMessageVisibility"], []),
        ["CompleteAsync"] = (["sqs:DeleteMessage"], []),
        ["ListDeadAsync"] = ([], ["sqs:ReceiveMessage", "sqs:ChangeMessageVisibility"]),
        ["RedriveAsync"] = (["sqs:SendMessage"], ["sqs:ReceiveMessage", "sqs:DeleteMessage"]),
    };

    /// <summary>The queue methods that are covered.</summary>
    public static IReadOnlyDictionary<string, (string[] Live, string[] Dead)> QueueMethods => OnQueues;

    /// <summary>What the project needs, in the form of <see cref="RolePolicies.Of"/>; objects are <c>objects</c>, regardless of their folder.</summary>
    public static IReadOnlySet<(string Action, string On)> Of(string project)
    {
        var reach = Reach.Of(project);
        var needs = new HashSet<(string, string)>();
        // A held message was received: its queue is one of those that the project receives from.
        var received = reach.Calls.Where(call => call is { Port: "IWorkQueue", Method: "ReceiveAsync" }).SelectMany(call => Named(call.Kind)).ToHashSet();
        foreach (var (port, method, kind) in reach.Calls)
        {
            if (port == "IWorkQueue")
                AddQueue(method, method is "ExtendAsync" or "GiveBackAsync" or "CompleteAsync" ? [.. received] : Named(kind));
            else
                AddOthers(AwsActions.Of(port, method), reach.AsksIndexes);
        }

        return needs;

        void AddQueue(string method, string[] kinds)
        {
            var (live, dead) = OnQueues[method];
            foreach (var kind in kinds)
            {
                needs.UnionWith(live.Select(action => (action, kind)));
                needs.UnionWith(dead.Select(action => (action, $"{kind}Dead")));
            }
        }

        void AddOthers(IEnumerable<string> actions, bool indexes)
        {
            foreach (var action in actions)
                needs.UnionWith(With(action, indexes));
        }
    }

    /// <summary>An action with the actions that it implies.</summary>
    private static IEnumerable<(string Action, string On)> With(string action, bool indexes) => action switch
    {
        // DynamoDB uses the table's key in the caller's name.
        "dynamodb:Query" when indexes => [(action, "table"), (action, "gsi1"), (action, "gsi2"), ("kms:Decrypt", "key")],
        _ when action.StartsWith("dynamodb:", StringComparison.Ordinal) => [(action, "table"), ("kms:Decrypt", "key")],
        // Without s3:ListBucket a missing object gives 403, not 404.
        "s3:GetObject" => [(action, "objects"), ("s3:ListBucket", "bucket"), ("kms:Decrypt", "key")],
        "s3:PutObject" => [(action, "objects"), ("kms:GenerateDataKey", "key")],
        "s3:ListBucket" => [(action, "bucket")],
        _ when action.StartsWith("s3:", StringComparison.Ordinal) => [(action, "objects")],
        // The two shared secrets are read through Parameter Store's reference to Secrets Manager, in the caller's name.
        "ssm:GetParameter" => [(action, "parameters"), (action, "shared parameters"), ("secretsmanager:GetSecretValue", "secrets"), ("kms:Decrypt", "key")],
        // A standard parameter is encrypted with the key, an advanced one with a data key.
        "ssm:PutParameter" => [(action, "parameters"), ("kms:Encrypt", "key"), ("kms:GenerateDataKey", "key")],
        _ => [(action, "parameters")],
    };

    private static string[] Named(string? kind) => kind is null ? Kinds : [kind];
}
