using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;
using TuroEzpass.Scraper.Collecting;

namespace TuroEzpass.Scraper.Runs;

/// <summary>What a run may sign in with, and what of it stays afterwards.</summary>
internal sealed class SignIns(ICredentialStore store)
{
    /// <summary>An attempt may have been killed between a wrong password and the site's answer; accounts lock after three.</summary>
    private const int MostAttempts = 2;

    /// <summary>The stored sign-in.</summary>
    /// <param name="owner">Whose.</param>
    /// <param name="portal">Where.</param>
    /// <param name="account">Tells whether the site refused it.</param>
    /// <param name="attempt">Which attempt of the run this is, from 1.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>Null where none is stored or it must not be tried; and what a person should know of that.</returns>
    public async Task<(PortalCredentials? Credentials, string? Note)> ReadAsync(
        OwnerId owner, PortalListing portal, PortalAccount account, int attempt, CancellationToken cancellation) =>
        account.IsSignInRefused ? (null, RunTexts.WasRefused(portal))
        : attempt > MostAttempts ? (null, RunTexts.TriedTooOften)
        : await store.ReadCredentialsAsync(owner, portal.Id, cancellation) switch
        {
            CredentialRead.Found found => (found.Credentials, null),
            CredentialRead.Unreadable unreadable => (null, unreadable.Remedy),
            _ => default,
        };

    /// <summary>The saved session; empty where there is none that can be read.</summary>
    public async Task<ReadOnlyMemory<byte>> SessionAsync(OwnerId owner, string portal, CancellationToken cancellation) =>
        await store.ReadSessionAsync(owner, portal, cancellation) is SessionRead.Found found ? found.State : default;

    /// <summary>Saves the session, or forgets one that the site does not know any more.</summary>
    public async Task KeepSessionAsync(OwnerId owner, string portal, Collected collected, CancellationToken cancellation)
    {
        if (collected.Session.Length is > 0 and <= StorageLimits.MaxSessionBytes)
            await store.SaveSessionAsync(owner, portal, collected.Session, cancellation);
        else if (collected is Collected.Failed { Reason: RunReason.NeedsSignIn or RunReason.SignInRefused or RunReason.AccountLocked })
            await store.ForgetSessionAsync(owner, portal, cancellation);
    }

    /// <summary>Whether what the site refused is still what is stored: a person may have stored another one meanwhile.</summary>
    public async Task<bool> AreStillAsync(OwnerId owner, string portal, PortalCredentials used, CancellationToken cancellation) =>
        await store.ReadCredentialsAsync(owner, portal, cancellation) is not CredentialRead.Found found
        || (found.Credentials.UserName == used.UserName && found.Credentials.Password == used.Password);
}
