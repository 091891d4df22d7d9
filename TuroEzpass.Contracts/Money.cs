namespace TuroEzpass.Contracts;

/// <summary>An amount of money.</summary>
/// <param name="Cents">Whole cents; below zero for a credit.</param>
/// <param name="Currency">ISO 4217.</param>
public sealed record MoneyAmount(long Cents, string Currency = "USD");
