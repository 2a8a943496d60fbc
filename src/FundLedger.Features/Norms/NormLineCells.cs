using System.Globalization;
using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Papers;

namespace FundLedger.Features.Norms;

/// <summary>
/// The lines of a decision from their sheet: a row for each part of each amount of each line, the columns found by their headers.
/// </summary>
internal sealed class NormLineCells(ReadSheet sheet, NormVocabulary words, List<CellFlaw> flaws)
{
    private readonly Dictionary<string, string> letters = [];

    public IReadOnlyList<NormFileLine> Read()
    {
        if (sheet.Rows.Count == 0) return Nothing();
        foreach (var cell in sheet.Rows[0].Cells)
        {
            var column = NormSheet.Columns.FirstOrDefault(one => NormHeadCells.Same(cell.Value.Text, one.Column.Header));
            if (column.Name is null) continue;
            if (letters.TryAdd(column.Name, cell.Key)) continue;
            Flaw(cell.Value.Address, $"Cột “{cell.Value.Text}” có hai lần.", $"The column “{cell.Value.Text}” is there twice.");
        }

        var before = flaws.Count;
        foreach (var needed in (string[])["code", "nameVi", "supportKind", "rule"]) NeedColumn(needed);
        if (flaws.Count > before) return [];
        var rows = sheet.Rows.Skip(1).Where(row => row.Cells.Count > 0).ToList();
        foreach (var row in rows.Where(row => Text(row, "code").Length == 0))
        {
            Flaw(Address(row, "code"), "Chưa có mã dòng.", "The line has no code.");
        }

        var named = rows.Where(row => Text(row, "code").Length > 0).GroupBy(row => Text(row, "code"));
        return rows.Count == 0 ? Nothing() : [.. named.Select(LineOf)];
    }

    private NormFileLine[] Nothing()
    {
        Flaw("A2", "Trang không có dòng nào.", "The sheet has no line.");
        return [];
    }

    private void NeedColumn(string name)
    {
        if (letters.ContainsKey(name)) return;
        var header = NormSheet.Columns.First(column => column.Name == name).Column.Header;
        Flaw("A1", $"Thiếu cột “{header.Vi}”.", $"The column “{header.En}” is missing.");
    }

    private NormFileLine LineOf(IGrouping<string, ReadRow> rows)
    {
        var first = rows.First();
        var variants = rows.GroupBy(row => Text(row, "variant")).Select(VariantOf).ToList();
        var (shares, most) = (Count(first, "shares"), Amount(first, "batchCeiling"));
        var name = Text(first, "nameVi");
        if (name.Length == 0) Flaw(Address(first, "nameVi"), "Chưa có nội dung hỗ trợ.", "The support has no name.");
        return new NormFileLine
        {
            Code = rows.Key,
            Name = new Wording(name, Otherwise(Text(first, "nameEn"), name)),
            Support = new NormFileSupport(Word(first, "supportKind") ?? "", Word(first, "occasion"), Optional(first, "need")),
            Rule = variants is [{ Code: "" } only] ? only.Rule : null,
            Variants = variants is [{ Code: "" }] ? null : variants,
            Frequency = new NormFileFrequency(
                "per_" + (Word(first, "frequency") ?? "year"), Count(first, "limit") ?? 1, Count(first, "lifeLimit")),
            Payee = Word(first, "payee"),
            Groups = Words(first, "class"),
            AgeFrom = Count(first, "ageFrom"),
            AgeTo = Count(first, "ageTo"),
            JudgedOn = Word(first, "judgedOn"),
            GoodsAllowed = Word(first, "goods") is not null,
            Batch = shares is null && most is null ? null : new NormFileBatch(shares, most),
            SourceKinds = Words(first, "sourceKind") is { Count: > 0 } sources ? sources : null,
            ApproverLevel = Text(first, "approver"),
            ExceptionLevel = Optional(first, "exception"),
            Papers = Papers(first),
        };
    }

