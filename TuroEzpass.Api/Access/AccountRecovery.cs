using NodaTime;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Access;

/// <summary>Account recovery from the command line, for systems where no one else can create a link code. It needs access to the store,
/// which already allows everything.</summary>
public sealed class AccountRecovery
{
    private const string Partition = "SYS#ACCOUNT";
    private readonly AccessStore store;
    private readonly People people;

    /// <summary>Creates the recovery for a store.</summary>
    public AccountRecovery(IRecordStore records, IClock clock)
    {
        store = new AccessStore(records);
        people = new People(store, clock);
    }

    /// <summary>The local accounts: user name and the person's name, in the order of the user names.</summary>
    public async Task<IReadOnlyList<(string UserName, string Name, bool IsOperator)>> ListAsync(CancellationToken cancellation = default)
    {
        var accounts = new List<(string, string, bool)>();
        var query = new RecordQuery(RecordSource.Partition, Partition) { Limit = StorageLimits.MaxPage };
        while (true)
        {
            var page = await store.QueryAsync(query, cancellation);
            foreach (var account in page.Items.Select(item => AccessStore.Read<Account>(item).Value))
            {
                if (await people.FindAsync(account.Person, cancellation) is { } person)
                    accounts.Add((account.UserName, person.Name, person.Operator));
            }

            if (page.Next is null)
                return accounts;
            query = query with { After = page.Next };
        }
    }

    /// <summary>Creates a code with which its bearer can set a new password for the account's person, once, within two days. Using it ends all sessions.</summary>
    /// <returns>The code, to be shown once; null if there is no such account.</returns>
    public async Task<OneTimeCode?> MakeCodeAsync(string userName, CancellationToken cancellation = default) =>
        await new Accounts(store).FindAsync(userName, cancellation) is { } account && await people.NewCodeAsync(account.Value.Person, cancellation) is { } made
            ? new OneTimeCode(made.Code, made.Expires)
            : null;
}
