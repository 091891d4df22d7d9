using NodaTime;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Operations;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Access;

/// <summary>Temporary owners for testing the system, each with its own host, and deleted with all their data. The owner
/// directory lists which owners these are; no other owner is ever touched.</summary>
internal sealed class TestOwners(
    IRecordStore records, IProofStore proofs, ICredentialStore credentials, People people, Members members, Accounts accounts, Tokens tokens, AuthOptions options, IClock clock)
{
    private static readonly Duration Life = Duration.FromHours(1);
    private readonly OwnerDirectory directory = new(records);
    private readonly OwnerEraser eraser = new(records, proofs, credentials);

    /// <summary>Creates one, after deleting expired ones that an aborted test left behind.</summary>
    public async Task<TestOwner> MakeAsync(CancellationToken cancellation)
    {
        var now = clock.GetCurrentInstant();
        foreach (var (left, madeAt) in await directory.TestsAsync(cancellation))
        {
            if (madeAt + Life < now)
                await RemoveAsync(left, cancellation);
        }

        var owner = OwnerId.Parse(Secrets.NewId("smoke-"));
        await directory.AddTestAsync(owner, now, cancellation);
        var person = new Person(PersonOf(owner), "Smoke test") { Owners = [owner.Text] };
        await people.AddAsync(person, cancellation);
        await members.AddFirstHostAsync(owner, person, cancellation);
        var ends = (now + Life).ToDateTimeOffset();
        if (options.Mode != SignInMode.Local)
            return new TestOwner(owner.Text, null, null, await tokens.IssueAsync(new Token(person.Id, now.ToDateTimeOffset(), ends), cancellation), ends);
        var password = Secrets.New();
        await accounts.PutAsync(owner.Text, person.Id, accounts.Hash(password), cancellation);
        return new TestOwner(owner.Text, owner.Text, password, null, ends);
    }

    /// <summary>Deletes one; false, without any change, if it is not a test owner.</summary>
    public async Task<bool> RemoveAsync(OwnerId owner, CancellationToken cancellation)
    {
        if (!await directory.IsTestAsync(owner, cancellation))
            return false;
        // Remove access first, so that nothing is added meanwhile. Remove the label last, so that a failed attempt can be repeated.
        await accounts.RemoveAsync(owner.Text, PersonOf(owner), cancellation);
        await people.RemoveAsync(PersonOf(owner), cancellation);
        await members.RemoveOwnerAsync(owner, cancellation);
        await eraser.EraseAsync(owner, cancellation);
        await directory.RemoveTestAsync(owner, cancellation);
        return true;
    }

    private static string PersonOf(OwnerId owner) => $"p-{owner.Text}";
}
