using System.Globalization;
using FundLedger.Domain.Text;
using FundLedger.Features.Papers;
using FundLedger.Features.Statements;
using NodaTime;

namespace FundLedger.Features.Norms;

/// <summary>The head of a decision from its sheet: labels in the first column, values in the second.</summary>
internal sealed class NormHeadCells(ReadSheet sheet, LocalDate today, List<CellFlaw> flaws)
{
    private static readonly Wording Missing = new("Chưa điền.", "It is not filled in.");

    public NormHead Read() => new()
    {
        Number = Needed("number"),
        IssuedOn = Date("issuedOn", needed: true) ?? today,
        IssuedBy = Needed("issuedBy"),
        Title = new Wording(Needed("titleVi"), Values("titleEn").FirstOrDefault()?.Text ?? Values("titleVi").FirstOrDefault()?.Text ?? ""),
        ValidFrom = Date("validFrom", needed: true) ?? today,
        ValidTo = Date("validTo", needed: false),
        LegalBases = [.. Values("legalBasis").Select(cell => cell.Text)],
    };

    internal static bool Same(string text, Wording words) =>
        text.Equals(words.Vi, StringComparison.OrdinalIgnoreCase) || text.Equals(words.En, StringComparison.OrdinalIgnoreCase);

    private IEnumerable<ReadCell> Values(string name)
    {
        var label = NormSheet.HeadRows.First(row => row.Name == name).Label;
        return sheet.Rows
            .Where(row => row.Cells.TryGetValue("A", out var first) && Same(first.Text, label) && row.Cells.ContainsKey("B"))
            .Select(row => row.Cells["B"]).Where(cell => cell.Text.Length > 0);
    }

    private string Needed(string name)
    {
        if (Values(name).FirstOrDefault() is { } cell) return cell.Text;
        Missed(name);
        return "";
    }

    private LocalDate? Date(string name, bool needed)
    {
        if (Values(name).FirstOrDefault() is not { } cell)
        {
            if (needed) Missed(name);
            return null;
        }

        if (int.TryParse(cell.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var serial) && serial is > 30_000 and < 80_000)
        {
            return WorkbookStyles.DayZero.PlusDays(serial);
        }

        var typed = DateReader.Read(cell.Text, today);
        if (typed.IsOk) return typed.Value;
        var problem = new Wording($"“{cell.Text}” không phải ngày dd/mm/yyyy.", $"“{cell.Text}” is no date dd/mm/yyyy.");
        flaws.Add(new CellFlaw(sheet.Name, cell.Address, problem));
        return null;
    }

    private void Missed(string name)
    {
        var label = NormSheet.HeadRows.First(row => row.Name == name).Label;
        var row = sheet.Rows.FirstOrDefault(one => one.Cells.TryGetValue("A", out var first) && Same(first.Text, label));
        var cell = row is null ? "A1" : FormattableString.Invariant($"B{row.Number}");
        flaws.Add(new CellFlaw(sheet.Name, cell, new($"{label.Vi}: {Missing.Vi}", $"{label.En}: {Missing.En}")));
    }
}
