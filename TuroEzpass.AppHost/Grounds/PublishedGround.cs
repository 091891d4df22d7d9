namespace TuroEzpass.AppHost.Grounds;

/// <summary>The published model: the CloudFormation stack that production deploys, and the portal credentials for its secrets.</summary>
internal sealed class PublishedGround : Ground
{
    private readonly StackResource stack;

    /// <summary>Adds the stack and its parameters.</summary>
    public PublishedGround(IDistributedApplicationBuilder builder)
    {
        PortalSignIns.AddParameters(builder);
        stack = StackResource.Add(builder).Resource;
    }

    /// <inheritdoc />
    public override void Give(IResourceBuilder<ProjectResource> service)
    {
        stack.UsedBy.Add(service.Resource.Name);
        StorageSettings.Give(service, output => ReferenceExpression.Create($"{stack.Output(output)}"));
    }
}
