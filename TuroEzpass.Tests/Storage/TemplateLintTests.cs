using System.Diagnostics;
using static TuroEzpass.Tests.RepositoryFiles;

namespace TuroEzpass.Tests.Storage;

public class TemplateLintTests
{
    public static TheoryData<string> Templates =>
        [.. Directory.EnumerateFiles(InRepository("TuroEzpass.AppHost", "cloudformation"), "*.template").Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Templates))]
    public void A_template_is_clean_for_cfn_lint(string name)
    {
        Process? lint = null;
        try
        {
            lint = Process.Start(new ProcessStartInfo("cfn-lint", [InRepository("TuroEzpass.AppHost", "cloudformation", name)]) { RedirectStandardOutput = true, RedirectStandardError = true });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("cfn-lint is not on the PATH");
        }

        var said = lint!.StandardOutput.ReadToEnd();
        lint.WaitForExit();
        Assert.True(lint.ExitCode == 0, said);
    }
}
