using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TuroEzpass.Tests.Docs;

/// <summary>The parts of a file that people read.</summary>
internal static partial class ReadableText
{
    /// <summary>For C#, the comments and string literals. For Markdown, everything except inline code. For other files, everything.</summary>
    /// <param name="file">The file's path.</param>
    /// <param name="content">The file's content.</param>
    /// <returns>Each part with the line on which it starts.</returns>
    public static IEnumerable<(int Line, string Text)> Of(string file, string content) => Path.GetExtension(file) switch
    {
        ".cs" => OfCSharp(content),
        ".md" => [(1, InlineCode().Replace(content, code => new string('`', code.Length)))],
        _ => [(1, content)],
    };

    private static IEnumerable<(int Line, string Text)> OfCSharp(string content)
    {
        var tree = CSharpSyntaxTree.ParseText(content, cancellationToken: TestContext.Current.CancellationToken);
        foreach (var token in tree.GetRoot(TestContext.Current.CancellationToken).DescendantTokens())
        {
            // Adjacent comment lines are one text, so that a phrase may continue on the next line.
            var comments = token.LeadingTrivia.Concat(token.TrailingTrivia).Where(IsComment).ToList();
            if (comments.Count > 0)
                yield return (LineOf(tree, comments[0].SpanStart), string.Join('\n', comments.Select(comment => comment.ToFullString())));
            if (token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken)
                yield return (LineOf(tree, token.SpanStart), token.Text);
        }
    }

    private static bool IsComment(SyntaxTrivia trivia) => trivia.Kind() is
        SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia;

    private static int LineOf(SyntaxTree tree, int position) => tree.GetText(TestContext.Current.CancellationToken).Lines.GetLinePosition(position).Line + 1;

    [GeneratedRegex("(?<!`)`[^`\n]+`(?!`)")]
    private static partial Regex InlineCode();
}
