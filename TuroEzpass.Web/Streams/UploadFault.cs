using System.Text.Json;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using TuroEzpass.Web.Client;

namespace TuroEzpass.Web.Streams;

/// <summary>Why a file from a form without scripts was rejected, for the page with the form.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">What is wrong.</param>
/// <param name="Detail">Why, and what to do.</param>
internal sealed record UploadFault(int Status, string Title, string Detail)
{
    public const string Key = "UploadFault";

    /// <summary>The text to store between the two requests.</summary>
    public string ToText() => JsonSerializer.Serialize(this);

    /// <summary>Reads and removes the stored problem; null if there is none.</summary>
    public static ApiProblem? Take(ITempDataDictionary kept)
    {
        ArgumentNullException.ThrowIfNull(kept);
        return kept[Key] is string text && JsonSerializer.Deserialize<UploadFault>(text) is { } fault ? new ApiProblem(fault.Status, fault.Title, fault.Detail) : null;
    }
}
