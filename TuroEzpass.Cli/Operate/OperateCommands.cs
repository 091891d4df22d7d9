using System.CommandLine;
using TuroEzpass.Cli.Operate.Doctor;
using TuroEzpass.Cli.Operate.Smoke;

namespace TuroEzpass.Cli.Operate;

/// <summary>The commands for operators: check health, close and open the system, retry failed work, let users back in.</summary>
internal static class OperateCommands
{
    public static IEnumerable<Command> All() => [SmokeCommand.Create(), DoctorCommand.Create(), MaintenanceCommand.Create(), QueueCommand.Create(), AccountCommand.Create(), ReportCommand.Create()];
}
