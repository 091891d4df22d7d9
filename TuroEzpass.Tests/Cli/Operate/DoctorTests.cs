using System.Text.Json;
using Microsoft.Extensions.Configuration;
using TuroEzpass.Cli.Operate.Doctor;
using TuroEzpass.Core.Proofs;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage.Sqlite;

namespace TuroEzpass.Tests.Cli.Operate;

/// <summary>Every finding of <c>turoezpass doctor</c>, each caused once.</summary>
public sealed class DoctorTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static IConfiguration Of(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value))).Build();

    [Fact]
    public async Task A_healthy_folder_is_reported_also_as_json()
    {
        using var line = new CommandLine();
        var data = line.Path_("data");
        using (var store = new StoreFolder(data))
            await store.ImportAsync("host", "nj.csv", "2026-03-02 16:00:00");

        var (code, output, error) = line.Run("doctor", "--json", "--data", data);

        Assert.True(code == 0, output + error);
        var findings = JsonDocument.Parse(output).RootElement.EnumerateArray().ToList();
        foreach (var area in new[] { "configuration", "permissions", "disk", "integrity", "store", "queues", "leases", "browser", "fonts", "clock", "time zones", "port" })
            Assert.Contains(findings, finding => finding.GetProperty("area").GetString() == area);
        foreach (var area in new[] { "configuration", "permissions", "integrity", "store" })
            Assert.All(findings.Where(finding => finding.GetProperty("area").GetString() == area), finding => Assert.Equal("ok", finding.GetProperty("health").GetString()));
        Assert.Equal(0, StoreFolder.CountKeys(data, "%SYS#DOCTOR%"));
    }

    [Fact]
    public void The_doctor_creates_nothing_in_an_empty_folder()
    {
        using var line = new CommandLine();
        var (code, output, _) = line.Run("doctor", "--data", line.Path_("empty"));

        Assert.Equal(0, code);
        Assert.Contains("There is no data", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(line.Path_("empty")));
    }

    [Fact]
    public async Task A_damaged_database_is_bad_and_sets_the_exit_code()
    {
        using var line = new CommandLine();
        var data = line.Path_("data");
        using (var store = new StoreFolder(data))
            await store.ImportAsync("host", "nj.csv", "2026-03-02 16:00:00");
        var file = Path.Combine(data, SqliteDatabase.FileName);
        var bytes = File.ReadAllBytes(file);
        Array.Fill(bytes, (byte)0x5A, 4096, bytes.Length - 4096);
        File.WriteAllBytes(file, bytes);

        var (code, output, _) = line.Run("doctor", "--data", data);

        Assert.Equal(1, code);
        Assert.Contains("restore the newest backup", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_is_unknown_or_of_the_wrong_kind_is_named()
    {
        var good = Of(("Storage:Engine", "Local"), ("Storage:DataFolder", "data"));
        Assert.Equal(Health.Ok, Assert.Single(ConfigurationCheck.Look(good)).Health);

        foreach (var (key, value) in new[] { ("Storage:DataFoldr", "x"), ("Api:Burst", "many"), ("Web:Apii", "x"), ("Scraper:Crom", "x"), ("Auth:Mode", "None") })
        {
            var bad = Of(("Storage:Engine", "Local"), ("Storage:DataFolder", "data"), (key, value));
            Assert.Contains(ConfigurationCheck.Look(bad), finding => finding.Health == Health.Bad && finding.Says.Contains(key.Split(':')[1], StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_variable_close_to_a_sections_name_is_a_warning()
    {
        Environment.SetEnvironmentVariable("Storge__Table", "x");
        try
        {
            var finding = Assert.Single(ConfigurationCheck.Look(Of(("Storage:Engine", "Local"), ("Storage:DataFolder", "data"))));
            Assert.Equal(Health.Warn, finding.Health);
            Assert.Contains("Storage__", finding.Fix, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable("Storge__Table", null);
        }
    }

    [Fact]
    public void A_folder_readable_by_others_and_a_full_disk_are_bad()
    {
        var folder = Directory.CreateTempSubdirectory("turoezpass-test-").FullName;
        try
        {
            Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such permissions");
#pragma warning disable CA1416 // Skipped above.
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
#pragma warning restore CA1416
            const long Megabyte = 1024 * 1024;
            var findings = FolderCheck.Look(folder, _ => 10 * Megabyte).ToDictionary(finding => finding.Area);
            Assert.Equal(Health.Bad, findings["permissions"].Health);
            Assert.Contains("chmod", findings["permissions"].Fix, StringComparison.Ordinal);
            Assert.Equal(Health.Bad, findings["disk"].Health);
            Assert.Equal(Health.Warn, FolderCheck.Look(folder, _ => 500 * Megabyte).Single(finding => finding.Area == "disk").Health);
            Assert.Equal(Health.Warn, FolderCheck.Look(Path.Combine(folder, "none")).Single().Health);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_missing_or_unresponsive_browser_is_reported()
    {
        Assert.Equal(Health.Warn, (await MachineCheck.BrowserAsync(null, "/nowhere", Cancel)).Health);
        Assert.Contains("Scraper:Browser", (await MachineCheck.BrowserAsync("/nowhere/chromium", null, Cancel)).Says, StringComparison.Ordinal);
        Assert.Equal(Health.Warn, (await MachineCheck.BrowserAsync("/bin/false", null, Cancel)).Health);
        Assert.Equal(Health.Ok, (await MachineCheck.BrowserAsync("/bin/echo", null, Cancel)).Health);
    }

    [Fact]
    public async Task Fonts_and_clock_are_checked()
    {
        Assert.Equal(Health.Warn, MachineCheck.Fonts(EvidenceFonts.From([])).Health);
        var asked = 0;
        var jumps = await MachineCheck.ClockAsync(() => DateTimeOffset.UtcNow.AddMinutes(10 * asked++), Cancel);
        Assert.Contains(jumps, finding => finding.Health == Health.Warn);

        var now = DateTimeOffset.UtcNow;
        Assert.Equal(Health.Ok, MachineCheck.Skew(now, now.AddSeconds(2), "example.com").Health);
        Assert.Equal(Health.Warn, MachineCheck.Skew(now, now.AddMinutes(2), "example.com").Health);
        Assert.Equal(Health.Bad, MachineCheck.Skew(now, now.AddHours(-1), "example.com").Health);
    }

    [Fact]
    public async Task A_configured_host_that_does_not_respond_is_bad_and_no_secret_is_shown()
    {
        var configuration = Of(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"), ("Notify:Smtp:Host", "127.0.0.1"), ("Notify:Smtp:Port", "2"), ("Notify:Operators:Slack", "https://127.0.0.1:3/services/SECRET"), ("Storage:Engine", "Aws"), ("AWS_REGION", "us-east-1"));
        Assert.Contains(NetworkCheck.Named(configuration), named => named.Host == "dynamodb.us-east-1.amazonaws.com");

        var findings = await NetworkCheck.LookAsync(Of([.. configuration.AsEnumerable().Where(pair => pair.Value is not null && pair.Key != "AWS_REGION").Select(pair => (pair.Key, pair.Value!))]), Cancel);

        Assert.Equal(3, findings.Count);
        Assert.All(findings, finding => Assert.Equal(Health.Bad, finding.Health));
        Assert.DoesNotContain(findings, finding => finding.Says.Contains("SECRET", StringComparison.Ordinal));
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        Assert.Equal(Health.Warn, NetworkCheck.Port(port).Health);
        Assert.Equal(Health.Ok, Assert.Single(await NetworkCheck.LookAsync(Of(("Web:Api", $"http://127.0.0.1:{port}")), Cancel)).Health);
    }

    [Fact]
    public async Task A_lease_of_an_ended_process_is_reported()
    {
        using var line = new CommandLine();
        using var store = new StoreFolder(line.Path_("data"));
        var dead = $"{Environment.MachineName} process 4194303 of 2020010100000000";
        var lease = new Lease(store.Records, new RecordKey("SYS#LEASE", "reporter"), NodaTime.SystemClock.Instance, dead, NodaTime.Duration.FromHours(1));
        await lease.TryTakeAsync(_ => true, Cancel);

        var finding = Assert.Single(await StoreCheck.LeasesAsync(store.Records, Cancel));
        Assert.Equal(Health.Warn, finding.Health);
    }
}
