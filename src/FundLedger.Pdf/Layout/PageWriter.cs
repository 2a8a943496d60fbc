using System.Globalization;
using FundLedger.Pdf.Fonts;
using FundLedger.Pdf.Syntax;

namespace FundLedger.Pdf.Layout;

/// <summary>
/// Distributes boxes over pages and writes each page as soon as it is full. Only the page numbers wait for the end, in a
/// stream of their own for each page, because "Trang x/y" needs the number of pages.
/// </summary>
internal sealed class PageWriter
{
    private const double MarginTextSize = 9;
    private readonly PdfFile _file;
    private readonly Frame _frame;
    private readonly PrintedDocument _document;
    private readonly DocumentFonts _fonts;
    private readonly PageContent _content;
    private readonly List<(int Page, int Number)> _pages = [];
    private readonly int _parent;
    private readonly int _resources;
    private double _top;

    public PageWriter(PdfFile file, Frame frame, DocumentFonts fonts, PrintedDocument document)
    {
        _file = file;
        _frame = frame;
        _document = document;
        _fonts = fonts;
        _content = new PageContent(frame, fonts);
        _parent = file.Reserve();
        _resources = file.Reserve();
        OpenPage();
    }

    public int Pages => _pages.Count;

    private bool PageIsEmpty => _top == 0;

    public void Place(IEnumerable<Box> boxes)
    {
        List<Box> run = [];
        foreach (var box in boxes)
        {
            run.Add(box);
            if (box.KeepWithNext)
                continue;
            PlaceRun(run);
            run.Clear();
        }
        PlaceRun(run);
    }

    /// <summary>Writes the last page, the page numbers, the fonts and the page list; returns the number of the list.</summary>
    public int Finish()
    {
        ClosePage();
        for (int i = 1; i < _pages.Count; i++)
            WritePageNumber(i);
        _file.WriteObject(_resources, _fonts.Finish());
        _file.WriteObject(_parent, string.Create(CultureInfo.InvariantCulture,
            $"<</Type/Pages/Count {_pages.Count}/Kids{PdfSyntax.References(_pages.Select(p => p.Page))}/Resources {_resources} 0 R")
            + string.Create(CultureInfo.InvariantCulture, $"/MediaBox[0 0 {_frame.PageWidth:0.##} {_frame.PageHeight:0.##}]>>"));
        return _parent;
    }

    private void PlaceRun(List<Box> run)
    {
        double height = run.Sum(box => box.SpaceBefore + box.Height);
        if (!PageIsEmpty && run.Count > 0 && !Fits(height) && height <= _frame.Height - HeaderHeight(run[0]))
            TurnPage(run[0]);
        foreach (var box in run)
            PlaceBox(box);
    }

    private void PlaceBox(Box box)
    {
        double space = PageIsEmpty ? 0 : box.SpaceBefore;
        if (!PageIsEmpty && !Fits(space + box.Height))
        {
            TurnPage(box);
            space = 0;
        }
        _content.Draw(box, _top + space, _pages[^1].Page);
        box.Closes.ForEach(_frame.Tree.Write);
        _top += space + box.Height;
    }

    // Half a point of grace: sums of heights must not push the last line over.
    private bool Fits(double height) => _top + height <= _frame.Height + 0.5;

    private static double HeaderHeight(Box box) => box.RepeatedHeader?.Height ?? 0;

    private void TurnPage(Box next)
    {
        ClosePage();
        OpenPage();
        if (next.RepeatedHeader is not { } header)
            return;
        _content.Repeat(header);
        _top = header.Height;
    }

    private void OpenPage()
    {
        bool numbered = _pages.Count > 0;
        _pages.Add((_file.Reserve(), numbered ? _file.Reserve() : 0));
        _content.Clear();
        if (_document.Watermark is { } watermark)
            _content.DrawAcross(watermark);
        _top = 0;
    }

    private void ClosePage()
    {
        if (_document.FooterText is { } footer)
            _content.DrawInMargin(footer, TextStyle.Italic, MarginTextSize, _frame.Bottom * 0.45);
        int body = _file.Reserve();
        _file.WriteStream(body, "", _content.Written);
        var (page, number) = _pages[^1];
        int[] contents = number == 0 ? [body] : [body, number];
        _file.WriteObject(page, string.Create(CultureInfo.InvariantCulture,
            $"<</Type/Page/Parent {_parent} 0 R/Tabs/S/StructParents {_pages.Count - 1}/Contents{PdfSyntax.References(contents)}>>"));
        _frame.Tree.AddPage(_content.Pieces);
    }

    private void WritePageNumber(int index)
    {
        string word = _document.Language.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? "Page" : "Trang";
        string text = string.Create(CultureInfo.InvariantCulture, $"{word} {index + 1}/{_pages.Count}");
        double size = Math.Max(MarginTextSize, _frame.TextSize - 2);
        _content.Clear();
        _content.DrawInMargin(text, TextStyle.Regular, size, _frame.PageHeight - _frame.Top * 0.62);
        _file.WriteRawStream(_pages[index].Number, "", _content.Written);
    }
}
