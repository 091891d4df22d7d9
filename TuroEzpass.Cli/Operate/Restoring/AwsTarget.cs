using System.CommandLine;
using Amazon.DynamoDBv2;
using Amazon.S3;
using TuroEzpass.Cli.Ledger;
using TuroEzpass.Storage;

namespace TuroEzpass.Cli.Operate.Restoring;

/// <summary>The table and bucket that the environment names, with clients that retry automatically: these are long jobs, not requests.</summary>
internal sealed record AwsTarget(IAmazonDynamoDB Dynamo, IAmazonS3 S3, StorageOptions Storage)
{
    /// <summary>Reads them; null if the command line or the environment selects a data folder.</summary>
    public static AwsTarget? Of(ParseResult parsed)
    {
        var configuration = LedgerSession.ConfigurationOf(parsed, mayBegin: true);
        if (!string.Equals(configuration["Storage:Engine"], "Aws", StringComparison.OrdinalIgnoreCase))
            return null;
        // Emulators are reached by address, where a bucket can't be part of the host name.
        var isEmulated = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL"));
        return new AwsTarget(new AmazonDynamoDBClient(), new AmazonS3Client(new AmazonS3Config { ForcePathStyle = isEmulated }), StorageOptionsReader.Read(configuration));
    }
}
