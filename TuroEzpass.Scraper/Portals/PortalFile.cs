using TuroEzpass.Core;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace TuroEzpass.Scraper.Portals;

/// <summary>Reads a portal's YAML file. The schema is described in <c>docs/PORTALS.md</c>.</summary>
public static class PortalFile
{
    private const string Advice = "docs/PORTALS.md describes a portal's file.";

    private static readonly IDeserializer Yaml = new DeserializerBuilder()
        .WithNamingConvention(CamelCaseNamingConvention.Instance)
        .WithEnforceRequiredMembers()
        .WithEnforceNullability()
        .WithCaseInsensitivePropertyMatching()
        .Build();

    /// <summary>Reads a definition.</summary>
    /// <param name="fileName">The file's name, for messages.</param>
    /// <param name="text">The file's text.</param>
    /// <exception cref="InputException">The definition is invalid: an unknown or missing key, or an invalid pattern, address or selector.</exception>
    public static PortalDefinition Read(string fileName, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            var definition = Yaml.Deserialize<PortalDefinition>(text) ?? throw new InputException(fileName, null, "the portal's file is empty.", Advice);
            foreach (var (key, problem) in PortalRules.Problems(definition))
                throw new InputException(fileName, LineOf(text, key), problem, Advice);
            return definition;
        }
        catch (YamlException fault)
        {
            throw new InputException(fileName, (int)fault.Start.Line, Words(fault), Advice, fault);
        }
    }

    /// <summary>The line of a key, or of the nearest enclosing key that is present.</summary>
    private static int? LineOf(string text, string key)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        var node = stream.Documents[0].RootNode;
        var line = (int)node.Start.Line;
        foreach (var part in key.Split('.', '[', ']').Where(part => part.Length > 0))
        {
            var next = node switch
            {
                YamlMappingNode map => map.Children.Where(child => child.Key is YamlScalarNode name && name.Value == part).Select(child => (Key: child.Key, child.Value)).FirstOrDefault(),
                YamlSequenceNode list when int.TryParse(part, out var index) && index < list.Children.Count => (Key: list.Children[index], Value: list.Children[index]),
                _ => default,
            };
            if (next.Value is null)
                break;
            (node, line) = (next.Value, (int)next.Key.Start.Line);
        }

        return line;
    }

    private static string Words(YamlException fault)
    {
        var message = (fault.InnerException ?? fault).Message.ReplaceLineEndings(" ");
        if (Between(message, "Property '", "' not found on type") is { } unknown)
            return $"'{unknown}' is not a known key, or not allowed here.";
        if (message.Contains("required", StringComparison.OrdinalIgnoreCase) && Between(message, "Missing properties: ", "") is { } missing)
            return $"missing: {missing.Replace("'", "", StringComparison.Ordinal).TrimEnd('.')}.";
        return message.TrimEnd('.') + ".";
    }

    private static string? Between(string text, string before, string after)
    {
        var start = text.IndexOf(before, StringComparison.Ordinal);
        if (start < 0)
            return null;
        start += before.Length;
        var end = after.Length == 0 ? text.Length : text.IndexOf(after, start, StringComparison.Ordinal);
        return end < 0 ? null : text[start..end];
    }
}
