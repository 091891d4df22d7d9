using System.Text.Json;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using TuroEzpass.Web.Client;

namespace TuroEzpass.Web.Streams;

/// <summary>Why a plain form's file was refused, on its way to the page that has the form.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">What is wrong.</param>
/// <param name="Detail">Why, and what to do.</param>
internal sealed record UploadFault(int Status, string Title, string Detail)
{
    public const string Key = "UploadFault";

    /// <summary>As it is kept between the two requests.</summary>
    public string ToText() => JsonSerializer.Serialize(this);

    /// <summary>What was kept, once; null where nothing was.</summary>
    public static ApiProblem? Take(ITempDataDictionary kept)
    {
        ArgumentNullException.ThrowIfNull(kept);
        return kept[Key] is string text && JsonSerializer.Deserialize<UploadFault>(text) is { } fault ? new ApiProblem(fault.Status, fault.Title, fault.Detail) : null;
    }
}
