using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Storage;
using TuroEzpass.Core.Uploads;

namespace TuroEzpass.Tests.Api.Uploads;

public sealed class BadUploadTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_of_51_MB_is_refused_with_or_without_a_length(bool tellsLength)
    {
        await using var world = await ApiWorld.StartAsync("Imports:Concurrency=0");
        var file = new byte[51 * 1024 * 1024];
        Array.Fill(file, (byte)'a');
        using var form = Sending.Form(file);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/imports") { Content = form };
        request.Headers.TransferEncodingChunked = !tellsLength;

        Assert.Contains("50 MB", await (await world.Host.SendAsync(request, Cancel)).ProblemAsync(413), StringComparison.Ordinal);
        await NothingIsKeptAsync(world);
    }

    [Fact]
    public async Task A_request_that_announces_100_MB_is_refused_before_it_is_sent()
    {
        await using var world = await ApiWorld.StartAsync("Imports:Concurrency=0");
        using var socket = new TcpClient();
        await socket.ConnectAsync(world.Address.Host, world.Address.Port, Cancel);
        var request = $"POST /api/imports HTTP/1.1\r\nHost: localhost\r\nAuthorization: {world.Host.DefaultRequestHeaders.Authorization}\r\n"
            + "Content-Type: multipart/form-data; boundary=xyz\r\nContent-Length: 104857600\r\n\r\n";
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), Cancel);
        using var answer = new StreamReader(socket.GetStream());
        Assert.Equal("HTTP/1.1 413 Payload Too Large", await answer.ReadLineAsync(Cancel));
    }

    [Fact]
    public async Task A_file_of_49_MB_is_accepted()
    {
        await using var world = await ApiWorld.StartAsync("Imports:Concurrency=0");
        var file = new byte[49 * 1024 * 1024];
        Array.Fill(file, (byte)'a');
        Assert.Equal(HttpStatusCode.Accepted, (await world.Host.SendAsync(Sending.Form(file))).StatusCode);
    }

    [Fact]
    public async Task A_file_without_a_table_is_refused_regardless_of_its_name()
    {
        await using var world = await ApiWorld.StartAsync("Imports:Concurrency=0");
        var files = new (string What, byte[] Bytes)[]
        {
            ("zip", Zip("nj.csv", Sending.Statement)),
            ("zip that breaks off", Zip("nj.csv", Sending.Statement)[..40]),
            ("Windows program", [.. "MZ\u0090\0\u0003\0\0\0"u8, .. new byte[64]]),
            ("Linux program", [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0]),
            ("script", "#!/bin/sh\nrm -rf /\n"u8.ToArray()),
            ("PNG", [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]),
            ("JPEG", [0xFF, 0xD8, 0xFF, 0xE1, 1, 2]),
            ("GIF", "GIF89a12"u8.ToArray()),
            ("web page", "\n <!DOCTYPE html><html></html>"u8.ToArray()),
            ("drawing", "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray()),
            ("PDF", "%PDF-1.7\n"u8.ToArray()),
            ("control characters", "a,b\n\u0001,2\n"u8.ToArray()),
        };
        foreach (var (what, bytes) in files)
        {
            var detail = await (await world.Host.SendAsync(Sending.Form(bytes))).ProblemAsync(415);
            Assert.True(detail.Contains("Upload CSV", StringComparison.Ordinal), what);
        }

        foreach (var empty in new[] { Array.Empty<byte>(), " \r\n"u8.ToArray(), [0xEF, 0xBB, 0xBF] })
            Assert.Contains("empty", await (await world.Host.SendAsync(Sending.Form(empty))).ProblemAsync(400), StringComparison.Ordinal);
        await NothingIsKeptAsync(world);
    }

    [Fact]
    public async Task A_workbook_that_unpacks_to_gigabytes_is_refused()
    {
        await using var world = await ApiWorld.StartAsync("Imports:Concurrency=0");
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in new[] { "[Content_Types].xml", "xl/workbook.xml" })
                archive.CreateEntry(name).Open().Dispose();
            using var sheet = archive.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open();
            var blanks = new byte[1024 * 1024];
            for (var megabytes = 0; megabytes < 420; megabytes++)
                sheet.Write(blanks);
        }

        Assert.Contains("unpacked", await (await world.Host.SendAsync(Sending.Form(file.ToArray(), "big.xlsx"))).ProblemAsync(415), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData(@"C:\Users\ann\nj.csv", "nj.csv")]
    [InlineData("..", "upload")]
    [InlineData("/", "upload")]
    [InlineData("nj.csv:stream", "stream")]
    [InlineData("a\r\nSet-Cookie= x=1\0.csv", "aSet-Cookie= x=1.csv")]
    [InlineData("a\"; filename=b.exe", "a filename=b.exe")]
    [InlineData("vsc\u202Eexe.csv", "vscexe.csv")]
    [InlineData(" .hidden. ", "hidden")]
    [InlineData("März 2026 – tolls.csv", "März 2026 – tolls.csv")]
    public void A_files_name_is_a_label_and_never_a_path_or_a_header(string sent, string kept) => Assert.Equal(kept, UploadName.Of(sent));

    [Fact]
    public void A_long_name_keeps_its_ending()
    {
        var name = UploadName.Of(new string('n', 400) + ".xlsx");
        Assert.Equal(150, name.Length);
        Assert.EndsWith("n.xlsx", name, StringComparison.Ordinal);
        Assert.Equal(149, UploadName.Of(new string('n', 149) + "😀").Length);
    }

    [Fact]
    public async Task A_name_that_is_sent_as_a_path_is_shown_as_its_last_part()
    {
        await using var world = await ApiWorld.StartAsync("Imports:Concurrency=0");
        var import = await (await world.Host.SendAsync(Sending.Raw(
            "--xyz\nContent-Disposition: form-data; name=\"file\"; filename=\"../../../evil\u0001 name.csv\"\nX-Evil: 1\n\nDate,Amount\n1,2\n\n--xyz--\n"))).ImportAsync();
        Assert.Equal("evil name.csv", import.File);
    }

    [Fact]
    public async Task A_form_that_is_not_as_it_should_be_is_refused_with_what_is_wrong()
    {
        await using var world = await ApiWorld.StartAsync("Imports:Concurrency=0");
        const string File = "--xyz\nContent-Disposition: form-data; name=\"file\"; filename=\"nj.csv\"\n\nDate,Amount\n1,2\n\n";
        var forms = new (string Says, string Body)[]
        {
            ("is incomplete", File),
            ("file name", File[..60]),
            ("is incomplete", ""),
            ("one file", File + File + "--xyz--\n"),
            ("no file", "--xyz\nContent-Disposition: form-data; name=\"kind\"\n\ntrips\n--xyz--\n"),
            ("file name", "--xyz\nContent-Disposition: form-data; name=\"file\"\n\nDate,Amount\n--xyz--\n"),
            ("no name", "--xyz\nContent-Disposition: form-data\n\nDate,Amount\n--xyz--\n"),
            ("not a part of this form", File + "--xyz\nContent-Disposition: form-data; name=\"owner\"\n\nother\n--xyz--\n"),
            ("'kind'", File + "--xyz\nContent-Disposition: form-data; name=\"kind\"\n\nprogram\n--xyz--\n"),
            ("'vehicle'", File + "--xyz\nContent-Disposition: form-data; name=\"vehicle\"\n\n1000001\nSet-Cookie: a=b\n--xyz--\n"),
            ("'vehicle'", File + $"--xyz\nContent-Disposition: form-data; name=\"vehicle\"\n\n{new string('1', 5000)}\n--xyz--\n"),
            ("'layout'", File + $"--xyz\nContent-Disposition: form-data; name=\"layout\"\n\n{new string('1', 70_000)}\n--xyz--\n"),
            ("malformed", File + string.Concat(Enumerable.Range(0, 20).Select(number => $"X-{number}: 1\n")).Insert(0, "--xyz\n") + "\n\n--xyz--\n"),
        };
        foreach (var (says, body) in forms)
            Assert.Contains(says, await (await world.Host.SendAsync(Sending.Raw(body))).ProblemAsync(400), StringComparison.Ordinal);

        await (await world.Host.SendAsync(JsonContent.Create(new { file = "nj.csv" }))).ProblemAsync(415);
        await (await world.Host.SendAsync(Sending.Raw(File, new string('x', 71)))).ProblemAsync(415);
        using var none = new ByteArrayContent(Encoding.UTF8.GetBytes(File));
        none.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data");
        await (await world.Host.SendAsync(none)).ProblemAsync(415);
        await NothingIsKeptAsync(world);
    }

    [Fact]
    public async Task A_connection_that_breaks_in_the_middle_of_a_file_leaves_nothing()
    {
        await using var world = await ApiWorld.StartAsync("Imports:Concurrency=0");
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(world.Address.Host, world.Address.Port, Cancel);
            var request = $"POST /api/imports HTTP/1.1\r\nHost: localhost\r\nAuthorization: {world.Host.DefaultRequestHeaders.Authorization}\r\n"
                + "Content-Type: multipart/form-data; boundary=xyz\r\nContent-Length: 100000\r\n\r\n"
                + "--xyz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"nj.csv\"\r\n\r\nDate,Amount\r\n1,2\r\n";
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), Cancel);
            await Task.Delay(200, Cancel);
        }

        await Task.Delay(200, Cancel);
        await NothingIsKeptAsync(world);
    }

    [Theory]
    [InlineData("not-an-id")]
    [InlineData("..%2F..%2Fetc%2Fpasswd")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task An_invalid_id_names_no_import(string id)
    {
        await using var world = await ApiWorld.StartAsync("Imports:Concurrency=0");
        await (await world.Host.GetAsync(new Uri($"/api/imports/{id}", UriKind.Relative), Cancel)).ProblemAsync(404);
        await (await world.Host.DeleteAsync(new Uri($"/api/imports/{id}", UriKind.Relative), Cancel)).ProblemAsync(404);
    }

    private static async Task NothingIsKeptAsync(ApiWorld world)
    {
        Assert.Empty((await world.Host.GetFromJsonAsync<ImportList>("/api/imports", Cancel))!.Waiting);
        Assert.Empty(await world.Service<IProofStore>().ListAsync(ProofKind.Statement, ApiWorld.Owner, cancellation: Cancel));
        Assert.Null(await world.Service<IWorkQueue>().ReceiveAsync(WorkKind.Imports, NodaTime.Duration.FromSeconds(1), cancellation: Cancel));
    }

    private static byte[] Zip(string name, byte[] content)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry(name).Open();
            entry.Write(content);
        }

        return file.ToArray();
    }
}
