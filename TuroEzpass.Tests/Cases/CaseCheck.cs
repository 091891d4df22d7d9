namespace TuroEzpass.Tests.Cases;

/// <summary>Compares what came out of a case with what is right.</summary>
internal static class CaseCheck
{
    /// <summary>Every problem of a table; none where it is right.</summary>
    /// <param name="case">The case.</param>
    /// <param name="tables">What came out.</param>
    /// <param name="export">The export's name, as the case writes it; empty for a run's own tables.</param>
    public static IEnumerable<string> Problems(CaseFile @case, CaseTables tables, string export = "") =>
        @case.Rows.Where(row => row.Export is null || row.Export == export).Select(row => OfRow(row, tables))
            .Concat(@case.Together.SelectMany(rows => OfTogether(rows, tables)))
            .Concat(@case.Claims.SelectMany(claim => OfClaims(claim, tables)))
            .Append(@case.OwedCentsMax is { } most && tables.OwedCents > most ? $"{tables.OwedCents} cents are Matched, want at most {most}" : null)
            .Append(@case.OwedCents is { } owed && tables.OwedCents != owed ? $"{tables.OwedCents} cents are Matched, want {owed}" : null)
            .Append(@case.RowCountMin is { } least && tables.Rows.Count < least ? $"{tables.Rows.Count} rows, want at least {least}" : null)
            .OfType<string>();

    private static string? OfRow(ExpectedRow expected, CaseTables tables)
    {
        var row = tables.Find(expected.File, expected.Line, expected.Nth);
        var outcome = row?["outcome"] ?? "Absent";
        var isRight = expected.Outcomes.Contains(outcome);
        if (isRight && outcome == "Matched")
        {
            isRight = (expected.Trip is null || row!["reservation_id"] == expected.Trip)
                && (expected.Cents is null || CaseTables.Cents(row!["amount"]) == expected.Cents);
        }

        return isRight ? null : $"{expected.File}:{expected.Line} is {CaseTables.TextOf(row)}, want {expected}";
    }

    private static IEnumerable<string> OfTogether(RowsTogether expected, CaseTables tables)
    {
        var rows = expected.Places.Select(place => tables.Find(place.File, place.Line)).ToList();
        var matched = rows.Where(row => row?["outcome"] == "Matched").ToList();
        var kept = rows.Count(row => row?["outcome"] is "Matched" or "NeedsReview");
        var cents = matched.Sum(row => CaseTables.Cents(row!["amount"]) ?? 0);
        var found = $"{string.Join(" and ", expected.Places.Select(place => $"{place.File}:{place.Line}"))} are {string.Join(", ", rows.Select(CaseTables.TextOf))}";
        if (matched.Count > expected.MatchedMax)
            yield return $"{found}, want at most {expected.MatchedMax} Matched";
        if (cents > expected.CentsMax)
            yield return $"{found}, want at most {expected.CentsMax} cents Matched";
        if (kept < expected.KeptMin)
            yield return $"{found}, want at least {expected.KeptMin} Matched or NeedsReview";
    }

    private static IEnumerable<string> OfClaims(ExpectedClaim expected, CaseTables tables)
    {
        var claims = tables.Claims.Where(claim => claim["reservation_id"] == expected.Trip && (expected.States?.Contains(claim["state"]) ?? true)).ToList();
        var found = $"claims of {expected.Trip} are {string.Join(", ", claims.Select(claim => $"{claim["claim_id"]} {claim["state"]} {claim["amount"]}").DefaultIfEmpty("none"))}";
        if (claims.Sum(claim => CaseTables.Cents(claim["amount"]) ?? 0) > expected.CentsMax)
            yield return $"{found}, want at most {expected.CentsMax} cents";
        if (expected.FlagsAny is { } flags && !claims.Exists(claim => flags.Any(flag => claim["flags"].Contains(flag, StringComparison.OrdinalIgnoreCase))))
            yield return $"{found}, want a flag with one of '{string.Join("', '", flags)}'";
    }
}
