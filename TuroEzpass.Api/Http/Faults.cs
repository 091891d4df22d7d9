using Microsoft.AspNetCore.Diagnostics;
using TuroEzpass.Core;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Http;

/// <summary>Turns what the domain and the stores throw into answers that say what was wrong and what to do.</summary>
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
    internal const string SendLess = "Send less at once; a file may have 50 MB, anything else 1 MB.";
    internal const string TooLong = "It took too long";
    internal const string AskForLess = "Try again; ask for less at once.";
    internal const string OwnFault = "A fault of the program";
    internal const string TellTheOperator = "It was noted. Try again; if it stays so, tell the operator the trace id.";

    private static (int Status, string Title, string Detail) Describe(Exception exception) => exception switch
    {
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
            (StatusCodes.Status413PayloadTooLarge, TooLarge, SendLess),
        BadHttpRequestException bad => (bad.StatusCode, "The request is wrong", bad.InnerException is System.Text.Json.JsonException json ? $"The body is not the JSON that is expected: {json.Message}" : bad.Message),
        LedgerStaleException => (StatusCodes.Status412PreconditionFailed, "It has changed meanwhile", exception.Message),
        LedgerRefusedException => (StatusCodes.Status409Conflict, "It cannot be done now", exception.Message),
        InputException => (StatusCodes.Status422UnprocessableEntity, "The file cannot be read", exception.Message),
        LedgerBusyException => (StatusCodes.Status503ServiceUnavailable, "Somebody else is writing", exception.Message),
        LedgerDamagedException => (StatusCodes.Status500InternalServerError, "The ledger is damaged", exception.Message),
        StorageException => (StatusCodes.Status503ServiceUnavailable, "The store does not answer", "Nothing that was acknowledged is lost. Try again; if it stays so, tell the operator."),
        TimeoutException => (StatusCodes.Status504GatewayTimeout, TooLong, AskForLess),
        _ => (StatusCodes.Status500InternalServerError, OwnFault, TellTheOperator),
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "A request failed with {Status}: {Kind}")]
    private static partial void Failed(ILogger logger, int status, string kind, Exception exception);
}
