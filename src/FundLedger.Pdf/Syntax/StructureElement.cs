using System.Globalization;
using System.Text;

namespace FundLedger.Pdf.Syntax;

/// <summary>One node of the structure tree: pieces of pages, or other nodes.</summary>
internal sealed class StructureElement(int id, string role, int parent, string? attributes)
{
    private const int Node = 0;
    private readonly List<(int Page, int Number)> _kids = [];

    public int Id => id;

    public string Role => role;

    public void Adopt(StructureElement child) => _kids.Add((Node, child.Id));

    /// <param name="page">Object number of the page.</param>
    /// <param name="mark">Number of the marked piece on it.</param>
    public void AddPiece(int page, int mark) => _kids.Add((page, mark));

    public string ToDictionary()
    {
        var text = new StringBuilder();
        int page = _kids.Find(kid => kid.Page != Node).Page;
        text.Append(CultureInfo.InvariantCulture, $"<</S/{role}/P {parent} 0 R{attributes}");
        if (page != Node)
            text.Append(CultureInfo.InvariantCulture, $"/Pg {page} 0 R");
        if (_kids.Count > 0)
            text.Append("/K[").AppendJoin(' ', _kids.Select(kid => Kid(kid, page))).Append(']');
        return text.Append(">>").ToString();
    }

    private static string Kid((int Page, int Number) kid, int page) =>
        kid.Page == Node ? PdfSyntax.Reference(kid.Number)
        : kid.Page == page ? kid.Number.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"<</Type/MCR/Pg {kid.Page} 0 R/MCID {kid.Number}>>");
}
