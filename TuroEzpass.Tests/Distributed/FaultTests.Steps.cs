using System.Net;
using TuroEzpass.Contracts;

namespace TuroEzpass.Tests.Distributed;

/// <content>Steps that several tests use.</content>
public sealed partial class FaultTests
{
    private const int TollsBeforeTheKill = 10;

    /// <summary>A setup in which a message that was received but neither completed nor returned is redelivered after ten seconds instead of
    /// two minutes. Only the long tests wait for redeliveries.</summary>
    private static Task<DistributedWorld> StartImpatientAsync() => DistributedWorld.StartAsync(["api"], aws => aws.HoldSeconds = IsLong ? null : 10);

    private static async Task<IReadOnlyList<(string Name, byte[] Content)>> ImportAllAsync(DistributedWorld world)
    {
        var files = FleetFiles.Of(Trips);
        foreach (var (name, content) in files)
            await world.ImportAsync(name, content);
        return files;
    }

    /// <summary>A fifth of the calls to a service fail, at random but the same every time.</summary>
    private static Func<AwsCall, AwsFault?> Sometimes(string service, Func<int, AwsFault> fault)
    {
        var (random, guard, number) = (new Random(Seed), new Lock(), 0);
        return call =>
        {
            if (call.Service != service)
                return null;
            lock (guard)
                return random.Next(5) == 0 ? fault(number++) : null;
        };
    }

    private static async Task AssertNothingLostOrDoubledAsync(DistributedWorld world, IReadOnlyList<(string Name, byte[] Content)> files)
    {
        world.Aws.Rule = null;
        Assert.Equal(
            await LedgerPicture.ExpectedAsync(files, DistributedWorld.Owner),
            await LedgerPicture.CheckedAsync(world.Ground.Records, world.Ground.Proofs, DistributedWorld.Owner));
        var (status, word) = await world.Service("api").HealthAsync();
        Assert.Equal((HttpStatusCode.OK, "Healthy"), (status!.Value, word));
    }

    private static Task HealthAsync(DistributedWorld world, HttpStatusCode status, string word) => Eventually.IsAsync(
        async () => await world.Service("api").HealthAsync() == (status, word), TimeSpan.FromMinutes(1), () => $"Its health is not {word}: {world.Service("api").Output}");

    /// <summary>Uploads a file, and kills the API when some but not all of its tolls are written.</summary>
    private static async Task<Import> KillAmidAsync(DistributedWorld world, (string Name, byte[] Content) file)
    {
        var (written, amid) = (0, new TaskCompletionSource());
        world.Aws.Rule = call =>
        {
            if (!call.Writes("TOLL") || Interlocked.Increment(ref written) <= TollsBeforeTheKill)
                return null;
            amid.TrySetResult();
            return new AwsFault.Held();
        };
        var (_, import) = await world.SendAsync(file.Name, file.Content);
        await amid.Task.WaitAsync(TimeSpan.FromMinutes(2), Cancel);
        await world.KillAsync("api");
        world.Aws.Rule = null;
        Assert.Null((await world.Service("api").HealthAsync()).Status);
        return import!;
    }

    private static Task EmptyAsync(DistributedWorld world, string queue) => Eventually.IsAsync(async () =>
    {
        var attributes = await world.Ground.Sqs.GetQueueAttributesAsync(queue, ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"], Cancel);
        return attributes.ApproximateNumberOfMessages + attributes.ApproximateNumberOfMessagesNotVisible == 0;
    }, TimeSpan.FromMinutes(3), () => $"The queue does not run empty: {world.Service("api").Output}");
}
