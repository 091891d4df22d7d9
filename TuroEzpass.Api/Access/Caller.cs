using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Access;

/// <summary>What a request may do. Roles and tokens' scopes are sets of these.</summary>
[Flags]
public enum Permissions
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>See tolls, trips, claims, cars, imports and figures: guests' data.</summary>
    Read = 1,

    /// <summary>Take in files, and change the fleet.</summary>
    Import = 2,

    /// <summary>Decide on tolls.</summary>
    Decide = 4,

    /// <summary>Approve claims and say what became of them.</summary>
    File = 8,

    /// <summary>Settings, members, credentials, export, the audit trail.</summary>
    Manage = 16,

    /// <summary>Ask for a collection from a site.</summary>
    Collect = 32,

    /// <summary>See runs: when, how long, how many; no guests' data.</summary>
    Runs = 64,

    /// <summary>Health, queues, maintenance.</summary>
    Operate = 128,
}

/// <summary>What a person is to an owner.</summary>
public enum Role
{
    /// <summary>The owner's own: everything of that owner.</summary>
    Host,

    /// <summary>Reviews and prepares; neither approves nor sees credentials.</summary>
    CoHost,

    /// <summary>Keeps the system running; sees no guests' data.</summary>
    Operator,
}

/// <summary>Who makes a request, and for which owner. Endpoints take it as a parameter; there is one on every request that passed a
/// policy, and its owner is one that the person may act for.</summary>
/// <param name="Person">The person's id.</param>
/// <param name="Name">The name that the audit trail shows.</param>
/// <param name="Owner">Whose data this request is about.</param>
/// <param name="Role">What the person is to that owner.</param>
/// <param name="May">What the request may do: the role's permissions, cut to the token's scopes.</param>
public sealed record Caller(string Person, string Name, OwnerId Owner, Role Role, Permissions May)
{
    /// <summary>The permissions of a role.</summary>
    public static Permissions Of(Role role) => role switch
    {
        Role.Host => Permissions.Read | Permissions.Import | Permissions.Decide | Permissions.File | Permissions.Manage | Permissions.Collect | Permissions.Runs,
        Role.CoHost => Permissions.Read | Permissions.Import | Permissions.Decide | Permissions.Collect | Permissions.Runs,
        _ => Permissions.Runs | Permissions.Collect | Permissions.Operate,
    };

    /// <summary>The caller of a request, for minimal APIs' binding.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ValueTask.FromResult(context.Features.Get<Caller>());
    }
}
