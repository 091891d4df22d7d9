using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;
using TuroEzpass.Scraper.Collecting;

namespace TuroEzpass.Scraper.Runs;

/// <summary>The credentials and session of a run.</summary>
internal sealed class SignIns(ICredentialStore store)
{
    /// <summary>An attempt may have been killed between a wrong password and the site's response; accounts get locked after three wrong passwords.</summary>
    private const int MostAttempts = 2;

    /// <summary>Reads the stored credentials.</summary>
    /// <param name="owner">The owner.</param>
    /// <param name="portal">The portal.</param>
    /// <param name="account">The account, which records whether the site rejected the credentials.</param>
    /// <param name="attempt">The number of this attempt, from 1.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <returns>The credentials, or null if there are none or they must not be tried; and a note about them for the user.</returns>
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

    /// <summary>The saved session; empty if there is none or it can't be read.</summary>
    public async Task<ReadOnlyMemory<byte>> SessionAsync(OwnerId owner, string portal, CancellationToken cancellation) =>
        await store.ReadSessionAsync(owner, portal, cancellation) is SessionRead.Found found ? found.State : default;

    /// <summary>Saves the session, or deletes one that the site no longer accepts.</summary>
    public async Task KeepSessionAsync(OwnerId owner, string portal, Collected collected, CancellationToken cancellation)
    {
        if (collected.Session.Length is > 0 and <= StorageLimits.MaxSessionBytes)
            await store.SaveSessionAsync(owner, portal, collected.Session, cancellation);
        else if (collected is Collected.Failed { Reason: RunReason.NeedsSignIn or RunReason.SignInRefused or RunReason.AccountLocked })
            await store.ForgetSessionAsync(owner, portal, cancellation);
    }

    /// <summary>Whether the rejected credentials are still the stored ones: the user may have replaced them meanwhile.</summary>
    public async Task<bool> AreStillAsync(OwnerId owner, string portal, PortalCredentials used, CancellationToken cancellation) =>
        await store.ReadCredentialsAsync(owner, portal, cancellation) is not CredentialRead.Found found
        || (found.Credentials.UserName == used.UserName && found.Credentials.Password == used.Password);
}
