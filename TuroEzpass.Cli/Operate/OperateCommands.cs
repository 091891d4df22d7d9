using System.CommandLine;
using TuroEzpass.Cli.Operate.Doctor;
using TuroEzpass.Cli.Operate.Smoke;

namespace TuroEzpass.Cli.Operate;

/// <summary>What operators do: look whether all is well, close and open, put back what failed, let people in again.</summary>
internal static class OperateCommands
{
    public static IEnumerable<Command> All() => [SmokeCommand.Create(), DoctorCommand.Create(), MaintenanceCommand.Create(), QueueCommand.Create(), AccountCommand.Create(), ReportCommand.Create()];
}
