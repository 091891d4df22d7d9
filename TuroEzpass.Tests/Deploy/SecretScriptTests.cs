using System.Text.Json;
using TuroEzpass.Tests.Storage;

namespace TuroEzpass.Tests.Deploy;

/// <summary>The scripts that handle secrets: typed input goes to AWS and nowhere else.</summary>
public sealed class SecretScriptTests
{
    private const string Password = """p"a\ss 'word' $HOME""";

    /// <summary>An <c>aws</c> that stores its standard input.</summary>
    private const string Keeping = """
        printf '%s\n' "$*" >> "$LOG"
        case "$*" in
            *put-secret-value*) cat >> "$STATE/stored"; printf '\n' >> "$STATE/stored"; echo v2 ;;
            *describe-secret*) echo there ;;
            *list-secret-version-ids*AWSPREVIOUS*) echo v1 ;;
            *list-secret-version-ids*AWSCURRENT*) echo v2 ;;
        esac
        """;

    [Fact]
    public void A_sign_in_is_stored_as_it_was_typed_and_is_in_no_argument_and_no_output()
    {
        using var scripts = new Scripts();
        scripts.Fake("aws", Keeping);

        var (code, output, error) = scripts.Run("setup-secrets.sh", $"me@example.com\n{Password}\n{Password}\n", "ezpass");

        Assert.True(code == 0, error);
        var stored = JsonDocument.Parse(File.ReadAllText(Path.Combine(scripts.Folder, "stored"))).RootElement;
        Assert.Equal("me@example.com", stored.GetProperty("username").GetString());
        Assert.Equal(Password, stored.GetProperty("password").GetString());
        Assert.DoesNotContain(scripts.Calls, call => call.Contains("word", StringComparison.Ordinal) || call.Contains("me@example", StringComparison.Ordinal));
        Assert.DoesNotContain("'word'", output + error, StringComparison.Ordinal);
        Assert.Contains(scripts.Calls, call => call.Contains("put-secret-value --secret-id turo-ezpass/ezpass/credentials --secret-string file:///dev/stdin", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_passwords_that_differ_and_an_unknown_site_change_nothing()
    {
        using var scripts = new Scripts();
        scripts.Fake("aws", Keeping);
        Assert.Equal(1, scripts.Run("setup-secrets.sh", "me\none\ntwo\n", "turo").Code);
        Assert.Equal(1, scripts.Run("setup-secrets.sh", "", "turo").Code);
        Assert.Equal(2, scripts.Run("setup-secrets.sh", "", "amazon").Code);
        Assert.Equal(2, scripts.Run("rotate-secrets.sh", "").Code);
        Assert.Empty(scripts.Calls);
    }

    [Fact]
    public void A_rotation_can_be_undone()
    {
        using var scripts = new Scripts();
        scripts.Fake("aws", Keeping);
        Assert.Equal(0, scripts.Run("rotate-secrets.sh", "me\nnew one\nnew one\n", "turo").Code);
        Assert.Equal(0, scripts.Run("rotate-secrets.sh", null, "--undo", "turo").Code);
        Assert.Contains(scripts.Calls, call => call.Contains("update-secret-version-stage --secret-id turo-ezpass/turo/credentials --version-stage AWSCURRENT --move-to-version-id v1 --remove-from-version-id v2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task On_the_emulator_they_are_stored_rotated_undone_copied_and_restored()
    {
        Assert.SkipUnless(Rounds.IsFull, "long: the script on the emulator (./test --full)");
        var emulator = await AwsEmulator.GetAsync();
        Assert.SkipWhen(ChildServer.Find("aws") is null, "aws is not on the PATH");
        Assert.SkipWhen(ChildServer.Find("gpg") is null, "gpg is not on the PATH");
        using var scripts = new Scripts();
        // A separate account, because secrets have fixed names.
        foreach (var (key, value) in new[]
        {
            ("AWS_ENDPOINT_URL", emulator.Endpoint.ToString()), ("AWS_ACCESS_KEY_ID", "333344445555"), ("AWS_SECRET_ACCESS_KEY", "test"), ("AWS_REGION", "us-east-1"), ("AWS_DEFAULT_REGION", "us-east-1"),
            ("GNUPGHOME", Path.Combine(scripts.Folder, "gnupg")),
        })
        {
            scripts.Environment_[key] = value;
        }

        Assert.SkipUnless(MakeKey(scripts.Environment_["GNUPGHOME"]), "gpg can make no key here");
        Good(scripts.Run("setup-secrets.sh", "me@example.com\nfirst one\nfirst one\nhost@example.com\nturo's\nturo's\n"));
        Good(scripts.Run("rotate-secrets.sh", "me@example.com\nsecond one\nsecond one\n", "ezpass"));
        Assert.Contains("second one", Read(scripts), StringComparison.Ordinal);
        Good(scripts.Run("rotate-secrets.sh", null, "--undo", "ezpass"));
        Assert.Contains("first one", Read(scripts), StringComparison.Ordinal);

        var file = Path.Combine(scripts.Folder, "secrets.gpg");
        Good(scripts.Run("backup-secrets.sh", null, "--to", "backup@example.com", file));
        Assert.DoesNotContain("first one", File.ReadAllText(file), StringComparison.Ordinal);
        var names = scripts.Run("backup-secrets.sh", null, "--list", file);
        Assert.Contains("turo-ezpass/turo/credentials", names.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("turo's", names.Out, StringComparison.Ordinal);

        Good(scripts.Run("rotate-secrets.sh", "me@example.com\nlost one\nlost one\n", "ezpass"));
        Good(scripts.Run("backup-secrets.sh", null, "--restore", file));
        Assert.Contains("first one", Read(scripts), StringComparison.Ordinal);
        Assert.Equal(1, scripts.Run("backup-secrets.sh", null, "--to", "backup@example.com", file).Code);
    }

    private static void Good((int Code, string Out, string Error) run) => Assert.True(run.Code == 0, run.Out + run.Error);

    private static string Read(Scripts scripts)
    {
        var start = new System.Diagnostics.ProcessStartInfo("aws", ["secretsmanager", "get-secret-value", "--secret-id", "turo-ezpass/ezpass/credentials", "--version-stage", "AWSCURRENT", "--query", "SecretString", "--output", "text"]) { RedirectStandardOutput = true };
        foreach (var (key, value) in scripts.Environment_)
            start.Environment[key] = value;
        using var process = System.Diagnostics.Process.Start(start)!;
        return process.StandardOutput.ReadToEnd();
    }

    private static bool MakeKey(string home)
    {
        Directory.CreateDirectory(home);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(home, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var start = new System.Diagnostics.ProcessStartInfo("gpg", ["--batch", "--quiet", "--passphrase", "", "--quick-generate-key", "backup@example.com", "default", "default", "never"]) { RedirectStandardError = true };
        start.Environment["GNUPGHOME"] = home;
        using var process = System.Diagnostics.Process.Start(start)!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
