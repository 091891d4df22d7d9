using System.Text.RegularExpressions;
using TuroEzpass.Core.Alerts;
using static TuroEzpass.Tests.RepositoryFiles;

namespace TuroEzpass.Tests.Docs;

/// <summary><c>docs/RUNBOOK.md</c> is complete and its links work. <see cref="RunbookCommandTests"/> checks its commands.</summary>
public sealed partial class RunbookTests
{
    [Fact]
    public void The_alert_table_matches_the_rules()
    {
        var text = Runbook.Text;
        var (begin, end) = (text.IndexOf('\n', text.IndexOf("<!-- alerts:", StringComparison.Ordinal)) + 1, text.IndexOf("<!-- /alerts -->", StringComparison.Ordinal));
        var table = AlertTable.Markdown();
        if (Environment.GetEnvironmentVariable("UPDATE") == "1")
            File.WriteAllText(Runbook.Path, string.Concat(text.AsSpan(0, begin), table, text.AsSpan(end)));
        else
            Assert.True(table == text[begin..end], "The alert table in docs/RUNBOOK.md differs from alert-rules.yaml. Update it with UPDATE=1 dotnet test TuroEzpass.Tests --filter The_alert_table_matches_the_rules");
    }

    [Fact]
    public void Every_alert_has_the_anchor_that_its_messages_lead_to()
    {
        var anchors = Runbook.Anchors(Runbook.Text);

        Assert.NotEmpty(AlertRules.BuiltIn.All);
        Assert.All(AlertRules.BuiltIn.All, rule => Assert.Contains(rule.Runbook["docs/RUNBOOK.md#".Length..], anchors));
    }

    [Fact]
    public void Levels_reach_the_channels_that_the_runbook_names()
    {
        foreach (var (level, channels) in AlertRules.BuiltIn.Levels)
        {
            var words = channels.Select(channel => channel switch { AlertChannel.PagerDuty => "PagerDuty", AlertChannel.Slack => "Slack", _ => "email" });
            Assert.Contains($"| {level.ToString().ToLowerInvariant()} | {string.Join(", ", words)} |", Runbook.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_section_of_the_old_runbook_has_a_section_in_this_one()
    {
        var table = Runbook.Text[Runbook.Text.IndexOf("<!-- old runbook", StringComparison.Ordinal)..];
        var rows = Row().Matches(table).ToDictionary(row => row.Groups[1].Value, row => row.Groups[2].Value);

        Assert.Equal(OldRunbook.Sections.Order(StringComparer.Ordinal), rows.Keys.Where(name => name is not "Old section").Order(StringComparer.Ordinal));
        Assert.All(rows.Where(row => row.Key != "Old section"), row => Assert.Contains("](#", row.Value, StringComparison.Ordinal));
        foreach (var gone in new[] { "Lambda", "API Gateway", "CloudFront", "Terraform" })
            Assert.Contains(gone, Runbook.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_link_has_a_target()
    {
        var links = Runbook.Links(Runbook.Text).ToList();
        Assert.True(links.Count > 100, $"{links.Count} links");
        foreach (var link in links)
        {
            var (file, anchor) = link.Split('#') is [var path, var name] ? (path, name) : (link, "");
            var target = file.Length == 0 ? Runbook.Path : InRepository("docs", file);
            Assert.True(File.Exists(target), $"{link}: there is no such file");
            if (anchor.Length > 0)
                Assert.True(Runbook.Anchors(File.ReadAllText(target)).Contains(anchor), $"{link}: there is no such heading or anchor");
        }
    }

    [Fact]
    public void Every_block_says_how_it_is_checked()
    {
        string[] known = ["runs: serve", "runs: emulator", "checked", "checked: pick one line", "sets: machine", "sets: aws"];

        Assert.All(Runbook.Blocks, block => Assert.True(known.Contains(block.Mark), $"line {block.Line} of docs/RUNBOOK.md: the first line of a block is one of {string.Join(", ", known.Select(mark => $"'# {mark}'"))}"));
        Assert.True(Runbook.Marked("runs: serve").Count() >= 10);
        Assert.True(Runbook.Marked("runs: emulator").Count() >= 10);
    }

    [GeneratedRegex(@"^\| ([^|]+) \| (.+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
