using System.Diagnostics;
using TuroEzpass.Contracts;

namespace TuroEzpass.Cli.Operate.Smoke;

/// <summary>Tries a running system from its health to a claim with its evidence, as an owner that is made for it and taken away again.</summary>
internal sealed class SmokeRun(RemoteOptions options, IProgress<string> progress) : IDisposable
{
    private readonly List<SmokeStep> steps = [];
    private readonly RemoteApi anybody = new(options.Api);
    private RemoteApi? @operator;
    private TestOwner? owner;
    private bool isOver;

    /// <summary>The steps so far.</summary>
    public IReadOnlyList<SmokeStep> Steps => steps;

    /// <summary>Whether nothing answered at all.</summary>
    public bool IsUnreachable { get; private set; }

    /// <summary>Runs all steps. One that fails ends it, but for the cleaning up.</summary>
    /// <param name="isQuick">Only whether it is well and lets people in.</param>
    /// <param name="cancellation">Ends it early; it still cleans up.</param>
    public async Task RunAsync(bool isQuick, CancellationToken cancellation)
    {
        var visit = new SmokeVisit(options, anybody);
        await StepAsync("health", token => HealthAsync(visit, token), cancellation).ConfigureAwait(false);
        await StepAsync("dashboard", visit.DashboardAsync, cancellation).ConfigureAwait(false);
        await StepAsync("sign-in of the operator", OperatorAsync, cancellation).ConfigureAwait(false);
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
        return me.Operator ? "signed in" : throw new RemoteException("The sign-in works, but is no operator's: a smoke test takes one.");
    }

    private async Task<string> MakeOwnerAsync(CancellationToken cancellation)
    {
        owner = await @operator!.ReadAsync<TestOwner>(HttpMethod.Post, "api/test-owners", null, cancellation).ConfigureAwait(false);
        return owner.Owner;
    }

    /// <summary>Takes the owner away, also when the test failed or its time is over: nothing may stay.</summary>
    private async Task CleanUpAsync()
    {
        if (owner is null)
            return;
        isOver = false;
        await StepAsync("clean-up", async token =>
        {
            using var removed = await @operator!.SendAsync(HttpMethod.Delete, $"api/test-owners/{owner.Owner}", null, token).ConfigureAwait(false);
            using var again = await @operator.AskAsync(HttpMethod.Delete, $"api/test-owners/{owner.Owner}", null, token).ConfigureAwait(false);
            return again.StatusCode == System.Net.HttpStatusCode.NotFound ? "nothing stays" : throw new RemoteException($"The test owner {owner.Owner} is still there.");
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
            var says = fault is OperationCanceledException ? "There was no time left for it." : fault is System.Text.Json.JsonException ? "The answer is none of TuroEzpass's." : fault.Message;
            steps.Add(new SmokeStep(name, SmokeResult.Failed, Stopwatch.GetElapsedTime(began), says));
        }
    }
}
