using System.Buffers.Text;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Api.Http;

/// <summary>How much of a list is asked for, and from where on.</summary>
/// <param name="Limit">Items of a page: 1 to 200; 50 unless told.</param>
/// <param name="Cursor"><c>next</c> of the page before.</param>
public readonly record struct Paging(int? Limit, string? Cursor)
{
    /// <summary>Items of a page, unless told.</summary>
    public const int Usual = 50;

    /// <summary>Items of a page at most.</summary>
    public const int Most = 200;

    /// <summary>Reads it.</summary>
    /// <param name="limit">Items of the page.</param>
    /// <param name="after">The place after which it goes on; null from the beginning.</param>
    /// <returns>What is wrong; null when nothing is.</returns>
    public ProblemHttpResult? Read(out int limit, out string? after)
    {
        (limit, after) = (Limit ?? Usual, null);
        if (limit is < 1 or > Most)
            return Problems.BadRequest($"'limit' is {limit}; it can be 1 to {Most}.");
        if (Cursor is null || (TryDecode(Cursor, out after) && StorageLimits.IsKey(after)))
            return null;
        return Problems.BadRequest("'cursor' is none that this list gave; begin without one.");
    }

    /// <summary>A place as a cursor.</summary>
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
