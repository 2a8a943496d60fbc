using FundLedger.Features.Vault;

namespace FundLedger.Features.Imports;

/// <summary>
/// Puts the preview on the shelf a page at a time: one series with all rows, one with those that need a person, so that neither has to be
/// held whole.
/// </summary>
internal sealed class PreviewPages
{
    private static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    private readonly SealedShelf shelf;
    private readonly Guid import;
    private readonly IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> shown;
    private readonly Series all;
    private readonly Series odd;

    /// <param name="shown">What the reader may see of matches, by code.</param>
    public PreviewPages(SealedShelf shelf, Guid import, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> shown)
    {
        (this.shelf, this.import, this.shown) = (shelf, import, shown);
        all = new Series(this, ImportFiles.AllRows);
        odd = new Series(this, ImportFiles.OddRows);
    }

    public void Add((ListRow Row, JudgedRow Judged) one)
    {
        var (row, judged) = one;
        var match = judged.Match;
        if (match?.Code is { } code) match = match with { Fields = shown.GetValueOrDefault(code, Nothing) };
        var page = new PreviewRow(row.Number, judged.State, row.Cells, [.. row.Flaws], [.. row.Warnings], match);
        all.Add(page);
        if (judged.State is RowState.Bad or RowState.Duplicate || row.Warnings.Count > 0) odd.Add(page);
    }

    public void Finish()
    {
        all.Write();
        odd.Write();
    }

    private sealed class Series
    {
        private readonly PreviewPages pages;
        private readonly string name;
        private readonly List<PreviewRow> rows = [];
        private int page;

        public Series(PreviewPages pages, string name)
        {
            (this.pages, this.name) = (pages, name);
            pages.shelf.Remove(pages.import, name);
        }

        public void Add(PreviewRow row)
        {
            rows.Add(row);
            if (rows.Count == ImportFiles.PageSize) Write();
        }

        public void Write()
        {
            if (rows.Count == 0) return;
            page++;
            ImportFiles.Write(pages.shelf, pages.import, FormattableString.Invariant($"{name}{page}"), rows);
            rows.Clear();
        }
    }
}
