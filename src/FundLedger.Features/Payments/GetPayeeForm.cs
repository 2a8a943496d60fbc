using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Statements;
using MediatR;

namespace FundLedger.Features.Payments;

/// <summary>
/// The open lines of a request as an Excel form for payees and accounts; what is known from earlier transfers is filled in.
/// </summary>
public sealed record GetPayeeForm(string Fund, long Id, PaperLanguage Language) : IQuery<ExportedFile>;

internal sealed class GetPayeeFormHandler(PaymentChoicesReader choices) : IRequestHandler<GetPayeeForm, Result<ExportedFile>>
{
    private static readonly Wording Title = new("Người nhận", "Payees");

    private static readonly TableColumn[] Columns =
    [
        new(new("Mã trẻ em", "Child"), CellKind.Text, 14), new(new("Xã, thị trấn", "Commune"), CellKind.Text, 20),
        new(new("Số tiền", "Amount"), CellKind.Amount, 14), new(new("Tên người nhận", "Payee"), CellKind.Text, 30),
        new(new("Ngân hàng", "Bank"), CellKind.Text, 24), new(new("Số tài khoản", "Account number"), CellKind.Text, 22),
    ];

    public async Task<Result<ExportedFile>> Handle(GetPayeeForm request, CancellationToken cancellationToken)
    {
        var open = await choices.ReadAsync(request.Fund, request.Id, cancellationToken);
        if (open.Error is { } missing) return missing;
        var rows = open.Value.Lines.Select(line => new TableRow(
            line.Child, line.Place ?? "", line.Amount, line.PayeeName ?? "", line.PayeeBank ?? "", line.PayeeAccount ?? ""));
        return StatementWorkbook.Of(
            $"nguoi-nhan-{request.Id}.xlsx", [new StatementTable(Title, Title, Columns, [.. rows])], request.Language);
    }
}
