using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Access;

/// <summary>What a request may do. Roles and token scopes are sets of these.</summary>
[Flags]
public enum Permissions
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>See tolls, trips, claims, cars, imports and reports: guests' data.</summary>
    Read = 1,

    /// <summary>Import files and change the fleet.</summary>
    Import = 2,

    /// <summary>Decide on tolls.</summary>
    Decide = 4,

    /// <summary>Approve claims and update their status.</summary>
    File = 8,

    /// <summary>Settings, members, credentials, export, the audit trail.</summary>
    Manage = 16,

    /// <summary>Start collections from sites.</summary>
    Collect = 32,

    /// <summary>See runs: time, duration and counts; no guests' data.</summary>
    Runs = 64,

    /// <summary>Health, queues, maintenance.</summary>
    Operate = 128,
}

/// <summary>A person's role for an owner.</summary>
public enum Role
{
    /// <summary>Full access to the owner's data.</summary>
    Host,

    /// <summary>Reviews and prepares; can't approve claims or manage credentials.</summary>
    CoHost,

    /// <summary>Keeps the system running; can't see guests' data.</summary>
    Operator,
}

/// <summary>The person and the owner of a request. Endpoints take it as a parameter; every request that passed a policy has one, and
/// the person may act for its owner.</summary>
/// <param name="Person">The person's ID.</param>
/// <param name="Name">The name for the audit trail.</param>
/// <param name="Owner">The owner whose data the request is about.</param>
/// <param name="Role">The person's role for that owner.</param>
/// <param name="May">What the request may do: the role's permissions, limited to the token's scopes.</param>
public sealed record Caller(string Person, string Name, OwnerId Owner, Role Role, Permissions May)
{
    /// <summary>The permissions of a role.</summary>
    public static Permissions Of(Role role) => role switch
    {
        Role.Host => Permissions.Read | Permissions.Import | Permissions.Decide | Permissions.File | Permissions.Manage | Permissions.Collect | Permissions.Runs,
        Role.CoHost => Permissions.Read | Permissions.Import | Permissions.Decide | Permissions.Collect | Permissions.Runs,
        _ => Permissions.Runs | Permissions.Collect | Permissions.Operate,
    };

    /// <summary>Binds the caller as a parameter in minimal APIs.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ValueTask.FromResult(context.Features.Get<Caller>());
    }
}
