using BenchmarkDotNet.Running;
using TuroEzpass.Benchmarks;
using TuroEzpass.Benchmarks.Accuracy;
using TuroEzpass.Benchmarks.Checks;
using TuroEzpass.Benchmarks.Load;
using TuroEzpass.Benchmarks.Scale;

switch (args)
{
    case ["accuracy", .. var rest]:
        return AccuracyCommand.Run(new Arguments(rest));
    case ["check", .. var rest]:
        return CheckCommand.Run(new Arguments(rest));
    case ["scale", .. var rest]:
        return ScaleCommand.Run(new Arguments(rest));
    case ["soak", .. var rest]:
        return await Soak.RunAsync(new Arguments(rest));
    default:
        // BenchmarkDotNet's own options pass through: --filter, --list.
        var summaries = BenchmarkSwitcher.FromAssembly(typeof(Arguments).Assembly).Run(args.Length == 0 ? ["--filter", "*"] : args);
        return summaries.All(summary => !summary.HasCriticalValidationErrors) ? 0 : 1;
}
