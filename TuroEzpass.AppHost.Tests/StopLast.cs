using Xunit.Sdk;
using Xunit.v3;

namespace TuroEzpass.AppHost.Tests;

/// <summary>Runs the test that stops the system after those that need it.</summary>
public sealed class StopLast : ITestMethodOrderer
{
    /// <inheritdoc />
    public IReadOnlyCollection<TTestMethod?> OrderTestMethods<TTestMethod>(IReadOnlyCollection<TTestMethod?> testMethods)
        where TTestMethod : notnull, ITestMethod =>
        [.. testMethods.OrderBy(test => test?.MethodName == nameof(SystemTests.Stopped_it_leaves_no_service_behind))];
}
