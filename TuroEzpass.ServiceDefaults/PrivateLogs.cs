using OpenTelemetry;
using OpenTelemetry.Logs;

namespace TuroEzpass.ServiceDefaults;

/// <summary>Removes exception messages from exports, because they quote files and requests. Types and stack traces are
/// kept.</summary>
public sealed class PrivateLogs : BaseProcessor<LogRecord>
{
    /// <inheritdoc />
    public override void OnEnd(LogRecord data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Exception is not { } error)
            return;
        data.Exception = null;
        data.Attributes =
        [
            .. data.Attributes ?? [],
            new("exception.type", Types(error)),
            new("exception.stacktrace", error.StackTrace ?? ""),
        ];
    }

    /// <summary>The type of the exception and of its inner exceptions.</summary>
    internal static string Types(Exception error) => error.InnerException is { } cause ? $"{error.GetType().Name} < {Types(cause)}" : error.GetType().Name;
}
