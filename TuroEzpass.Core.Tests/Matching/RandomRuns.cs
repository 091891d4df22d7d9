using CsCheck;
using NodaTime;

namespace TuroEzpass.Tests.Matching;

/// <summary>A random toll of a New Jersey, New York or Pennsylvania account, with its line.</summary>
internal sealed record RandomToll(string Car, LocalDateTime At, LocalDateTime? Entry, long Cents, string Issuer, string Line);

/// <summary>A random run: two cars, their trips, and several overlapping statements of three accounts.</summary>
internal sealed record RandomRun(string[] Trips, string[] OlderTrips, List<(string Name, string Header, List<RandomToll> Tolls)> Files)
{
    private static readonly LocalDateTime Beginning = new(2025, 10, 28, 9, 0);
    private static readonly string[] Plates = ["ABC1234", "XYZ9876", "NONE123"];

    private static readonly Gen<RandomToll> Toll = Gen.Select(
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 20_000], Gen.OneOf(0, 0, 17), Gen.Int[0, 3]),
        Gen.Select(Gen.OneOf(217, 217, 694, 1831, -217, -694), Gen.Int[0, 2], Gen.Int[0, 5], Gen.Int[0, 9])).Select(
            (when, what) => Make(when.Item1, when.Item2, when.Item3, when.Item4, what.Item1, what.Item2, what.Item3, what.Item4));

    public static Gen<RandomRun> Any { get; } = Gen.Select(
        Gen.Select(Gen.Int[0, 1], Gen.OneOf(-60, 0, 0, 30, 90, 121, 600, 3000), Gen.OneOf(30, 300, 2000, 5000), Gen.OneOf("Completed", "Completed", "Completed", "In-progress", "Booked", "Guest cancellation")).Array[2, 10],
        Toll.List[1, 40], Gen.Select(Gen.Int[0, 100], Gen.Int[0, 100], Gen.Int[1, 60]).Array[1, 4]).Select(Build);

    public Scenario Scenario(IEnumerable<int>? order = null, Func<List<RandomToll>, IEnumerable<RandomToll>>? rows = null, bool tripsReversed = false)
    {
        var scenario = new Scenario();
        if (tripsReversed)
            scenario.Trips([.. Trips.Reverse()]).TripsOf("trip_earnings_export_20251110.csv", [.. OlderTrips.Reverse()]);
        else
            scenario.TripsOf("trip_earnings_export_20251110.csv", OlderTrips).Trips(Trips);
        foreach (var index in order ?? Enumerable.Range(0, Files.Count))
        {
            var (name, header, tolls) = Files[index];
            scenario.Statement(name, string.Join('\n', (rows?.Invoke(tolls) ?? tolls).Select(toll => toll.Line).Prepend(header)) + "\n");
        }

        return scenario;
    }

    private static RandomRun Build((int Car, int Gap, int Length, string Status)[] steps, List<RandomToll> tolls, (int From, int To, int Size)[] windows)
    {
        var at = new[] { Beginning, Beginning.PlusMinutes(200) };
        var trips = new List<string>();
        foreach (var (car, gap, length, status) in steps)
        {
            var start = at[car].PlusMinutes(gap);
            var end = start.PlusMinutes(length);
            trips.Add(Rows.Trip($"{50000001 + trips.Count}", Text(start), Text(end), status, $"{1000001 + car}", $"NY #{Plates[car]}", distance: "", price: "$0.00"));
            at[car] = end > at[car] ? end : at[car];
        }

        // Every account's tolls are in several overlapping files, like downloads.
        var files = new List<(string, string, List<RandomToll>)>();
        foreach (var (issuer, header) in new[] { ("nj", Rows.NjHeader), ("ny", Rows.NyHeader), ("pa", Rows.PaHeader) })
        {
            var own = tolls.Where(toll => toll.Issuer == issuer).ToList();
            foreach (var (from, to, size) in windows)
            {
                if (own.Count > 0)
                    files.Add(($"{issuer}{files.Count}.csv", header, own.Skip(from % own.Count).Take(1 + (size + to) % own.Count).ToList()));
            }
        }

        return new RandomRun([.. trips], [.. trips.Take(trips.Count / 2)], files);
    }

    private static RandomToll Make(int plate, int minutes, int second, int end, int cents, int issuer, int entry, int id)
    {
        var at = Beginning.PlusMinutes(minutes - 1000);
        var plateText = Plates[plate];
        var name = issuer switch { 0 => "nj", 1 => "ny", _ => "pa" };
        if (name == "pa")
            second = 0;
        at = at.PlusSeconds(second);
        // An entry up to an hour before, on New Jersey's and Pennsylvania's rows; within one day, so that no midnight is crossed.
        LocalDateTime? from = entry == 0 && name != "ny" && at.Hour > 1 ? at.PlusMinutes(-45).PlusSeconds(-second) : null;
        var amount = Math.Abs(cents);
        var dollars = $"{amount / 100}.{amount % 100:00}";
        var line = name switch
        {
            "nj" => Rows.Nj(Text2(at), cents > 0 ? $"(${dollars})" : $"${dollars} ", $"{plateText}-NY", plaza: $"P{end}", entryTime: from is { } time ? time.ToString("HH:mm:ss", null) : "", entryPlaza: from is null ? "-" : "14"),
            "ny" => Rows.Ny(Text2(at), cents > 0 ? $"$-{dollars}" : $"${dollars}", $"{33237100000 + minutes}{id}", $"NY {plateText}", plaza: $"P{end}"),
            _ => Rows.Pa(Text(at), from is { } start ? Text(start) : "", from is null ? "" : "T 247", $"P{end}", cents > 0 ? $"${dollars}" : $"(${dollars})", cents > 0 ? "TOLL CHARGE" : "TOLL CREDIT", plate: $"{plateText}    NY"),
        };
        return new RandomToll(plate == 2 ? "" : $"{1000001 + plate}", at, from, cents, name, line);
    }

    private static string Text(LocalDateTime time) => time.ToString("uuuu-MM-dd HH:mm", null);

    private static string Text2(LocalDateTime time) => time.ToString("uuuu-MM-dd HH:mm:ss", null);
}
