using System.Diagnostics;
using TuroEzpass.Contracts;

namespace TuroEzpass.Cli.Operate.Smoke;

/// <summary>Tests a running system, from its health to a claim with evidence, as a test owner that is created and deleted for it.</summary>
internal sealed class SmokeRun(RemoteOptions options, IProgress<string> progress) : IDisposable
{
    private readonly List<SmokeStep> steps = [];
    private readonly RemoteApi anybody = new(options.Api);
    private RemoteApi? @operator;
    private TestOwner? owner;
    private bool isOver;

    /// <summary>The steps so far.</summary>
    public IReadOnlyList<SmokeStep> Steps => steps;

    /// <summary>Whether the system did not respond at all.</summary>
    public bool IsUnreachable { get; private set; }

    /// <summary>Runs all steps. A failed step ends the test, but the cleanup still runs.</summary>
    /// <param name="isQuick">Whether to check only health and sign-in.</param>
    /// <param name="cancellation">Ends the test early; the cleanup still runs.</param>
    public async Task RunAsync(bool isQuick, CancellationToken cancellation)
    {
        var visit = new SmokeVisit(options, anybody);
        await StepAsync("health", token => HealthAsync(visit, token), cancellation).ConfigureAwait(false);
        await StepAsync("dashboard", visit.DashboardAsync, cancellation).ConfigureAwait(false);
        await StepAsync("operator sign-in", OperatorAsync, cancellation).ConfigureAwait(false);
        if (!isQuick)
        {
            await StepAsync("test owner", MakeOwnerAsync, cancellation).ConfigureAwait(false);
            using var host = owner is null ? null : new SmokeHost(options.Api, owner);
            foreach (var (name, work) in SmokeHost.Steps)
                await StepAsync(name, token => work(host!, token), cancellation).ConfigureAwait(false);
            await CleanUpAsync().ConfigureAwait(false);
        }

        if (@operator is not null)
            await @operator.SignOutAsync(CancellationToken.None).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        anybody.Dispose();
        @operator?.Dispose();
    }

    private async Task<string> HealthAsync(SmokeVisit visit, CancellationToken cancellation)
    {
        try
        {
            return await visit.HealthAsync(cancellation).ConfigureAwait(false);
        }
        catch (RemoteException fault) when (fault.InnerException is HttpRequestException)
        {
            IsUnreachable = true;
            throw;
        }
    }

    private async Task<string> OperatorAsync(CancellationToken cancellation)
    {
        @operator = await RemoteApi.ConnectAsync(options, cancellation).ConfigureAwait(false);
        var me = await @operator.ReadAsync<WhoAmI>(HttpMethod.Get, "api/me", null, cancellation).ConfigureAwait(false);
        return me.Operator ? "signed in" : throw new RemoteException("Signed in, but not as an operator. The smoke test needs an operator.");
    }

    private async Task<string> MakeOwnerAsync(CancellationToken cancellation)
    {
        owner = await @operator!.ReadAsync<TestOwner>(HttpMethod.Post, "api/test-owners", null, cancellation).ConfigureAwait(false);
        return owner.Owner;
    }

    /// <summary>Deletes the test owner, even if the test failed or ran out of time.</summary>
    private async Task CleanUpAsync()
    {
        if (owner is null)
            return;
        isOver = false;
        await StepAsync("clean-up", async token =>
        {
            using var removed = await @operator!.SendAsync(HttpMethod.Delete, $"api/test-owners/{owner.Owner}", null, token).ConfigureAwait(false);
            using var again = await @operator.AskAsync(HttpMethod.Delete, $"api/test-owners/{owner.Owner}", null, token).ConfigureAwait(false);
            return again.StatusCode == System.Net.HttpStatusCode.NotFound ? "nothing remains" : throw new RemoteException($"The test owner {owner.Owner} still exists.");
        }, CancellationToken.None).ConfigureAwait(false);
    }

    private async Task StepAsync(string name, Func<CancellationToken, Task<string>> work, CancellationToken cancellation)
    {
        if (isOver)
        {
            steps.Add(new SmokeStep(name, SmokeResult.Skipped, TimeSpan.Zero, ""));
            return;
        }

        progress.Report(name);
        var began = Stopwatch.GetTimestamp();
        try
        {
            var says = await work(cancellation).ConfigureAwait(false);
            steps.Add(new SmokeStep(name, SmokeResult.Passed, Stopwatch.GetElapsedTime(began), says));
        }
        catch (Exception fault) when (fault is RemoteException or System.Text.Json.JsonException or OperationCanceledException or InvalidDataException)
        {
            isOver = true;
            var says = fault is OperationCanceledException ? "The time limit was reached." : fault is System.Text.Json.JsonException ? "Unexpected response: not a TuroEzpass server." : fault.Message;
            steps.Add(new SmokeStep(name, SmokeResult.Failed, Stopwatch.GetElapsedTime(began), says));
        }
    }
}
