namespace TuroEzpass.Tests.Distributed;

/// <summary>A call of a service to AWS.</summary>
/// <param name="Service"><c>DynamoDB</c>, <c>SQS</c>, <c>S3</c> or another's short name.</param>
/// <param name="Operation"><c>PutItem</c>, <c>SendMessage</c>; of S3 the HTTP method.</param>
/// <param name="Body">What it says, of the services that speak JSON.</param>
internal sealed record AwsCall(string Service, string Operation, string Body)
{
    /// <summary>Whether it writes an item of this kind, such as <c>TOLL</c>.</summary>
    public bool Writes(string kind) => Operation == "PutItem" && Body.Contains($"#{kind}#", StringComparison.Ordinal);
}

/// <summary>What goes wrong with a call.</summary>
internal abstract record AwsFault
{
    private AwsFault() { }

    /// <summary>The service says no, and does nothing.</summary>
    /// <param name="Status">The HTTP status.</param>
    /// <param name="Code">The error's code.</param>
    public sealed record Refused(int Status, string Code) : AwsFault;

    /// <summary>The connection ends before the service has heard of it.</summary>
    public sealed record HungUp : AwsFault;

    /// <summary>The service does it, and nobody hears so.</summary>
    public sealed record AnswerLost : AwsFault;

    /// <summary>No answer, until the caller is gone.</summary>
    public sealed record Held : AwsFault;
}
