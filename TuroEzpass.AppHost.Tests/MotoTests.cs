using Aspire.Hosting.ApplicationModel;

namespace TuroEzpass.AppHost.Tests;

/// <summary>On AWS emulated by moto.</summary>
[TestMethodOrderer(typeof(StopLast))]
public sealed class MotoTests(MotoSystem system) : SystemTests(system, "aws.dynamodb"), IClassFixture<MotoSystem>
{
    [Fact]
    public async Task The_stack_is_under_moto_and_shows_its_outputs()
    {
        var stack = await System.SnapshotAsync("AppResources");

        Assert.Equal(KnownResourceStates.Running, stack.State?.Text);
        Assert.Contains(stack.Relationships, relationship => (relationship.Type, relationship.ResourceName) == ("Parent", "moto"));
        Assert.Contains(stack.Properties, output => output is { Name: "TableName", Value: "turo_ezpass_trips" });
    }
}
