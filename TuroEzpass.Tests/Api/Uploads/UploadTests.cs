using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;
using TuroEzpass.Tests.Statements;

namespace TuroEzpass.Tests.Api.Uploads;

public sealed class UploadTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_imported_by_another_process_if_the_receiving_one_is_gone()
    {
        await using var first = await ApiWorld.StartAsync("Imports:Concurrency=0");
        var answer = await first.Host.SendAsync(Sending.Form(Sending.Statement));
        var sent = await answer.ImportAsync();
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal($"/api/imports/{sent.Id}", answer.Headers.Location?.OriginalString);
        Assert.Equal((ImportStatus.Queued, "nj.csv", "Holly Host"), (sent.Status, sent.File, sent.By));
        await first.App.StopAsync(Cancel);

        await using var second = await ApiWorld.StartEmptyAsync($"Storage:DataFolder={first.Folder}");
        using var client = second.ClientWith(first.Host.DefaultRequestHeaders.Authorization!.Parameter);
        var done = await client.EndAsync(sent.Id);
        Assert.Equal((ImportStatus.Done, ImportKind.Statement, 2, "ezpassnj"), (done.Status, done.Kind, done.Rows, done.Layout));
    }

    [Fact]
    public async Task Every_kind_of_file_is_known_by_its_header_and_listed()
    {
        await using var world = await ApiWorld.StartAsync();
        var kinds = new List<ImportKind?>();
        foreach (var (bytes, name) in new[] { (Sending.Trips, "a.csv"), (Sending.Fleet, "b.csv"), (Sending.Statement, "c.csv"), (SampleFiles.Read("paturnpike-transactionsresult.xlsx"), "d.xlsx") })
            kinds.Add((await world.Host.EndAsync((await (await world.Host.SendAsync(Sending.Form(bytes, name))).ImportAsync()).Id)).Kind);

        Assert.Equal([ImportKind.Trips, ImportKind.Fleet, ImportKind.Statement, ImportKind.Statement], kinds);
        var list = (await world.Host.GetFromJsonAsync<ImportList>("/api/imports?limit=3", Cancel))!;
        Assert.Empty(list.Waiting);
        var rest = (await world.Host.GetFromJsonAsync<ImportList>($"/api/imports?limit=3&cursor={list.Next}", Cancel))!;
        Assert.Equal(4, list.Done.Concat(rest.Done).Select(import => import.Id).Distinct().Count());
        Assert.Equal(HttpStatusCode.BadRequest, (await world.Host.GetAsync(new Uri("/api/imports?limit=10000", UriKind.Relative), Cancel)).StatusCode);
    }

    [Fact]
    public async Task The_same_file_again_is_the_same_import_and_changes_nothing()
    {
        await using var world = await ApiWorld.StartAsync("Imports:Concurrency=0");
        var first = await (await world.Host.SendAsync(Sending.Form(Sending.Statement))).ImportAsync();
        var again = await world.CoHost.SendAsync(Sending.Form(Sending.Statement, "other name.csv"));
        Assert.Equal((HttpStatusCode.Accepted, first.Id), (again.StatusCode, (await again.ImportAsync()).Id));
        Assert.Single((await world.Host.GetFromJsonAsync<ImportList>("/api/imports", Cancel))!.Waiting);

        await using var worker = await ApiWorld.StartEmptyAsync($"Storage:DataFolder={world.Folder}");
        await world.Host.EndAsync(first.Id);
        var known = await world.Host.SendAsync(Sending.Form(Sending.Statement));

        Assert.Equal((HttpStatusCode.OK, ImportStatus.Done), (known.StatusCode, (await known.ImportAsync()).Status));
        Assert.Single(await new FactLog(world.Service<IRecordStore>(), ApiWorld.Owner).ReadAsync(0, Cancel));
    }

    [Fact]
    public async Task A_failed_file_shows_the_reason_and_is_imported_when_the_missing_input_is_given()
    {
        await using var world = await ApiWorld.StartAsync();
        var file = SampleFiles.Read("expresstoll-e470.csv");
        var id = (await (await world.Host.SendAsync(Sending.Form(file, "e470.csv"))).ImportAsync()).Id;
        var failed = await world.Host.EndAsync(id);
        Assert.Equal(ImportStatus.Failed, failed.Status);
        Assert.Contains("Choose its vehicle", failed.Error, StringComparison.Ordinal);
        Assert.Equal(id, Assert.Single((await world.Host.GetFromJsonAsync<ImportList>("/api/imports", Cancel))!.Waiting).Id);

        var again = await world.Host.SendAsync(Sending.Form(file, "e470.csv", ("vehicle", "1000001")));
        Assert.Equal((HttpStatusCode.Accepted, id), (again.StatusCode, (await again.ImportAsync()).Id));
        Assert.Equal(ImportStatus.Done, (await world.Host.EndAsync(id)).Status);
        Assert.Empty((await world.Host.GetFromJsonAsync<ImportList>("/api/imports", Cancel))!.Waiting);
    }

    [Fact]
    public async Task A_users_layout_reads_a_file_that_no_built_in_one_does()
    {
        await using var world = await ApiWorld.StartAsync();
        var file = "Who,When,Where,Price\nNY ABC1234,2025-11-12 15:10,Bridge,4.50\n"u8.ToArray();
        const string Layout = """
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
            """;
        var unknown = await world.Host.EndAsync((await (await world.Host.SendAsync(Sending.Form(file, "mine.csv"))).ImportAsync()).Id);
        Assert.Contains("docs/LAYOUTS.md", unknown.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("--", unknown.Error, StringComparison.Ordinal);

        Assert.Contains("layout", await (await world.Host.SendAsync(Sending.Form(file, "mine.csv", ("layout", "no: layout")))).ProblemAsync(400), StringComparison.Ordinal);
        var again = await world.Host.SendAsync(Sending.Form(file, "mine.csv", ("layout", Layout)));
        Assert.True(again.StatusCode == HttpStatusCode.Accepted, await again.Content.ReadAsStringAsync(Cancel));
        var done = await world.Host.EndAsync(unknown.Id);
        Assert.True(done.Status == ImportStatus.Done, done.Error);
    }

    [Fact]
    public async Task Only_a_file_that_failed_can_be_forgotten_and_its_bytes_go_with_it()
    {
        await using var world = await ApiWorld.StartAsync();
        var proofs = world.Service<IProofStore>();
        var failed = await world.Host.EndAsync((await (await world.Host.SendAsync(Sending.Form("a,b\n1,2\n"u8.ToArray()))).ImportAsync()).Id);
        var done = await world.Host.EndAsync((await (await world.Host.SendAsync(Sending.Form(Sending.Statement))).ImportAsync()).Id);

        await (await world.OtherHost.DeleteAsync(new Uri($"/api/imports/{failed.Id}", UriKind.Relative), Cancel)).ProblemAsync(404);
        await (await world.Host.DeleteAsync(new Uri($"/api/imports/{done.Id}", UriKind.Relative), Cancel)).ProblemAsync(409);
        Assert.Equal(HttpStatusCode.NoContent, (await world.Host.DeleteAsync(new Uri($"/api/imports/{failed.Id}", UriKind.Relative), Cancel)).StatusCode);
        await (await world.Host.GetAsync(new Uri($"/api/imports/{failed.Id}", UriKind.Relative), Cancel)).ProblemAsync(404);
        Assert.IsType<ProofGet.Missing>(await proofs.GetAsync(new ProofAddress(ProofKind.Statement, ApiWorld.Owner, failed.Id), Cancel));
        Assert.IsType<ProofGet.Found>(await proofs.GetAsync(new ProofAddress(ProofKind.Statement, ApiWorld.Owner, done.Id), Cancel));
    }

    [Fact]
    public async Task A_trips_file_whose_guests_were_erased_is_not_kept_again()
    {
        await using var world = await ApiWorld.StartAsync();
        var id = (await world.Host.EndAsync((await (await world.Host.SendAsync(Sending.Form(Sending.Trips, "trips.csv"))).ImportAsync()).Id)).Id;
        await world.Service<TuroEzpass.Api.Ledgers.LedgerPool>().UseAsync(ApiWorld.Owner, ledger => ledger.EraseGuestsAsync(["50000001"], "host", Cancel), Cancel);

        Assert.Equal(HttpStatusCode.OK, (await world.Host.SendAsync(Sending.Form(Sending.Trips, "trips.csv"))).StatusCode);
        Assert.IsType<ProofGet.Missing>(await world.Service<IProofStore>().GetAsync(new ProofAddress(ProofKind.Statement, ApiWorld.Owner, id), Cancel));
    }

    [Fact]
    public async Task The_OpenAPI_document_describes_the_form_and_the_key()
    {
        await using var world = await ApiWorld.StartAsync("Imports:Concurrency=0");
        using var document = JsonDocument.Parse(await world.Anonymous.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), Cancel));
        var post = document.RootElement.GetProperty("paths").GetProperty("/api/imports").GetProperty("post");
        var form = post.GetProperty("requestBody").GetProperty("content").GetProperty("multipart/form-data").GetProperty("schema").GetProperty("properties");
        Assert.Equal(["file", "kind", "vehicle", "layout"], form.EnumerateObject().Select(field => field.Name));
        Assert.Contains(post.GetProperty("parameters").EnumerateArray(), parameter => parameter.GetProperty("name").GetString() == "Idempotency-Key");
    }

    [Fact]
    public async Task Another_owners_import_does_not_exist_and_who_may_not_import_is_refused()
    {
        await using var world = await ApiWorld.StartAsync("Imports:Concurrency=0");
        var id = (await (await world.CoHost.SendAsync(Sending.Form(Sending.Statement))).ImportAsync()).Id;

        await (await world.OtherHost.GetAsync(new Uri($"/api/imports/{id}", UriKind.Relative), Cancel)).ProblemAsync(404);
        Assert.Empty((await world.OtherHost.GetFromJsonAsync<ImportList>("/api/imports", Cancel))!.Waiting);
        await (await world.Anonymous.SendAsync(Sending.Form(Sending.Statement))).ProblemAsync(401);
        Assert.Equal(HttpStatusCode.Forbidden, (await world.Operator.SendAsync(Sending.Form(Sending.Statement))).StatusCode);
    }
}
