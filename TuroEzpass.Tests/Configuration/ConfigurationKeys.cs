using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace TuroEzpass.Tests.Configuration;

/// <summary>Every key: those of the options classes as they are compiled, with the words of their XML docs, and those that are read by
/// name or by the framework (<see cref="NamedKeys"/>).</summary>
internal static partial class ConfigurationKeys
{
    private static readonly Dictionary<string, string[]> ServicesOf = new()
    {
        ["TuroEzpass.Storage"] = ["api", "web", "scraper", "cli"],
        ["TuroEzpass.Api"] = ["api", "cli"],
        ["TuroEzpass.Web"] = ["web", "cli"],
        ["TuroEzpass.Scraper"] = ["scraper", "cli"],
        ["TuroEzpass.PortalSimulator"] = ["simulator"],
        ["TuroEzpass.Core"] = ["api", "scraper", "cli"],
        ["TuroEzpass.ServiceDefaults"] = ["api", "web", "scraper", "cli"],
    };

    /// <summary>The options classes: those with a section's name.</summary>
    public static IReadOnlyList<(string Section, Type Type)> Options { get; } =
    [
        .. ServicesOf.Keys.Select(Assembly.Load).SelectMany(assembly => assembly.GetTypes())
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.Name.EndsWith("Options", StringComparison.Ordinal))
            .Select(type => (Section: type.GetField("Section", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic) is { IsLiteral: true } section ? (string)section.GetRawConstantValue()! : "", type))
            .Where(one => one.Section.Length > 0).OrderBy(one => one.Section, StringComparer.Ordinal),
    ];

    /// <summary>All keys in the table's order.</summary>
    public static IReadOnlyList<ConfigurationKey> All { get; } = [.. Options.SelectMany(one => Of(one.Section, Activator.CreateInstance(one.Type)!, ServicesOf[one.Type.Assembly.GetName().Name!])), .. NamedKeys.All];

    /// <summary>The key of a variable; null where there is none.</summary>
    public static ConfigurationKey? ByVariable(string variable) =>
        All.FirstOrDefault(key => key.Variable == variable || (key.Variable.EndsWith("__0", StringComparison.Ordinal) && ListItem().Replace(variable, "__0") == key.Variable));

    private static IEnumerable<ConfigurationKey> Of(string prefix, object options, string[] services)
    {
        foreach (var property in options.GetType().GetProperties().Where(property => property.GetIndexParameters().Length == 0))
        {
            var (key, type, value) = ($"{prefix}:{property.Name}", property.PropertyType, property.GetValue(options));
            if (type.Assembly.GetName().Name!.StartsWith("TuroEzpass", StringComparison.Ordinal) && type.IsClass)
            {
                foreach (var inner in Of(key, value ?? Activator.CreateInstance(type)!, services))
                    yield return inner;
            }
            else if (typeof(IEnumerable).IsAssignableFrom(type) && type != typeof(string))
            {
                yield return new ConfigurationKey($"{key}:0", "", services, false, MeaningOf(property));
            }
            else
            {
                yield return new ConfigurationKey(key, Shown(value), services, IsSecret(property.Name), MeaningOf(property));
            }
        }
    }

    private static bool IsSecret(string name) => Secret().IsMatch(name);

    private static string Shown(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        Uri uri => uri.OriginalString,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>The summary of the property's XML doc, as plain text.</summary>
    private static string MeaningOf(PropertyInfo property)
    {
        var assembly = property.DeclaringType!.Assembly.GetName().Name;
        var doc = XDocument.Load(Path.Combine(AppContext.BaseDirectory, $"{assembly}.xml"));
        var summary = doc.Descendants("member").FirstOrDefault(member => member.Attribute("name")!.Value == $"P:{property.DeclaringType.FullName!.Replace('+', '.')}.{property.Name}")?.Element("summary")
            ?? throw new InvalidOperationException($"{property.DeclaringType.Name}.{property.Name} has no XML doc: say there what it means.");
        var text = string.Concat(summary.Nodes().Select(node => node switch
        {
            XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
            XElement { Name.LocalName: "see" } see => $"`{see.Attribute("cref")?.Value.Split('.')[^1] ?? see.Attribute("langword")?.Value}`",
            XElement other => other.Value,
            XText plain => plain.Value,
            _ => "",
        }));
        return Spaces().Replace(text, " ").Trim();
    }

    [GeneratedRegex(@"(Password|ClientSecret|Token|[a-z]Key|Slack)$")]
    private static partial Regex Secret();

    [GeneratedRegex(@"__\d+$")]
    private static partial Regex ListItem();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
