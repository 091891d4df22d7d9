namespace TuroEzpass.AppHost.Grounds;

/// <summary>SQLite and files in the folder that <c>TUROEZPASS_DATA</c> names. Two runs at the same time need two folders.</summary>
internal sealed class EmbeddedGround(IDistributedApplicationBuilder builder) : Ground
{
    private readonly string folder = Path.GetFullPath(
        builder.Configuration["TUROEZPASS_DATA"] is { Length: > 0 } named ? named : Path.Combine("artifacts", "apphost-data"),
        Path.Combine(builder.AppHostDirectory, ".."));

    /// <inheritdoc />
    public override void Give(IResourceBuilder<ProjectResource> service) => service
        .WithEnvironment("Storage__Engine", "Local")
        .WithEnvironment("Storage__DataFolder", folder);
}
