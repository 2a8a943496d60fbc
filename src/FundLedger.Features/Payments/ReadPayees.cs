using FundLedger.Domain;
using FundLedger.Domain.Payments;
using FundLedger.Domain.Text;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Payments;

/// <summary>
/// Reads who gets the open lines of a request, and on which account, from a file in the form of <see cref="GetPayeeForm"/>. Nothing is
/// written: <see cref="OrderPayment"/> takes it.
/// </summary>
public sealed record ReadPayees(string Fund, long Id, byte[] Content) : IQuery<PayeesRead>;

/// <param name="Flaws">Rows that cannot be used, in the order of the file.</param>
public sealed record PayeesRead(IReadOnlyList<Payee> Payees, IReadOnlyList<RowFlaw> Flaws);

/// <param name="Row">Of the file, from 1.</param>
public sealed record RowFlaw(int Row, Wording Problem);

internal sealed class ReadPayeesHandler(PaymentChoicesReader choices) : IRequestHandler<ReadPayees, Result<PayeesRead>>
{
    private static readonly Dictionary<string, string[]> Columns = new()
    {
        ["child"] = ["ma tre", "ma nguoi", "child", "code", "ma"],
        ["name"] = ["ten nguoi", "nguoi nhan", "nguoi huong", "ho ten", "ho va ten", "payee", "name", "ten"],
        ["bank"] = ["ngan hang", "bank"],
        ["account"] = ["so tai khoan", "tai khoan", "account"],
    };

    public async Task<Result<PayeesRead>> Handle(ReadPayees request, CancellationToken cancellationToken)
    {
        var open = await choices.ReadAsync(request.Fund, request.Id, cancellationToken);
        if (open.Error is { } missing) return missing;
        var rows = PaymentTable.Read(request.Content, Columns, "child", "name", "bank", "account");
        if (rows.Error is { } unusable) return unusable;
        var (payees, flaws) = (new List<Payee>(), new List<RowFlaw>());
        foreach (var row in rows.Value.Where(row => row.Text("child").Length > 0))
        {
            if (ProblemOf(row, open.Value.Lines, payees) is { } problem) flaws.Add(new RowFlaw(row.Number, problem));
        }

        return new PayeesRead(payees, flaws);
    }

    private static Wording? ProblemOf(PaymentTableRow row, IReadOnlyList<OpenLine> lines, List<Payee> payees)
    {
        var code = row.Text("child").ToUpperInvariant();
        if (lines.FirstOrDefault(line => line.Child == code) is not { } line)
        {
            return new($"Mã {code} không có dòng nào còn chờ chi trong đề nghị này.", $"No open line of this request is for {code}.");
        }

        if (row["account"].Type == CellType.Number)
        {
            return new(
                "Số tài khoản đang là con số: hãy đặt ô là văn bản, để số 0 ở đầu không bị mất.",
                "The account is a number: make the cell a text, or zeros at its beginning are lost.");
        }

        var payee = Payee.Typed(line.No, row.Text("name"), row.Text("bank"), row.Text("account"));
        if (payees.Any(one => one.Line == line.No)) return new($"Mã {code} có hai lần.", $"{code} is there twice.");
        var problem = payee.Refusal() switch
        {
            null => null,
            PayeeNameMissing => new Wording("Thiếu tên người nhận.", "The payee's name is missing."),
            PayeeBankMissing => new Wording("Thiếu tên ngân hàng.", "The bank is missing."),
            _ => new Wording("Số tài khoản phải có 5–24 chữ số, chữ cái hoặc dấu chấm.", "An account has 5 to 24 digits, letters or dots."),
        };
        if (problem is null) payees.Add(payee);
        return problem;
    }
}
