using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NodaTime;
using TuroEzpass.Api.Http;
using TuroEzpass.Core.Storage;
using TuroEzpass.Tests.Api.Uploads;

namespace TuroEzpass.Tests.Api.Http;

public sealed class IdempotencyTests : IAsyncLifetime
{
    private ApiWorld world = null!;
    private int made;
    private TaskCompletionSource? gate;

    private sealed record Thing(string Name);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        world = await ApiWorld.StartAsync("Imports:Concurrency=0");
        world.App.MapPost("/probe/things", async (Thing thing, HttpContext context) =>
        {
            var number = Interlocked.Increment(ref made);
            if (gate is { } wait)
                await wait.Task.WaitAsync(context.RequestAborted);
            context.Response.Headers.ETag = $"\"{number}\"";
            return TypedResults.Created($"/probe/things/{number}", new { number, thing.Name });
        }).RequireAuthorization().WithIdempotencyKey();
        world.App.MapPost("/probe/other", () => TypedResults.Ok(Interlocked.Increment(ref made))).RequireAuthorization().WithIdempotencyKey();
        world.App.MapPost("/probe/secret", () => TypedResults.Ok(new { secret = $"tez_{Interlocked.Increment(ref made)}" })).RequireAuthorization().WithIdempotencyKey(answerIsSecret: true);
        world.App.MapPost("/probe/long", () => TypedResults.Ok($"{Interlocked.Increment(ref made)}{new string('x', 300_000)}")).RequireAuthorization().WithIdempotencyKey();
        world.App.MapPost("/probe/status/{status:int}", (int status) =>
        {
            Interlocked.Increment(ref made);
            return status == 599 ? throw new InvalidOperationException("A fault.") : TypedResults.StatusCode(status);
        }).RequireAuthorization().WithIdempotencyKey();
    }

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task The_same_request_with_the_same_key_is_done_once_and_answered_the_same()
    {
        var first = await PostAsync("/probe/things", "k-1");
        var second = await PostAsync("/probe/things", "k-1");

        Assert.Equal(1, made);
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.StatusCode, second.StatusCode));
        Assert.Equal(await first.Content.ReadAsStringAsync(Cancel), await second.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(first.Content.Headers.ContentType, second.Content.Headers.ContentType);
        Assert.Equal((first.Headers.Location, first.Headers.ETag), (second.Headers.Location, second.Headers.ETag));
        Assert.False(first.Headers.Contains("Idempotent-Replayed"));
        Assert.Equal(["true"], second.Headers.GetValues("Idempotent-Replayed"));
    }

    [Fact]
    public async Task Without_a_key_each_request_is_done()
    {
        await PostAsync("/probe/things", null);
        await PostAsync("/probe/things", null);
        Assert.Equal(2, made);
    }

    [Fact]
    public async Task The_same_key_with_another_body_or_query_is_refused()
    {
        await PostAsync("/probe/things", "k-1");
        await (await PostAsync("/probe/things", "k-1", "other")).ProblemAsync(422);
        await (await PostAsync("/probe/things?x=1", "k-1")).ProblemAsync(422);
        Assert.Equal(1, made);
    }

    [Fact]
    public async Task Keys_of_other_routes_users_and_owners_do_not_conflict()
    {
        await PostAsync("/probe/things", "k-1");
        await PostAsync("/probe/other", "k-1");
        await PostAsync("/probe/things", "k-1", client: world.CoHost);
        await PostAsync("/probe/things", "k-1", client: world.OtherHost);
        Assert.Equal(4, made);
    }

    [Theory]
    [InlineData("with blank")]
    [InlineData("a\tb")]
    [InlineData("")]
    public async Task A_key_is_visible_ASCII(string key) => await (await PostAsync("/probe/things", key)).ProblemAsync(400);

    [Fact]
    public async Task A_key_is_at_most_255_characters_and_one()
    {
        await (await PostAsync("/probe/things", new string('k', 256))).ProblemAsync(400);
        Assert.Equal(HttpStatusCode.Created, (await PostAsync("/probe/things", new string('k', 255))).StatusCode);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/probe/things") { Content = JsonContent.Create(new Thing("a")) };
        request.Headers.Add("Idempotency-Key", ["a", "b"]);
        using var answer = await world.Host.SendAsync(request, Cancel);
        // Two header lines may arrive as one with a comma and a space; neither is a key.
        await answer.ProblemAsync(400);
    }

    [Fact]
    public async Task Of_requests_that_race_one_is_done_and_the_others_wait_their_turn()
    {
        gate = new TaskCompletionSource();
        var first = PostAsync("/probe/things", "k-1");
        await UntilAsync(() => made == 1);
        var others = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => PostAsync("/probe/things", "k-1")));
        gate.SetResult();

        Assert.Equal(HttpStatusCode.Created, (await first).StatusCode);
        Assert.All(others, other => Assert.Equal((HttpStatusCode.Conflict, TimeSpan.FromSeconds(1)), (other.StatusCode, other.Headers.RetryAfter!.Delta)));
        Assert.Equal(HttpStatusCode.Created, (await PostAsync("/probe/things", "k-1")).StatusCode);
        Assert.Equal(1, made);
    }

    [Fact]
    public async Task A_started_request_is_finished_and_stored_after_the_sender_disconnects()
    {
        gate = new TaskCompletionSource();
        using var leaves = new CancellationTokenSource();
        var first = PostAsync("/probe/things", "k-1", cancellation: leaves.Token);
        await UntilAsync(() => made == 1);
        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult();

        var again = await PostAsync("/probe/things", "k-1");
        for (; again.StatusCode == HttpStatusCode.Conflict; again = await PostAsync("/probe/things", "k-1"))
            await Task.Delay(20, Cancel);
        Assert.Equal((HttpStatusCode.Created, 1), (again.StatusCode, made));
    }

    [Fact]
    public async Task A_dead_attempt_can_be_repeated_after_a_minute()
    {
        gate = new TaskCompletionSource();
        var first = PostAsync("/probe/things", "k-1");
        await UntilAsync(() => made == 1);
        world.Clock.Advance(Duration.FromSeconds(59));
        Assert.Equal(HttpStatusCode.Conflict, (await PostAsync("/probe/things", "k-1")).StatusCode);
        world.Clock.Advance(Duration.FromSeconds(2));
        gate.SetResult();
        Assert.Equal(HttpStatusCode.Created, (await PostAsync("/probe/things", "k-1")).StatusCode);
        await first;
    }

    [Fact]
    public async Task A_key_is_forgotten_after_a_day()
    {
        await PostAsync("/probe/things", "k-1");
        world.Clock.Advance(Duration.FromHours(23));
        Assert.Single(await KeptAsync());
        world.Clock.Advance(Duration.FromHours(2));
        Assert.Empty(await KeptAsync());
    }

    [Theory]
    [InlineData(403, 2)]
    [InlineData(429, 2)]
    [InlineData(503, 2)]
    [InlineData(599, 2)]
    [InlineData(400, 1)]
    [InlineData(404, 1)]
    public async Task Only_an_answer_that_would_be_the_same_again_is_kept(int status, int times)
    {
        await PostAsync($"/probe/status/{status}", "k-1");
        await PostAsync($"/probe/status/{status}", "k-1");
        Assert.Equal(times, made);
    }

    [Fact]
    public async Task A_secret_is_returned_once_and_not_stored()
    {
        var first = await PostAsync("/probe/secret", "k-1");
        Assert.Contains("tez_1", await first.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Contains("was already completed", await (await PostAsync("/probe/secret", "k-1")).ProblemAsync(409), StringComparison.Ordinal);
        Assert.DoesNotContain("tez_", Encoding.UTF8.GetString(Assert.Single(await KeptAsync()).Body.Span), StringComparison.Ordinal);
        Assert.Equal(1, made);
    }

    [Fact]
    public async Task An_answer_too_long_to_keep_is_not_given_twice_but_neither_is_the_work_done_twice()
    {
        Assert.Equal(HttpStatusCode.OK, (await PostAsync("/probe/long", "k-1")).StatusCode);
        await (await PostAsync("/probe/long", "k-1")).ProblemAsync(409);
        Assert.Equal(1, made);
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused()
    {
        await (await PostAsync("/probe/things", "k-1", new string('x', 2 * 1024 * 1024))).ProblemAsync(413);
        Assert.Equal(0, made);
    }

    [Fact]
    public async Task An_upload_is_known_by_its_file_and_fields()
    {
        var first = await world.Host.SendAsync(Sending.Form(Sending.Statement), "k-1");
        var again = await world.Host.SendAsync(Sending.Form(Sending.Statement), "k-1");
        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (first.StatusCode, again.StatusCode));
        Assert.Equal(["true"], again.Headers.GetValues("Idempotent-Replayed"));
        Assert.Equal((await first.ImportAsync()).Id, (await again.ImportAsync()).Id);
        await (await world.Host.SendAsync(Sending.Form(Sending.Trips), "k-1")).ProblemAsync(422);
        await (await world.Host.SendAsync(Sending.Form(Sending.Statement, "nj.csv", ("vehicle", "1")), "k-1")).ProblemAsync(422);
        await (await world.Host.SendAsync(Sending.Form(Sending.Statement), "with blank")).ProblemAsync(400);
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string? key, string name = "a", HttpClient? client = null, CancellationToken? cancellation = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(new Thing(name)) };
        if (key is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return await (client ?? world.Host).SendAsync(request, cancellation ?? Cancel);
    }

    private async Task<IReadOnlyList<StoredRecord>> KeptAsync() =>
        (await world.Service<IRecordStore>().QueryAsync(new(RecordSource.Partition, ApiWorld.Owner.Partition("IDEMPOTENCY")), Cancel)).Items;

    private static async Task UntilAsync(Func<bool> holds)
    {
        while (!holds())
            await Task.Delay(10, Cancel);
    }
}
