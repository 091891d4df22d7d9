using System.Buffers.Text;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Http;

/// <summary>The requested page of a list.</summary>
/// <param name="Limit">Items per page, 1 to 200. Default: 50.</param>
/// <param name="Cursor"><c>next</c> of the previous page.</param>
public readonly record struct Paging(int? Limit, string? Cursor)
{
    /// <summary>The default number of items per page.</summary>
    public const int Usual = 50;

    /// <summary>The most items per page.</summary>
    public const int Most = 200;

    /// <summary>Validates the parameters.</summary>
    /// <param name="limit">Items per page.</param>
    /// <param name="after">The place after which the page starts; null for the first page.</param>
    /// <returns>What is wrong; null if nothing.</returns>
    public ProblemHttpResult? Read(out int limit, out string? after)
    {
        (limit, after) = (Limit ?? Usual, null);
        if (limit is < 1 or > Most)
            return Problems.BadRequest($"'limit' must be from 1 to {Most}, but is {limit}.");
        if (Cursor is null || (TryDecode(Cursor, out after) && StorageLimits.IsKey(after)))
            return null;
        return Problems.BadRequest("'cursor' is invalid. Omit it to start from the first page.");
    }

    /// <summary>Encodes a place as a cursor.</summary>
    public static string? CursorOf(string? place) => place is null ? null : Base64Url.EncodeToString(Encoding.UTF8.GetBytes(place));

    private static bool TryDecode(string text, out string? place)
    {
        place = null;
        if (text.Length > 2048 || !Base64Url.IsValid(text))
            return false;
        place = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text));
        return true;
    }
}
