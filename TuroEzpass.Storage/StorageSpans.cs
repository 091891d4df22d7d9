using System.Diagnostics;

namespace TuroEzpass.Storage;

/// <summary>Spans of the stores' operations, following OpenTelemetry's semantic conventions. They name operations, tables, buckets and queues,
/// never a key or its content, because keys contain owners, tags and plates. Spans are created only within a request or traced work; other
/// operations, such as polling an empty queue, have none.</summary>
internal static class StorageSpans
{
    /// <summary>The name of the activity source.</summary>
    public const string Source = "TuroEzpass.Storage";

    private static readonly ActivitySource Traces = new(Source);

    /// <summary>Whether the current request or work is recorded. Checked first: if it is not, nothing is allocated.</summary>
    public static bool AreWanted => Activity.Current is { IsAllDataRequested: true } && Traces.HasListeners();

    /// <summary>A call to an AWS service, following the conventions of the AWS SDK.</summary>
    /// <param name="service">The SDK's name for the service.</param>
    /// <param name="operation">The SDK's name for the operation.</param>
    /// <param name="resource">The table, bucket or queue.</param>
    public static Activity? Aws(string service, string operation, string resource)
    {
        if (!AreWanted)
            return null;
        var span = Traces.StartActivity($"{service}.{operation}", operation == "SendMessage" ? ActivityKind.Producer : ActivityKind.Client);
        span?.SetTag("rpc.system", "aws-api").SetTag("rpc.service", service).SetTag("rpc.method", operation);
        return service switch
        {
            "DynamoDB" => span?.SetTag("db.system.name", "aws.dynamodb").SetTag("db.operation.name", operation).SetTag("db.collection.name", resource),
            "S3" => span?.SetTag("aws.s3.bucket", resource),
            "SQS" => span?.SetTag("messaging.system", "aws_sqs").SetTag("messaging.operation.name", operation).SetTag("messaging.operation.type", TypeOf(operation))
                .SetTag("messaging.destination.name", resource[(resource.LastIndexOf('/') + 1)..]),
            _ => span,
        };
    }

    /// <summary>An operation on a table of the embedded database.</summary>
    public static Activity? Sqlite(string operation, string table) =>
        AreWanted && Traces.StartActivity($"{operation} {table}", ActivityKind.Client) is { } span
            ? span.SetTag("db.system.name", "sqlite").SetTag("db.operation.name", operation).SetTag("db.collection.name", table)
            : null;

    /// <summary>An operation on the files of the embedded store.</summary>
    public static Activity? Files(string operation, string folder) =>
        AreWanted ? Traces.StartActivity($"{operation} {folder}")?.SetTag("file.operation", operation) : null;

    /// <summary>Marks the span as failed. Records only the type, because the error's message may quote a path or a key.</summary>
    public static void Fail(this Activity? span, Exception error) => span?.SetTag("error.type", error.GetType().Name).SetStatus(ActivityStatusCode.Error);

    /// <summary>The operation type by the conventions; null for others, such as looking up a queue's URL.</summary>
    private static string? TypeOf(string operation) => operation switch
    {
        "SendMessage" => "send",
        "ReceiveMessage" => "receive",
        "DeleteMessage" or "ChangeMessageVisibility" => "settle",
        _ => null,
    };
}
