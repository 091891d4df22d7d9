namespace TuroEzpass.Cli;

/// <summary>The exit codes of the process.</summary>
internal static class ExitCodes
{
    /// <summary>Everything is decided.</summary>
    public const int Done = 0;

    /// <summary>Finished, but some rows need review.</summary>
    public const int NeedsPerson = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>An input could not be read, or the results could not be written.</summary>
    public const int Unreadable = 3;

    /// <summary>Interrupted from the keyboard (128 plus the signal's number, as shells do).</summary>
    public const int Stopped = 130;
}
