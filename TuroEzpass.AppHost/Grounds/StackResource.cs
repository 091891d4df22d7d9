using System.Text.Json;

namespace TuroEzpass.AppHost.Grounds;

/// <summary>The stack of <c>cloudformation/app-resources.template</c>: all data storage on AWS. Published in the same form as by
/// Aspire.Hosting.AWS, so the manifest does not depend on whether the package feed has that library.</summary>
internal sealed class StackResource : Resource, IResourceWithWaitSupport
{
    /// <summary>The stack's name in CloudFormation.</summary>
    public const string StackName = "turo-ezpass-app-resources";

    private const string ResourceName = "AppResources";

    private StackResource(string template)
        : base(ResourceName) => TemplatePath = template;

    /// <summary>The template's file.</summary>
    public string TemplatePath { get; }

    /// <summary>The services that use the stack's outputs.</summary>
    public List<string> UsedBy { get; } = [];

    /// <summary>The outputs, once the stack is created.</summary>
    public TaskCompletionSource<IReadOnlyDictionary<string, string>> Outputs { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The template's full path: tests have another working directory.</summary>
    public static string Template(IDistributedApplicationBuilder builder) => Path.Combine(builder.AppHostDirectory, "cloudformation", "app-resources.template");

    /// <summary>Adds the stack.</summary>
    public static IResourceBuilder<StackResource> Add(IDistributedApplicationBuilder builder)
    {
        var stack = new StackResource(Template(builder));
        return builder.AddResource(stack).WithManifestPublishingCallback(stack.Write);
    }

    /// <summary>An output by its name in the template.</summary>
    public StackOutput Output(string name) => new(this, name);

    private void Write(Aspire.Hosting.Publishing.ManifestPublishingContext context)
    {
        context.Writer.WriteString("type", "aws.cloudformation.template.v0");
        context.Writer.WriteString("stack-name", StackName);
        context.Writer.WriteString("template-path", context.GetManifestRelativePath(TemplatePath));
        context.Writer.WritePropertyName("references");
        JsonSerializer.Serialize(context.Writer, UsedBy.Select(service => new Dictionary<string, string> { ["target-resource"] = service }));
    }
}

/// <summary>An output of the stack, known once the stack is created.</summary>
/// <param name="Stack">The stack.</param>
/// <param name="Name">Its name in the template.</param>
internal sealed record StackOutput(StackResource Stack, string Name) : IManifestExpressionProvider, IValueProvider, IValueWithReferences
{
    /// <inheritdoc />
    public string ValueExpression => $"{{{Stack.Name}.output.{Name}}}";

    /// <inheritdoc />
    public IEnumerable<object> References => [Stack];

    /// <inheritdoc />
    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default)
    {
        var outputs = await Stack.Outputs.Task.WaitAsync(cancellationToken);
        return outputs.TryGetValue(Name, out var value) ? value : throw new InvalidOperationException($"{Stack.TemplatePath} has no output {Name}.");
    }
}
