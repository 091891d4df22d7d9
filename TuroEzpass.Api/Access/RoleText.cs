using TuroEzpass.Contracts;

namespace TuroEzpass.Api.Access;

/// <summary>Roles and permissions as the contracts spell them. They are the same by name and number; a test holds them together.</summary>
internal static class RoleText
{
    /// <summary>The role.</summary>
    public static MemberRole Of(Role role) => (MemberRole)role;

    /// <summary>The role that can be given; null for any other number.</summary>
    public static Role? Given(MemberRole role) => role is MemberRole.Host or MemberRole.CoHost ? (Role)role : null;

    /// <summary>Each permission of a set.</summary>
    public static IReadOnlyList<Scope> Of(Permissions set) => [.. Enum.GetValues<Scope>().Where(one => set.HasFlag((Permissions)one))];

    /// <summary>The set of these; null where one is no permission.</summary>
    public static Permissions? Given(IEnumerable<Scope> each) =>
        each.All(Enum.IsDefined) ? each.Aggregate(Permissions.None, (set, one) => set | (Permissions)one) : null;
}
