using System.Globalization;
using NodaTime;
using TuroEzpass.Core.Claims;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Reports;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Time;

namespace TuroEzpass.Core.Proofs;

/// <summary>Builds the evidence of a claim from its rows.</summary>
public static class EvidenceBuilder
{
    /// <summary>Builds the evidence.</summary>
    /// <param name="reconciliation">The matched tolls.</param>
    /// <param name="claim">The claim.</param>
    /// <param name="cells">Gets the original cells of a row.</param>
    public static EvidenceDocument Build(Reconciliation reconciliation, Claim claim, Func<RowPlace, RowCells> cells)
    {
        var rows = claim.Tolls.SelectMany(toll => toll.Rows).Select(place => reconciliation.RowAt(place)).ToList();
        var trip = claim.Trip;
        // A trip that used two cars has one part for each.
        var parts = reconciliation.Trips.Trips.Where(part => part.ReservationId == trip.ReservationId).ToList();
        return new EvidenceDocument(
            trip.ReservationId,
            trip.Guest,
            ResultFiles.VehicleText(trip.Vehicle),
            [.. rows.Select(row => row.Plate).OfType<TagOrPlate>().Concat(trip.Vehicle.LabelPlates).Select(plate => plate.Text).Distinct().Order(StringComparer.Ordinal)],
            [.. rows.Select(row => row.Tag).OfType<TagOrPlate>().Select(tag => tag.Text).Distinct().Order(StringComparer.Ordinal)],
            Moment(trip.Start),
            Moment(trip.End),
            [.. claim.Tolls.Select(toll => Toll(reconciliation, toll, cells))],
            claim.Amount)
        {
            PickedUp = parts.Select(part => part.PickedUp).FirstOrDefault(time => time is not null) is { } pickedUp ? Moment(pickedUp.Local) : "",
            Returned = parts.Select(part => part.Returned).FirstOrDefault(time => time is not null) is { } returned ? Moment(returned.Local) : "",
        };
    }

    private static string Moment(LocalDateTime time) => time.ToString("uuuu-MM-dd h:mm tt", CultureInfo.InvariantCulture);

    private static EvidenceToll Toll(Reconciliation reconciliation, Crossing toll, Func<RowPlace, RowCells> cells)
    {
        // The charge identifies the crossing; a credit may have another plaza's code.
        var first = toll.Rows.FirstOrDefault(place => reconciliation.RowAt(place).Amount > Money.Zero, toll.Rows[0]);
        var row = reconciliation.RowAt(first);
        var readBy = string.Join(", ", new[] { row.Tag, row.Plate }.OfType<TagOrPlate>());
        return new EvidenceToll(
            row.Travel.Date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture),
            TimeText(row),
            row.Plaza!.Agency.Code,
            row.EntryPlaza.Length > 0 && row.EntryPlaza != row.Plaza.Code ? $"{row.EntryPlaza} → {row.Plaza.Code}" : row.Plaza.Code,
            readBy.Length > 0 ? readBy : "statement of this car",
            toll.Net,
            [.. toll.Rows.Select(place => Row(reconciliation, place, cells))]);
    }

    private static string TimeText(in StatementRow row)
    {
        if (!row.Travel.HasTime)
            return "";
        // 2025-11-12T15:10:36-05:00 → 15:10:36 -05:00
        var text = RowTexts.TransactionAt(row);
        var time = text[(text.IndexOf('T', StringComparison.Ordinal) + 1)..];
        return row.Travel.Precision == TimePrecision.Minute ? $"{time[..5]} {time[8..]}" : $"{time[..8]} {time[8..]}";
    }

    /// <summary>The file's name. If it contains an account number, the guest sees only the last digits.</summary>
    private static string ShownName(Statement statement)
    {
        const int Shown = 3;
        return statement.Account is { Length: > Shown } account
            ? statement.FileName.Replace(account, new string('x', account.Length - Shown) + account[^Shown..], StringComparison.Ordinal)
            : statement.FileName;
    }

    private static EvidenceRow Row(Reconciliation reconciliation, RowPlace place, Func<RowPlace, RowCells> cells)
    {
        var statement = reconciliation.Statements[place.Statement];
        var row = cells(place);
        return new EvidenceRow(ShownName(statement), reconciliation.RowAt(place).Line, statement.Sha256, row.Headers, row.Cells);
    }
}
