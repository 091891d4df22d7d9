using TuroEzpass.Benchmarks;
using TuroEzpass.Benchmarks.Accuracy;

return args switch
{
    ["accuracy", .. var rest] => AccuracyCommand.Run(new Arguments(rest)),
    _ => 2,
};
