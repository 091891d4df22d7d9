namespace TuroEzpass.PortalSimulator.Access;

/// <summary>The simulator would listen where other machines reach it.</summary>
/// <param name="message">Where, and what to do.</param>
public sealed class OpenSimulatorException(string message) : Exception(message);
