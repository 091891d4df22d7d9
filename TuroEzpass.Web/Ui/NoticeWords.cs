using Microsoft.AspNetCore.Razor.TagHelpers;
using TuroEzpass.Contracts;

namespace TuroEzpass.Web.Ui;

/// <summary>The words for channels and alerts.</summary>
public static class NoticeWords
{
    /// <summary>A channel's name.</summary>
    public static string NameOf(NoticeChannel channel) => channel switch { NoticeChannel.Email => "Email", NoticeChannel.Webhook => "Slack", _ => "PagerDuty" };

    /// <summary>A channel's status and its tone.</summary>
    public static (string Word, string Tone) StateOf(NoticeChannelState channel)
    {
        ArgumentNullException.ThrowIfNull(channel);
        return !channel.IsOffered || !channel.IsSetUp ? ("Not set up", "plain") : channel.FailedAt is not null ? ("Failing", "bad") : channel.SentAt is not null ? ("Working", "good") : ("Not tested", "plain");
    }

    /// <summary>An alert's deliveries in a few words; empty if there are none.</summary>
    public static string SentOf(AlertInfo alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return string.Join(", ", alert.Sent.GroupBy(one => one.Channel).Select(channel => $"{NameOf(channel.Key)}: {WordOf(channel.Last().State)}"));
    }

    private static string WordOf(string state) => state switch { "Sent" => "sent", "GaveUp" => "failed", _ => "waiting" };
}

/// <summary><c>&lt;channel-state value="channel" /&gt;</c>.</summary>
[HtmlTargetElement("channel-state", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ChannelStateTag : TagHelper
{
    /// <summary>The channel.</summary>
    public NoticeChannelState Value { get; set; } = null!;

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var (word, tone) = NoticeWords.StateOf(Value);
        (output.TagName, output.TagMode) = ("span", TagMode.StartTagAndEndTag);
        output.Attributes.SetAttribute("class", $"badge {tone}");
        output.Content.SetContent(word);
    }
}
