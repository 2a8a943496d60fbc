using FundLedger.Domain;
using FundLedger.Domain.Norms;
using FundLedger.Domain.Text;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Statements;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Norms;

/// <summary>A norm decision as an Excel workbook that can be changed and read back as a draft.</summary>
/// <param name="Decision">Null for an empty form.</param>
public sealed record ExportNorm(string Fund, int? Decision, PaperLanguage Language) : IQuery<ExportedFile>;

internal sealed class ExportNormHandler(Db db, NormStore norms) : IRequestHandler<ExportNorm, Result<ExportedFile>>
{
    private static readonly Wording[] Guidance =
    [
        new("Điền trang “Quyết định” và trang “Dòng định mức”; trang “Mã” liệt kê các từ dùng được trong từng cột, ghi mã hoặc tên đều "
            + "được.",
            "Fill in the sheets “Decision” and “Norm lines”; the sheet “Codes” lists the words of each column, by code or by name."),
        new("Mỗi dòng định mức là một hàng. Định mức có nhiều mức (có thẻ bảo hiểm hay không, tuyến bệnh viện…): mỗi mức một hàng cùng mã "
            + "dòng, có mã mức và tên mức. Mức gồm nhiều khoản cộng lại: mỗi khoản một hàng cùng mã dòng và mã mức.",
            "A norm line is a row. A line with several amounts (insured or not, level of hospital…) has a row for each, with the same line "
            + "code, a variant code and its name. An amount that is a sum has a row for each part, with the same line and variant."),
        new("Ở các hàng sau của cùng một dòng chỉ cần mã dòng, mã mức và các cột từ “Chi phí từ” trở đi.",
            "The later rows of a line need only the line code, the variant code and the columns from “Cost from” on."),
        new("Nhiều nhóm trẻ hoặc nguồn trong một ô thì ngăn nhau bằng dấu chấm phẩy; mỗi giấy tờ một dòng trong ô (Alt+Enter).",
            "Several groups or sources in one cell are separated by semicolons; each paper has its own line (Alt+Enter)."),
        new("Số tiền là số nguyên đồng. Không dùng công thức.", "Amounts are whole đồng. No formulas."),
        new("Nhiều căn cứ pháp lý: mỗi căn cứ một hàng “Căn cứ”.", "Several legal bases: a row “Legal basis” for each."),
    ];

    public async Task<Result<ExportedFile>> Handle(ExportNorm request, CancellationToken cancellationToken)
    {
        var all = await norms.ListAsync(request.Fund, cancellationToken);
        var shown = all.FirstOrDefault(one => one.DecisionId == request.Decision);
        if (request.Decision is { } wanted && shown is null) return new NormDecisionNotFound(wanted);
        var lines = shown is null ? [] : await NormLines.ReadAsync(db, shown.DecisionId, null, cancellationToken);
        var words = await NormVocabulary.ReadAsync(db, cancellationToken);
        var name = shown is null ? "dinh-muc-mau-trong.xlsx" : $"dinh-muc-{Slug(shown.Number)}.xlsx";
        return StatementWorkbook.Of(name, [GuideTable(), HeadTable(shown), LinesTable(lines), WordsTable(words)], request.Language);
    }

