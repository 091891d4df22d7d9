using System.Collections.Concurrent;

namespace TuroEzpass.Tests.Cases;

/// <summary>Every case by its name. <c>not-yet-held.txt</c> names the families that the program does not hold as a whole; it can
/// only get shorter.</summary>
public sealed class CaseTests
{
    private static readonly ConcurrentDictionary<string, Lazy<IReadOnlyList<string>>> Found = [];
    private static readonly HashSet<string> NotYetHeld =
        [.. File.ReadAllLines(Path.Combine(CaseFile.Root, "..", "not-yet-held.txt")).Where(line => line.Length > 0 && line[0] != '#')];

    public static TheoryData<string> Names => [.. CaseFile.Names];

    /// <summary>One case of each family that holds, as a shell runs it.</summary>
    public static TheoryData<string> OfEachFamily => [.. CaseFile.Names
        .Select(name => (Name: name, Case: CaseFile.Read(name)))
        .Where(one => !NotYetHeld.Contains(one.Case.Kind))
        .GroupBy(one => one.Case.Kind, one => one.Name)
        .Select(family => family.First())
        .Take(20)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_case_holds(string name)
    {
        var (problems, about) = (ProblemsOf(name), CaseFile.Read(name));

        Assert.SkipWhen(problems.Count > 0 && NotYetHeld.Contains(about.Kind), $"Not yet held: {about.Kind}. {string.Join("; ", problems)}");
        Assert.True(problems.Count == 0, $"{about.Why}\n{string.Join('\n', problems)}");
    }

    [Theory]
    [MemberData(nameof(OfEachFamily))]
    public void A_case_holds_as_a_process(string name) => Assert.Empty(CaseRun.Problems(CaseFile.Read(name), CaseRun.AsProcess));

    [Fact]
    public void Every_family_that_is_not_yet_held_has_a_case_that_fails()
    {
        var families = CaseFile.Names.ToLookup(name => CaseFile.Read(name).Kind);

        Assert.All(NotYetHeld, family => Assert.Contains(family, families.Select(one => one.Key)));
        Assert.Empty(NotYetHeld.Where(family => families[family].All(name => ProblemsOf(name).Count == 0)));
    }

    private static IReadOnlyList<string> ProblemsOf(string name) =>
        Found.GetOrAdd(name, _ => new Lazy<IReadOnlyList<string>>(() => CaseRun.Problems(CaseFile.Read(name), CaseRun.InProcess))).Value;
}
