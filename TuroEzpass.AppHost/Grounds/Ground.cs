using System.Diagnostics.CodeAnalysis;

namespace TuroEzpass.AppHost.Grounds;

/// <summary>What the services store their data in: one class for each launch profile, and one for the published model.</summary>
internal abstract partial class Ground
{
    /// <summary>Adds the resources for the launch profile's store, which <c>TUROEZPASS_STORE</c> names.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="problem">Why it can't run here and what to do, in one sentence.</param>
    /// <returns>The ground, or null if it can't run here.</returns>
    public static Ground? Add(IDistributedApplicationBuilder builder, out string problem)
    {
        problem = "";
        if (builder.ExecutionContext.IsPublishMode)
            return new PublishedGround(builder);

        var store = builder.Configuration["TUROEZPASS_STORE"] ?? "embedded";
        try
        {
            Ground? ground = null;
            switch (store)
            {
                case "embedded":
                    return new EmbeddedGround(builder);
                case "moto":
                    return new MotoGround(builder);
                case "localstack" or "aws":
                    AddAws(builder, store, ref ground);
                    return ground ?? throw new CannotRunException(
                        $"The launch profile '{store}' is not in this build because the package feed has no Aspire.Hosting.AWS: use --launch-profile moto or embedded, or build with a feed that has it (dotnet build TuroEzpass.AppHost -p:AspireAws=true).");
                default:
                    throw new CannotRunException($"TUROEZPASS_STORE is '{store}': it must be one of embedded, moto, localstack, aws.");
            }
        }
        catch (CannotRunException error)
        {
            problem = error.Message;
            return null;
        }
    }

    /// <summary>Configures where a service stores its data: the section Storage of its configuration.</summary>
    public abstract void Give(IResourceBuilder<ProjectResource> service);

    /// <summary>Implemented in the folder <c>Aws</c>; if that is left out (AspireAws.targets), the compiler drops the call.</summary>
    static partial void AddAws(IDistributedApplicationBuilder builder, string store, ref Ground? ground);
}

/// <summary>A launch profile can't run on this machine; the message says why and what to do.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "It always has a message for the user.")]
internal sealed class CannotRunException(string message) : Exception(message);

/// <summary>Extension methods for the AppHost's diagram.</summary>
internal static class GroundExtensions
{
    /// <summary>Configures the service to store its data on this ground.</summary>
    public static IResourceBuilder<ProjectResource> WithStorage(this IResourceBuilder<ProjectResource> service, Ground ground)
    {
        ground.Give(service);
        return service;
    }
}
