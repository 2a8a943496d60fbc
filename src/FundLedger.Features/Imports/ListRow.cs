using FundLedger.Domain;
using FundLedger.Domain.Text;
using NodaTime;

namespace FundLedger.Features.Imports;

/// <summary>Something in a cell that keeps its row out.</summary>
/// <param name="Cell">E.g. C5.</param>
public sealed record ImportFlaw(string Cell, Wording Problem);

/// <summary>A cell as the preview shows it.</summary>
/// <param name="Text">What stands in the file.</param>
/// <param name="Read">How it was read where that could be doubted, e.g. a date with its month in words; else null.</param>
public sealed record PreviewCell(string Name, string Text, Wording? Read, bool IsFormula);

/// <summary>
/// A row of the file read by the mapping. Preview and commit ask it alike, so that they cannot read a cell in two ways; each flaw is noted
/// once for its cell.
/// </summary>
internal sealed class ListRow(SheetRow row, ListDescription list, ImportMapping mapping, bool since1904)
{
    private readonly List<ImportFlaw> flaws = [];
    private readonly List<Wording> warnings = [];
    private readonly Dictionary<string, Wording> read = [];

    public int Number => row.Number;

    public IReadOnlyList<ImportFlaw> Flaws => flaws;

    /// <summary>Worth a look, but no reason to keep the row out.</summary>
    public IReadOnlyList<Wording> Warnings => warnings;

    /// <summary>How many amounts were numbers with a fraction: many tell of a file saved under another locale.</summary>
    public int Fractions { get; private set; }

    /// <summary>The cell holds a date whose month would be above 12: many tell that the month comes first.</summary>
    public int MonthsAbove12 { get; private set; }

    public IReadOnlyList<PreviewCell> Cells =>
        [.. mapping.Columns.Select(choice => new PreviewCell(
            choice.Name, Shown(choice), read.GetValueOrDefault(choice.Name), Cell(choice.Name).IsFormula))];

    public int Formulas => mapping.Columns.Count(choice => Cell(choice.Name).IsFormula);

    /// <summary>Words, normalised; empty when nothing stands there.</summary>
    public string Text(string name)
    {
        var cell = Usable(name);
        if (cell.Type is CellType.Number or CellType.Boolean && list[name].Kind == ColumnKind.Text)
        {
            Flaw(name, "Ô chứa số, không phải chữ.", "The cell holds a number, not words.");
            return "";
        }

        var text = SpacedOnce(cell.Text);
        if (LegacyFont.Of(text) is not { } font) return text;
        Flaw(name, $"“{text}” là chữ của phông {font}, không phải Unicode.", $"“{text}” is written for the font {font}, not in Unicode.");
        return "";
    }

    /// <summary>A date; with a year alone only where the column may have one.</summary>
    public DateRead? Date(string name)
    {
        var cell = Usable(name);
        if (cell.Type == CellType.Empty) return null;
        var choice = mapping.Columns.First(one => one.Name == name);
        var date = CellDate.Read(cell, new DateProfile(choice.MonthFirst, since1904));
        if (date.Error is DateUnreadable unreadable)
        {
            if (unreadable is DateDoesNotExist) MonthsAbove12++;
            Unreadable(name, unreadable.Typed, unreadable.Hint);
            return null;
        }

        if (date.Value.IsYearOnly && list[name].Kind != ColumnKind.DateOrYear)
        {
            Unreadable(name, cell.Text, new DateIsYearOnly(cell.Text).Hint);
            return null;
        }

        var year = date.Value.Date.Year;
        read[name] = date.Value.IsYearOnly ? new($"năm {year}", $"the year {year}") : DateInWords.Of(date.Value.Date);
        return date.Value;
    }

    public Money? Amount(string name)
    {
        var cell = Usable(name);
        if (cell.Type == CellType.Empty) return null;
        var amount = CellAmount.Read(cell, mapping.Columns.First(one => one.Name == name).Thousands);
        if (amount.Error is AmountUnreadable unreadable)
        {
            if (unreadable is AmountIsFraction) Fractions++;
            Unreadable(name, unreadable.Typed, unreadable.Hint);
            return null;
        }

        if (cell.Type == CellType.Text) read[name] = new($"{amount.Value.Amount} ₫", $"{amount.Value.Amount} ₫");
        if (amount.Value.IsNoted) Warn(name, "bỏ phần lẻ bằng 0", "a fraction of zeros was left out");
        return amount.Value.Amount;
    }

    /// <summary>A personal number of 12 digits, or null. What is in it stays out of the reason.</summary>
    public string? PersonalNumber(string name)
    {
        var cell = Usable(name);
        if (cell.Type == CellType.Empty) return null;
        var number = CellNumber.Read(cell);
        if (number.Error is not PersonalNumberUnreadable unreadable) return number.Value;
        Flaw(name, unreadable.Hint.Vi, unreadable.Hint.En);
        return null;
    }

    public void Flaw(string name, string vi, string en)
    {
        var address = Address(name);
        if (!flaws.Exists(flaw => flaw.Cell == address)) flaws.Add(new ImportFlaw(address, new(vi, en)));
    }

    public void Warn(string name, string vi, string en) =>
        warnings.Add(new($"{list[name].Header.Vi}: {vi}", $"{list[name].Header.En}: {en}"));

    /// <summary>Something is missing in a needed column.</summary>
    public void Require(string name, bool isThere)
    {
        if (isThere) return;
        Flaw(name, $"Chưa có {Lower(list[name].Header.Vi)}.", $"The {Lower(list[name].Header.En)} is missing.");
    }

    public string Address(string name) => mapping.PlaceOf(name) is { } place
        ? FormattableString.Invariant($"{ColumnLetters.Of(place)}{row.Number}")
        : FormattableString.Invariant($"A{row.Number}");

    public bool Has(string name) => Cell(name).Type != CellType.Empty;

    private static string Lower(string header) => char.ToLowerInvariant(header[0]) + header[1..];

    // A day's number means nothing to a reader, and could not be sent again as it stands.
    private string Shown(ColumnChoice choice)
    {
        var cell = Cell(choice.Name);
        if (cell.Type != CellType.Number || list[choice.Name].Kind is not (ColumnKind.Date or ColumnKind.DateOrYear)) return cell.Text;
        var date = CellDate.Read(cell, new DateProfile(choice.MonthFirst, since1904));
        return date.IsOk && !date.Value.IsYearOnly ? PrintedDate.Of(date.Value.Date) : cell.Text;
    }

    private static string SpacedOnce(string text) =>
        string.Join(' ', TypedText.Normalise(text).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private TableCell Cell(string name) => mapping.PlaceOf(name) is { } place ? row[place] : TableCell.Nothing;

    // An error or a formula without its value stands for nothing that could be read; both are said once and then count as empty.
    private TableCell Usable(string name)
    {
        var cell = Cell(name);
        if (cell.Type == CellType.Error)
        {
            Flaw(name, $"Ô có lỗi {cell.Text}.", $"The cell has the error {cell.Text}.");
            return TableCell.Nothing;
        }

        if (cell is { IsFormula: true, Type: CellType.Empty })
        {
            Flaw(name, "Công thức chưa có giá trị: mở tệp bằng Excel rồi lưu lại.",
                "The formula has no value yet: open the file in Excel and save it.");
        }

        return TypedText.Normalise(cell.Text).Length == 0 ? TableCell.Nothing : cell;
    }

    private void Unreadable(string name, string typed, Wording hint) => Flaw(name, $"“{typed}”: {hint.Vi}", $"“{typed}”: {hint.En}");
}
