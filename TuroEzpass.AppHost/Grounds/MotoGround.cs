using Microsoft.Extensions.Logging;

namespace TuroEzpass.AppHost.Grounds;

/// <summary>AWS emulated by <c>moto_server</c>, without Docker. Everything is in memory and is lost when the run ends.</summary>
internal sealed partial class MotoGround : Ground
{
    private const string Program = "moto_server";
    private readonly IResourceBuilder<ExecutableResource> moto;
    private readonly IResourceBuilder<StackResource> stack;
    private readonly string region;

    /// <summary>Adds moto, and the stack as its child.</summary>
    public MotoGround(IDistributedApplicationBuilder builder)
    {
        if (!IsOnPath())
            throw new CannotRunException($"The launch profile 'moto' needs {Program}, which is not on the PATH: pip install 'moto[server]', or use --launch-profile embedded.");
        region = StorageSettings.Region(builder);
        moto = builder.AddExecutable("moto", Program, builder.AppHostDirectory, "-H", "127.0.0.1")
            .WithIconName("CloudCube")
            .WithHttpEndpoint(env: "MOTO_PORT")
            .WithUrlForEndpoint("http", _ => new ResourceUrlAnnotation { Url = "/moto-api/", DisplayText = "Stored resources" })
            .WithHttpHealthCheck("/moto-api/data.json")
            .ExcludeFromManifest();
        var parameters = PortalSignIns.Values(builder, areNeeded: false).ToList();
        stack = StackResource.Add(builder)
            .WithIconName("Stack")
            .WithParentRelationship(moto)
            .WaitFor(moto)
            .WithInitialState(new CustomResourceSnapshot { ResourceType = "CloudFormation stack", State = KnownResourceStates.NotStarted, Properties = [] })
            .OnInitializeResource((resource, started, stop) => CreateAsync(resource, started, parameters, stop));
    }

    /// <inheritdoc />
    public override void Give(IResourceBuilder<ProjectResource> service)
    {
        service.WaitFor(stack);
        StorageSettings.Give(service, output => ReferenceExpression.Create($"{stack.Resource.Output(output)}"));
        StorageSettings.UseEmulator(service, moto.GetEndpoint("http"), region);
    }

    private async Task CreateAsync(StackResource resource, InitializeResourceEvent started, IEnumerable<(string Parameter, string Value)> parameters, CancellationToken stop)
    {
        try
        {
            await started.Notifications.PublishUpdateAsync(resource, snapshot => snapshot with { State = KnownResourceStates.Waiting });
            // Returns when moto is healthy: publishing this event waits for what the resource waits for.
            await started.Eventing.PublishAsync(new BeforeResourceStartedEvent(resource, started.Services), stop);
            await started.Notifications.PublishUpdateAsync(resource, snapshot => snapshot with { State = KnownResourceStates.Starting });
            using var cloudFormation = new EmulatedCloudFormation(new Uri(moto.GetEndpoint("http").Url), region);
            var outputs = await cloudFormation.CreateStackAsync(StackResource.StackName, await File.ReadAllTextAsync(resource.TemplatePath, stop), parameters, stop);
            LogCreated(started.Logger, StackResource.StackName);
            resource.Outputs.TrySetResult(outputs);
            await started.Notifications.PublishUpdateAsync(resource, snapshot => snapshot with
            {
                State = KnownResourceStates.Running,
                StartTimeStamp = DateTime.UtcNow,
                Properties = [.. outputs.Select(output => new ResourcePropertySnapshot(output.Key, output.Value))],
            });
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            LogFailed(started.Logger, error, StackResource.StackName);
            resource.Outputs.TrySetException(error);
            await started.Notifications.PublishUpdateAsync(resource, snapshot => snapshot with { State = KnownResourceStates.FailedToStart });
        }
    }

    private static bool IsOnPath() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, Program)) || File.Exists(Path.Combine(folder, Program + ".exe")));

    [LoggerMessage(Level = LogLevel.Information, Message = "Created the stack {Stack}.")]
    private static partial void LogCreated(ILogger logger, string stack);

    [LoggerMessage(Level = LogLevel.Error, Message = "Could not create the stack {Stack}.")]
    private static partial void LogFailed(ILogger logger, Exception error, string stack);
}
