namespace TuroEzpass.PortalSimulator.Access;

/// <summary>Thrown if the simulator would listen where other machines can reach it.</summary>
/// <param name="message">The address, and what to do.</param>
public sealed class OpenSimulatorException(string message) : Exception(message);
