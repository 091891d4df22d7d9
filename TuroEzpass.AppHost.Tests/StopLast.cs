using Xunit.Sdk;
using Xunit.v3;

namespace TuroEzpass.AppHost.Tests;

/// <summary>Runs the test that stops the system after those that need it.</summary>
public sealed class StopLast : ITestCaseOrderer
{
    /// <inheritdoc />
    public IReadOnlyCollection<TTestCase> OrderTestCases<TTestCase>(IReadOnlyCollection<TTestCase> testCases)
        where TTestCase : notnull, ITestCase =>
        [.. testCases.OrderBy(test => test.TestMethod?.MethodName == nameof(SystemTests.Stopped_it_leaves_no_service_behind))];
}