    private static string Slug(string number) => string.Concat(number.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));

    private static StatementTable GuideTable() => new(
        NormSheet.Guide, NormSheet.Guide, [new(NormSheet.Guide, CellKind.Text, 110)], [.. Guidance.Select(line => new TableRow(line))]);

    private static StatementTable HeadTable(ListedDecision? shown)
    {
        object?[] values = shown is null
            ? new object?[NormSheet.HeadRows.Count - 1]
            : [shown.Number, shown.IssuedOn, shown.IssuedBy, shown.TitleVi, shown.TitleEn, shown.ValidFrom, shown.ValidTo];
        var rows = NormSheet.HeadRows.Zip(values, (row, value) => new TableRow(row.Label, value));
        var basis = NormSheet.HeadRows[^1].Label;
        string[] bases = shown is null or { LegalBases: [] } ? [""] : shown.LegalBases;
        TableColumn[] columns =
        [
            new(new Wording("Mục", "Item"), CellKind.Text, 30), new(new Wording("Nội dung", "Value"), CellKind.Text, 90),
        ];
        return new StatementTable(NormSheet.Head, NormSheet.Head, columns, [.. rows, .. bases.Select(text => new TableRow(basis, text))]);
    }

    private static StatementTable LinesTable(IReadOnlyList<NormLine> lines) => new(
        NormSheet.Lines,
        NormSheet.Lines,
        [.. NormSheet.Columns.Select(column => column.Column)],
        [
            .. lines.SelectMany(RowsOf)
                .Select(row => new TableRow([.. NormSheet.Columns.Select(column => row.GetValueOrDefault(column.Name))])),
        ]);

    private static StatementTable WordsTable(NormVocabulary words) => new(
        NormSheet.Words,
        NormSheet.Words,
        [
            new(new Wording("Cột", "Column"), CellKind.Text, 24), new(new Wording("Mã", "Code"), CellKind.Text, 24),
            new(new Wording("Tên", "Name"), CellKind.Text, 70),
        ],
        [
            .. words.Words.Select(word => new TableRow(
                NormSheet.Columns.First(column => column.Name == word.What).Column.Header, word.Code, word.Name)),
        ]);

    private static IEnumerable<Dictionary<string, object?>> RowsOf(NormLine line)
    {
        var first = true;
        foreach (var amount in line.Amounts)
        {
            foreach (var part in amount.Rule is AmountRule.Sum sum ? sum.Parts : [amount.Rule])
            {
                var row = first ? LineCells(line) : new Dictionary<string, object?> { ["code"] = line.Code };
                AddAmount(row, amount, NormFileRule.Of(part));
                first = false;
                yield return row;
            }
        }
    }

    private static Dictionary<string, object?> LineCells(NormLine line)
    {
        var file = NormFileLine.Of(line);
        return new Dictionary<string, object?>
        {
            ["code"] = line.Code, ["nameVi"] = line.Name.Vi, ["nameEn"] = line.Name.En, ["supportKind"] = line.Support.Kind,
            ["occasion"] = line.Support.OccasionCode, ["need"] = line.Support.Need, ["payee"] = file.Payee,
            ["class"] = string.Join("; ", line.Groups), ["ageFrom"] = line.AgeFrom, ["ageTo"] = line.AgeTo, ["judgedOn"] = file.JudgedOn,
            ["limit"] = line.Frequency.Limit, ["frequency"] = NormCodes.Units.Of(line.Frequency.Unit),
            ["lifeLimit"] = line.Frequency.LifeLimit,
            ["goods"] = line.GoodsAllowed ? "x" : null, ["shares"] = line.Batch?.Shares, ["batchCeiling"] = line.Batch?.Ceiling,
            ["sourceKind"] = string.Join("; ", line.SourceKinds), ["approver"] = line.ApproverLevel, ["exception"] = line.ExceptionLevel,
            ["papersVi"] = string.Join('\n', line.Papers.Select(paper => paper.Vi)),
            ["papersEn"] = string.Join('\n', line.Papers.Select(paper => paper.En)),
        };
    }

    private static void AddAmount(Dictionary<string, object?> row, NormVariant amount, NormFileRule rule)
    {
        row["variant"] = amount.Code;
        row["variantVi"] = amount.Name.Vi;
        row["variantEn"] = amount.Name.En;
        row["costFrom"] = amount.CostFrom;
        row["costBelow"] = amount.CostBelow;
        row["rule"] = rule.Type;
        row["amount"] = rule.Amount ?? rule.From;
        row["percent"] = rule.Percent;
        row["ceiling"] = rule.Ceiling ?? rule.To ?? rule.Total;
        row["unit"] = rule.Unit ?? rule.Base;
        row["most"] = rule.Most;
    }
}
