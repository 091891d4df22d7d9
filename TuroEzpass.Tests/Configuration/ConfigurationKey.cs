namespace TuroEzpass.Tests.Configuration;

/// <summary>One key that a service can be configured by.</summary>
/// <param name="Key">As configuration files and command lines write it: <c>Storage:Engine</c>.</param>
/// <param name="Default">What counts where it is not set; empty for nothing.</param>
/// <param name="Services">Who reads it.</param>
/// <param name="IsSecret">Whether its value must not be shown.</param>
/// <param name="Meaning">What it does.</param>
internal sealed record ConfigurationKey(string Key, string Default, IReadOnlyList<string> Services, bool IsSecret, string Meaning)
{
    /// <summary>The environment variable, where it is not the key with <c>__</c> for <c>:</c>.</summary>
    public string Variable { get; init; } = Key.Replace(":", "__", StringComparison.Ordinal);

    /// <summary>Whether an empty value and none are the same as not set.</summary>
    public bool HasNoDefault => Default.Length == 0;
}
