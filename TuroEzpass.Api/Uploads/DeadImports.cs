using NodaTime;
using TuroEzpass.Core.Storage;
using TuroEzpass.Core.Uploads;

namespace TuroEzpass.Api.Uploads;

/// <summary>Marks uploads as failed whose message became a dead letter without an error being recorded: the process ended each time.</summary>
internal sealed class DeadImports(IWorkQueue queue, ImportTask task)
{
    /// <summary>The queue's clock may differ from ours.</summary>
    private static readonly Duration Skew = Duration.FromMinutes(1);

    /// <summary>Checks the dead letters.</summary>
    public async Task SweepAsync(CancellationToken cancellation)
    {
        foreach (var letter in await queue.ListDeadAsync(WorkKind.Imports, cancellation: cancellation))
        {
            if (ImportMessage.TryRead(letter.Body, out var owner, out var id))
                await task.GiveUpAsync(owner, id, "the program stopped unexpectedly each time", letter.SentAt + Skew);
        }
    }
}
