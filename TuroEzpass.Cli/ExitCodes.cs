namespace TuroEzpass.Cli;

/// <summary>What the process answers to whoever started it.</summary>
internal static class ExitCodes
{
    /// <summary>All is decided.</summary>
    public const int Done = 0;

    /// <summary>Finished; some rows need a person.</summary>
    public const int NeedsPerson = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>An input could not be read, or the results could not be written.</summary>
    public const int Unreadable = 3;

    /// <summary>Stopped from the keyboard (128 and the signal's number, as shells do).</summary>
    public const int Stopped = 130;
}
