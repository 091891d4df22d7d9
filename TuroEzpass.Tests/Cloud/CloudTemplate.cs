using YamlDotNet.RepresentationModel;
using static TuroEzpass.Tests.RepositoryFiles;

namespace TuroEzpass.Tests.Cloud;

/// <summary>A template as it is written: the short forms (<c>!Ref</c>, <c>!Sub</c> …) stay as tags of their nodes.</summary>
internal sealed class CloudTemplate
{
    private readonly YamlMappingNode root;

    private CloudTemplate(YamlMappingNode root) => this.root = root;

    public static CloudTemplate Platform { get; } = Load("platform.template");

    public static CloudTemplate AppResources { get; } = Load("app-resources.template");

    /// <summary>The resources by their logical ids.</summary>
    public IReadOnlyDictionary<string, YamlNode> Resources => Map(root["Resources"]);

    public IReadOnlyDictionary<string, YamlNode> Parameters => Map(root["Parameters"]);

    public IReadOnlyDictionary<string, YamlNode> Outputs => Map(root["Outputs"]);

    public YamlNode Mappings => root["Mappings"];

    public static CloudTemplate Load(string name)
    {
        using var reader = File.OpenText(InRepository("TuroEzpass.AppHost", "cloudformation", name));
        var yaml = new YamlStream();
        yaml.Load(reader);
        return new CloudTemplate((YamlMappingNode)yaml.Documents[0].RootNode);
    }

    /// <summary>The properties of a resource.</summary>
    public YamlNode Of(string logicalId) => Resources[logicalId]["Properties"];

    /// <summary>The resources of a type.</summary>
    public IEnumerable<(string Id, YamlNode Properties)> OfType(string type) =>
        Resources.Where(resource => Text(resource.Value["Type"]) == type).Select(resource => (resource.Key, resource.Value["Properties"]));

    public static IReadOnlyDictionary<string, YamlNode> Map(YamlNode node) =>
        ((YamlMappingNode)node).Children.ToDictionary(pair => Text(pair.Key), pair => pair.Value);

    /// <summary>A list's items; a single value is a list of one.</summary>
    public static IEnumerable<YamlNode> All(YamlNode node) => node is YamlSequenceNode { Tag.IsEmpty: true } list ? list.Children : [node];

    /// <summary>A value, or the text of a short form: <c>!Ref Table</c>.</summary>
    public static string Text(YamlNode node) => node switch
    {
        YamlScalarNode { Tag.IsEmpty: false } scalar when scalar.Tag.Value.StartsWith('!') => $"{scalar.Tag.Value} {scalar.Value}",
        YamlScalarNode scalar => scalar.Value ?? "",
        YamlSequenceNode list => $"{(list.Tag.IsEmpty ? "" : list.Tag.Value)} [{string.Join(", ", list.Children.Select(Text))}]",
        YamlMappingNode map => $"{{{string.Join(", ", map.Children.Select(pair => $"{Text(pair.Key)}: {Text(pair.Value)}"))}}}",
        _ => "",
    };

    public static YamlNode? Find(YamlNode node, string key) => Map(node).GetValueOrDefault(key);
}
