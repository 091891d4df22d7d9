using System.Diagnostics.Metrics;
using NodaTime;

namespace TuroEzpass.Api.Alerts;

/// <summary>This process's recent responses: errors and durations. Keeps a random sample of limited size per minute.</summary>
public sealed class RequestMeter : IDisposable
{
    private const string Instrument = "http.server.request.duration";
    private const int KeptOfAMinute = 1000;
    private const int MinutesKept = 10;
    private readonly MeterListener listener = new();
    private readonly IClock clock;
    private readonly Lock turn = new();
    private readonly LinkedList<Minute> minutes = [];

    /// <summary>Listens to the requests of this host only, not of others in the same process.</summary>
    public RequestMeter(IMeterFactory meters, IClock clock)
    {
        this.clock = clock;
        listener.InstrumentPublished = (instrument, all) =>
        {
            if (instrument.Name == Instrument && ReferenceEquals(instrument.Meter.Scope, meters))
                all.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, seconds, tags, _) => Note(seconds, tags));
        listener.Start();
    }

    /// <summary>The number of errors (5xx) in the last minutes.</summary>
    public long Errors(int ofMinutes)
    {
        lock (turn)
            return Last(ofMinutes).Sum(minute => minute.Errors);
    }

    /// <summary>A percentile of the response times in the last minutes, in seconds; null without requests.</summary>
    public double? Percentile(int percent, int ofMinutes)
    {
        lock (turn)
        {
            var times = Last(ofMinutes).SelectMany(minute => minute.Times).Order().ToList();
            return times.Count == 0 ? null : times[Math.Min(times.Count - 1, (int)Math.Ceiling(times.Count * percent / 100.0) - 1)];
        }
    }

    /// <inheritdoc />
    public void Dispose() => listener.Dispose();

    private void Note(double seconds, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var (status, route) = (0, (string?)null);
        foreach (var tag in tags)
        {
            if (tag is { Key: "http.response.status_code", Value: int code })
                status = code;
            else if (tag is { Key: "http.route", Value: string text })
                route = text;
        }

        lock (turn)
        {
            var now = clock.GetCurrentInstant().ToUnixTimeSeconds() / 60;
            if (minutes.Last?.Value.At != now)
                minutes.AddLast(new Minute(now));
            while (minutes.First!.Value.At <= now - MinutesKept)
                minutes.RemoveFirst();
            var minute = minutes.Last!.Value;
            if (status >= 500)
                minute.Errors++;
            // Event streams stay open for as long as a client listens.
            if (route?.EndsWith("/events", StringComparison.Ordinal) != true)
                minute.Note(seconds);
        }
    }

    private IEnumerable<Minute> Last(int count)
    {
        var now = clock.GetCurrentInstant().ToUnixTimeSeconds() / 60;
        return minutes.Where(minute => minute.At > now - count && minute.At <= now);
    }

    private sealed class Minute(long at)
    {
        private long seen;

        public long At => at;

        public long Errors { get; set; }

        public List<double> Times { get; } = [];

        public void Note(double seconds)
        {
            seen++;
            if (Times.Count < KeptOfAMinute)
                Times.Add(seconds);
#pragma warning disable CA5394 // The sample of durations needs no secure randomness.
            else if (Random.Shared.NextInt64(seen) is < KeptOfAMinute and var place)
#pragma warning restore CA5394
                Times[(int)place] = seconds;
        }
    }
}
