using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FundLedger.UnitTests.Architecture;

/// <summary>The rules of tidiness that need the syntax tree.</summary>
internal static partial class SyntaxRules
{
    public const int LongestMethod = 40;
    public const int DeepestNesting = 2;

    public const string MethodTooLong = "method longer than 40 lines";
    public const string NestedTooDeep = "nested deeper than 2";
    public const string SplicedSql = "SQL that is interpolated or concatenated";

    public static IEnumerable<Breach> Code(string file, string text)
    {
        var root = CSharpSyntaxTree.ParseText(text).GetRoot();
        foreach (var node in root.DescendantNodes())
        {
            if (IsMethod(node) && Lines(node) > LongestMethod) yield return At(file, node, MethodTooLong);
            if (IsBranch(node) && Depth(node) > DeepestNesting) yield return At(file, node, NestedTooDeep);
            if (IsSpliced(node)) yield return At(file, node, SplicedSql);
        }
    }

    private static Breach At(string file, SyntaxNode node, string rule) =>
        new(file, node.GetLocation().GetLineSpan().StartLinePosition.Line + 1, rule);

    // Attributes are left out: the rows of a test table are data, however many.
    private static int Lines(SyntaxNode method)
    {
        var first = method.ChildNodesAndTokens().First(child => !child.IsKind(SyntaxKind.AttributeList)).GetLocation()!;
        return method.GetLocation().GetLineSpan().EndLinePosition.Line - first.GetLineSpan().StartLinePosition.Line + 1;
    }

    private static bool IsMethod(SyntaxNode node) =>
        node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax
        || node is PropertyDeclarationSyntax { ExpressionBody: not null };

    private static bool IsBranch(SyntaxNode node) => node switch
    {
        IfStatementSyntax => node.Parent is not ElseClauseSyntax,
        ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax => true,
        SwitchStatementSyntax or TryStatementSyntax => true,
        _ => false,
    };

    private static int Depth(SyntaxNode branch) =>
        branch.AncestorsAndSelf().TakeWhile(node => !IsMethod(node)).Count(IsBranch);

    private static bool IsSpliced(SyntaxNode node) => node switch
    {
        InterpolatedStringExpressionSyntax text => text.Contents.Any(part => part is InterpolationSyntax) && IsSql(Text(text)),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum => HasSqlTerm(sum.Left, sum.Right),
        AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression } sum => HasSqlTerm(sum.Right),
        InvocationExpressionSyntax call when IsTextBuilder(call.Expression) =>
            HasSqlTerm([.. call.ArgumentList.Arguments.Select(argument => argument.Expression)]),
        _ => false,
    };

    private static bool IsTextBuilder(ExpressionSyntax method) => method is MemberAccessExpressionSyntax
    {
        Name.Identifier.Text: "Format" or "Concat" or "Join" or "Append" or "AppendFormat" or "AppendLine",
    };

    private static bool HasSqlTerm(params ExpressionSyntax[] terms) =>
        terms.Any(term => term is LiteralExpressionSyntax { Token.Value: string text } && IsSql(text));

    private static string Text(InterpolatedStringExpressionSyntax text) =>
        string.Concat(text.Contents.Select(part => part is InterpolatedStringTextSyntax plain ? plain.TextToken.ValueText : "x"));

    private static bool IsSql(string text) => Shouted().IsMatch(text) || Spoken().IsMatch(text);

    [GeneratedRegex(@"^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\s")]
    private static partial Regex Shouted();

    [GeneratedRegex(
        @"^\s*(select\s.*\sfrom\s|insert\s+into\s|update\s+\S+\s+set\s|delete\s+from\s|with\s+\w+\s+as\s*\()",
        RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Spoken();
}
