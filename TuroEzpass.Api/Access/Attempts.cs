using NodaTime;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Access;

/// <summary>Counts sign-in attempts per user name, and locks the name after five: for a minute, then twice as long each time,
/// at most an hour. Names that do not exist are counted in the same way, so that the response does not reveal which names exist.</summary>
internal sealed class Attempts(AccessStore store, IClock clock)
{
    private const int Free = 5;
    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    private static readonly TimeSpan Memory = TimeSpan.FromDays(1);

    /// <summary>Records an attempt before the password is checked, so that no more than five concurrent attempts are checked.</summary>
    /// <returns>How long the name is locked; null if the attempt is allowed.</returns>
    public async Task<TimeSpan?> TakeAsync(string userName, CancellationToken cancellation)
    {
        while (true)
        {
            var now = clock.GetCurrentInstant().ToDateTimeOffset();
            var there = await store.GetAsync<Count>(KeyOf(userName), cancellation);
            if (there?.Value.LockedUntil is { } until && until > now)
                return until - now;
            var made = (there?.Value.Made ?? 0) + 1;
            var count = new Count(made, made >= Free ? now + LockAfter(made) : null);
            if (await store.PutAsync(KeyOf(userName), count, there?.Version ?? 0, cancellation, expires: now + Memory) is not null)
                return null;
        }
    }

    /// <summary>Clears the attempts after a correct password.</summary>
    public async Task ForgetAsync(string userName, CancellationToken cancellation)
    {
        if (await store.GetAsync<Count>(KeyOf(userName), cancellation) is { } there)
            await store.DeleteAsync(KeyOf(userName), there.Version, cancellation);
    }

    private static TimeSpan LockAfter(int made) => TimeSpan.FromTicks(Math.Min(Longest.Ticks, First.Ticks << Math.Min(made - Free, 10)));

    private static RecordKey KeyOf(string userName)
    {
        // Stored as a hash: people often type their password here by mistake.
        var hash = Secrets.Hash(Accounts.Normalize(userName) ?? userName);
        return new($"SYS#ATTEMPT#{(hash.Length > 0 ? hash[..2] : "-")}", hash.Length > 0 ? hash : "-");
    }

    private sealed record Count(int Made, DateTimeOffset? LockedUntil);
}
