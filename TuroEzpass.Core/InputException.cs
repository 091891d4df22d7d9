namespace TuroEzpass.Core;

/// <summary>What helps with a file that can't be read. Each front end adds how to do it there.</summary>
public enum InputTopic
{
    /// <summary>Nothing specific.</summary>
    None,

    /// <summary>A layout of the user's own.</summary>
    Layout,

    /// <summary>Giving the file as the agency's statement for evidence.</summary>
    Proof,

    /// <summary>Giving the vehicle that the file is for.</summary>
    Vehicle,
}

/// <summary>A file can't be read as the kind it was given as. The message is for the user: what is wrong,
/// where, and what to do.</summary>
public sealed class InputException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="file">The file's name, without its folder.</param>
    /// <param name="line">The physical line (the first is 1), or null if the whole file is meant.</param>
    /// <param name="problem">What is wrong.</param>
    /// <param name="advice">What to do about it.</param>
    /// <param name="inner">The cause, if any.</param>
    public InputException(string file, int? line, string problem, string advice, Exception? inner = null)
        : base($"{file}{(line is { } number ? $", line {number}" : "")}: {problem} {advice}".TrimEnd(), inner)
    {
        File = file;
        Line = line;
    }

    /// <summary>The file's name, without its folder.</summary>
    public string File { get; }

    /// <summary>What helps.</summary>
    public InputTopic Topic { get; init; }

    /// <summary>The physical line, or null if the whole file is meant.</summary>
    public int? Line { get; }
}
