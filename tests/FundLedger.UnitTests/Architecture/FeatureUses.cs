using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FundLedger.UnitTests.Architecture;

/// <summary>Which feature folders use the types of which others, method bodies included.</summary>
internal static class FeatureUses
{
    private const string Features = "FundLedger.Features";

    private const string ImplicitUsings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    private static readonly HashSet<string> Shared =
    [
        "Ledger", "Pipeline", "Database", "Norms", "Papers", "Vault", "Statements", "Checkpoints", "Imports", "Books", "Reports",
    ];

    // Loads the demo by sending the commands of all features, as the web and the command line do.
    private const string Host = "Setup";

    /// <summary>The uses that are not allowed: of another feature that is not shared by all.</summary>
    public static IReadOnlyList<string> Forbidden(IEnumerable<(string File, string Text)> sources)
    {
        var trees = sources.Select(source => CSharpSyntaxTree.ParseText(source.Text, path: source.File)).ToList();
        var compilation = CSharpCompilation.Create("Features", [.. trees, CSharpSyntaxTree.ParseText(ImplicitUsings)], References());
        return [.. trees.SelectMany(tree => UsesIn(compilation.GetSemanticModel(tree))).Distinct()];
    }

    private static IEnumerable<string> UsesIn(SemanticModel model)
    {
        var declared = model.SyntaxTree.GetRoot().DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault();
        if (FeatureOf(declared?.Name.ToString()) is not { } own || own == Host) return [];
        return from name in model.SyntaxTree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
               let symbol = model.GetSymbolInfo(name) is var info ? info.Symbol ?? info.CandidateSymbols.FirstOrDefault() : null
               let type = symbol as INamedTypeSymbol ?? symbol?.ContainingType
               let used = FeatureOf(type?.ContainingNamespace?.ToDisplayString())
               where used is not null && used != own && !Shared.Contains(used)
               select $"{Features}.{own} -> {Features}.{used} ({model.SyntaxTree.FilePath}: {type.Name})";
    }

    private static string? FeatureOf(string? space) =>
        space?.StartsWith(Features + ".", StringComparison.Ordinal) == true ? space.Split('.')[2] : null;

    // Everything this test program runs on, but not Features itself: its types come from the sources.
    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileNameWithoutExtension(path) != Features)
            .Select(path => MetadataReference.CreateFromFile(path));
}
