using TuroEzpass.Core.Storage;

namespace TuroEzpass.Tests.Storage;

/// <summary>The behavior of credentials and sessions, on every engine.</summary>
public abstract class CredentialStoreContract<TEngine> : StorageContract<TEngine>
    where TEngine : StorageEngine, new()
{
    private static readonly OwnerId Other = OwnerId.Parse("host-2");

    [Fact]
    public async Task Credentials_are_read_as_they_were_saved_and_by_their_owner_only()
    {
        var store = await Engine.CredentialsAsync();
        Assert.IsType<CredentialRead.Missing>(await store.ReadCredentialsAsync(Owner, "ezpass", Cancel));

        Assert.IsType<CredentialSave.Done>(await store.SaveCredentialsAsync(Owner, "ezpass", new("host@example.com", "Pa\"ß wörd"), Cancel));
        Assert.IsType<CredentialSave.Done>(await store.SaveCredentialsAsync(Owner, "ezpass", new("host@example.com", "chänged \\"), Cancel));

        var found = Assert.IsType<CredentialRead.Found>(await store.ReadCredentialsAsync(Owner, "ezpass", Cancel)).Credentials;
        Assert.Equal(("host@example.com", "chänged \\"), (found.UserName, found.Password));
        Assert.IsType<CredentialRead.Missing>(await store.ReadCredentialsAsync(Owner, "turo", Cancel));
        Assert.IsType<CredentialRead.Missing>(await store.ReadCredentialsAsync(Other, "ezpass", Cancel));
    }

    [Fact]
    public async Task Forgotten_credentials_are_gone()
    {
        var store = await Engine.CredentialsAsync();
        await store.SaveCredentialsAsync(Owner, "ezpass", new("user", "password"), Cancel);

        Assert.IsType<CredentialSave.Done>(await store.ForgetCredentialsAsync(Owner, "ezpass", Cancel));
        Assert.IsType<CredentialSave.Done>(await store.ForgetCredentialsAsync(Owner, "ezpass", Cancel));

        Assert.IsType<CredentialRead.Missing>(await store.ReadCredentialsAsync(Owner, "ezpass", Cancel));
    }

    [Fact]
    public async Task A_session_is_saved_read_replaced_and_forgotten()
    {
        var store = await Engine.CredentialsAsync();
        Assert.IsType<SessionRead.Missing>(await store.ReadSessionAsync(Owner, "turo", Cancel));

        await store.SaveSessionAsync(Owner, "turo", "cookies 1"u8.ToArray(), Cancel);
        await store.SaveSessionAsync(Owner, "turo", "cookies 2"u8.ToArray(), Cancel);

        var found = Assert.IsType<SessionRead.Found>(await store.ReadSessionAsync(Owner, "turo", Cancel));
        Assert.Equal("cookies 2"u8.ToArray(), found.State.ToArray());
        Assert.InRange(Math.Abs((found.SavedAt - Engine.Clock.GetCurrentInstant()).TotalSeconds), 0, 60);
        Assert.IsType<SessionRead.Missing>(await store.ReadSessionAsync(Other, "turo", Cancel));

        await store.ForgetSessionAsync(Owner, "turo", Cancel);
        await store.ForgetSessionAsync(Owner, "turo", Cancel);
        Assert.IsType<SessionRead.Missing>(await store.ReadSessionAsync(Owner, "turo", Cancel));
    }

    [Fact]
    public async Task Printing_shows_no_secret()
    {
        var store = await Engine.CredentialsAsync();
        await store.SaveCredentialsAsync(Owner, "ezpass", new("host@example.com", "hunter2"), Cancel);
        await store.SaveSessionAsync(Owner, "ezpass", "cookie"u8.ToArray(), Cancel);

        var printed = $"{await store.ReadCredentialsAsync(Owner, "ezpass", Cancel)} {await store.ReadSessionAsync(Owner, "ezpass", Cancel)}";

        Assert.DoesNotContain("hunter2", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("host@example.com", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("cookie", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_can_not_be_a_portal_or_a_session_is_refused()
    {
        var store = await Engine.CredentialsAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => store.ReadCredentialsAsync(Owner, "../turo", Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => store.SaveSessionAsync(Owner, "turo", new byte[StorageLimits.MaxSessionBytes + 1], Cancel));
        Assert.Throws<FormatException>(() => OwnerId.Parse("../host"));
    }
}
