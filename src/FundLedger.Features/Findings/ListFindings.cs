using FundLedger.Domain;
using FundLedger.Domain.Audits;
using FundLedger.Domain.Text;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Statements;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Findings;

/// <summary>The findings of a fund, those that wait first, then the latest.</summary>
/// <param name="State">Null for all.</param>
public sealed record ListFindings(string Fund, FindingState? State) : IQuery<FindingList>;

/// <param name="Waiting">How many are not accepted, whatever was asked for.</param>
public sealed record FindingList(IReadOnlyList<ListedFinding> Findings, int Waiting, Instant ReadAt);

public sealed record ListedFinding
{
    public int Finding { get; init; }

    public string Subject { get; init; } = "";

    public string Reference { get; init; } = "";

    public string Said { get; init; } = "";

    public Instant OpenedAt { get; init; }

    public string OpenedBy { get; init; } = "";

    /// <summary>The last answer; null while there is none.</summary>
    public string? Answer { get; init; }

    public string StateWord { get; init; } = "";

    public FindingState State => FindingLoad.StateOf(StateWord);
}

/// <summary>The same list as a file.</summary>
/// <param name="Format"><c>xlsx</c> or <c>csv</c>.</param>
public sealed record ExportFindings(ListFindings List, string Format, PaperLanguage Language) : IQuery<FindingsExported>;

public sealed record FindingsExported(ExportedFile File, Instant ReadAt);

internal sealed class ListFindingsHandler(Db db) : IRequestHandler<ListFindings, Result<FindingList>>
{
    private const string ListSql = """
        SELECT f.finding_no AS finding, f.subject, f.reference, f.said, f.opened_at, coalesce(u.display_name, f.opened_by) AS opened_by,
            (SELECT s.said FROM finding_steps s WHERE s.fund_id = f.fund_id AND s.finding_no = f.finding_no AND s.step = 'answered'
             ORDER BY s.step_no DESC LIMIT 1) AS answer,
            finding_state(f.fund_id, f.finding_no) AS state_word
        FROM findings f JOIN funds x USING (fund_id) LEFT JOIN users u ON u.user_name = f.opened_by WHERE x.code = @Fund
        ORDER BY finding_state(f.fund_id, f.finding_no) = 'accepted', f.finding_no DESC
        """;

    private const string NowSql = "SELECT ledger_now()";

    public Task<Result<FindingList>> Handle(ListFindings request, CancellationToken cancellationToken) =>
        ReadAsync(db, request, cancellationToken);

    internal static async Task<Result<FindingList>> ReadAsync(Db db, ListFindings request, CancellationToken token)
    {
        if (!await FindingReaders.IsOneAsync(db, request.Fund, token)) return new FundNotFound(request.Fund);
        var all = await db.ListAsync<ListedFinding>(ListSql, request, token);
        return new FindingList(
            [.. all.Where(finding => request.State is null || finding.State == request.State)],
            all.Count(finding => finding.State != FindingState.Accepted), await db.SingleAsync<Instant>(NowSql, null, token));
    }
}

internal sealed class ExportFindingsHandler(Db db) : IRequestHandler<ExportFindings, Result<FindingsExported>>
{
    private static readonly TableColumn[] Columns =
    [
        new(new("Số", "No."), CellKind.Count, 8), new(new("Ngày", "Date"), CellKind.Date, 12),
        new(new("Về", "About"), CellKind.Text, 14), new(new("Số hiệu", "Number"), CellKind.Text, 26),
        new(new("Phát hiện", "Finding"), CellKind.Text, 60), new(new("Kiểm toán viên", "Auditor"), CellKind.Text, 24),
        new(new("Trạng thái", "State"), CellKind.Text, 16), new(new("Trả lời của quỹ", "The fund's answer"), CellKind.Text, 60),
    ];

    public async Task<Result<FindingsExported>> Handle(ExportFindings request, CancellationToken cancellationToken)
    {
        var list = await ListFindingsHandler.ReadAsync(db, request.List, cancellationToken);
        if (list.Error is { } refusal) return refusal;
        var title = new Wording("Phát hiện kiểm toán", "Audit findings");
        var table = new StatementTable(title, title, Columns, [.. list.Value.Findings.Select(Row)]);
        var language = request.Language;
        var name = $"{language.Of("phat-hien", "findings")}-{request.List.Fund}.{(request.Format == "csv" ? "csv" : "xlsx")}";
        return new FindingsExported(
            request.Format == "csv" ? StatementCsv.Of(name, [], [table], language) : StatementWorkbook.Of(name, [table], language),
            list.Value.ReadAt);
    }

    private static TableRow Row(ListedFinding finding) => new(
        finding.Finding, BusinessDate.Of(finding.OpenedAt), FindingWords.SubjectOf(finding.Subject), finding.Reference, finding.Said,
        finding.OpenedBy, FindingWords.StateOf(finding.State), finding.Answer);
}
