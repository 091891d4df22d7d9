using Amazon.S3;
using Amazon.S3.Model;

namespace TuroEzpass.Storage.Aws;

/// <summary>The bucket operations that blobs and sessions need. Everything is encrypted with KMS.</summary>
/// <param name="client">The client.</param>
/// <param name="bucket">The bucket's name.</param>
/// <param name="kmsKeyId">The key; null for the bucket's own.</param>
public sealed class S3Objects(IAmazonS3 client, string bucket, string? kmsKeyId)
{
    private readonly AwsCalls calls = new("S3", bucket, TimeSpan.FromMinutes(2));

    internal IAmazonS3 Client => client;

    internal string Bucket => bucket;

    /// <summary>An object's content and metadata.</summary>
    internal sealed record Found(byte[] Content, string ContentType, DateTime LastModified);

    /// <summary>Writes an object. False if <paramref name="onlyNew"/> is set and the object exists.</summary>
    internal Task<bool> PutAsync(string key, byte[] content, string contentType, byte[] sha256, bool onlyNew, CancellationToken cancellation) =>
        calls.RunAsync("PutObject", async token =>
        {
            try
            {
                await client.PutObjectAsync(new PutObjectRequest
                {
                    BucketName = bucket,
                    Key = key,
                    InputStream = new MemoryStream(content, writable: false),
                    ContentType = contentType,
                    ChecksumSHA256 = Convert.ToBase64String(sha256),
                    ServerSideEncryptionMethod = ServerSideEncryptionMethod.AWSKMS,
                    ServerSideEncryptionKeyManagementServiceKeyId = kmsKeyId,
                    IfNoneMatch = onlyNew ? "*" : null,
                }, token).ConfigureAwait(false);
                return true;
            }
            catch (AmazonS3Exception error) when (error.StatusCode == System.Net.HttpStatusCode.PreconditionFailed)
            {
                return false;
            }
        }, cancellation);

    /// <summary>Reads an object; null if it does not exist.</summary>
    internal Task<Found?> GetAsync(string key, CancellationToken cancellation) => calls.RunAsync<Found?>("GetObject", async token =>
    {
        try
        {
            using var response = await client.GetObjectAsync(bucket, key, token).ConfigureAwait(false);
            using var content = new MemoryStream();
            await response.ResponseStream.CopyToAsync(content, token).ConfigureAwait(false);
            return new Found(content.ToArray(), response.Headers.ContentType, response.LastModified ?? default);
        }
        catch (AmazonS3Exception error) when (IsMissing(error))
        {
            return null;
        }
    }, cancellation);

    /// <summary>An object's metadata; null if it does not exist.</summary>
    internal Task<GetObjectMetadataResponse?> HeadAsync(string key, CancellationToken cancellation) => calls.RunAsync("HeadObject", async token =>
    {
        try
        {
            return await client.GetObjectMetadataAsync(bucket, key, token).ConfigureAwait(false);
        }
        catch (AmazonS3Exception error) when (IsMissing(error))
        {
            return null;
        }
    }, cancellation);

    /// <summary>Lists a folder's objects up to the limit, ordered by key.</summary>
    internal Task<ListObjectsV2Response> ListAsync(string folder, string? after, int limit, CancellationToken cancellation) => calls.RunAsync(
        "ListObjectsV2", token => client.ListObjectsV2Async(
            new ListObjectsV2Request { BucketName = bucket, Prefix = folder, StartAfter = after, MaxKeys = limit }, token), cancellation);

    /// <summary>Deletes an object; does nothing if it does not exist.</summary>
    internal Task DeleteAsync(string key, CancellationToken cancellation) =>
        calls.RunAsync("DeleteObject", token => client.DeleteObjectAsync(bucket, key, token), cancellation);

    private static bool IsMissing(AmazonS3Exception error) =>
        error.StatusCode == System.Net.HttpStatusCode.NotFound && error.ErrorCode != "NoSuchBucket";
}
