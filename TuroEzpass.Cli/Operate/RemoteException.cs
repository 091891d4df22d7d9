namespace TuroEzpass.Cli.Operate;

/// <summary>A running system could not be reached, or said no. The message is for a person.</summary>
/// <param name="message">What was asked of whom, what came of it, and what to do.</param>
/// <param name="inner">The fault below it, if any.</param>
internal sealed class RemoteException(string message, Exception? inner = null) : IOException(message, inner);
