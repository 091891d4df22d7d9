namespace TuroEzpass.Contracts;

/// <summary>A page of a list.</summary>
/// <param name="Items">In the list's order.</param>
/// <param name="Next">The cursor of the next page; null at the end. A page may hold fewer items than asked for, even none, and go on.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
