using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Core.Operations;

/// <summary>Whether the system is closed for maintenance.</summary>
/// <param name="IsOn">Closed to everyone except operators.</param>
/// <param name="Message">The message that users see; may be empty.</param>
/// <param name="Since">When this was set, in UTC; null if never.</param>
/// <param name="By">Who set it.</param>
public sealed record Maintenance(bool IsOn, string Message, string? Since, string? By)
{
    /// <summary>Open, the default.</summary>
    public static Maintenance Open { get; } = new(false, "", null, null);
}

/// <summary>The operators' maintenance switch. It is in the store, so every replica follows it.</summary>
public sealed class MaintenanceSwitch(IRecordStore records, IClock clock)
{
    private static readonly RecordKey Key = new("SYS#MAINTENANCE", "switch");

    /// <summary>Reads the current state.</summary>
    public async Task<Maintenance> ReadAsync(CancellationToken cancellation = default) =>
        await records.GetAsync(Key, cancellation).ConfigureAwait(false) is { } item ? JsonSerializer.Deserialize<Maintenance>(item.Body.Span)! : Maintenance.Open;

    /// <summary>Sets the state. The last write wins.</summary>
    public async Task<Maintenance> TurnAsync(bool isOn, string message, string by, CancellationToken cancellation = default)
    {
        var next = new Maintenance(isOn, message, InstantPattern.General.Format(clock.GetCurrentInstant()), by);
        while (true)
        {
            var there = await records.GetAsync(Key, cancellation).ConfigureAwait(false);
            var write = new RecordWrite(Key, JsonSerializer.SerializeToUtf8Bytes(next));
            if (await records.PutAsync(write, there is null ? Expected.Nothing : Expected.VersionIs(there.Version), cancellation).ConfigureAwait(false) is PutResult.Stored)
                return next;
        }
    }
}
