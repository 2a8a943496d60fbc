using System.Xml.Linq;

namespace FundLedger.UnitTests.Web;

/// <summary>The files of the web project as they stand in the working copy.</summary>
internal static class WebSources
{
    private static readonly string Root = Path.Combine(RepositoryRoot(), "src", "FundLedger.Web");

    /// <summary>Every page and class, with its path from the project.</summary>
    public static IEnumerable<(string Path, string Text)> All() =>
        from file in Directory.EnumerateFiles(Root, "*.cs*", SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Root, file)
        where path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".cshtml", StringComparison.Ordinal)
        where !path.StartsWith("obj", StringComparison.Ordinal) && !path.StartsWith("bin", StringComparison.Ordinal)
        select (path, File.ReadAllText(file));

    public static Dictionary<string, string> Resource(string name) =>
        XDocument.Load(Path.Combine(Root, "Resources", name)).Descendants("data")
            .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value, StringComparer.Ordinal);

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "FundLedger.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
