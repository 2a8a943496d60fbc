using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FundLedger.Features.Imports;

/// <summary>What one reading of the whole file came to.</summary>
/// <param name="Matches">Codes in the books that rows resemble, each once.</param>
internal sealed record ImportJudgement(ImportCheck Check, IReadOnlyList<string> Matches)
{
    /// <summary>
    /// Judges every row in the file's order and hands it over; preview and commit go this way alike. The file was read to its end when
    /// it was sent: what fails here is no damage of the file.
    /// </summary>
    public static ImportJudgement Of(
        byte[] content, ListDescription list, ImportMapping mapping, IListJudge judge, Action<(ListRow Row, JudgedRow Judged)> take)
    {
        using var file = OpenTable.Of(content).Value;
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (counts, matches) = (new ImportCounts(0, 0, 0, 0, 0, 0), new List<string>());
        var pass = new ImportPass(file, list, mapping);
        foreach (var row in pass.Rows())
        {
            var judged = judge.Judge(row);
            counts = counts.With(judged.State, row.Warnings.Count > 0);
            if (judged is { State: RowState.Duplicate, Match.Code: { } code } && !matches.Contains(code)) matches.Add(code);
            digest.AppendData(Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture, $"{row.Number} {judged.State} {judged.Match?.Code} {judged.Match?.Row}\n")));
            take((row, judged));
        }

        var seen = Convert.ToHexStringLower(digest.GetHashAndReset());
        return new ImportJudgement(new ImportCheck(mapping, counts, pass.Findings(), seen), matches);
    }
}
