using System.Diagnostics;
using System.Net;
using Amazon.Runtime;
using Polly;
using Polly.Retry;
using Polly.Timeout;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Storage.Aws;

/// <summary>How every call to one AWS service is made: repeated with full jitter (a wait between zero and a doubling
/// bound, so that clients that failed together do not come back together) within a bounded total time, seen in traces,
/// and answered with a <see cref="StorageException"/> in a person's words when it failed for good. The SDK's own retries
/// are off (see <c>AwsClients</c>), so that they don't multiply.</summary>
/// <param name="service">The service's name for people and traces.</param>
/// <param name="where">The table, bucket or queue concerned.</param>
/// <param name="total">How long all tries of one call may take together.</param>
internal sealed class AwsCalls(string service, string where, TimeSpan total)
{
    /// <summary>What people call the service that the SDK calls SSM.</summary>
    public const string ParameterStore = "Parameter Store";

    private const int MaxRetries = 8;

    private static readonly ResiliencePropertyKey<Try> TryKey = new("try");
    private static readonly HashSet<string> Throttles = new(StringComparer.Ordinal)
    {
        "ProvisionedThroughputExceededException", "ThrottlingException", "Throttling", "RequestLimitExceeded",
        "RequestThrottled", "RequestThrottledException", "SlowDown", "TooManyRequestsException", "LimitExceededException",
        "TransactionInProgressException", "ConditionalRequestConflict", "OperationAborted", "KMS.ThrottlingException", "TooManyUpdates",
    };

    private readonly ResiliencePipeline pipeline = new ResiliencePipelineBuilder()
        .AddTimeout(total)
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = MaxRetries,
            ShouldHandle = static attempt => ValueTask.FromResult(IsTransient(attempt.Outcome.Exception, attempt.Context.CancellationToken)),
            DelayGenerator = static attempt => ValueTask.FromResult<TimeSpan?>(FullJitter(attempt.AttemptNumber)),
            OnRetry = static attempt =>
            {
                var error = attempt.Outcome.Exception!;
                if (attempt.Context.Properties.TryGetValue(TryKey, out var current) && !WasRefused(error)) current.MayHaveTakenEffect = true;
                Activity.Current?.AddEvent(new ActivityEvent("retry", tags: new()
                {
                    ["attempt"] = attempt.AttemptNumber + 1,
                    ["wait_ms"] = attempt.RetryDelay.TotalMilliseconds,
                    ["error"] = (error as AmazonServiceException)?.ErrorCode ?? error.GetType().Name,
                }));
                return ValueTask.CompletedTask;
            },
        })
        .Build();

    /// <summary>What the tries of one call have come to so far.</summary>
    public sealed class Try
    {
        /// <summary>An earlier try got no clear answer: its write may have been done.</summary>
        public bool MayHaveTakenEffect { get; set; }
    }

    /// <summary>Makes the call until it has an answer.</summary>
    /// <exception cref="StorageException">There was none in time, or the service refused.</exception>
    public async Task<T> RunAsync<T>(string operation, Func<Try, CancellationToken, Task<T>> call, CancellationToken cancellation)
    {
        using var span = StorageSpans.Aws(service == ParameterStore ? "SSM" : service, operation, where);
        var context = ResilienceContextPool.Shared.Get(cancellation);
        var current = new Try();
        context.Properties.Set(TryKey, current);
        try
        {
            return await pipeline.ExecuteAsync(
                static async (context, state) => await state.call(state.current, context.CancellationToken).ConfigureAwait(false),
                context, (call, current)).ConfigureAwait(false);
        }
        catch (Exception error) when (error is AmazonServiceException or AmazonClientException or TimeoutRejectedException or HttpRequestException
            or IOException || (error is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            span.Fail(error);
            throw Translate(error, operation);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <inheritdoc cref="RunAsync{T}(string, Func{Try, CancellationToken, Task{T}}, CancellationToken)" />
    public Task<T> RunAsync<T>(string operation, Func<CancellationToken, Task<T>> call, CancellationToken cancellation) =>
        RunAsync(operation, (_, token) => call(token), cancellation);

    /// <summary>A wait before the next try, of between nothing and 50 ms doubled each time, 5 s at most.</summary>
    public static TimeSpan FullJitter(int attempt)
    {
        var bound = Math.Min(5000, 50 * Math.Pow(2, attempt));
#pragma warning disable CA5394 // Spreads load; nothing secret depends on it.
        return TimeSpan.FromMilliseconds(Random.Shared.NextDouble() * bound);
#pragma warning restore CA5394
    }

    private static bool IsTransient(Exception? error, CancellationToken cancellation) => !cancellation.IsCancellationRequested && error switch
    {
        AmazonServiceException fault => (int)fault.StatusCode >= 500 || fault.StatusCode == HttpStatusCode.TooManyRequests
            || fault.StatusCode == 0 || Throttles.Contains(fault.ErrorCode ?? "") || fault.InnerException is HttpRequestException,
        HttpRequestException or IOException or TimeoutException or OperationCanceledException => true,
        AmazonClientException fault => fault.InnerException is HttpRequestException or IOException or TimeoutException,
        _ => false,
    };

    /// <summary>Whether the service itself said that it did nothing.</summary>
    private static bool WasRefused(Exception error) =>
        error is AmazonServiceException { ErrorCode: { } code } fault && (Throttles.Contains(code) || (int)fault.StatusCode is >= 400 and < 500);

    private StorageException Translate(Exception error, string operation)
    {
        var code = (error as AmazonServiceException)?.ErrorCode ?? "";
        var (what, remedy) = (error, code) switch
        {
            (_, "ResourceNotFoundException" or "NoSuchBucket" or "AWS.SimpleQueueService.NonExistentQueue" or "QueueDoesNotExist") => (
                $"{service} has no such resource", "Deploy cloudformation/app-resources.template, or correct the name in the configuration section 'Storage'"),
            (_, "AccessDenied" or "AccessDeniedException" or "AccessDeniedFault") => (
                $"{service} does not allow {operation}", "Allow it in the policy of this service's role, and there the use of the KMS key as well"),
            (_, "ExpiredToken" or "ExpiredTokenException" or "InvalidClientTokenId" or "UnrecognizedClientException" or "InvalidSignatureException") => (
                $"{service} does not accept the credentials", "Renew the AWS credentials, and check the machine's clock"),
            (TimeoutRejectedException or OperationCanceledException, _) => (
                $"{service} did not answer {operation} within {total.TotalSeconds:0} seconds", "Try again; if it stays, look at the AWS Health Dashboard and the network"),
            (AmazonServiceException, not "") => ($"{service} refused {operation} with {code}", "Look at the inner error; nothing was changed if it is a refusal"),
            _ => ($"{service} can't be reached", "Check network, region, endpoint (AWS_ENDPOINT_URL) and credentials"),
        };
        return new StorageException(what, where, remedy, error);
    }
}
