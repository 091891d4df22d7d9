using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Storage;

/// <summary>Reads the section <c>Storage</c> and rejects invalid settings before anything starts.</summary>
public static partial class StorageOptionsReader
{
    /// <summary>Reads and checks the options.</summary>
    /// <exception cref="OptionsValidationException">A value is missing or invalid, or a key is unknown; the message names each
    /// key and what it accepts.</exception>
    public static StorageOptions Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var options = new StorageOptions();
        try
        {
            configuration.GetSection(StorageOptions.Section).Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException error)
        {
            // The binder's message names the key: misspelled, or with a value of the wrong type.
            throw new OptionsValidationException(StorageOptions.Section, typeof(StorageOptions), [$"The section 'Storage' can't be read: {error.Message}"]);
        }
        var faults = Faults(options).ToList();
        return faults.Count == 0 ? options : throw new OptionsValidationException(StorageOptions.Section, typeof(StorageOptions), faults);
    }

    private static IEnumerable<string> Faults(StorageOptions options)
    {
        switch (options.Engine)
        {
            case null:
                yield return "Storage:Engine is missing. Set it to 'Local' (files on this machine) or 'Aws'.";
                break;
            case StorageEngineName.Local:
                if (string.IsNullOrWhiteSpace(options.DataFolder)) yield return "Storage:DataFolder is missing. Set it to the folder for all data.";
                break;
            case StorageEngineName.Aws:
                if (!Table().IsMatch(options.Table ?? "")) yield return $"Storage:Table '{options.Table}' is not the name of a DynamoDB table.";
                if (string.IsNullOrEmpty(options.Bucket)) yield return "Storage:Bucket is missing. Set it to the bucket's name, turo-ezpass-proofs-<account>.";
                else if (!Bucket().IsMatch(options.Bucket)) yield return $"Storage:Bucket '{options.Bucket}' is not the name of an S3 bucket.";
                foreach (var (key, value) in new[]
                {
                    ("Scrapes", options.Queues.Scrapes), ("ScrapesDead", options.Queues.ScrapesDead),
                    ("Imports", options.Queues.Imports), ("ImportsDead", options.Queues.ImportsDead),
                })
                {
                    if (!Queue().IsMatch(value ?? "")) yield return $"Storage:Queues:{key} '{value}' is neither the name nor the URL of an SQS queue.";
                }
                if (options.SharedSecretsOwner is { } owner && !OwnerId.TryParse(owner, out _))
                    yield return $"Storage:SharedSecretsOwner '{owner}' is not an owner ID. Use lowercase letters, digits, '-', '_' or '.'.";
                break;
            default:
                yield return $"Storage:Engine '{options.Engine}' must be 'Local' or 'Aws'.";
                break;
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_.-]{3,255}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Table();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\z", RegexOptions.CultureInvariant)]
    private static partial Regex Bucket();

    [GeneratedRegex(@"\A([A-Za-z0-9_-]{1,80}|https?://\S+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Queue();
}
