using System.Text;
using NodaTime;
using TuroEzpass.Core;
using TuroEzpass.Core.Trips;
using static TuroEzpass.Tests.Matching.Rows;

namespace TuroEzpass.Tests.Trips;

/// <summary>Turo's trip-earnings export.</summary>
public sealed class TripsReaderTests
{
    private static readonly LocalDate AsOf = new(2026, 3, 31);

    [Fact]
    public void The_sample_is_read_by_its_header()
    {
        var bytes = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "samples", "turo-trip-earnings-export.csv"));
        var file = TripsReader.Read("trip_earnings_export_20251222.csv", bytes, AsOf);

        Assert.Equal((new LocalDate(2025, 12, 22), true), (file.Date, file.IsDated));
        Assert.Equal([2, 3, 4, 5, 6], file.Rows.Select(row => row.Line));
        Assert.Equal([TripStatus.Completed, TripStatus.CancelledAfterUse, TripStatus.Completed, TripStatus.InProgress, TripStatus.Booked], file.Rows.Select(row => row.Status));
        var first = file.Rows[0];
        Assert.Equal(("50000001", "Guest A", "1000001", "Honda Civic 2020"), (first.ReservationId, first.Guest, first.VehicleId, first.VehicleName));
        Assert.Equal((new LocalDateTime(2025, 11, 11, 9, 30), new LocalDateTime(2025, 11, 14, 21, 30), new Money(18_22)), (first.Start, first.End, first.TollsAndTickets!.Value));
    }

    [Fact]
    public void Columns_are_found_by_name_in_any_order_and_case()
    {
        var file = Read("\uFEFFtrip status,Trip End,VEHICLE ID,Trip start,reservation id\nCompleted,2025-11-14 09:30 PM,1000001,2025-11-11 09:30 AM,00000007\n");

        Assert.Equal(("00000007", "1000001", TripStatus.Completed), (file.Rows[0].ReservationId, file.Rows[0].VehicleId, file.Rows[0].Status));
    }

    [Theory]
    [InlineData("Trip start", "2025-99-11 09:30 AM")]
    [InlineData("Trip end", "")]
    [InlineData("Reservation ID", "")]
    [InlineData("Vehicle id", "")]
    [InlineData("Trip end", "2025-11-08 09:30 AM")]
    [InlineData("Tolls & tickets", "lots")]
    public void A_cell_that_cannot_be_read_stops_the_run_with_its_line(string column, string text) => StopsAtLine4(TripWith((column, text)));

    [Fact]
    public void A_quote_that_does_not_close_stops_the_run_with_its_line() =>
        StopsAtLine4(Trip("50000001", "2025-11-11 09:30", "2025-11-14 21:30", label: "Label").Replace("Label", "\"C", StringComparison.Ordinal));

    [Fact]
    public void A_row_that_was_cut_stops_the_run_with_its_line() => StopsAtLine4("50000001,G");

    [Theory]
    [InlineData("")]
    [InlineData("   \n\n")]
    [InlineData("<!DOCTYPE html><html><body>Log in</body></html>")]
    [InlineData("a,b,c\n1,2,3\n")]
    [InlineData("PK\u0003\u0004 a workbook")]
    [InlineData("MZ\0\0\0\u0001")]
    public void A_file_that_is_something_else_is_refused(string text) => Assert.Throws<InputException>(() => Read(text));

    [Theory]
    [InlineData("trip_earnings_export_20260115.csv", "2026-01-15")]
    [InlineData("trip_earnings_export_20260115 (2).csv", "2026-01-15")]
    [InlineData("trips.csv", "2026-03-31")]
    [InlineData("trip_earnings_export_20261399.csv", "2026-03-31")]
    public void The_day_it_was_made_is_in_its_name_else_the_day_given(string name, string expected) =>
        Assert.Equal(expected, TripsReader.Read(name, Encoding.UTF8.GetBytes($"{TripHeader}\n"), AsOf).Date.ToString("uuuu-MM-dd", null));

    [Theory]
    [InlineData("Guest cancellation", "0", "$300.00", TripStatus.CancelledAfterUse)]
    [InlineData("Host cancellation", "250", "$0.00", TripStatus.CancelledAfterUse)]
    [InlineData("Host cancellation", "0", "$0.00", TripStatus.Cancelled)]
    [InlineData("Host cancellation", "", "", TripStatus.Cancelled)]
    [InlineData("Guest cancellation", "250", "$300.00", TripStatus.CancelledAfterUse)]
    [InlineData("In-progress", "0", "$300.00", TripStatus.InProgress)]
    [InlineData("In progress", "0", "$300.00", TripStatus.InProgress)]
    [InlineData("completed", "0", "$300.00", TripStatus.Completed)]
    [InlineData("Not completed", "0", "$300.00", TripStatus.Unknown)]
    public void The_status_is_read_and_never_guessed(string status, string distance, string price, TripStatus expected) =>
        Assert.Equal(expected, Read($"{TripHeader}\n{Trip("1", "2025-11-01 10:00", "2025-11-02 10:00", status, distance: distance, price: price)}\n").Rows[0].Status);

    [Fact]
    public void A_guest_with_commas_quotes_and_a_line_break_is_one_row()
    {
        var file = Read($"{TripHeader}\r\n{Trip("1", "2025-11-01 10:00", "2025-11-02 10:00", guest: "O'Neil, \"Bob\"\r\nJr")}\r\n{Trip("2", "2025-11-03 10:00", "2025-11-04 10:00")}\r\n");

        Assert.Equal(["1", "2"], file.Rows.Select(row => row.ReservationId));
        Assert.Equal(4, file.Rows[1].Line);
    }

    [Fact]
    public void A_line_break_in_any_quoted_cell_is_one_row()
    {
        var file = Read("Reservation ID,Guest,Vehicle id,Trip start,Trip end,Trip status,Pickup location\n"
            + "1,A,1000001,2025-11-01 10:00 AM,2025-11-02 10:00 AM,Completed,\"12 Main St\nNew York, NY\"\n2,B,1000001,2025-11-03 10:00 AM,2025-11-04 10:00 AM,Completed,\"New York, NY\"\n");

        Assert.Equal(["1", "2"], file.Rows.Select(row => row.ReservationId));
    }

    private static void StopsAtLine4(string line)
    {
        var fault = Assert.Throws<InputException>(() => Read($"{TripHeader}\n{Trip("50000000", "2025-11-01 10:00", "2025-11-02 10:00")}\n\n{line}\n"));

        Assert.Equal(("t.csv", (int?)4), (fault.File, fault.Line));
        Assert.StartsWith("t.csv, line 4: ", fault.Message, StringComparison.Ordinal);
    }

    private static TripsFile Read(string text) => TripsReader.Read("t.csv", Encoding.UTF8.GetBytes(text), AsOf);
}
