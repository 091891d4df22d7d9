using System.Text.Json;
using TuroEzpass.Tests.Statements;

namespace TuroEzpass.Tests.Cli;

public sealed class ReconcileCommandTests : IDisposable
{
    private const string Header = "Lane Txn ID,Tag/Plate #,Agency,Entry Plaza,Exit Plaza,Class,Date,Exit Time,Amount\n";
    private const string Inside = "\"33237100001\",\"NY ABC1234\",\"MTAB&T\",\"\",\"RKB\",\"31\",\"11/12/2025\",\"03:10:36 PM\",\"$-9.11\"\n";
    private readonly CommandLine cli = new();

    public void Dispose() => cli.Dispose();

    private string Trips() => cli.File_("trip_earnings_export_20260115.csv", SampleFiles.Read("turo-trip-earnings-export.csv"));

    private (int Code, string Out, string Error) Reconcile(string statement, params string[] more) =>
        cli.Run(["reconcile", "--statement", statement, "--trips", Trips(), "--out", cli.Path_("out"), "--as-of", "2026-01-20", .. more]);

    [Fact]
    public void All_decided_exits_with_0_and_writes_every_table_and_the_evidence()
    {
        var result = Reconcile(cli.File_("ny.csv", Header + Inside));

        Assert.Equal(0, result.Code);
        Assert.Equal("ny.csv,2,Matched,toll,\"in the booked time of trip 50000001, 29 h 40 min after its start\",50000001,1000001,9.11,2025-11-12T15:10:36-05:00,InsideTrip", cli.Lines("out/outcomes.csv")[1]);
        Assert.StartsWith("50000001,Guest A,Host's Honda (NY #ABC1234),1,9.11,2025-11-14T21:30:00-05:00,2025-11-29,2026-02-12,2026-05-13,18.22,", cli.Lines("out/claims.csv")[1], StringComparison.Ordinal);
        Assert.EndsWith(",check", cli.Lines("out/claims.csv")[1], StringComparison.Ordinal);
        Assert.True(File.Exists(cli.Path_("out/claims/50000001.pdf")));
        Assert.Single(cli.Lines("out/review.csv"));
        Assert.Single(cli.Lines("out/unmapped.csv"));
    }

    [Fact]
    public void Rows_that_need_a_person_exit_with_1()
    {
        var late = Inside.Replace("11/12/2025", "11/14/2025", StringComparison.Ordinal).Replace("03:10:36 PM", "10:00:00 PM", StringComparison.Ordinal);

        var result = Reconcile(cli.File_("ny.csv", Header + late));

        Assert.Equal(1, result.Code);
        Assert.Equal("ny.csv,2,30 min after trip 50000001 ended: a late return?,1000001,9.11,2025-11-14T22:00:00-05:00,MTAB&T,RKB,50000001,50000001,30,AfterTrip", cli.Lines("out/review.csv")[1]);
    }

    [Fact]
    public void The_same_input_gives_the_same_bytes()
    {
        var statement = cli.File_("ny.csv", Header + Inside);
        Reconcile(statement);
        var first = Directory.GetFiles(cli.Path_("out"), "*", SearchOption.AllDirectories).ToDictionary(path => path, File.ReadAllBytes);

        Reconcile(statement);

        foreach (var (path, bytes) in first)
            Assert.Equal(bytes, File.ReadAllBytes(path));
    }

    [Fact]
    public void A_filed_toll_is_already_charged_and_leaves_the_claims()
    {
        var statement = cli.File_("ny.csv", Header + Inside);
        Reconcile(statement);
        File.Copy(cli.Path_("out/outcomes.csv"), cli.Path_("filed.csv"));

        var result = Reconcile(statement, "--filed", cli.Path_("filed.csv"));

        Assert.Equal(0, result.Code);
        Assert.StartsWith("ny.csv,2,AlreadyCharged,toll,already filed,50000001,1000001,9.11,", cli.Lines("out/outcomes.csv")[1], StringComparison.Ordinal);
        Assert.Single(cli.Lines("out/claims.csv"));
        Assert.Empty(Directory.GetFiles(cli.Path_("out/claims")));
    }

    [Fact]
    public void Without_filed_the_summary_says_that_nothing_is_remembered() =>
        Assert.Contains("does not remember what you have filed", Reconcile(cli.File_("ny.csv", Header + Inside)).Out, StringComparison.Ordinal);

