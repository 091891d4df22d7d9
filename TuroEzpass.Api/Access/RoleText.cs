using TuroEzpass.Contracts;

namespace TuroEzpass.Api.Access;

/// <summary>Converts roles and permissions to and from the contracts' types. Names and numbers are the same; a test checks it.</summary>
internal static class RoleText
{
    /// <summary>Converts a role.</summary>
    public static MemberRole Of(Role role) => (MemberRole)role;

    /// <summary>Converts a role that can be assigned; null for any other.</summary>
    public static Role? Given(MemberRole role) => role is MemberRole.Host or MemberRole.CoHost ? (Role)role : null;

    /// <summary>Lists the permissions of a set.</summary>
    public static IReadOnlyList<Scope> Of(Permissions set) => [.. Enum.GetValues<Scope>().Where(one => set.HasFlag((Permissions)one))];

    /// <summary>Combines permissions into a set; null if one of them is unknown.</summary>
    public static Permissions? Given(IEnumerable<Scope> each) =>
        each.All(Enum.IsDefined) ? each.Aggregate(Permissions.None, (set, one) => set | (Permissions)one) : null;
}
