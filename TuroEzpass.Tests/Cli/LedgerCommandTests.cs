using TuroEzpass.Tests.Statements;

namespace TuroEzpass.Tests.Cli;

public sealed class LedgerCommandTests : IDisposable
{
    private const string Header = "Lane Txn ID,Tag/Plate #,Agency,Entry Plaza,Exit Plaza,Class,Date,Exit Time,Amount\n";
    private const string Inside = "\"33237100001\",\"NY ABC1234\",\"MTAB&T\",\"\",\"RKB\",\"31\",\"11/12/2025\",\"03:10:36 PM\",\"$-9.11\"\n";
    private const string Late = "\"33237100002\",\"NY ABC1234\",\"MTAB&T\",\"\",\"RKB\",\"31\",\"11/14/2025\",\"10:00:00 PM\",\"$-6.94\"\n";
    private readonly CommandLine cli = new();

    public LedgerCommandTests()
    {
        Run("import", "trips", cli.File_("trip_earnings_export_20260115.csv", SampleFiles.Read("turo-trip-earnings-export.csv")));
        Run("import", "statement", cli.File_("ny.csv", Header + Inside + Late));
    }

    public void Dispose() => cli.Dispose();

    private (int Code, string Out, string Error) Run(params string[] args) => cli.Run([.. args, "--data", cli.Path_("data")]);

    [Fact]
    public void The_same_statement_again_changes_nothing_and_says_so() =>
        Assert.Contains("ny.csv: already imported, nothing changed", Run("import", "statement", cli.Path_("ny.csv")).Out, StringComparison.Ordinal);

    [Fact]
    public void A_claim_goes_from_draft_to_paid_and_is_remembered()
    {
        Assert.Contains("50000001-1", Run("claims").Out, StringComparison.Ordinal);

        Assert.Contains("approved, $9.11 for 1 toll.", Run("claim", "50000001-1", "--approve").Out, StringComparison.Ordinal);
        Assert.Equal(0, Run("claim", "50000001-1", "--sent", "--note", "filed on the phone").Code);
        Assert.Contains("guest answers by", Run("claims").Out, StringComparison.Ordinal);
        Assert.Equal(0, Run("claim", "50000001-1", "--paid").Code);

        Assert.Contains("Paid: $9.11", Run("status").Out, StringComparison.Ordinal);
        Assert.Equal(0, Run("verify").Code);
    }

    [Fact]
    public void A_claim_that_was_not_sent_cannot_be_paid()
    {
        Run("claim", "50000001-1", "--approve");

        var result = Run("claim", "50000001-1", "--paid");

        Assert.Equal((2, "turoezpass: Claim 50000001-1 is Approved, so it can't become Paid."), (result.Code, CommandLine.FaultIn(result.Error)));
    }

    [Fact]
    public void A_decision_is_made_and_undone_by_the_toll_that_the_review_names()
    {
        var review = Run("review");
        Assert.Equal(1, review.Code);
        var toll = review.Out.Split('|').Select(cell => cell.Trim()).First(cell => cell.Length == 32);

        Assert.Contains("Matched, trip 50000001", Run("review", toll, "--trip", "50000001").Out, StringComparison.Ordinal);
        Assert.Contains("No tolls are awaiting review.", Run("review").Out, StringComparison.Ordinal);
        Assert.Equal(0, Run("status").Code);
        Assert.Contains("NeedsReview", Run("review", toll, "--undo").Out, StringComparison.Ordinal);
        Assert.Equal(1, Run("status").Code);
    }

    [Theory]
    [InlineData("claim", "50000001-1")]
    [InlineData("claim", "50000001-1", "--sent", "--paid")]
    [InlineData("review", "--host")]
    [InlineData("claim", "99999999-1", "--approve")]
    [InlineData("review", "nosuchtoll", "--host")]
    [InlineData("status", "--user", "Not A User")]
    public void Invalid_arguments_exit_with_2_and_change_nothing(params string[] args)
    {
        Assert.Equal(2, Run(args).Code);
        Assert.Equal(0, Run("verify").Code);
    }

    [Fact]
    public void Settings_change_how_tolls_are_matched()
    {
        Assert.Contains("after 10 min", Run("settings", "--review-after", "10m").Out, StringComparison.Ordinal);

        Assert.Contains("HostExpense", Run("status").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_users_ledger_is_another_ledger() =>
        Assert.Contains("0 statements, 0 trips", Run("status", "--user", "somebody").Out, StringComparison.Ordinal);

    [Fact]
    public void A_backup_restored_elsewhere_exports_the_same_bytes()
    {
        Run("export", cli.Path_("one.zip"));
        Run("backup", cli.Path_("backup.zip"));

        Assert.Equal(0, cli.Run("restore", cli.Path_("backup.zip"), "--data", cli.Path_("other")).Code);
        cli.Run("export", cli.Path_("other.zip"), "--data", cli.Path_("other"));

        Assert.Equal(File.ReadAllBytes(cli.Path_("one.zip")), File.ReadAllBytes(cli.Path_("other.zip")));
        Assert.Equal(3, Run("restore", cli.Path_("backup.zip")).Code);
    }

    [Fact]
    public void An_erased_guest_is_in_no_claim_any_more()
    {
        Assert.Contains("Guest A", Run("claims").Out, StringComparison.Ordinal);

        Assert.Contains("Guests erased: 1, in 1 originals.", Run("erase-guests", "50000001").Out, StringComparison.Ordinal);

        Assert.DoesNotContain("Guest A", Run("claims").Out, StringComparison.Ordinal);
        Assert.Contains("50000001-1", Run("claims").Out, StringComparison.Ordinal);
        Assert.Equal(0, Run("verify").Code);
    }

    [Fact]
    public void A_mistyped_folder_is_not_an_empty_ledger()
    {
        var result = cli.Run("status", "--data", cli.Path_("dta"));

        Assert.Equal(2, result.Code);
        Assert.Contains("No ledger found in", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(cli.Path_("dta")));
    }

    [Fact]
    public void The_evidence_of_a_claim_is_drawn_from_the_originals()
    {
        Assert.Equal(0, Run("claim", "50000001-1", "--evidence", cli.Path_("evidence")).Code);

        Assert.True(File.Exists(cli.Path_("evidence/50000001.pdf")));
    }

    [Fact]
    public void A_single_car_file_needs_its_vehicle_to_be_imported()
    {
        var file = cli.File_("expresstoll.csv", SampleFiles.Read("expresstoll-e470.csv"));

        Assert.Equal(3, Run("import", "statement", file).Code);
        Assert.Contains("imported, 5 rows", Run("import", "statement", file, "--vehicle", "1000001").Out, StringComparison.Ordinal);
        Assert.Equal(2, Run("import", "statement", file, "--vehicle", "1000002").Code);
    }
}
