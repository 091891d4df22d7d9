using TuroEzpass.Core.Statements;
using TuroEzpass.World;
using TuroEzpass.World.Custody;
using TuroEzpass.World.KnownTruth;

namespace TuroEzpass.Tests.Fleets;

/// <summary>Invented fleets and their expected outcomes.</summary>
public sealed class KnownTruthTests
{
    [Fact]
    public void Dice_throw_the_same_on_every_machine() =>
        Assert.Equal([783, 636, 11, 272, 968, 224], Throws(Dice.Of(7, "fleet", 3)));

    [Fact]
    public void A_seed_gives_the_same_bytes_and_another_gives_others()
    {
        var first = Files(TrueFleet.Make(3, 2000));

        Assert.Equal(first, Files(TrueFleet.Make(3, 2000)));
        Assert.NotEqual(first, Files(TrueFleet.Make(4, 2000)));
    }

    [Fact]
    public void No_answer_says_more_than_who_drove()
    {
        var rows = TrueFleet.Make(5, 20_000).Statements.SelectMany(file => file.Rows).Select(row => row.Line).ToList();

        Assert.All(rows, row => Assert.False(row.ContradictsTruth, $"{row.Situation}: {row.Answer} {row.Reservation}, but {row.Driver} drove"));
        // Some guests still drive after the end of their trip, and the files don't show which.
        var late = rows.Where(row => row.Situation == "late return").ToList();
        Assert.All(late, row => Assert.Equal(Answer.NeedsReview, row.Answer));
        Assert.Equal([DriverKind.Guest, DriverKind.Host], late.Select(row => row.Driver.Kind).Distinct().Order());
        Assert.Equal(Enum.GetValues<DriverKind>(), rows.Select(row => row.Driver.Kind).Distinct().Order());
    }

    [Fact]
    public void Each_layouts_writer_is_read_by_that_layout()
    {
        var reader = new StatementReader(LayoutCatalog.BuiltIn, new Symbols());

        var layouts = TrueFleet.Make(6, 2000).Statements.Select(file => reader.Read(file.Name, file.Bytes).Layout.Id).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(["driveezmd", "ezpassnj", "ezpassnj-18col", "ezpassny", "ezpassny-business", "paturnpike", "sunpass"], layouts);
    }

    private static int[] Throws(Dice dice) => [.. Enumerable.Range(0, 6).Select(_ => dice.Number(0, 1000))];

    private static IEnumerable<string> Files(TrueFleet fleet) =>
        fleet.Statements.Select(file => new InputFile(file.Name, file.Bytes)).Concat(fleet.Trips).Append(fleet.FleetFile).Select(file => $"{file.Name} {Convert.ToHexString(file.Bytes)}");
}
