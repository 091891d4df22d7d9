namespace TuroEzpass.Core;

/// <summary>What would help with a file that cannot be read. Each mouth of the program adds how it is done there.</summary>
public enum InputTopic
{
    /// <summary>Nothing in particular.</summary>
    None,

    /// <summary>A layout of one's own.</summary>
    Layout,

    /// <summary>Giving the file as proof.</summary>
    Proof,

    /// <summary>Saying whose car it is of.</summary>
    Vehicle,
}

/// <summary>A file that cannot be read as what it was given as. The message is for a person: what is wrong,
/// where, and what to do.</summary>
public sealed class InputException : Exception
{
    /// <summary>Describes the fault.</summary>
    /// <param name="file">The file's name, without its folder.</param>
    /// <param name="line">The physical line (1 is the first), or null when the file as a whole is meant.</param>
    /// <param name="problem">What is wrong.</param>
    /// <param name="advice">What to do about it.</param>
    /// <param name="inner">The fault below it, if any.</param>
    public InputException(string file, int? line, string problem, string advice, Exception? inner = null)
        : base($"{file}{(line is { } number ? $", line {number}" : "")}: {problem} {advice}".TrimEnd(), inner)
    {
        File = file;
        Line = line;
    }

    /// <summary>The file's name, without its folder.</summary>
    public string File { get; }

    /// <summary>What would help.</summary>
    public InputTopic Topic { get; init; }

    /// <summary>The physical line, or null when the file as a whole is meant.</summary>
    public int? Line { get; }
}
