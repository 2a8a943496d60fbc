using FundLedger.Domain.Text;

namespace FundLedger.Features.Imports;

/// <summary>Finds the header of a list in a file and which column is which, or says what a person has to decide.</summary>
internal static class HeaderFinder
{
    private const int RowsLookedAt = 30;
    private const int RowsBelow = 5;
    private const int FewestMatches = 2;
    private const int PerMatch = 10;
    private const int LongestSample = 40;

    /// <param name="sheet">Only this sheet, or null for the one that fits best.</param>
    /// <param name="headerRow">Only this row, or null.</param>
    public static GuessedMapping Find(TableFile file, ListDescription list, int? sheet = null, int? headerRow = null)
    {
        var names = file.Sheets.Select(one => one.Name).ToList();
        var best = Candidates(file, list, sheet, headerRow).MaxBy(candidate => candidate.Score);
        if (best is null)
        {
            return new GuessedMapping(new ImportMapping(sheet ?? 0, headerRow ?? 1, []), false, [], names, [Nothing]);
        }

        var problems = Problems(best, list).ToList();
        var choices = list.Columns.Where(column => best.Found[column.Name].Count > 0)
            .Select(column => new ColumnChoice(column.Name, best.Found[column.Name][0])).ToList();
        return new GuessedMapping(
            new ImportMapping(best.Sheet, best.Header.Number, choices), problems.Count == 0, HeadersOf(best), names, problems);
    }

    private static Wording Nothing { get; } = new(
        "Không tìm thấy dòng tiêu đề: hãy chọn trang, dòng tiêu đề và các cột.",
        "No header row was found: choose the sheet, the header row and the columns.");

    private sealed record Candidate(int Sheet, SheetRow Header, SheetRow? Below, Dictionary<string, List<int>> Found, int Score);

    private static IEnumerable<Candidate> Candidates(TableFile file, ListDescription list, int? sheet, int? headerRow)
    {
        var isAsked = sheet is not null || headerRow is not null;
        var sheets = Enumerable.Range(0, file.Sheets.Count)
            .Where(i => sheet is { } wanted ? wanted == i : !file.Sheets[i].IsHidden);
        return sheets.SelectMany(i => OnSheet(file, list, i, headerRow)).Where(one => isAsked || one.Score >= FewestMatches * PerMatch);
    }

    // Of rows that fit alike the first is the header.
    private static IEnumerable<Candidate> OnSheet(TableFile file, ListDescription list, int sheet, int? headerRow)
    {
        var rows = file.Rows(sheet).TakeWhile(row => row.Number <= Math.Max(RowsLookedAt, headerRow ?? 0) + RowsBelow).ToList();
        for (var at = 0; at < rows.Count; at++)
        {
            if (headerRow is { } number ? rows[at].Number != number : rows[at].Number > RowsLookedAt) continue;
            var found = Match(rows[at], list);
            var score = found.Values.Count(places => places.Count > 0) * PerMatch;
            yield return new Candidate(sheet, rows[at], at + 1 < rows.Count ? rows[at + 1] : null, found, score);
        }
    }

    private static Dictionary<string, List<int>> Match(SheetRow row, ListDescription list)
    {
        var found = list.Columns.ToDictionary(column => column.Name, _ => new List<int>());
        for (var i = 0; i < row.Cells.Count; i++)
        {
            if (row[i].Type != CellType.Text) continue;
            var key = HeaderKey.Of(row[i].Text);
            if (list.Columns.FirstOrDefault(column => column.Keys.Contains(key)) is { } column) found[column.Name].Add(i);
        }

        return found;
    }

    private static IEnumerable<Wording> Problems(Candidate best, ListDescription list)
    {
        foreach (var column in list.Columns)
        {
            var places = best.Found[column.Name];
            var (vi, en) = (column.Header.Vi, column.Header.En);
            if (places.Count == 0 && column.IsRequired)
            {
                yield return new($"Chưa thấy cột “{vi}”: hãy chọn cột.", $"The column “{en}” was not found: choose it.");
            }
            else if (places.Count > 1)
            {
                var letters = string.Join(", ", places.Select(ColumnLetters.Of));
                yield return new($"Cột “{vi}” có {places.Count} lần ({letters}): hãy chọn một.",
                    $"The column “{en}” is there {places.Count} times ({letters}): choose one.");
            }
        }
    }

    private static List<FileHeader> HeadersOf(Candidate best)
    {
        var width = Math.Max(best.Header.Cells.Count, best.Below?.Cells.Count ?? 0);
        return [.. Enumerable.Range(0, width)
            .Select(i => new FileHeader(i, ColumnLetters.Of(i), Short(best.Header[i].Text), Short(best.Below?[i].Text ?? "")))
            .Where(header => header.Text.Length > 0 || header.Sample.Length > 0)];
    }

    private static string Short(string text) =>
        TypedText.Normalise(text) is { Length: > LongestSample } longer ? longer[..LongestSample] + "…" : TypedText.Normalise(text);
}
