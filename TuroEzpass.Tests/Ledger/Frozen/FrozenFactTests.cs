using System.Reflection;
using System.Text;
using System.Text.Json.Serialization;
using TuroEzpass.Core.Ledger;

namespace TuroEzpass.Tests.Ledger.Frozen;

/// <summary>Facts are never rewritten, so every form in which the program ever stored them must stay readable.
/// <c>facts.jsonl</c> contains what commit e9c410b stored; the rule is in <c>docs/upgrades.md</c>.</summary>
public sealed class FrozenFactTests
{
    private static readonly string[] Stored = FrozenFiles.Lines("facts.jsonl");

    public static TheoryData<string> Kinds => [.. typeof(Fact).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(kind => (string)kind.TypeDiscriminator!)];

    [Fact]
    public void A_stored_fact_reads_and_is_written_byte_for_byte_as_it_was() => Assert.All(Stored.Index(), line =>
        Assert.Equal(line.Item, Encoding.UTF8.GetString(Fact.Read(line.Index + 1, Encoding.UTF8.GetBytes(line.Item)).ToBytes())));

    [Fact]
    public void What_a_stored_fact_says_arrives_in_its_members()
    {
        var facts = Stored.Select((line, index) => Fact.Read(index + 1, Encoding.UTF8.GetBytes(line))).ToList();

        Assert.Equal(
            new SettingsChanged { Seq = 1, At = "2026-11-30T11:35:18Z", By = "root", Zone = "America/New_York", ReviewBeforeMinutes = 45, ReviewAfterMinutes = 90, ReviewHandoverMinutes = 60 },
            facts[0]);
        Assert.Equal(
            new TripsImported { Seq = 2, At = "2026-11-30T11:35:20Z", By = "root", Sha256 = "89ac4c021b4706fc5d2609667c0e8a7de2586026269f72e9ce011fd8fbc102b5", FileName = "trip_earnings_export_20260201.csv", AsOf = "2026-11-30" },
            facts[1]);
        Assert.Equal(
            new FleetReplaced { Seq = 3, At = "2026-11-30T11:35:23Z", By = "root", Sha256 = "83a46745ae1236a22c3caaa368eb8f41ce84d821f2b9f57930b1efe5304fc368", FileName = "fleet.csv" },
            facts[2]);
        Assert.Equal(
            new StatementImported
            {
                Seq = 9,
                At = "2026-11-30T11:35:35Z",
                By = "root",
                Sha256 = "0cb37e3a0b5a4daade63f4a67b2375b98b4155351292c68d9fefb71f9015c323",
                FileName = "own – gates.csv",
                Vehicle = "1000003",
                LayoutSha256 = "e96619f8371bd41910f4f870f947762e095c7a33acbe96ad9769dfb044d03bac",
                Rows = 2,
            },
            facts[8]);
        Assert.Equal(
            new DecisionMade { Seq = 14, At = "2026-11-30T11:36:10Z", By = "root", TollId = "5506dc2976993ad13ee7e475ab5f20ee", Kind = DecisionKind.AssignToTrip, ReservationId = "50000009", Before = "NeedsReview", After = "Matched 50000009" },
            facts[13]);
        Assert.Equal(new DecisionUndone { Seq = 16, At = "2026-11-30T11:36:29Z", By = "root", TollId = "8b70fee289202a9698ff88e7e0cfcaa4", Before = "HostExpense" }, facts[15]);
        var claim = Assert.IsType<ClaimApproved>(facts[18]);
        Assert.Equal(("50000001-1", "50000001", 771, "All of it – with photos"), (claim.ClaimId, claim.ReservationId, claim.Cents, claim.Note));
        Assert.Equal([new("4d9bca2554b68c553f349ecd45e1cd58", 217), new("7ac40f1a0b5dba1234f8734674545743", 554)], claim.Lines);
        Assert.Equal(new ClaimMoved { Seq = 23, At = "2026-11-30T11:37:19Z", By = "root", ClaimId = "50000003-1", To = LedgerClaimState.Sent, TurosTollsCents = 300, Note = "in the app" }, facts[22]);
        var erased = Assert.IsType<GuestErased>(facts[^1]);
        Assert.Equal(["50000004"], erased.ReservationIds);
        Assert.Equal("4adf1a125b2062f84e2c75c5d0b645077640560c85edad480db59adf004da455", erased.Replaced["4b20675ea5dd198ea578fb7f99be205f36f7623a2441d9ed20456358b49c4f2e"]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_fact_has_a_frozen_form(string kind) => Assert.True(
        Stored.Any(line => line.StartsWith($$"""{"type":"{{kind}}",""", StringComparison.Ordinal)),
        $"There is no '{kind}' in facts.jsonl. Append a line of it as the program stores it, once its form is final (docs/upgrades.md).");

    [Fact]
    public void Every_decision_and_every_state_of_a_claim_keeps_its_name()
    {
        foreach (var kind in Enum.GetNames<DecisionKind>())
            Assert.Contains(Stored, line => line.Contains($"\"kind\":\"{kind}\"", StringComparison.Ordinal));
        // A draft has no fact, and an approval is a separate kind.
        foreach (var state in Enum.GetNames<LedgerClaimState>().Except(["Draft", "Ready", "Approved"]))
            Assert.Contains(Stored, line => line.Contains($"\"to\":\"{state}\"", StringComparison.Ordinal));
    }
}
