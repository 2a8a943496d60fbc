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
    private readonly DocumentFonts _fonts;
    private readonly List<Sheet> _pages = [];
    private readonly int _parent;
    private readonly int _resources;
    private Frame _frame;
    private PrintedDocument _document;
    private PageContent _content;
    private double _top;
    private Box? _last;

    public PageWriter(PdfFile file, Frame frame, DocumentFonts fonts, PrintedDocument document)
    {
        _file = file;
        _fonts = fonts;
        _parent = file.Reserve();
        _resources = file.Reserve();
        (_frame, _document, _content) = (frame, document, new PageContent(frame, fonts));
        OpenPage();
    }

    public int Pages => _pages.Count;

    /// <summary>The first page as it was written.</summary>
    public DictionaryObject First { get; private set; } = new(0, "<<>>");

    private bool PageIsEmpty => _top == 0;

    /// <summary>Goes on with another paper: on a page of its own, numbered from one again.</summary>
    public void TurnTo(PrintedDocument document, Frame frame)
    {
        ClosePage();
        (_frame, _document, _content) = (frame, document, new PageContent(frame, _fonts));
        OpenPage();
    }

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
        var size = MediaBox(_pages[0].Frame);
        foreach (var paper in _pages.GroupBy(page => page.Frame))
            WritePageNumbers([.. paper]);
        _file.WriteObject(_resources, _fonts.Finish());
        _file.WriteObject(_parent, string.Create(CultureInfo.InvariantCulture,
            $"<</Type/Pages/Count {_pages.Count}/Kids{PdfSyntax.References(_pages.Select(p => p.Page))}/Resources {_resources} 0 R")
            + size + ">>");
        return _parent;
    }

    private static string MediaBox(Frame frame) =>
        string.Create(CultureInfo.InvariantCulture, $"/MediaBox[0 0 {frame.PageWidth:0.##} {frame.PageHeight:0.##}]");

    private void PlaceRun(List<Box> run)
    {
        double height = run.Sum(box => box.SpaceBefore + box.Height) + (run.Count > 0 ? run[^1].Reserve : 0);
        if (!PageIsEmpty && run.Count > 0 && !Fits(height) && height <= _frame.Height - HeaderHeight(run[0]))
            TurnPage(run[0]);
        foreach (var box in run)
            PlaceBox(box);
    }

    private void PlaceBox(Box box)
    {
        double space = PageIsEmpty ? 0 : box.SpaceBefore;
        if (!PageIsEmpty && !Fits(space + box.Height + box.Reserve))
        {
            TurnPage(box);
            space = 0;
        }
        _content.Draw(box, _top + space, _pages[^1].Page);
        box.Closes.ForEach(_frame.Tree.Write);
        _top += space + box.Height;
        _last = box;
    }

    // Half a point of grace: sums of heights must not push the last line over.
    private bool Fits(double height) => _top + height <= _frame.Height + 0.5;

    private static double HeaderHeight(Box box) => box.RepeatedHeader?.Height ?? 0;

    private void TurnPage(Box next)
    {
        // A table goes on where its header does.
        var carry = next.RepeatedHeader is not null ? _last?.Carry : null;
        if (carry is not null)
            _content.Repeat(carry.Foot(), _top);
        ClosePage();
        OpenPage();
        if (next.RepeatedHeader is not { } header)
            return;
        _content.Repeat(header, 0);
        _top = header.Height;
        if (carry?.Head() is not { } brought)
            return;
        _content.Repeat(brought, _top);
        _top += brought.Height;
    }

    private void OpenPage()
    {
        bool numbered = _pages.Count > 0 && _pages[^1].Frame == _frame;
        _pages.Add(new Sheet(_file.Reserve(), numbered ? _file.Reserve() : 0, _frame, _document));
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
        var sheet = _pages[^1];
        int[] contents = sheet.Number == 0 ? [body] : [body, sheet.Number];
        string size = MediaBox(_frame);
        string own = size == MediaBox(_pages[0].Frame) ? "" : size;
        string page = string.Create(CultureInfo.InvariantCulture,
            $"<</Type/Page/Parent {_parent} 0 R/Tabs/S/StructParents {_pages.Count - 1}{own}/Contents{PdfSyntax.References(contents)}>>");
        _file.WriteObject(sheet.Page, page);
        if (_pages.Count == 1)
            First = new DictionaryObject(sheet.Page, page);
        _frame.Tree.AddPage(_content.Pieces);
    }

    private void WritePageNumbers(List<Sheet> sheets)
    {
        var (_, _, frame, document) = sheets[0];
        var content = new PageContent(frame, _fonts);
        string word = document.Language.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? "Page" : "Trang";
        double size = document.Page.HasPlainPageNumbers ? frame.TextSize : Math.Max(MarginTextSize, frame.TextSize - 2);
        for (int i = 1; i < sheets.Count; i++)
        {
            string text = string.Create(CultureInfo.InvariantCulture, $"{word} {i + 1}/{sheets.Count}");
            if (document.Page.HasPlainPageNumbers)
                text = (i + 1).ToString(CultureInfo.InvariantCulture);
            content.Clear();
            content.DrawInMargin(text, TextStyle.Regular, size, frame.PageHeight - frame.Top * 0.62);
            _file.WriteRawStream(sheets[i].Number, "", content.Written);
        }
    }

    /// <param name="Page">Object number of the page.</param>
    /// <param name="Number">Object number of its page number; 0 where it bears none.</param>
    /// <param name="Frame">One for each paper.</param>
    private sealed record Sheet(int Page, int Number, Frame Frame, PrintedDocument Document);
}