    [Fact]
    public void The_summary_as_json_adds_up()
    {
        var result = Reconcile(cli.File_("ny.csv", Header + Inside), "--format", "json");

        using var json = JsonDocument.Parse(result.Out);
        Assert.Equal(1, json.RootElement.GetProperty("rows").GetInt32());
        Assert.Equal(911, json.RootElement.GetProperty("claim_cents").GetInt64());
        Assert.Equal(911, json.RootElement.GetProperty("outcomes").GetProperty("Matched").GetProperty("cents").GetInt64());
    }

    [Fact]
    public void A_statement_of_one_car_is_assigned_by_its_file()
    {
        var trips = cli.File_("trips.csv", System.Text.Encoding.UTF8.GetString(SampleFiles.Read("turo-trip-earnings-export.csv")).Replace("2025-11-11 09:30 AM", "2018-05-22 06:00 AM", StringComparison.Ordinal));
        var statement = cli.File_("expresstoll.csv", SampleFiles.Read("expresstoll-e470.csv"));

        cli.Run("reconcile", "--statement", statement, "--trips", trips, "--vehicle", "expresstoll.csv=1000001", "--out", cli.Path_("out"), "--zone", "America/Denver", "--as-of", "2026-01-01");

        Assert.StartsWith("expresstoll.csv,2,Matched,toll,", cli.Lines("out/outcomes.csv")[1], StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_file_exits_with_3_and_names_the_nearest_layout()
    {
        var result = Reconcile(cli.File_("odd.csv", Header.Replace("Exit Time", "Exit Hour", StringComparison.Ordinal) + Inside));

        Assert.Equal(3, result.Code);
        Assert.Contains("odd.csv: the header matches no known statement layout. Columns found: Lane Txn ID | Tag/Plate #", result.Error, StringComparison.Ordinal);
        Assert.Contains("The most similar layout is ezpassny (E-ZPass New York, transactions). Missing columns: Exit Time. Unexpected columns: EXIT HOUR.", result.Error, StringComparison.Ordinal);
        Assert.Contains("use --layout to give your own layout; `turoezpass layouts` lists", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(cli.Path_("out")));
    }

    [Fact]
    public void A_users_own_layout_is_taken_before_the_built_in_ones()
    {
        var layout = cli.File_("mine.yaml", """
            id: mine
            name: My agency
            issuer: Mine
            sign: positive-is-charge
            timeMeans: barrier
            agency: NYSTA
            dateTimes: ['yyyy-MM-dd HH:mm']
            tables:
              - columns: { dateTime: [When], identifier: [Who], plaza: [Where], amount: [Price] }
            kinds:
              - { kind: toll, onlyRead: true }
            """);

        var result = Reconcile(cli.File_("mine.csv", "Who,When,Where,Price\nNY ABC1234,2025-11-12 15:10,Bridge,4.50\n"), "--layout", layout);

        Assert.Equal(0, result.Code);
        Assert.StartsWith("mine.csv,2,Matched,toll,", cli.Lines("out/outcomes.csv")[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--statement is missing", "Option '--statement' is required.", "reconcile", "--trips", "x.csv", "--out", "o")]
    [InlineData("a wrong length", "is not a valid duration", "reconcile", "--statement", "a", "--trips", "b", "--out", "o", "--review-after", "soon")]
    [InlineData("a wrong date", "is not a valid date", "reconcile", "--statement", "a", "--trips", "b", "--out", "o", "--as-of", "tomorrow")]
    [InlineData("a wrong zone", "is not a time zone", "reconcile", "--statement", "a", "--trips", "b", "--out", "o", "--zone", "Eastern")]
    [InlineData("a wrong pair", "is not in the form FILE=ID", "reconcile", "--statement", "a", "--trips", "b", "--out", "o", "--vehicle", "a.csv")]
    [InlineData("a mistyped option", "Unknown option '--flet'", "reconcile", "--statement", "a", "--out", "o", "--trips", "b", "--flet", "c")]
    [InlineData("no command", "", "recncile")]
    public void A_wrong_command_line_exits_with_2(string what, string message, params string[] args)
    {
        var result = cli.Run(args);

        Assert.True(result.Code == 2, what);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.Contains("--help", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_exits_with_3_and_is_named()
    {
        var result = Reconcile(cli.Path_("nowhere.csv"));

        Assert.Equal(3, result.Code);
        Assert.Equal("turoezpass: nowhere.csv: file not found. Check the name and the folder.", CommandLine.FaultIn(result.Error));
    }

    [Fact]
    public void A_name_that_would_run_as_a_formula_is_text_in_every_table()
    {
        var trips = cli.File_("trip_earnings_export_20260115.csv", System.Text.Encoding.UTF8.GetString(SampleFiles.Read("turo-trip-earnings-export.csv")).Replace("Guest A", "=HYPERLINK(1)", StringComparison.Ordinal));

        cli.Run("reconcile", "--statement", cli.File_("=ny.csv", Header + Inside), "--trips", trips, "--out", cli.Path_("out"), "--as-of", "2026-01-20");

        Assert.StartsWith("'=ny.csv,", cli.Lines("out/outcomes.csv")[1], StringComparison.Ordinal);
        Assert.Contains(",'=HYPERLINK(1),", cli.Lines("out/claims.csv")[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Output_that_is_no_terminal_has_no_escape_codes() =>
        Assert.DoesNotContain('\u001b', Reconcile(cli.File_("ny.csv", Header + Inside)).Out);

    [Fact]
    public void A_proof_that_is_no_picture_and_no_pdf_exits_with_3()
    {
        var result = Reconcile(cli.File_("ny.csv", Header + Inside), "--proof", cli.File_("proof.pdf", "not a pdf"));

        Assert.Equal(3, result.Code);
        Assert.Contains("proof.pdf", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_demo_does_the_main_job_and_says_where_the_results_are()
    {
        var result = cli.Run("demo", "--out", "shown");

        Assert.Equal(0, result.Code);
        Assert.Contains($"Results are in {cli.Path_("shown")}", result.Out, StringComparison.Ordinal);
        var outcomes = cli.Lines("shown/outcomes.csv").Skip(1).Select(line => line.Split(',')[2]).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(["Duplicate", "Excluded", "HostExpense", "Matched", "NeedsReview", "Unmapped", "Unreadable"], outcomes);
        Assert.NotEmpty(Directory.GetFiles(cli.Path_("shown/claims"), "*.pdf"));
    }

    [Fact]
    public void Layouts_lists_every_layout_with_grade_and_date()
    {
        var result = cli.Run("layouts");

        Assert.Equal(0, result.Code);
        foreach (var layout in TuroEzpass.Core.Statements.LayoutCatalog.BuiltIn.Layouts)
            Assert.Contains(layout.Id, result.Out, StringComparison.Ordinal);
        Assert.Contains("VERIFIED", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void The_evidence_of_a_claim_that_is_gone_goes_too_even_after_a_run_that_was_stopped()
    {
        Reconcile(cli.File_("ny.csv", Header + Inside));
        // A run that was stopped has drawn evidence but written no tables.
        File.Delete(cli.Path_("out/summary.json"));
        File.WriteAllText(cli.Path_("out/claims/mine.pdf"), "a file of the host's own");

        Reconcile(cli.File_("none.csv", Header + Inside.Replace("ABC1234", "ZZZ0000", StringComparison.Ordinal)));

        Assert.Equal([cli.Path_("out/claims/mine.pdf")], Directory.GetFiles(cli.Path_("out/claims"), "*.p*"));
    }

    [Fact]
    public void Evidence_that_cannot_be_written_exits_with_3_and_says_where()
    {
        Directory.CreateDirectory(cli.Path_("out/claims/50000001.pdf"));

        var result = Reconcile(cli.File_("ny.csv", Header + Inside));

        Assert.Equal(3, result.Code);
        Assert.Contains("50000001.pdf: cannot write to", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Turos_file_given_as_a_statement_is_recognized_and_vice_versa()
    {
        var trips = Trips();
        var statement = cli.File_("ny.csv", Header + Inside);

        Assert.Contains("this is Turo's trip export", cli.Run("reconcile", "--statement", trips, "--trips", trips, "--out", cli.Path_("out")).Error, StringComparison.Ordinal);
        Assert.Contains("this is a toll statement", cli.Run("reconcile", "--statement", statement, "--trips", statement, "--out", cli.Path_("out")).Error, StringComparison.Ordinal);
        Assert.Contains("this is a folder", cli.Run("reconcile", "--statement", cli.Folder, "--trips", trips, "--out", cli.Path_("out")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_is_quoted_under_the_header_of_its_own_section()
    {
        var fleet = cli.File_("fleet.csv", "kind,value,state,vehicle,from,to\ntag,3000001,,1000001,,\n");
        var statement = cli.File_("epass.csv", System.Text.Encoding.UTF8.GetString(SampleFiles.Read("epass-cfx-statement.csv")).Replace("05-MAR-25", "12-NOV-25", StringComparison.Ordinal));

        Reconcile(statement, "--fleet", fleet);

        using var pdf = UglyToad.PdfPig.PdfDocument.Open(cli.Path_("out/claims/50000001.pdf"));
        var text = string.Concat(pdf.GetPages().Select(page => page.Text));
        Assert.Contains("Transponder Number", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Account Number", text, StringComparison.Ordinal);
    }
}
