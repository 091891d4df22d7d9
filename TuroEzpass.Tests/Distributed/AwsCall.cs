namespace TuroEzpass.Tests.Distributed;

/// <summary>A service's call to AWS.</summary>
/// <param name="Service"><c>DynamoDB</c>, <c>SQS</c>, <c>S3</c> or another's short name.</param>
/// <param name="Operation"><c>PutItem</c>, <c>SendMessage</c>; for S3 the HTTP method.</param>
/// <param name="Body">The request body, for services that use JSON.</param>
internal sealed record AwsCall(string Service, string Operation, string Body)
{
    /// <summary>Whether it writes an item of this kind, such as <c>TOLL</c>.</summary>
    public bool Writes(string kind) => Operation == "PutItem" && Body.Contains($"#{kind}#", StringComparison.Ordinal);
}

/// <summary>What goes wrong with a call.</summary>
internal abstract record AwsFault
{
    private AwsFault() { }

    /// <summary>The service returns an error and does nothing.</summary>
    /// <param name="Status">The HTTP status.</param>
    /// <param name="Code">The error's code.</param>
    public sealed record Refused(int Status, string Code) : AwsFault;

    /// <summary>The connection closes before the service receives the call.</summary>
    public sealed record HungUp : AwsFault;

    /// <summary>The service executes the call, but the response is lost.</summary>
    public sealed record AnswerLost : AwsFault;

    /// <summary>No response until the caller gives up.</summary>
    public sealed record Held : AwsFault;
}
