using OpenTelemetry;
using OpenTelemetry.Logs;

namespace TuroEzpass.ServiceDefaults;

/// <summary>Takes the words of exceptions out of what is exported: they quote files and requests. The types and where it was
/// thrown stay.</summary>
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

    /// <summary>The exception's type and those of its causes.</summary>
    internal static string Types(Exception error) => error.InnerException is { } cause ? $"{error.GetType().Name} < {Types(cause)}" : error.GetType().Name;
}
