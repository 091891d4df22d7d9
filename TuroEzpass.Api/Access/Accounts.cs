using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Access;

/// <summary>The local accounts: user name, person and password hash.</summary>
internal sealed partial class Accounts(AccessStore store)
{
    private const int ShortestPassword = 12;
    private const int LongestPassword = 256;
    private readonly PasswordHasher<string> hasher = new();
    private readonly Lazy<string> nobodysHash = new(() => new PasswordHasher<string>().HashPassword("", Secrets.New()));

    /// <summary>The user name in its stored form; null if the text is not a valid user name.</summary>
    public static string? Normalize(string? userName) =>
        userName is not null && UserName().IsMatch(userName.Trim()) ? userName.Trim().ToLowerInvariant() : null;

    /// <summary>What is wrong with a new account's user name or password; null if nothing.</summary>
    public static string? Fault(string? userName, string? password) =>
        Normalize(userName) is null ? "A user name must have 1 to 64 letters, digits, '.', '_', '-', '+' or '@'."
        : PasswordFault(password);

    /// <summary>What is wrong with a new password; null if nothing.</summary>
    public static string? PasswordFault(string? password) =>
        password is null || password.Length < ShortestPassword ? $"A password must have at least {ShortestPassword} characters. A few random words work well."
        : password.Length > LongestPassword ? $"A password must have at most {LongestPassword} characters."
        : null;

    public string Hash(string password) => hasher.HashPassword("", password);

    /// <summary>The account with this user name.</summary>
    public async Task<Kept<Account>?> FindAsync(string userName, CancellationToken cancellation) =>
        Normalize(userName) is { } name ? await store.GetAsync<Account>(KeyOf(name), cancellation) : null;

    /// <summary>The account, if the password is correct. Takes equally long if there is no such account.</summary>
    public async Task<Account?> VerifyAsync(string userName, string password, CancellationToken cancellation)
    {
        var (account, nobodys) = ((await FindAsync(userName, cancellation))?.Value, nobodysHash.Value);
        var fits = password.Length <= LongestPassword && hasher.VerifyHashedPassword("", account?.Hash ?? nobodys, password) != PasswordVerificationResult.Failed;
        return fits ? account : null;
    }

    /// <summary>Stores an account, replacing the person's own; false if the user name belongs to another person.</summary>
    public async Task<bool> PutAsync(string userName, string person, string hash, CancellationToken cancellation)
    {
        var name = Normalize(userName)!;
        var there = await store.GetAsync<Account>(KeyOf(name), cancellation);
        return (there is null || there.Value.Person == person)
            && await store.PutAsync(KeyOf(name), new Account(name, person, hash), there?.Version ?? 0, cancellation) is not null;
    }

    /// <summary>Deletes an account that was created for someone who then could not join.</summary>
    public async Task RemoveAsync(string userName, string person, CancellationToken cancellation)
    {
        if (await FindAsync(userName, cancellation) is { } there && there.Value.Person == person)
            await store.DeleteAsync(KeyOf(there.Value.UserName), there.Version, cancellation);
    }

    private static RecordKey KeyOf(string name) => new("SYS#ACCOUNT", name);

    [GeneratedRegex(@"\A[\p{L}\p{Nd}._@+-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex UserName();
}

/// <summary>A local account.</summary>
internal sealed record Account(string UserName, string Person, string Hash);
