using NodaTime;
using TuroEzpass.Contracts;

namespace TuroEzpass.Api.Access;

/// <summary>Starts the sessions of local accounts.</summary>
internal sealed class Sessions(People people, Tokens tokens, AuthOptions options, IClock clock)
{
    /// <summary>Starts a session; null if the person is locked out.</summary>
    public async Task<Session?> BeginAsync(string person, CancellationToken cancellation)
    {
        if (await people.FindAsync(person, cancellation) is not { Disabled: false })
            return null;
        var now = clock.GetCurrentInstant().ToDateTimeOffset();
        var ends = now + options.SessionLength;
        return new Session(await tokens.IssueAsync(new Token(person, now, ends), cancellation), ends);
    }
}
