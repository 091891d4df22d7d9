using NodaTime;
using TuroEzpass.Core.Storage;
using TuroEzpass.Core.Uploads;

namespace TuroEzpass.Api.Uploads;

/// <summary>Tells people of uploads whose message went to the dead letters without anybody saying so: the process ended each time.</summary>
internal sealed class DeadImports(IWorkQueue queue, ImportTask task)
{
    /// <summary>The queue's clock need not agree with ours.</summary>
    private static readonly Duration Skew = Duration.FromMinutes(1);

    /// <summary>Looks through the dead letters.</summary>
    public async Task SweepAsync(CancellationToken cancellation)
    {
        foreach (var letter in await queue.ListDeadAsync(WorkKind.Imports, cancellation: cancellation))
        {
            if (ImportMessage.TryRead(letter.Body, out var owner, out var id))
                await task.GiveUpAsync(owner, id, "the program ended each time", letter.SentAt + Skew);
        }
    }
}
