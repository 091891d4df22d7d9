using System.Text.Json;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Claims;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Reports;
using TuroEzpass.Tests.Ledger;
using TuroEzpass.Tests.Matching;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Tests.Api;

/// <summary>Reasons and warnings are stored and sent as codes; the pages have words for each.</summary>
public sealed class RemarkEdgeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void The_pages_have_words_for_every_code()
    {
        Assert.All(Enum.GetNames<Reason>().Except([nameof(Reason.None)]), code => Assert.True(ReasonWords.Has(code), code));
        Assert.All(Enum.GetNames<ClaimCode>(), code => Assert.True(ClaimWords.Has(code), code));
    }

    [Fact]
    public void The_contract_has_every_argument()
    {
        static string Sent(string name) => name switch { "Cents" => "Amount", "CentsBefore" => "AmountBefore", _ => name };
        Assert.Equal(
            typeof(Core.Remarks.RemarkArgs).GetProperties().Select(one => Sent(one.Name)).Order(StringComparer.Ordinal),
            typeof(RemarkArgs).GetProperties().Select(one => one.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task No_stored_toll_or_claim_contains_display_text()
    {
        await using var world = await LedgerWorld.NewAsync();
        await world.TripsAsync(1, Rows.Trip(LedgerWorld.Trip1, "2025-11-20 10:00", "2025-11-22 10:00"));
        await world.NjAsync("nj.csv", Rows.Nj("2025-11-20 14:00:00", "($9.00)"), Rows.Nj("2025-11-22 10:30:00"), Rows.Nj("2025-11-21 12:00:00", "oops"));
        var tolls = await world.TollsAsync();
        Assert.NotEmpty(tolls);
        foreach (var toll in tolls)
        {
            var json = JsonSerializer.Serialize(toll, Core.Ledger.ProjectedItems.Json);
            Assert.DoesNotContain(ReasonText.Of(toll.Reason), json, StringComparison.OrdinalIgnoreCase);
            Assert.Contains($"\"code\":\"{toll.Reason.Code}\"", json, StringComparison.Ordinal);
        }
    }
}
