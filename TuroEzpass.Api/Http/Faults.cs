using Microsoft.AspNetCore.Diagnostics;
using TuroEzpass.Core;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Http;

/// <summary>Turns exceptions of the domain and the stores into problem documents that explain the error and what to do.</summary>
public sealed partial class Faults(ILogger<Faults> logger) : IExceptionHandler
{
    /// <inheritdoc />
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        var (status, title, detail) = Describe(exception);
        if (status == StatusCodes.Status503ServiceUnavailable)
            httpContext.Response.Headers.RetryAfter = "5";
        if (status >= StatusCodes.Status500InternalServerError)
            Failed(logger, status, exception.GetType().Name, exception);
        await Problems.Of(status, title, detail).ExecuteAsync(httpContext);
        return true;
    }

    internal const string TooLarge = "The request is too large";
    internal const string SendLess = "Files are limited to 50 MB, other requests to 1 MB. Send a smaller request.";
    internal const string TooLong = "Request timed out";
    internal const string AskForLess = "Try again, or request less data.";
    internal const string OwnFault = "Internal server error";
    internal const string TellTheOperator = "We logged the error. Try again; if it keeps happening, give the operator this trace ID.";

    /// <summary>Where a body doesn't fit. The framework's own sentence names .NET types, which mean nothing to a caller.</summary>
    private static string Unfit(System.Text.Json.JsonException json)
    {
        var place = json.Path is { Length: > 1 } path ? $" at {path}" : "";
        var line = json.LineNumber is { } number ? $" (line {number + 1}, byte {(json.BytePositionInLine ?? 0) + 1})" : "";
        var missing = json.Message.Split("including: ", 2) is [_, var names] ? $" Missing: {names.Split('.')[0]}." : "";
        return $"The body is not valid JSON for this request{place}{line}.{missing} GET /openapi/v1.json describes it.";
    }

    private static (int Status, string Title, string Detail) Describe(Exception exception) => exception switch
    {
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
            (StatusCodes.Status413PayloadTooLarge, TooLarge, SendLess),
        BadHttpRequestException bad => (bad.StatusCode, "Invalid request", bad.InnerException is System.Text.Json.JsonException json ? Unfit(json) : bad.Message),
        LedgerStaleException => (StatusCodes.Status412PreconditionFailed, "Precondition failed", exception.Message),
        LedgerRefusedException => (StatusCodes.Status409Conflict, "Conflict", exception.Message),
        InputException => (StatusCodes.Status422UnprocessableEntity, "The file can't be read", exception.Message),
        LedgerBusyException => (StatusCodes.Status503ServiceUnavailable, "The ledger is in use", exception.Message),
        LedgerDamagedException => (StatusCodes.Status500InternalServerError, "The ledger is damaged", exception.Message),
        StorageException => (StatusCodes.Status503ServiceUnavailable, "The store is not responding", "Changes that were confirmed are not lost. Try again; if it keeps happening, contact the operator."),
        TimeoutException => (StatusCodes.Status504GatewayTimeout, TooLong, AskForLess),
        _ => (StatusCodes.Status500InternalServerError, OwnFault, TellTheOperator),
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "A request failed with {Status}: {Kind}")]
    private static partial void Failed(ILogger logger, int status, string kind, Exception exception);
}
