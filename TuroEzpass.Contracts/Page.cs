namespace TuroEzpass.Contracts;

/// <summary>A page of a list.</summary>
/// <param name="Items">The items.</param>
/// <param name="Next">The cursor of the next page; null at the end. A page can have fewer items than requested, even none, and still have a next page.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
