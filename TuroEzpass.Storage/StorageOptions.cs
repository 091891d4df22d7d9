namespace TuroEzpass.Storage;

/// <summary>The configuration section <c>Storage</c>. On AWS its values are the outputs of
/// <c>cloudformation/app-resources.template</c>.</summary>
public sealed class StorageOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Storage";

    /// <summary>The storage engine: <c>Local</c> or <c>Aws</c>. Required: there is no default.</summary>
    public StorageEngineName? Engine { get; set; }

    /// <summary>With <c>Local</c>: the data folder.</summary>
    public string? DataFolder { get; set; }

    /// <summary>With <c>Aws</c>: the table's name.</summary>
    public string Table { get; set; } = "turo_ezpass_trips";

    /// <summary>With <c>Aws</c>: the bucket's name, <c>turo-ezpass-proofs-&lt;account&gt;</c>.</summary>
    public string? Bucket { get; set; }

    /// <summary>With <c>Aws</c>: the KMS key for objects and parameters. Default: the bucket's and the account's own keys.</summary>
    public string? KmsKeyId { get; set; }

    /// <summary>With <c>Aws</c>: names or URLs of the queues.</summary>
    public QueueNames Queues { get; set; } = new();

    /// <summary>With <c>Aws</c>: the owner of the two shared secrets <c>turo-ezpass/*/credentials</c>. Default: none.</summary>
    public string? SharedSecretsOwner { get; set; }
}

/// <summary>The storage engines.</summary>
public enum StorageEngineName
{
    /// <summary>SQLite and files in one folder.</summary>
    Local,

    /// <summary>DynamoDB, S3, SQS, Parameter Store and Secrets Manager.</summary>
    Aws,
}

/// <summary>The queues, each by its name or its URL.</summary>
public sealed class QueueNames
{
    /// <summary>Queue of collection requests.</summary>
    public string Scrapes { get; set; } = "turo-ezpass-scrapes";

    /// <summary>Dead-letter queue of collection requests.</summary>
    public string ScrapesDead { get; set; } = "turo-ezpass-scrapes-dead";

    /// <summary>Queue of import requests.</summary>
    public string Imports { get; set; } = "turo-ezpass-imports";

    /// <summary>Dead-letter queue of import requests.</summary>
    public string ImportsDead { get; set; } = "turo-ezpass-imports-dead";
}
