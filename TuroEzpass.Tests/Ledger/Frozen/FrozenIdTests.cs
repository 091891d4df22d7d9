using TuroEzpass.Core.Statements;
using TuroEzpass.Tests.Statements;

namespace TuroEzpass.Tests.Ledger.Frozen;

/// <summary>Decisions and claims name tolls by their ids. A changed id would orphan them, so the ids of every layout's
/// sample are listed in <c>ids.txt</c>: file, line, toll, crossing.</summary>
public sealed class FrozenIdTests
{
    public static TheoryData<string> Samples => [.. SampleFiles.Tables.Concat(SampleFiles.Pages)];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task The_ids_of_the_samples_tolls_never_change(string file)
    {
        var frozen = FrozenFiles.Lines("ids.txt").Select(line => line.Split(' ')).Where(line => line[0] == file).ToDictionary(line => line[1], line => (Toll: line[2], Crossing: line[3]));
        var now = await IdsAsync(file);

        Assert.True(frozen.Count > 0, $"{file} is a new sample: append its lines to ids.txt:\n{string.Join('\n', now.Select(row => $"{file} {row.Key} {row.Value.Toll} {row.Value.Crossing}"))}");
        var changed = frozen.Where(row => now.GetValueOrDefault(row.Key) != row.Value).Select(row => $"line {row.Key}: {row.Value} became {now.GetValueOrDefault(row.Key)}").ToList();
        Assert.True(changed.Count == 0, $"Ids of {file} changed. Decisions and claims that hosts have stored name the old ids and would be orphaned: keep them (TollIds.cs).\n{string.Join('\n', changed)}");
        Assert.Empty(now.Keys.Except(frozen.Keys));
    }

    private static async Task<Dictionary<string, (string Toll, string Crossing)>> IdsAsync(string file)
    {
        await using var world = await LedgerWorld.NewAsync();
        var bytes = SampleFiles.Read(file);
        var vehicle = new StatementReader(LayoutCatalog.BuiltIn, new Symbols()).Read(file, bytes).Layout.OneVehicle ? "1000001" : null;
        await world.Ledger.ImportStatementAsync(file, bytes, LedgerWorld.Me, vehicle, cancellation: TestContext.Current.CancellationToken);
        return (await world.TollsAsync()).OrderBy(toll => toll.Line).ToDictionary(toll => $"{toll.Line}", toll => (toll.Id, toll.Crossing ?? "-"));
    }
}
