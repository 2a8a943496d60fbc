using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Ledger;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Statements;
using MediatR;

namespace FundLedger.Features.Audit;

/// <summary>The looks at identities as a file for the fund's auditors: codes and reasons, no names of children.</summary>
/// <param name="Format"><c>xlsx</c> or <c>csv</c>.</param>
public sealed record ExportIdentityAccesses(ListIdentityAccesses List, string Format, PaperLanguage Language) : IQuery<ExportedFile>;

internal sealed class ExportIdentityAccessesHandler(Db db) : IRequestHandler<ExportIdentityAccesses, Result<ExportedFile>>
{
    private static readonly TableColumn[] Columns =
    [
        new(new("Số", "No."), CellKind.Count, 8), new(new("Ngày", "Date"), CellKind.Date, 12), new(new("Giờ", "Time"), CellKind.Text, 8),
        new(new("Ai", "Who"), CellKind.Text, 24), new(new("Tên đăng nhập", "Sign-in name"), CellKind.Text, 14),
        new(new("Mã trẻ", "Child"), CellKind.Text, 12), new(new("Xã, thị trấn", "Commune"), CellKind.Text, 20),
        new(new("Việc", "Step"), CellKind.Text, 16), new(new("Lý do", "Reason"), CellKind.Text, 60),
    ];

    public async Task<Result<ExportedFile>> Handle(ExportIdentityAccesses request, CancellationToken cancellationToken)
    {
        if (!await AuditedFund.IsAsync(db, request.List.Fund, cancellationToken)) return new FundNotFound(request.List.Fund);
        var looks = await db.ListAsync<IdentityAccess>(ListIdentityAccessesHandler.AccessesSql, request.List, cancellationToken);
        var title = new Wording("Lần mở danh tính", "Looks at identities");
        var table = new StatementTable(title, title, Columns, [.. looks.Select(Row)]);
        var ending = request.Format == "csv" ? "csv" : "xlsx";
        var name = $"{request.Language.Of("mo-danh-tinh", "identity-looks")}-{request.List.Fund}.{ending}";
        return request.Format == "csv"
            ? StatementCsv.Of(name, [], [table], request.Language)
            : StatementWorkbook.Of(name, [table], request.Language);
    }

    private static TableRow Row(IdentityAccess look)
    {
        var local = BusinessDate.TimeOf(look.At);
        var time = NodaTime.Text.LocalTimePattern.CreateWithInvariantCulture("HH:mm").Format(local.TimeOfDay);
        return new TableRow((int)look.No, local.Date, time, look.By, look.UserName, look.Child, look.Unit, look.Step, look.Reason);
    }
}
