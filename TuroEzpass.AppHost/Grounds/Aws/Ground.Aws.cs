namespace TuroEzpass.AppHost.Grounds;

/// <content>The grounds that need Aspire.Hosting.AWS.</content>
internal abstract partial class Ground
{
    static partial void AddAws(IDistributedApplicationBuilder builder, string store, ref Ground? ground) =>
        ground = store == "aws" ? new AwsGround(builder) : new LocalStackGround(builder);
}
