using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using TuroEzpass.Api.Health;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage.Sqlite;

namespace TuroEzpass.Tests.ServiceDefaults;

public sealed class HealthTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("turoezpass-health-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_service_whose_store_answers_is_ready_and_says_so_in_one_word()
    {
        await using var api = await RunningApi.StartAsync(folder);

        foreach (var path in new[] { "/health", "/alive" })
        {
            using var answer = await api.Client.GetAsync(path, Cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("Healthy", await answer.Content.ReadAsStringAsync(Cancel));
            Assert.Equal("text/plain", answer.Content.Headers.ContentType!.ToString());
        }
    }

    [Fact]
    public async Task A_service_whose_store_is_down_is_alive_but_not_ready()
    {
        await using var api = await RunningApi.StartAsync(folder);
        api.Services.GetRequiredService<SqliteDatabase>().Dispose();

        using var health = await api.Client.GetAsync("/health", Cancel);
        using var alive = await api.Client.GetAsync("/alive", Cancel);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Equal("Unhealthy", await health.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
    }

    [Fact]
    public async Task A_hanging_store_does_not_block_and_many_requests_cost_one_read()
    {
        var store = new StoreInTrouble { Hangs = true };
        var time = new SetTime();
        await using var services = Watching(store, time);
        var health = services.GetRequiredService<HealthCheckService>();

        var reports = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => health.CheckHealthAsync(Cancel))).WaitAsync(TimeSpan.FromMinutes(2), Cancel);

        Assert.All(reports, report => Assert.Equal(HealthStatus.Unhealthy, report.Status));
        Assert.Equal(1, store.Reads);
    }

    [Fact]
    public async Task A_store_that_comes_back_makes_the_service_ready_again()
    {
        var store = new StoreInTrouble();
        var time = new SetTime();
        await using var services = Watching(store, time);
        var health = services.GetRequiredService<HealthCheckService>();
        Assert.Equal(HealthStatus.Unhealthy, (await health.CheckHealthAsync(Cancel)).Status);

        store.Works = true;
        time.Seconds = 2;

        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync(Cancel)).Status);
    }

    private static ServiceProvider Watching(IRecordStore store, TimeProvider time) => new ServiceCollection().AddLogging().AddSingleton(store)
        .AddStoreHealthCheck().Services.AddSingleton(provider => new StoreHealthCheck(provider, time)).BuildServiceProvider();

    /// <summary>Timers run normally; the test sets the age of an answer.</summary>
    private sealed class SetTime : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }

    /// <summary>A store that fails, hangs, or is empty.</summary>
    private sealed class StoreInTrouble : IRecordStore
    {
        private int reads;

        public bool Hangs { get; init; }

        public bool Works { get; set; }

        public int Reads => reads;

        public int WritesUnderWay => 1;

        public async Task<StoredRecord?> GetAsync(RecordKey key, CancellationToken cancellation = default)
        {
            Interlocked.Increment(ref reads);
            if (Hangs)
                await new TaskCompletionSource().Task;
            return Works ? null : throw new StorageException("The disk is gone", "test", "None");
        }

        public Task<RecordPage> QueryAsync(RecordQuery query, CancellationToken cancellation = default) => throw new NotSupportedException();

        public Task<PutResult> PutAsync(RecordWrite item, Expected expected, CancellationToken cancellation = default) => throw new NotSupportedException();

        public Task<DeleteResult> DeleteAsync(RecordKey key, long expectedVersion, CancellationToken cancellation = default) => throw new NotSupportedException();

        public Task PutBatchAsync(IReadOnlyList<RecordWrite> items, CancellationToken cancellation = default) => throw new NotSupportedException();
    }
}
