namespace TuroEzpass.Cli.Operate.Smoke;

/// <summary>The result of a smoke test's step.</summary>
internal enum SmokeResult
{
    /// <summary>It passed.</summary>
    Passed,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>It did not run, because an earlier step failed.</summary>
    Skipped,
}

/// <summary>A step of a smoke test.</summary>
/// <param name="Name">The step's name.</param>
/// <param name="Result">Its result.</param>
/// <param name="Took">How long it took.</param>
/// <param name="Says">What was found, or what was wrong.</param>
internal sealed record SmokeStep(string Name, SmokeResult Result, TimeSpan Took, string Says);
