using Amazon.CloudFormation;
using Amazon.Runtime;

namespace TuroEzpass.AppHost.Grounds;

/// <summary>AWS emulated by LocalStack in a container; needs Docker. The container outlives the run.</summary>
internal sealed class LocalStackGround : AwsGround
{
    private readonly IResourceBuilder<ContainerResource> container;
    private readonly string region;

    /// <summary>Adds the container, and the stack in it.</summary>
    public LocalStackGround(IDistributedApplicationBuilder builder)
        : base(builder, isEmulated: true)
    {
        region = StorageSettings.Region(builder);
        // 4.12.0 is pinned because later images stop at once without an account's LOCALSTACK_AUTH_TOKEN.
        container = builder.AddContainer("localstack", "localstack/localstack", "4.12.0")
            .WithIconName("CloudCube")
            .WithHttpEndpoint(targetPort: 4566, name: "http")
            .WithHttpHealthCheck("/_localstack/health")
            .WithLifetime(ContainerLifetime.Persistent);
        if (!string.IsNullOrEmpty(builder.Configuration["LOCALSTACK_AUTH_TOKEN"]))
            container.WithEnvironment("LOCALSTACK_AUTH_TOKEN", builder.AddParameterFromConfiguration("localstack-auth-token", "LOCALSTACK_AUTH_TOKEN", secret: true));

        // The port is known only now; tests use a random one.
        container.OnResourceEndpointsAllocated((_, _, _) =>
        {
            Stack.Resource.CloudFormationClient = new AmazonCloudFormationClient(
                new BasicAWSCredentials("test", "test"),
                new AmazonCloudFormationConfig { ServiceURL = container.GetEndpoint("http").Url, AuthenticationRegion = region });
            return Task.CompletedTask;
        });
        Stack.WaitFor(container).WithParentRelationship(container);
    }

    /// <inheritdoc />
    public override void Give(IResourceBuilder<ProjectResource> service)
    {
        base.Give(service);
        StorageSettings.UseEmulator(service, container.GetEndpoint("http"), region);
    }
}
