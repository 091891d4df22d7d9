namespace TuroEzpass.Contracts;

/// <summary>An amount of money.</summary>
/// <param name="Cents">Integer cents; negative for a credit.</param>
/// <param name="Currency">The ISO 4217 code.</param>
public sealed record MoneyAmount(long Cents, string Currency = "USD");
