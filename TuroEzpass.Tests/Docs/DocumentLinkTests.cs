namespace TuroEzpass.Tests.Docs;

/// <summary>Links between documents.</summary>
public sealed class DocumentLinkTests
{
    public static TheoryData<string> Documents => [.. Rooms.FilesOf("Documents").Where(file => !file.StartsWith("docs/RUNBOOK", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_link_of_a_document_leads_to_a_file_and_a_heading_that_exist(string document)
    {
        var path = Path.Combine(RepositoryRoot.Path, document);
        foreach (var link in Runbook.Links(File.ReadAllText(path)))
        {
            var parts = link.Split('#');
            var target = parts[0].Length == 0 ? path : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, parts[0]));
            Assert.True(File.Exists(target), $"{document} links to {link}, which does not exist");
            if (parts.Length > 1)
                Assert.True(Runbook.Anchors(File.ReadAllText(target)).Contains(parts[1]), $"{document} links to {link}, but {parts[0]} has no such heading");
        }
    }

    [Fact]
    public void The_index_lists_every_document()
    {
        var listed = Runbook.Links(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "README.md"))).Select(link => Path.GetFileName(link.Split('#')[0])).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "docs"), "*.md").Select(Path.GetFileName).Where(name => name != "README.md" && !listed.Contains(name!)).Select(name => $"docs/README.md does not list {name}"));
    }
}
