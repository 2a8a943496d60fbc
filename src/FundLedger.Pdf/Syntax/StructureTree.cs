using System.Globalization;
using System.Text;

namespace FundLedger.Pdf.Syntax;

/// <summary>What the parts of the pages mean (heading, table, cell …), for programs that read aloud or rework the text.</summary>
internal sealed class StructureTree
{
    private readonly PdfFile _file;
    private readonly int _root;
    private readonly List<int> _elementsByPage = [];

    public StructureTree(PdfFile file)
    {
        _file = file;
        _root = file.Reserve();
        Document = new StructureElement(file.Reserve(), "Document", _root, null);
    }

    public StructureElement Document { get; }

    public StructureElement Add(string role, StructureElement parent, string? attributes = null)
    {
        var element = new StructureElement(_file.Reserve(), role, parent.Id, attributes);
        parent.Adopt(element);
        return element;
    }

    public void Write(StructureElement element) => _file.WriteObject(element.Id, element.ToDictionary());

    /// <summary>Notes which element each marked piece of the next page belongs to.</summary>
    public void AddPage(IEnumerable<int> elements) => _elementsByPage.Add(_file.WriteObject(PdfSyntax.References(elements)));

    /// <summary>Closes the tree; returns the number of its root.</summary>
    public int Finish()
    {
        Write(Document);
        var pages = new StringBuilder("<</Nums[");
        for (int i = 0; i < _elementsByPage.Count; i++)
            pages.Append(CultureInfo.InvariantCulture, $"{i} {_elementsByPage[i]} 0 R ");
        int parents = _file.WriteObject(pages.Append("]>>").ToString());
        _file.WriteObject(_root, string.Create(CultureInfo.InvariantCulture,
            $"<</Type/StructTreeRoot/K {Document.Id} 0 R/ParentTree {parents} 0 R/ParentTreeNextKey {_elementsByPage.Count}>>"));
        return _root;
    }
}
