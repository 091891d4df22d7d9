namespace TuroEzpass.PortalSimulator.Access;

/// <summary>What a portal has seen, for tests. Never what somebody typed.</summary>
/// <param name="Scenario">The present scenario's name.</param>
/// <param name="Requests">All requests.</param>
/// <param name="PageLoads">Requests but those for scripts, styles and pictures.</param>
/// <param name="SignInTries">Passwords sent.</param>
/// <param name="WrongSignIns">Those that did not get in.</param>
/// <param name="CodeTries">Codes sent.</param>
/// <param name="Downloads">Downloads begun.</param>
/// <param name="ForeignRequests">Requests that went to the other site.</param>
/// <param name="Sessions">Sessions that are signed in.</param>
/// <param name="Concurrent">Requests under way.</param>
/// <param name="MostConcurrent">The most that were under way at once.</param>
internal sealed record PortalLog(
    string Scenario, int Requests, int PageLoads, int SignInTries, int WrongSignIns, int CodeTries, int Downloads, int ForeignRequests, int Sessions, int Concurrent, int MostConcurrent);
