using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace TuroEzpass.ServiceDefaults;

/// <summary>Writes one JSON object per line to the console, for <c>Logging:Console:FormatterName=operators</c>: <c>timestamp</c>, <c>level</c>
/// (<c>ERROR</c>, as the runbook's filters expect), <c>category</c>, <c>message</c>, <c>traceId</c>, <c>userId</c> (the owner), <c>runId</c>,
/// <c>duration</c> (milliseconds), and the message's other values under <c>values</c>. As in exports (<see cref="PrivateLogs"/>), an
/// exception is written with its types and stack trace, without its message, and no scopes are written.</summary>
public sealed class OperatorConsole() : ConsoleFormatter(FormatterName)
{
    /// <summary>The formatter's name in the configuration.</summary>
    public const string FormatterName = "operators";

    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc />
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        ArgumentNullException.ThrowIfNull(textWriter);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Json))
        {
            json.WriteStartObject();
            json.WriteString("timestamp", DateTime.UtcNow.ToString("O", CultureInfo.InvariantCulture));
            json.WriteString("level", Level(logEntry.LogLevel));
            json.WriteString("category", logEntry.Category);
            json.WriteString("message", logEntry.Formatter?.Invoke(logEntry.State, null) ?? "");
            if (Activity.Current is { } activity)
                json.WriteString("traceId", activity.TraceId.ToHexString());
            WriteValues(json, logEntry.State as IReadOnlyList<KeyValuePair<string, object?>> ?? []);
            if (logEntry.Exception is { } error)
            {
                json.WriteString("exception", PrivateLogs.Types(error));
                json.WriteString("stackTrace", error.StackTrace);
            }

            json.WriteEndObject();
        }

        textWriter.Write(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length) + "\n");
    }

    private static void WriteValues(Utf8JsonWriter json, IReadOnlyList<KeyValuePair<string, object?>> values)
    {
        var (others, told) = (new List<KeyValuePair<string, object?>>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var value in values.Where(value => value.Key != "{OriginalFormat}"))
        {
            if (FieldOf(value.Key) is { } field && told.Add(field))
                Write(json, field, value is { Key: "Seconds", Value: double seconds } ? Math.Round(seconds * 1000, 3) : value.Value);
            else
                others.Add(value);
        }

        if (others.Count == 0)
            return;
        json.WriteStartObject("values");
        foreach (var (name, value) in others.DistinctBy(value => value.Key))
            Write(json, name, value);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null: json.WriteNull(name); break;
            case TimeSpan span: json.WriteNumber(name, Math.Round(span.TotalMilliseconds, 3)); break;
            case bool flag: json.WriteBoolean(name, flag); break;
            case int or long or short or byte: json.WriteNumber(name, Convert.ToInt64(value, CultureInfo.InvariantCulture)); break;
            case double number when double.IsFinite(number): json.WriteNumber(name, number); break;
            default: json.WriteString(name, Convert.ToString(value, CultureInfo.InvariantCulture)); break;
        }
    }

    /// <summary>Maps values that operators search for to one field name, whatever a log message calls them.</summary>
    private static string? FieldOf(string name) => name switch
    {
        "Owner" or "OwnerId" or "User" or "UserId" => "userId",
        "Run" or "RunId" => "runId",
        "Duration" or "Elapsed" or "ElapsedMilliseconds" or "Seconds" => "duration",
        _ => null,
    };

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => "TRACE",
        LogLevel.Debug => "DEBUG",
        LogLevel.Information => "INFO",
        LogLevel.Warning => "WARN",
        LogLevel.Error => "ERROR",
        _ => "FATAL",
    };
}
