namespace TuroEzpass.Storage;

/// <summary>The configuration section <c>Storage</c>. On AWS its values are the outputs of
/// <c>cloudformation/app-resources.template</c>.</summary>
public sealed class StorageOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Storage";

    /// <summary>Which engine; there is no default, for a service that guessed would write into the wrong place.</summary>
    public StorageEngineName? Engine { get; set; }

    /// <summary>Local: the folder of everything that is kept.</summary>
    public string? DataFolder { get; set; }

    /// <summary>Aws: the table's name.</summary>
    public string Table { get; set; } = "turo_ezpass_trips";

    /// <summary>Aws: the bucket's name, <c>turo-ezpass-proofs-&lt;account&gt;</c>.</summary>
    public string? Bucket { get; set; }

    /// <summary>Aws: the KMS key for objects and parameters; the bucket's and the account's own where not set.</summary>
    public string? KmsKeyId { get; set; }

    /// <summary>Aws: names or URLs of the queues.</summary>
    public QueueNames Queues { get; set; } = new();

    /// <summary>Aws: whose the two shared secrets <c>turo-ezpass/*/credentials</c> are; nobody's where not set.</summary>
    public string? SharedSecretsOwner { get; set; }
}

/// <summary>The engines.</summary>
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
    /// <summary>Requests to collect.</summary>
    public string Scrapes { get; set; } = "turo-ezpass-scrapes";

    /// <summary>Those that failed too often.</summary>
    public string ScrapesDead { get; set; } = "turo-ezpass-scrapes-dead";

    /// <summary>Requests to import.</summary>
    public string Imports { get; set; } = "turo-ezpass-imports";

    /// <summary>Those that failed too often.</summary>
    public string ImportsDead { get; set; } = "turo-ezpass-imports-dead";
}
