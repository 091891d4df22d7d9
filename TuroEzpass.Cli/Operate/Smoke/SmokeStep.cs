namespace TuroEzpass.Cli.Operate.Smoke;

/// <summary>How a step of a smoke test ended.</summary>
internal enum SmokeResult
{
    /// <summary>As it should.</summary>
    Passed,

    /// <summary>Otherwise.</summary>
    Failed,

    /// <summary>It was not tried, for one before it failed.</summary>
    Skipped,
}

/// <summary>A step of a smoke test.</summary>
/// <param name="Name">What is tried.</param>
/// <param name="Result">How it ended.</param>
/// <param name="Took">How long it took.</param>
/// <param name="Says">What was seen, or what was wrong.</param>
internal sealed record SmokeStep(string Name, SmokeResult Result, TimeSpan Took, string Says);
