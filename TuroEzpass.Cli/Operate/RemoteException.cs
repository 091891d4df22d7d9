namespace TuroEzpass.Cli.Operate;

/// <summary>A running system could not be reached or refused a request. The message is shown to the user.</summary>
/// <param name="message">What was requested, what happened, and what to do.</param>
/// <param name="inner">The cause, if any.</param>
internal sealed class RemoteException(string message, Exception? inner = null) : IOException(message, inner);
