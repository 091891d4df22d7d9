namespace TuroEzpass.PortalSimulator.Access;

/// <summary>What a portal has counted, for tests. Never contains what someone typed.</summary>
/// <param name="Scenario">The current scenario's name.</param>
/// <param name="Requests">All requests.</param>
/// <param name="PageLoads">Requests other than scripts, styles and images.</param>
/// <param name="SignInTries">Passwords sent.</param>
/// <param name="WrongSignIns">Passwords that were rejected.</param>
/// <param name="CodeTries">Codes sent.</param>
/// <param name="Downloads">Downloads started.</param>
/// <param name="ForeignRequests">Requests to the other site.</param>
/// <param name="Sessions">Signed-in sessions.</param>
/// <param name="Concurrent">Requests in progress.</param>
/// <param name="MostConcurrent">The most requests in progress at once.</param>
internal sealed record PortalLog(
    string Scenario, int Requests, int PageLoads, int SignInTries, int WrongSignIns, int CodeTries, int Downloads, int ForeignRequests, int Sessions, int Concurrent, int MostConcurrent);
