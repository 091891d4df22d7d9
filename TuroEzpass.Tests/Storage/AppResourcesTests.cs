using TuroEzpass.Core.Storage;
using YamlDotNet.RepresentationModel;

namespace TuroEzpass.Tests.Storage;

/// <summary>Settings that the stack must have; a mistake would be noticed only after data is lost.</summary>
public sealed class AppResourcesTests
{
    private static readonly AppResources Template = AppResources.Load();

    [Fact]
    public void Resources_with_data_outlive_the_stack()
    {
        foreach (var id in Template.Names.Where(id => id != "DataKeyAlias"))
        {
            Assert.Equal((id, "Retain"), (id, AppResources.Text(Template.Of(id)["DeletionPolicy"])));
            Assert.Equal((id, "Retain"), (id, AppResources.Text(Template.Of(id)["UpdateReplacePolicy"])));
        }
    }

    [Fact]
    public void The_table_can_be_restored_and_not_be_deleted()
    {
        var table = Template.Of("Table")["Properties"];

        Assert.Equal("turo_ezpass_trips", AppResources.Text(table["TableName"]));
        Assert.Equal("true", AppResources.Text(table["DeletionProtectionEnabled"]));
        Assert.Equal("true", AppResources.Text(table["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"]));
        Assert.Equal("true", AppResources.Text(table["SSESpecification"]["SSEEnabled"]));
        Assert.Equal("expires", AppResources.Text(table["TimeToLiveSpecification"]["AttributeName"]));
    }

    [Theory]
    [InlineData("ScrapesQueue")]
    [InlineData("ImportsQueue")]
    public void A_queue_gives_up_after_as_many_tries_as_the_embedded_one(string queue) => Assert.Equal(
        $"{StorageLimits.MaxTries}", AppResources.Text(Template.Of(queue)["Properties"]["RedrivePolicy"]["maxReceiveCount"]));

    [Fact]
    public void The_bucket_is_closed_to_the_public()
    {
        var access = (YamlMappingNode)Template.Of("ProofsBucket")["Properties"]["PublicAccessBlockConfiguration"];

        Assert.Equal(4, access.Children.Count);
        Assert.All(access.Children.Values, value => Assert.Equal("true", AppResources.Text(value)));
    }
}
