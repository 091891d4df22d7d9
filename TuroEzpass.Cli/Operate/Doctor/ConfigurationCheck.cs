using System.Collections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using TuroEzpass.Api;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Alerts;
using TuroEzpass.Scraper;
using TuroEzpass.Storage;
using TuroEzpass.Web.SignIn;

namespace TuroEzpass.Cli.Operate.Doctor;

/// <summary>Checks that each section can be read the way its service reads it, and that no environment variable looks misspelled.</summary>
internal static class ConfigurationCheck
{
    private const string Area = "configuration";

    /// <summary>The sections of our services, and those of the frameworks they use.</summary>
    private static readonly string[] Sections =
    [
        StorageOptions.Section, AuthOptions.Section, ApiOptions.Section, WebOptions.Section, ScraperOptions.Section, NotifyOptions.Section, "Reporting", "Simulator",
        "Logging", "Kestrel", "AWS", "services", "ConnectionStrings", "AllowedHosts", "Metrics",
    ];

    public static IEnumerable<Finding> Look(IConfiguration configuration)
    {
        var faults = 0;
        foreach (var finding in BySection(configuration).Concat(Strangers()))
        {
            faults++;
            yield return finding;
        }

        if (faults == 0)
            yield return Finding.Ok(Area, $"Storage:Engine is {configuration["Storage:Engine"]}; all sections are valid");
    }

    private static IEnumerable<Finding> BySection(IConfiguration configuration)
    {
        IReadOnlyList<Func<IEnumerable<string>>> readers =
        [
            () => Faults(() => StorageOptionsReader.Read(configuration)),
            // `serve` defaults to Local; the services require the setting.
            () => configuration.GetSection(AuthOptions.Section).Exists() ? Faults(() => AuthOptionsReader.Read(configuration)) : [],
            () => Bound<ApiOptions>(configuration, ApiOptions.Section),
            () => Bound<WebOptions>(configuration, WebOptions.Section),
            () => Bound<ScraperOptions>(configuration, ScraperOptions.Section),
            () => Bound<NotifyOptions>(configuration, NotifyOptions.Section),
        ];
        return readers.SelectMany(read => read()).Select(fault => Finding.Bad(Area, fault, "Correct the key; docs/CONFIGURATION.md lists all of them"));
    }

    private static IEnumerable<Finding> Strangers()
    {
        foreach (var name in Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => (string)entry.Key).Order(StringComparer.Ordinal))
        {
            var section = name.Split("__")[0];
            // Only names that resemble one of our keys; other programs' variables are ignored.
            if (!name.Contains("__", StringComparison.Ordinal) || Sections.Contains(section, StringComparer.OrdinalIgnoreCase))
                continue;
            if (Sections.FirstOrDefault(known => Distance(known.ToUpperInvariant(), section.ToUpperInvariant()) is 1 or 2) is { } meant)
                yield return Finding.Warn(Area, $"The environment variable {name} is set, but there is no section '{section}'", $"If you meant {meant}__…, rename it");
        }
    }

    private static IEnumerable<string> Bound<T>(IConfiguration configuration, string section)
        where T : class => Faults(() =>
    {
        try
        {
            return configuration.GetSection(section).Get<T>(binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException fault)
        {
            throw new OptionsValidationException(section, typeof(T), [$"The section '{section}' can't be read: {fault.Message}"]);
        }
    });

    private static IEnumerable<string> Faults(Func<object?> read)
    {
        try
        {
            read();
            return [];
        }
        catch (OptionsValidationException fault)
        {
            return fault.Failures;
        }
    }

    /// <summary>The number of letters to change, insert or delete (Levenshtein distance).</summary>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var (corner, before) = (row[0], i);
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                before = Math.Min(Math.Min(row[j] + 1, before + 1), corner + (left[i - 1] == right[j - 1] ? 0 : 1));
                (corner, row[j]) = (row[j], before);
            }
        }

        return row[^1];
    }
}