    private NormFileVariant VariantOf(IGrouping<string, ReadRow> rows)
    {
        var first = rows.First();
        var parts = rows.Select(RuleOf).ToList();
        var rule = parts is [var only] ? only : new NormFileRule { Type = "sum", Parts = parts };
        var name = Text(first, "variantVi");
        return new NormFileVariant(
            rows.Key, new Wording(name, Otherwise(Text(first, "variantEn"), name)), rule, Amount(first, "costFrom"),
            Amount(first, "costBelow"));
    }

    private NormFileRule RuleOf(ReadRow row)
    {
        var (type, amount, ceiling, unit) = (Word(row, "rule") ?? "", Amount(row, "amount"), Amount(row, "ceiling"), Word(row, "unit"));
        if (type.Length == 0 && Text(row, "rule").Length == 0) Flaw(Address(row, "rule"), "Chưa có cách tính.", "The row has no rule.");
        return new NormFileRule
        {
            Type = type,
            Amount = type == "range" ? null : amount,
            From = type == "range" ? amount : null,
            To = type == "range" ? ceiling : null,
            Total = type == "top_up" ? ceiling : null,
            Ceiling = type is "range" or "top_up" ? null : ceiling,
            Percent = Count(row, "percent"),
            Unit = type == "percent_of" ? null : unit,
            Base = type == "percent_of" ? unit : null,
            Most = Count(row, "most"),
        };
    }

    private List<Wording> Papers(ReadRow row)
    {
        var (vi, en) = (Split(Text(row, "papersVi"), '\n'), Split(Text(row, "papersEn"), '\n'));
        if (en.Count > 0 && en.Count != vi.Count)
        {
            Flaw(Address(row, "papersEn"), "Số giấy tờ hai thứ tiếng khác nhau.", "The papers in the two languages are not as many.");
        }

        return [.. vi.Select((paper, i) => new Wording(paper, en.Count == vi.Count ? en[i] : paper))];
    }

    private static List<string> Split(string text, char separator) =>
        [.. text.Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private static string Otherwise(string text, string other) => text.Length > 0 ? text : other;

    private string Text(ReadRow row, string name)
    {
        if (!letters.TryGetValue(name, out var letter) || !row.Cells.TryGetValue(letter, out var cell)) return "";
        if (cell.IsFormula) Flaw(cell.Address, "Ô là công thức; hãy ghi giá trị.", "The cell holds a formula; write the value.");
        return cell.Text;
    }

    private string? Optional(ReadRow row, string name) => Text(row, name) is { Length: > 0 } text ? text : null;

    private string Address(ReadRow row, string name) => FormattableString.Invariant($"{letters.GetValueOrDefault(name, "A")}{row.Number}");

    private string? Word(ReadRow row, string name) => Optional(row, name) is { } written ? Known(row, name, written) : null;

    private List<string> Words(ReadRow row, string name) =>
        [.. Split(Text(row, name), ';').Select(written => Known(row, name, written)).OfType<string>()];

    private string? Known(ReadRow row, string name, string written)
    {
        if (words.CodeOf(name, written) is { } code) return code;
        Flaw(
            Address(row, name), $"“{written}” không có trong trang “{NormSheet.Words.Vi}”.",
            $"“{written}” is not in the sheet “{NormSheet.Words.En}”.");
        return null;
    }

    private int? Count(ReadRow row, string name)
    {
        if (Optional(row, name) is not { } text) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return count;
        Flaw(Address(row, name), $"“{text}” không phải số đếm.", $"“{text}” is no count.");
        return null;
    }

    private Money? Amount(ReadRow row, string name)
    {
        if (Optional(row, name) is not { } text) return null;
        var read = AmountReader.Read(text);
        if (read.IsOk) return read.Value;
        Flaw(Address(row, name), $"“{text}” không phải số tiền nguyên đồng.", $"“{text}” is no amount of whole đồng.");
        return null;
    }

    private void Flaw(string cell, string vi, string en)
    {
        if (!flaws.Exists(flaw => flaw.Sheet == sheet.Name && flaw.Cell == cell)) flaws.Add(new CellFlaw(sheet.Name, cell, new(vi, en)));
    }
}
