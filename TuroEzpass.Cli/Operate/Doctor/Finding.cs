using System.Text.Json.Serialization;

namespace TuroEzpass.Cli.Operate.Doctor;

/// <summary>The result of a check.</summary>
internal enum Health
{
    /// <summary>No problem.</summary>
    Ok,

    /// <summary>It works, but a part does not or may soon fail.</summary>
    Warn,

    /// <summary>It does not work.</summary>
    Bad,
}

/// <summary>One finding of the doctor.</summary>
/// <param name="Area">The area it belongs to: <c>store</c>, <c>clock</c> …</param>
/// <param name="Health">The result.</param>
/// <param name="Says">What was found.</param>
/// <param name="Fix">How to fix it; empty if there is nothing to do.</param>
internal sealed record Finding(string Area, Health Health, string Says, [property: JsonPropertyName("mend")] string Fix = "")
{
    public static Finding Ok(string area, string says) => new(area, Health.Ok, says);

    public static Finding Warn(string area, string says, string fix) => new(area, Health.Warn, says, fix);

    public static Finding Bad(string area, string says, string fix) => new(area, Health.Bad, says, fix);
}
