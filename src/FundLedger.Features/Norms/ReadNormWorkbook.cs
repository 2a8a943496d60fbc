using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Norms;

/// <summary>Reads a workbook of the form of <see cref="ExportNorm"/>; nothing is written. <see cref="DraftNorm"/> takes it.</summary>
public sealed record ReadNormWorkbook(string Fund, byte[] Content) : IQuery<NormFile>;

/// <summary>One cell that cannot be read.</summary>
/// <param name="Cell">E.g. C5.</param>
public sealed record CellFlaw(string Sheet, string Cell, Wording Problem);

/// <param name="Flaws">At least one; in the order of the sheets.</param>
public sealed record NormWorkbookFlawed(IReadOnlyList<CellFlaw> Flaws)
    : Invalid($"{Flaws.Count} cells cannot be read; the first is {Flaws[0].Sheet}!{Flaws[0].Cell}: {Flaws[0].Problem.En}")
{
    public override string Field => "Workbook";
}

internal sealed class ReadNormWorkbookHandler(Db db) : IRequestHandler<ReadNormWorkbook, Result<NormFile>>
{
    private const string TodaySql = "SELECT business_today()";

    public async Task<Result<NormFile>> Handle(ReadNormWorkbook request, CancellationToken cancellationToken)
    {
        var sheets = ReadWorkbook.Of(request.Content);
        if (sheets.Error is { } unreadable) return unreadable;
        var words = await NormVocabulary.ReadAsync(db, cancellationToken);
        var today = await db.SingleAsync<LocalDate>(TodaySql, null, cancellationToken);
        var flaws = new List<CellFlaw>();
        var head = SheetNamed(sheets.Value, NormSheet.Head, flaws);
        var lines = SheetNamed(sheets.Value, NormSheet.Lines, flaws);
        if (head is null || lines is null) return new NormWorkbookFlawed(flaws);
        var decision = new NormHeadCells(head, today, flaws).Read();
        var read = new NormLineCells(lines, words, flaws).Read();
        return flaws.Count > 0 ? new NormWorkbookFlawed(flaws) : new NormFile { Decision = decision, Lines = read };
    }

    private static ReadSheet? SheetNamed(IReadOnlyList<ReadSheet> sheets, Wording name, List<CellFlaw> flaws)
    {
        var found = sheets.FirstOrDefault(sheet => NormHeadCells.Same(sheet.Name, name));
        if (found is null) flaws.Add(new CellFlaw(name.Vi, "A1", new("Tệp không có trang này.", "The file has no such sheet.")));
        return found;
    }
}
