using FundLedger.Domain.Text;

namespace FundLedger.Features.Imports;

/// <summary>
/// One reading of a file by its mapping. The same for preview and commit; rows come one by one, and what was noticed about the file as a
/// whole is known after the last.
/// </summary>
internal sealed class ImportPass(TableFile file, ListDescription list, ImportMapping mapping)
{
    private const int Named = 5;
    private const int Many = 3;

    private readonly List<string> hidden = [];
    private readonly List<string> totals = [];
    private (int Rows, int Formulas, int Fractions, int MonthsAbove12, int BelowTotal) seen;

    /// <summary>The rows of the list: without what stands above it, a row of column numbers, totals, and signatures below them.</summary>
    public IEnumerable<ListRow> Rows()
    {
        var isFirst = true;
        foreach (var row in file.Rows(mapping.Sheet))
        {
            if (row.Number <= mapping.HeaderRow) continue;
            var wasFirst = isFirst;
            isFirst = false;
            if (wasFirst && IsNumbering(row)) continue;
            if (Filled(row) == 0) continue;
            if (IsTotal(row))
            {
                totals.Add(FormattableString.Invariant($"{row.Number}"));
                continue;
            }

            if (totals.Count > 0 && Filled(row) < 2)
            {
                seen.BelowTotal++;
                continue;
            }

            if (row.IsHidden) hidden.Add(FormattableString.Invariant($"{row.Number}"));
            var read = new ListRow(row, list, mapping, file.Since1904);
            yield return read;
            seen.Rows++;
            seen.Formulas += read.Formulas;
            seen.Fractions += read.Fractions;
            seen.MonthsAbove12 += read.MonthsAbove12;
        }
    }

    /// <summary>What a person should know of the file; asked after the last row.</summary>
    public IReadOnlyList<Wording> Findings() => [.. HiddenThings(), .. WhatWasLeftOut(), .. Suspicions()];

    private IEnumerable<Wording> HiddenThings()
    {
        var traits = file.TraitsOf(mapping.Sheet);
        if (hidden.Count > 0 && traits.IsFiltered)
        {
            yield return new($"Bảng đang lọc: {hidden.Count} dòng bị ẩn ({Some(hidden)}) vẫn được đọc.",
                $"The table is filtered: {hidden.Count} hidden rows ({Some(hidden)}) are read too.");
        }
        else if (hidden.Count > 0)
        {
            yield return new($"{hidden.Count} dòng ẩn ({Some(hidden)}) vẫn được đọc.",
                $"{hidden.Count} hidden rows ({Some(hidden)}) are read too.");
        }

        var columns = traits.HiddenColumns.Where(place => mapping.Columns.Any(choice => choice.Column == place))
            .Select(ColumnLetters.Of).ToList();
        if (columns.Count > 0)
        {
            yield return new($"Cột ẩn vẫn được đọc: {Some(columns)}.", $"Hidden columns are read too: {Some(columns)}.");
        }

        var sheets = file.Sheets.Where((sheet, i) => i != mapping.Sheet && sheet.IsHidden).Select(sheet => sheet.Name).ToList();
        if (sheets.Count > 0) yield return new($"Trang ẩn không được đọc: {Some(sheets)}.", $"Hidden sheets are not read: {Some(sheets)}.");
        if (traits.Merged.Count > 0)
        {
            yield return new($"Có ô gộp ({Some(traits.Merged)}): chỉ ô đầu có giá trị, các ô còn lại coi như trống.",
                $"Cells are merged ({Some(traits.Merged)}): only the first has a value, the others count as empty.");
        }
    }

    private IEnumerable<Wording> WhatWasLeftOut()
    {
        if (totals.Count > 0) yield return new($"Dòng cộng không đọc: {Some(totals)}.", $"Total rows are not read: {Some(totals)}.");
        if (seen.BelowTotal > 0)
        {
            yield return new($"{seen.BelowTotal} dòng dưới dòng cộng không đọc.", $"{seen.BelowTotal} rows below the total are not read.");
        }

        var unread = file.Sheets.Where((sheet, i) => i != mapping.Sheet && !sheet.IsHidden).Select(sheet => sheet.Name).ToList();
        if (unread.Count > 0) yield return new($"Không đọc các trang khác: {Some(unread)}.", $"Other sheets are not read: {Some(unread)}.");
    }

    private IEnumerable<Wording> Suspicions()
    {
        if (seen.Formulas > 0)
        {
            yield return new($"{seen.Formulas} ô là công thức: dùng giá trị đã lưu trong tệp, hãy xem lại.",
                $"{seen.Formulas} cells are formulas: the value kept in the file is used; look at them again.");
        }

        if (seen.Fractions >= Many)
        {
            yield return new("Nhiều số tiền là số lẻ: tệp có thể đã được lưu theo vùng ngôn ngữ khác.",
                "Many amounts are fractions: the file may have been saved under another locale.");
        }

        if (seen.MonthsAbove12 >= Many)
        {
            yield return new("Nhiều ngày có tháng lớn hơn 12: cột ngày có thể ghi tháng trước. Hãy xem lại ở bước chọn cột.",
                "Many dates have a month above 12: the month may come first. Look at the step of the columns again.");
        }
    }

    private static string Some(List<string> names) => Some((IReadOnlyList<string>)names);

    private static string Some(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(Named)) + (names.Count > Named ? ", …" : "");

    private int Filled(SheetRow row) => mapping.Columns.Count(choice => TypedText.Normalise(row[choice.Column].Text).Length > 0);

    // Forms number their columns below the header: (1), (2) or A, B, 1, 2.
    private static bool IsNumbering(SheetRow row) =>
        row.Cells.Where(cell => cell.Type != CellType.Empty).All(cell => cell.Text.Trim('(', ')', ' ').Length is 1 or 2)
        && row.Cells.Count(cell => cell.Type != CellType.Empty) >= 3;

    private bool IsTotal(SheetRow row)
    {
        var isSummed = row.Cells.Any(cell => cell.Type == CellType.Text && IsTotalWord(cell.Text));
        return isSummed && list.Columns.Any(column => column.IsRequired && mapping.PlaceOf(column.Name) is { } place
            && row[place].Type == CellType.Empty);
    }

    private static bool IsTotalWord(string text) =>
        SearchKey.Of(text).TrimEnd(':', ' ') is "tong" or "tong cong" or "tong so" or "cong" or "total" or "sum" or "grand total";
}
