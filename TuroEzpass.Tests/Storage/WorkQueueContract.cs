using NodaTime;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Tests.Storage;

/// <summary>The behavior of the queues, on every engine.</summary>
public abstract class WorkQueueContract<TEngine> : StorageContract<TEngine>
    where TEngine : StorageEngine, new()
{
    private static readonly Duration Minute = Duration.FromMinutes(1);
    private static readonly Duration Second = Duration.FromSeconds(1);
    private static readonly Duration Moment = Duration.FromMilliseconds(1200);

    [Fact]
    public async Task A_message_is_received_as_it_was_sent_and_gone_when_completed()
    {
        var queue = await Engine.QueueAsync();
        var id = await queue.SendAsync(WorkKind.Scrapes, """{"portal":"ezpass","note":"<Größe> & 😀"}""", cancellation: Cancel);

        var message = await ReceiveAsync(queue, Minute);

        Assert.Equal((WorkKind.Scrapes, id, """{"portal":"ezpass","note":"<Größe> & 😀"}""", 1), (message.Kind, message.Id, message.Body, message.Tries));
        Assert.Equal(HoldResult.Done, await queue.CompleteAsync(message, Cancel));
        Assert.Null(await queue.ReceiveAsync(WorkKind.Scrapes, Minute, cancellation: Cancel));
    }

    [Fact]
    public async Task The_two_queues_do_not_mix()
    {
        var queue = await Engine.QueueAsync();
        await queue.SendAsync(WorkKind.Imports, "import", cancellation: Cancel);

        Assert.Null(await queue.ReceiveAsync(WorkKind.Scrapes, Minute, cancellation: Cancel));
        Assert.Equal("import", (await queue.ReceiveAsync(WorkKind.Imports, Minute, cancellation: Cancel))!.Body);
    }

    [Fact]
    public async Task A_message_that_is_held_is_hidden_and_comes_back_when_the_hold_runs_out()
    {
        var queue = await Engine.QueueAsync();
        await queue.SendAsync(WorkKind.Scrapes, "work", cancellation: Cancel);
        var first = await ReceiveAsync(queue, Minute);
        Assert.Null(await queue.ReceiveAsync(WorkKind.Scrapes, Minute, cancellation: Cancel));

        await queue.ExtendAsync(first, Second, Cancel);
        await Engine.PassAsync(Moment);

        var second = await ReceiveAsync(queue, Minute);
        Assert.Equal((first.Id, 2), (second.Id, second.Tries));
        Assert.Equal(HoldResult.Done, await queue.ExtendAsync(second, Minute, Cancel));
        Assert.Equal(HoldResult.Done, await queue.CompleteAsync(second, Cancel));
    }

    [Fact]
    public async Task A_hold_that_ran_out_can_not_be_extended()
    {
        var queue = await Engine.QueueAsync();
        await queue.SendAsync(WorkKind.Scrapes, "work", cancellation: Cancel);
        var message = await ReceiveAsync(queue, Second);

        await Engine.PassAsync(Moment);

        Assert.Equal(HoldResult.Lost, await queue.ExtendAsync(message, Minute, Cancel));
        Assert.Equal(HoldResult.Lost, await queue.GiveBackAsync(message, cancellation: Cancel));
        Assert.Equal(2, (await ReceiveAsync(queue, Minute)).Tries);
    }

    [Fact]
    public async Task A_hold_that_is_extended_lasts_from_then_on()
    {
        var queue = await Engine.QueueAsync();
        await queue.SendAsync(WorkKind.Scrapes, "work", cancellation: Cancel);
        // On a slow machine the short hold can expire before it is extended.
        while (await queue.ExtendAsync(await ReceiveAsync(queue, Second), Minute, Cancel) != HoldResult.Done)
            await Engine.PassAsync(Moment);
        await Engine.PassAsync(Moment);

        Assert.Null(await queue.ReceiveAsync(WorkKind.Scrapes, Minute, cancellation: Cancel));
    }

    [Fact]
    public async Task A_message_that_is_given_back_appears_again_after_its_delay()
    {
        var queue = await Engine.QueueAsync();
        await queue.SendAsync(WorkKind.Scrapes, "work", cancellation: Cancel);

        Assert.Equal(HoldResult.Done, await queue.GiveBackAsync(await ReceiveAsync(queue, Minute), cancellation: Cancel));
        Assert.Equal(HoldResult.Done, await queue.GiveBackAsync(await ReceiveAsync(queue, Minute), Second, Cancel));
        await Engine.PassAsync(Moment);

        var again = await ReceiveAsync(queue, Minute);
        Assert.Equal(3, again.Tries);
        Assert.Equal(HoldResult.Done, await queue.GiveBackAsync(again, Minute, Cancel));
        Assert.Null(await queue.ReceiveAsync(WorkKind.Scrapes, Minute, cancellation: Cancel));
    }

    [Fact]
    public async Task A_delayed_message_is_hidden_at_first()
    {
        var queue = await Engine.QueueAsync();
        await queue.SendAsync(WorkKind.Scrapes, "much later", Minute, Cancel);
        await queue.SendAsync(WorkKind.Scrapes, "later", Second, Cancel);

        await Engine.PassAsync(Moment);

        Assert.Equal("later", (await ReceiveAsync(queue, Minute)).Body);
        Assert.Null(await queue.ReceiveAsync(WorkKind.Scrapes, Minute, cancellation: Cancel));
    }

    [Fact]
    public async Task A_receive_waits_for_a_message_that_comes()
    {
        var queue = await Engine.QueueAsync();
        var receiving = queue.ReceiveAsync(WorkKind.Scrapes, Minute, Duration.FromSeconds(20), Cancel);
        await Task.Delay(300, Cancel);
        Assert.False(receiving.IsCompleted);

        await queue.SendAsync(WorkKind.Scrapes, "now", cancellation: Cancel);

        Assert.Equal("now", (await receiving)!.Body);
    }

    [Fact]
    public async Task A_message_that_fails_five_times_goes_to_the_dead_letters_and_can_be_redriven()
    {
        var queue = await Engine.QueueAsync();
        await queue.SendAsync(WorkKind.Imports, "poison", cancellation: Cancel);
        for (var tries = 1; tries <= StorageLimits.MaxTries; tries++)
        {
            var message = (await queue.ReceiveAsync(WorkKind.Imports, Minute, cancellation: Cancel))!;
            Assert.Equal(tries, message.Tries);
            await queue.GiveBackAsync(message, cancellation: Cancel);
        }
        Assert.Null(await queue.ReceiveAsync(WorkKind.Imports, Minute, cancellation: Cancel));
        Assert.Equal("poison", Assert.Single(await queue.ListDeadAsync(WorkKind.Imports, cancellation: Cancel)).Body);
        Assert.Empty(await queue.ListDeadAsync(WorkKind.Scrapes, cancellation: Cancel));

        Assert.Equal(1, await queue.RedriveAsync(WorkKind.Imports, cancellation: Cancel));

        Assert.Empty(await queue.ListDeadAsync(WorkKind.Imports, cancellation: Cancel));
        var again = (await queue.ReceiveAsync(WorkKind.Imports, Minute, cancellation: Cancel))!;
        Assert.Equal(("poison", 1), (again.Body, again.Tries));
        Assert.Equal(0, await queue.RedriveAsync(WorkKind.Imports, cancellation: Cancel));
    }

    [Fact]
    public async Task Four_workers_never_hold_the_same_message_at_once()
    {
        var queue = await Engine.QueueAsync();
        for (var n = 0; n < 20; n++) await queue.SendAsync(WorkKind.Scrapes, $"{n}", cancellation: Cancel);

        var taken = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var mine = new List<string>();
            while (await queue.ReceiveAsync(WorkKind.Scrapes, Minute, cancellation: Cancel) is { } message) mine.Add(message.Body);
            return mine;
        }, Cancel)));

        Assert.Equal(Enumerable.Range(0, 20).Select(n => $"{n}").Order(), taken.SelectMany(mine => mine).Order());
    }

    [Fact]
    public async Task A_message_that_no_queue_can_carry_is_refused()
    {
        var queue = await Engine.QueueAsync();

        await Assert.ThrowsAnyAsync<ArgumentException>(() => queue.SendAsync(WorkKind.Scrapes, "", cancellation: Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => queue.SendAsync(WorkKind.Scrapes, "bell\u0007", cancellation: Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => queue.SendAsync(WorkKind.Scrapes, new string('x', 200 * 1024 + 1), cancellation: Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => queue.SendAsync(WorkKind.Scrapes, "x", Duration.FromMinutes(16), Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => queue.ReceiveAsync(WorkKind.Scrapes, Duration.FromHours(13), cancellation: Cancel));
    }

    private static async Task<WorkMessage> ReceiveAsync(IWorkQueue queue, Duration hold)
    {
        var message = await queue.ReceiveAsync(WorkKind.Scrapes, hold, cancellation: Cancel);
        Assert.NotNull(message);
        return message;
    }
}
