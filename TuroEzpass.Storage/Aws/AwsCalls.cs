using System.Diagnostics;
using System.Net;
using Amazon.Runtime;
using Polly;
using Polly.Retry;
using Polly.Timeout;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Storage.Aws;

/// <summary>Makes all calls to one AWS service: retries with full jitter (a random wait up to a doubling limit, so that
/// clients that failed together do not retry together) within a total time limit, adds traces,
/// and turns a final failure into a <see cref="StorageException"/> with a plain explanation. The SDK's own retries
/// are off (see <c>AwsClients</c>), so that they don't multiply.</summary>
/// <param name="service">The service's name for messages and traces.</param>
/// <param name="where">The table, bucket or queue.</param>
/// <param name="total">The time limit for all tries of one call together.</param>
internal sealed class AwsCalls(string service, string where, TimeSpan total)
{
    /// <summary>The usual name of the service that the SDK calls SSM.</summary>
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

    /// <summary>The state of one call's tries.</summary>
    public sealed class Try
    {
        /// <summary>Whether an earlier try got no clear response, so that its write may have taken effect.</summary>
        public bool MayHaveTakenEffect { get; set; }
    }

    /// <summary>Makes the call until it gets a response.</summary>
    /// <exception cref="StorageException">There was no response in time, or the service refused.</exception>
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

    /// <summary>A random wait before the next try, between zero and a limit of 50 ms that doubles with each try, up to 5 s.</summary>
    public static TimeSpan FullJitter(int attempt)
    {
        var bound = Math.Min(5000, 50 * Math.Pow(2, attempt));
#pragma warning disable CA5394 // Only spreads the load; needs no secure randomness.
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

    /// <summary>Whether the service itself stated that it did nothing.</summary>
    private static bool WasRefused(Exception error) =>
        error is AmazonServiceException { ErrorCode: { } code } fault && (Throttles.Contains(code) || (int)fault.StatusCode is >= 400 and < 500);

    private StorageException Translate(Exception error, string operation)
    {
        var code = (error as AmazonServiceException)?.ErrorCode ?? "";
        var (what, remedy) = (error, code) switch
        {
            (_, "ResourceNotFoundException" or "NoSuchBucket" or "AWS.SimpleQueueService.NonExistentQueue" or "QueueDoesNotExist") => (
                $"{service} can't find the resource", "Deploy cloudformation/app-resources.template, or correct the name in the configuration section 'Storage'"),
            (_, "AccessDenied" or "AccessDeniedException" or "AccessDeniedFault") => (
                $"{service} does not allow {operation}", "Allow it in the policy of this service's role, together with the use of the KMS key"),
            (_, "ExpiredToken" or "ExpiredTokenException" or "InvalidClientTokenId" or "UnrecognizedClientException" or "InvalidSignatureException") => (
                $"{service} does not accept the credentials", "Renew the AWS credentials, and check the machine's clock"),
            (TimeoutRejectedException or OperationCanceledException, _) => (
                $"{service} did not respond to {operation} within {total.TotalSeconds:0} seconds", "Try again. If it keeps happening, check the AWS Health Dashboard and the network"),
            (AmazonServiceException, not "") => ($"{service} refused {operation} with {code}", "See the inner error. If it is a refusal, nothing was changed"),
            _ => ($"{service} can't be reached", "Check the network, region, endpoint (AWS_ENDPOINT_URL) and credentials"),
        };
        return new StorageException(what, where, remedy, error);
    }
}
