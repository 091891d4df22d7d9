using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace TuroEzpass.Tests.Storage;

public class TemplateLintTests
{
    [Fact]
    public void The_stack_template_is_clean_for_cfn_lint()
    {
        var template = Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "TuroEzpass.AppHost", "cloudformation", "app-resources.template");
        Process? lint = null;
        try
        {
            lint = Process.Start(new ProcessStartInfo("cfn-lint", [template]) { RedirectStandardOutput = true, RedirectStandardError = true });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("cfn-lint is not on the PATH");
        }

        var said = lint!.StandardOutput.ReadToEnd();
        lint.WaitForExit();
        Assert.True(lint.ExitCode == 0, said);
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
