namespace TuroEzpass.Tests.Docs;

/// <summary>Keeps the phrases of <c>words-not-to-use.txt</c> out of everything that people read, room by room (<see cref="Rooms"/>).</summary>
public sealed class WordTests
{
    /// <summary>Ordinary sentences that need a phrase: the file, and a part of the sentence that contains the phrase.</summary>
    private static readonly (string File, string Sentence)[] Allowed =
    [
        ("docs/API.md", "problem documents (RFC 9457) that say what is wrong"),
        // A JSON property, whose name can't change.
        ("TuroEzpass.Cli/Operate/Doctor/Finding.cs", "mend"),
    ];

    public static TheoryData<string> CoveredRooms => [.. Rooms.Covered];

    [Theory]
    [MemberData(nameof(CoveredRooms))]
    public void A_covered_room_has_none_of_the_phrases(string room)
    {
        var files = Rooms.FilesOf(room).ToList();

        Assert.NotEmpty(files);
        Assert.Empty(files.SelectMany(Find).Where(word => !Allowed.Any(one => Allows(one, word))).Select(word => word.ToString()));
    }

    [Fact]
    public void Every_file_that_people_read_belongs_to_a_room()
    {
        Assert.True(Rooms.Files.Count > 500, $"{Rooms.Files.Count} files");
        Assert.Empty(Rooms.Files.Where(file => Rooms.Of(file) is null).Select(file => $"{file} belongs to no room"));
        Assert.Empty(Rooms.Covered.Except(Rooms.All.Select(room => room.Name)));
    }

    [Fact]
    public void Every_allowed_sentence_is_still_there() =>
        Assert.All(Allowed, one => Assert.Contains(Find(one.File), word => Allows(one, word)));

    [Theory]
    [InlineData("docs/a.md", "The toll is taken in later.", 1)]
    [InlineData("docs/a.md", "Anew, and lately.", 2)]
    [InlineData("docs/a.md", "one\ntwo is\nover the next line", 1)]
    [InlineData("docs/a.md", "The option `--anew` and `is over` are code.", 0)]
    [InlineData("docs/a.md", "A renewed mender amends commends.", 0)]
    [InlineData("docs/a.md", "Two licences, one colour.", 2)]
    [InlineData("a.cs", "class Anew { /// <summary>It is\n    /// told.</summary>\n int amiss = 1; }", 1)]
    [InlineData("a.cs", "class A { string a = $\"{1} is over\", b = \"ok\", c = \"\"\"\n    anew\n    \"\"\"; } // lately", 3)]
    [InlineData("a.sh", "# Stored by\n# itself.", 1)]
    [InlineData("a.template", "Description: Whoever has one’s own.", 2)]
    public void Phrases_are_found_in_what_people_read(string file, string content, int count) =>
        Assert.Equal(count, ForbiddenWords.Find(file, content).Count());

    [Fact]
    public void A_find_names_the_place()
    {
        var found = Assert.Single(ForbiddenWords.Find("docs/a.md", "first line\nThe session is over now.\n"));

        Assert.Equal("docs/a.md:2: \"is over\" in: first line The session is over now.", found.ToString());
    }

    private static IEnumerable<ForbiddenWord> Find(string file) => ForbiddenWords.Find(file, File.ReadAllText(Path.Combine(RepositoryRoot.Path, file)));

    private static bool Allows((string File, string Sentence) allowed, ForbiddenWord word) =>
        word.File == allowed.File && word.Sentence.Contains(allowed.Sentence, StringComparison.Ordinal) && allowed.Sentence.Contains(word.Phrase.TrimEnd('*'), StringComparison.OrdinalIgnoreCase);
}
