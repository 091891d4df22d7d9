using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.S3;
using Amazon.S3.Model;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage;

namespace TuroEzpass.Cli.Operate.Restoring;

/// <summary>What a copy of the table holds.</summary>
/// <param name="Items">The number of items.</param>
/// <param name="Proofs">The number of files that were in the bucket.</param>
internal sealed record TableCopy(long Items, long Proofs);

/// <summary>The table as one zip: a scan, and the list of files in the bucket, which keeps their versions itself. A scan is no snapshot:
/// changes made meanwhile may be missing. Close the system first, or restore the table to a point in time instead.</summary>
internal sealed class TableBackup(IAmazonDynamoDB dynamo, IAmazonS3 s3, StorageOptions storage)
{
    private const int Format = 1;
    private const int Batch = 25;
    private const string Items = "table.jsonl";
    private const string Proofs = "proofs.csv";
    private const string Manifest = "manifest.json";
    private const string KeyRing = "SYS#KEYRING";
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>Writes the copy completely or not at all, readable only by its owner.</summary>
    /// <exception cref="StorageException">The file exists already, or the table doesn't.</exception>
    public async Task<TableCopy> WriteAsync(string file, CancellationToken cancellation)
    {
        if (File.Exists(file))
            throw new StorageException("The file already exists", file, "Give another name, or delete the file first");
        var unfinished = file + ".part";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            TableCopy copy;
            await using (var stream = new FileStream(unfinished, options))
            {
                using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
                var (items, sha256) = await WriteItemsAsync(zip, cancellation).ConfigureAwait(false);
                copy = new TableCopy(items, await WriteProofsAsync(zip, cancellation).ConfigureAwait(false));
                using var manifest = zip.CreateEntry(Manifest).Open();
                await JsonSerializer.SerializeAsync(manifest, new Described(Format, storage.Table, DateTimeOffset.UtcNow, copy.Items, copy.Proofs, sha256), JsonSerializerOptions.Web, cancellation).ConfigureAwait(false);
            }

            File.Move(unfinished, file);
            return copy;
        }
        catch (ResourceNotFoundException fault)
        {
            throw new StorageException("Table not found", storage.Table, "Check Storage__Table and the region", fault);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>Restores a copy into an empty table, after checking that the copy is complete and unchanged.</summary>
    /// <returns>The number of items.</returns>
    /// <exception cref="StorageException">The table is not empty, or the file is damaged or not a backup.</exception>
    public async Task<long> RestoreAsync(string file, CancellationToken cancellation)
    {
        using var zip = Open(file);
        var manifest = await CheckAsync(file, zip, cancellation).ConfigureAwait(false);
        var there = await dynamo.ScanAsync(new ScanRequest { TableName = storage.Table, Limit = 1 }, cancellation).ConfigureAwait(false);
        if (there.Count > 0)
            throw new StorageException("The table is not empty", storage.Table, "Give an empty table with Storage__Table. Nothing was changed");
        using var lines = new StreamReader(zip.GetEntry(Items)!.Open(), Encoding.UTF8);
        var batch = new List<WriteRequest>(Batch);
        while (await lines.ReadLineAsync(cancellation).ConfigureAwait(false) is { } line)
        {
            batch.Add(new WriteRequest(new PutRequest(DynamoJson.Read(line))));
            if (batch.Count == Batch)
                await PutAsync(batch, cancellation).ConfigureAwait(false);
        }

        await PutAsync(batch, cancellation).ConfigureAwait(false);
        return manifest.Items;
    }

    private async Task<(long Items, string Sha256)> WriteItemsAsync(ZipArchive zip, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var target = zip.CreateEntry(Items, CompressionLevel.Fastest).Open();
        var items = 0L;
        var request = new ScanRequest { TableName = storage.Table, ConsistentRead = true };
        do
        {
            var page = await dynamo.ScanAsync(request, cancellation).ConfigureAwait(false);
            // The keys of the Web's sessions are secrets, and useless after a restore.
            foreach (var item in (page.Items ?? []).Where(item => item["pk"].S != KeyRing))
            {
                var line = DynamoJson.Line(item);
                hash.AppendData(line);
                await target.WriteAsync(line, cancellation).ConfigureAwait(false);
                items++;
            }

            request.ExclusiveStartKey = page.LastEvaluatedKey;
        }
        while (request.ExclusiveStartKey is { Count: > 0 });
        return (items, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private async Task<long> WriteProofsAsync(ZipArchive zip, CancellationToken cancellation)
    {
        await using var target = new StreamWriter(zip.CreateEntry(Proofs, CompressionLevel.Fastest).Open(), new UTF8Encoding(false));
        await target.WriteAsync("key,bytes,stored\n").ConfigureAwait(false);
        var proofs = 0L;
        // Saved sessions are in the same bucket. They are not original files, so they are not listed.
        foreach (var prefix in new[] { "proofs/", "statements/", "failure-screenshots/" })
        {
            var request = new ListObjectsV2Request { BucketName = storage.Bucket, Prefix = prefix };
            do
            {
                var page = await s3.ListObjectsV2Async(request, cancellation).ConfigureAwait(false);
                foreach (var blob in page.S3Objects ?? [])
                {
                    await target.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"{blob.Key},{blob.Size},{blob.LastModified?.ToUniversalTime():yyyy-MM-ddTHH:mm:ssZ}\n")).ConfigureAwait(false);
                    proofs++;
                }

                request.ContinuationToken = page.NextContinuationToken;
            }
            while (request.ContinuationToken is not null);
        }

        return proofs;
    }

    private async Task PutAsync(List<WriteRequest> batch, CancellationToken cancellation)
    {
        var left = new Dictionary<string, List<WriteRequest>> { [storage.Table] = [.. batch] };
        for (var pause = FirstPause; batch.Count > 0; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var answer = await dynamo.BatchWriteItemAsync(new BatchWriteItemRequest(left), cancellation).ConfigureAwait(false);
            if (answer.UnprocessedItems is not { Count: > 0 } again)
                break;
            left = again;
            await Task.Delay(pause, cancellation).ConfigureAwait(false);
        }

        batch.Clear();
    }

    private static ZipArchive Open(string file)
    {
        try
        {
            return ZipFile.OpenRead(file);
        }
        catch (Exception fault) when (fault is InvalidDataException or FileNotFoundException or DirectoryNotFoundException)
        {
            throw new StorageException("The file is damaged or not a backup of a table", file, "Nothing was changed. Use another backup", fault);
        }
    }

    private static async Task<Described> CheckAsync(string file, ZipArchive zip, CancellationToken cancellation)
    {
        StorageException Damaged(string what) => new($"The backup is damaged: {what}", file, "Nothing was changed. Use another backup");
        if (zip.GetEntry(Manifest) is not { } entry || zip.GetEntry(Items) is not { } items)
            throw new StorageException("The file is not a backup of a table", file, "To restore a backup of a data folder, use --data");
        using var stream = entry.Open();
        if (await JsonSerializer.DeserializeAsync<Described>(stream, JsonSerializerOptions.Web, cancellation).ConfigureAwait(false) is not { Format: <= Format } manifest)
            throw new StorageException("The backup was made by a newer version", file, "Use the version of TuroEzpass that wrote it. Nothing was changed");
        try
        {
            using var content = items.Open();
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellation).ConfigureAwait(false)) == manifest.Sha256 ? manifest : throw Damaged($"{Items} does not match its checksum");
        }
        catch (InvalidDataException)
        {
            throw Damaged($"{Items} can't be unpacked");
        }
    }

    private sealed record Described(int Format, string Table, DateTimeOffset MadeAt, long Items, long Proofs, string Sha256);
}
