using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TuroEzpass.ServiceDefaults;

namespace TuroEzpass.Tests.ServiceDefaults;

public sealed partial class OperatorConsoleTests : IDisposable
{
    private readonly StringWriter output = new();

    public void Dispose() => output.Dispose();

    [Fact]
    public void A_line_is_one_JSON_object_with_what_operators_search_for()
    {
        using var activity = new Activity("run").Start();
        var (logger, took) = (new Capture(this), TimeSpan.FromSeconds(1.5));
        RunEnded(logger, "ann", "r-1", took, 3);
        using var line = JsonDocument.Parse(output.ToString());
        var root = line.RootElement;

        Assert.Equal('\n', output.ToString()[^1]);
        Assert.DoesNotContain('\n', output.ToString()[..^1]);
        Assert.Equal(("INFO", "ann", "r-1"), (Text("level"), Text("userId"), Text("runId")));
        Assert.Equal(1500, root.GetProperty("duration").GetDouble());
        Assert.Equal(activity.TraceId.ToHexString(), Text("traceId"));
        Assert.Equal(3, root.GetProperty("values").GetProperty("Rows").GetInt32());
        Assert.Equal("Run r-1 of ann has ended after 00:00:01.5000000 with 3 rows", Text("message"));

        string? Text(string name) => root.GetProperty(name).GetString();
    }

    [Fact]
    public void A_duration_is_in_milliseconds_whatever_the_message_counts_in()
    {
        var logger = new Capture(this);
        Took(logger, 2.5);
        using var line = JsonDocument.Parse(output.ToString());

        Assert.Equal(2500, line.RootElement.GetProperty("duration").GetDouble());
    }

    [Fact]
    public void An_exception_shows_its_stack_and_not_its_message()
    {
        try
        {
            throw new InvalidOperationException("plate ZQX7788 of Zebulon", new IOException("secret.csv"));
        }
        catch (InvalidOperationException error)
        {
            Failed(new Capture(this), error);
        }

        using var line = JsonDocument.Parse(output.ToString());
        Assert.Equal("ERROR", line.RootElement.GetProperty("level").GetString());
        Assert.Equal("InvalidOperationException < IOException", line.RootElement.GetProperty("exception").GetString());
        Assert.Contains(nameof(An_exception_shows_its_stack_and_not_its_message), line.RootElement.GetProperty("stackTrace").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Zebulon", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret.csv", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Message_content_cannot_break_the_line()
    {
        Said(new Capture(this), "a \"b\"\n{\"level\":\"FATAL\"}");
        using var line = JsonDocument.Parse(Assert.Single(output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)));

        Assert.Equal("WARN", line.RootElement.GetProperty("level").GetString());
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Run {RunId} of {Owner} has ended after {Duration} with {Rows} rows")]
    private static partial void RunEnded(ILogger logger, string owner, string runId, TimeSpan duration, int rows);

    [LoggerMessage(Level = LogLevel.Information, Message = "It took {Seconds:0.0} s")]
    private static partial void Took(ILogger logger, double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "It failed")]
    private static partial void Failed(ILogger logger, Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Said {Words}")]
    private static partial void Said(ILogger logger, string words);

    /// <summary>A logger that formats a message like the console does.</summary>
    private sealed class Capture(OperatorConsoleTests test) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            new OperatorConsole().Write(new LogEntry<TState>(logLevel, "Tests", eventId, state, exception, formatter), null, test.output);
    }
}
