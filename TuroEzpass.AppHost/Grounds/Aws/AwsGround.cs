using Amazon;
using Aspire.Hosting.AWS;
using Aspire.Hosting.AWS.CloudFormation;

namespace TuroEzpass.AppHost.Grounds;

/// <summary>A real AWS account: deploys the same stack as production. Profile and region are <c>AWS_PROFILE</c> and <c>AWS_REGION</c>.</summary>
internal class AwsGround : Ground
{
    private readonly IAWSSDKConfig config;

    /// <summary>Adds the stack.</summary>
    public AwsGround(IDistributedApplicationBuilder builder)
        : this(builder, isEmulated: false)
    {
        if (builder.Configuration["AWS_PROFILE"] is { Length: > 0 } profile)
            config.WithProfile(profile);
    }

    /// <summary>Adds the stack in an account or an emulator.</summary>
    protected AwsGround(IDistributedApplicationBuilder builder, bool isEmulated)
    {
        // The validation asks AWS for the keys' owner, which a developer with an emulator may not be able to do.
        config = builder.AddAWSSDKConfig().WithRegion(RegionEndpoint.GetBySystemName(StorageSettings.Region(builder))).WithSdkValidation(!isEmulated);
        PortalSignIns.AddParameters(builder);
        Stack = builder.AddAWSCloudFormationTemplate("AppResources", StackResource.Template(builder), StackResource.StackName).WithReference(config);
        foreach (var (parameter, value) in PortalSignIns.Values(builder, areNeeded: !isEmulated))
            Stack.WithParameter(parameter, value);
    }

    /// <summary>The stack.</summary>
    protected IResourceBuilder<ICloudFormationTemplateResource> Stack { get; }

    /// <inheritdoc />
    public override void Give(IResourceBuilder<ProjectResource> service)
    {
        service.WithReference(config).WaitFor(Stack);
        StorageSettings.Give(service, output => ReferenceExpression.Create($"{Stack.GetOutput(output)}"));
    }
}
