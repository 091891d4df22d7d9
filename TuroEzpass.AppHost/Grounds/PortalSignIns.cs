namespace TuroEzpass.AppHost.Grounds;

/// <summary>The credentials for the portals, for the stack's two secrets; developers keep them in their user secrets.</summary>
internal static class PortalSignIns
{
    private const string None = """{"username":"","password":""}""";

    /// <summary>The stack's parameters, and the configuration's name of each.</summary>
    private static readonly (string Parameter, string Name)[] All = [("EzpassCredentials", "ezpass-credentials"), ("TuroCredentials", "turo-credentials")];

    /// <summary>Shows both as secret parameters. A stack's parameters are text, so their values are also passed to it.</summary>
    public static void AddParameters(IDistributedApplicationBuilder builder)
    {
        foreach (var (_, name) in All)
            builder.AddParameter(name, () => Value(builder, name) ?? None, secret: true);
    }

    /// <summary>Each parameter of the stack with its value.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="areNeeded">Whether they are required. Empty credentials are fine in an emulator, but would overwrite the stored ones in an account.</param>
    public static IEnumerable<(string Parameter, string Value)> Values(IDistributedApplicationBuilder builder, bool areNeeded) => All.Select(one =>
        (one.Parameter, Value(builder, one.Name) ?? (areNeeded ? throw Missing(one.Name) : None)));

    private static string? Value(IDistributedApplicationBuilder builder, string parameter) => builder.Configuration[$"Parameters:{parameter}"];

    private static CannotRunException Missing(string parameter) => new(
        $"Parameters:{parameter} is missing: dotnet user-secrets set Parameters:{parameter} '{{\"username\":\"…\",\"password\":\"…\"}}' --project TuroEzpass.AppHost");
}
