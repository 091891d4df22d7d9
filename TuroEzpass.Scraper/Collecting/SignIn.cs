using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Scraper.Collecting;

/// <summary>Ensures a sign-in: by the stored session, otherwise with the stored credentials, which are sent at most once per
/// collection, whatever the site responds.</summary>
internal sealed class SignIn(Visit visit, PortalCredentials? credentials, SiteTries tries)
{
    private bool tried;

    /// <summary>Signs in at the start.</summary>
    /// <param name="hasSession">Whether there is a stored session to try.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public async Task BeginAsync(bool hasSession, CancellationToken cancellation)
    {
        if (!hasSession && MayNot("No one is signed in.") is { } reason)
            throw reason;
        if (hasSession)
        {
            visit.Tell("Checking whether the last session is still valid");
            if (await tries.RunAsync(visit.Portal.Id, IsSignedInAsync, cancellation).ConfigureAwait(false))
                return;
        }

        await SendAsync("The last session is no longer valid.", cancellation).ConfigureAwait(false);
    }

    /// <summary>Signs in again after the site ended the session during the collection.</summary>
    public Task AgainAsync(CancellationToken cancellation)
    {
        visit.IsSignedIn = false;
        return SendAsync("The site ended the session during the collection.", cancellation);
    }

    private CollectionStoppedException? MayNot(string why)
    {
        var portal = visit.Portal;
        return credentials is null || !portal.SignIn.Allowed ? ObstacleTexts.NeedsSignIn(portal, portal.SignIn.Allowed ? $"{why} There are no credentials for {portal.Name} that the collector may use." : $"{why} {portal.Name} requires you to sign in yourself.")
            : tried ? ObstacleTexts.NeedsSignIn(portal, $"{why} The collector had already signed in once in this run and does not sign in twice.")
            : null;
    }

    private async Task<bool> IsSignedInAsync(CancellationToken cancellation)
    {
        var portal = visit.Portal;
        await visit.GoAsync(portal.Start, cancellation).ConfigureAwait(false);
        var isIn = false;
        await visit.UntilAsync("signedIn", portal.SignedIn.See + portal.SignedIn.Text + portal.SignedIn.At, async () =>
            (isIn = await visit.SeesAsync(portal.SignedIn).ConfigureAwait(false)) || await visit.SeesSignInAsync().ConfigureAwait(false), cancellation).ConfigureAwait(false);
        return visit.IsSignedIn = isIn;
    }

    private async Task SendAsync(string why, CancellationToken cancellation)
    {
        if (MayNot(why) is { } reason)
            throw reason;
        var form = visit.Portal.SignIn;
        visit.Tell("Signing in");
        await tries.RunAsync(visit.Portal.Id, token => visit.GoAsync(form.Page, token), cancellation).ConfigureAwait(false);
        var user = await visit.FindAsync("signIn.user", form.User, cancellation).ConfigureAwait(false);
        var password = await visit.FindAsync("signIn.password", form.Password, cancellation).ConfigureAwait(false);
        await visit.ThrowIfObstacleAsync().ConfigureAwait(false);
        await visit.DoAsync("signIn.user", form.User, () => user.FillAsync(credentials!.UserName), cancellation).ConfigureAwait(false);
        await visit.DoAsync("signIn.password", form.Password, () => password.FillAsync(credentials!.Password), cancellation).ConfigureAwait(false);
        await visit.PauseAsync(cancellation).ConfigureAwait(false);
        tried = true;
        visit.Fence.Forget();
        await visit.PressAsync("signIn.submit", form.Submit, cancellation).ConfigureAwait(false);
        await AnswerAsync(cancellation).ConfigureAwait(false);
        // The page after the form may not show who is signed in.
        if (!await visit.SeesAsync(visit.Portal.SignedIn).ConfigureAwait(false) && !await tries.RunAsync(visit.Portal.Id, IsSignedInAsync, cancellation).ConfigureAwait(false))
            throw ObstacleTexts.Refused(visit.Portal);
        visit.IsSignedIn = true;
    }

    /// <summary>Waits until the form disappears. If it stays, the site rejected it, whatever its message says.</summary>
    private async Task AnswerAsync(CancellationToken cancellation)
    {
        try
        {
            var gone = 0;
            await visit.UntilAsync("signIn.submit", visit.Portal.SignIn.Submit, async () =>
            {
                await visit.ThrowIfObstacleAsync(isSigningIn: true).ConfigureAwait(false);
                if (await visit.SeesAsync(visit.Portal.SignedIn).ConfigureAwait(false))
                    return true;
                gone = visit.Fence.IsBusy || await visit.SeesSignInAsync().ConfigureAwait(false) ? 0 : gone + 1;
                return gone > 3;
            }, cancellation).ConfigureAwait(false);
        }
        catch (CollectionStoppedException stop) when (stop.Reason == RunReason.LayoutChanged && stop.Selector?.StartsWith("signIn.submit", StringComparison.Ordinal) == true)
        {
            throw ObstacleTexts.Refused(visit.Portal);
        }

        await visit.ThrowIfObstacleAsync(isSigningIn: true).ConfigureAwait(false);
    }
}
