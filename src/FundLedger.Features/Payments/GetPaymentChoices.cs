using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Payments;

/// <summary>
/// What can be chosen when lines of a request are ordered: its open lines, the officers, the layouts, the money that is there.
/// </summary>
public sealed record GetPaymentChoices(string Fund, long Id) : IQuery<PaymentChoices>;

/// <param name="Status">Of the request.</param>
public sealed record PaymentChoices(
    long Id, string Status, string TitleVi, string TitleEn, IReadOnlyList<OpenLine> Lines, IReadOnlyList<AdvanceOfficer> Officers,
    IReadOnlyList<BankProfile> Profiles, Money Cash, Money Bank);

public sealed record OpenLine
{
    public int No { get; init; }

    public string Child { get; init; } = "";

    /// <summary>Commune of the child; null for one of a sealed group.</summary>
    public string? Place { get; init; }

    public Money Amount { get; init; }

    /// <summary>What became of the child since; null while the line may be paid.</summary>
    public string? Obstacle { get; init; }

    /// <summary>What became of it on the last order; null when it was on none.</summary>
    public string? LastOutcome { get; init; }

    /// <summary>The payee of the last transfer to the same child in this fund; null where there was none.</summary>
    public string? PayeeName { get; init; }

    public string? PayeeBank { get; init; }

    public string? PayeeAccount { get; init; }
}

/// <param name="OpenOrder">Number of the advance that is not settled; null when the officer may take one.</param>
public sealed record AdvanceOfficer(string UserName, string Name, int? OpenOrder, LocalDate? SettleBy);

internal sealed class GetPaymentChoicesHandler(PaymentChoicesReader choices) : IRequestHandler<GetPaymentChoices, Result<PaymentChoices>>
{
    public Task<Result<PaymentChoices>> Handle(GetPaymentChoices request, CancellationToken cancellationToken) =>
        choices.ReadAsync(request.Fund, request.Id, cancellationToken);
}

/// <summary>Reads the choices in the snapshot of the running query; shared by the page and the form for payees.</summary>
internal sealed class PaymentChoicesReader(Db db, BankProfiles profiles)
{
    private const string HeadSql = """
        SELECT d.status, t.title_vi, t.title_en,
            coalesce((SELECT balance FROM money_balances m WHERE m.fund_id = f.fund_id AND m.account_code = 'cash'), 0) AS cash,
            coalesce((SELECT balance FROM money_balances m WHERE m.fund_id = f.fund_id AND m.account_code = 'bank'), 0) AS bank
        FROM disbursements d JOIN funds f USING (fund_id) JOIN disbursement_titles t USING (fund_id, disbursement_id)
        WHERE f.code = @Fund AND d.disbursement_id = @Id
        """;

    private const string LinesSql = """
        SELECT l.line_no AS no, coalesce(l.beneficiary_code, l.recipient) AS child, u.name AS place,
            l.amount - coalesce(l.stock, 0) AS amount, w.obstacle,
            (SELECT o.outcome FROM payment_order_lines o WHERE o.fund_id = l.fund_id AND o.disbursement_id = l.disbursement_id
                AND o.line_no = l.line_no ORDER BY o.order_no DESC LIMIT 1) AS last_outcome,
            p.name AS payee_name, p.bank AS payee_bank, p.account AS payee_account
        FROM funds f JOIN disbursement_lines l USING (fund_id) LEFT JOIN units u ON u.unit_id = l.unit_id
        LEFT JOIN disbursement_obstacles(f.fund_id, @Id) w ON w.line_no = l.line_no
        LEFT JOIN LATERAL (
            SELECT x.name, x.bank, x.account FROM disbursement_lines b
            JOIN payment_order_lines o ON o.fund_id = b.fund_id AND o.disbursement_id = b.disbursement_id AND o.line_no = b.line_no
            JOIN payment_payees x ON x.fund_id = o.fund_id AND x.order_no = o.order_no AND x.line_no = o.line_no
            WHERE b.fund_id = l.fund_id AND b.beneficiary_code = l.beneficiary_code ORDER BY o.order_no DESC LIMIT 1) p ON true
        WHERE f.code = @Fund AND l.disbursement_id = @Id AND EXISTS (SELECT FROM open_lines o
            WHERE o.fund_id = l.fund_id AND o.disbursement_id = l.disbursement_id AND o.line_no = l.line_no)
        ORDER BY l.line_no
        """;

    private const string OfficersSql = """
        SELECT u.user_name, u.display_name AS name, o.order_no AS open_order, o.settle_by
        FROM funds f CROSS JOIN LATERAL advance_officers(f.fund_id) u
        LEFT JOIN payment_orders o ON o.fund_id = f.fund_id AND o.officer_person = u.person_id AND o.status = 'sent'
        WHERE f.code = @Fund ORDER BY u.display_name
        """;

    public async Task<Result<PaymentChoices>> ReadAsync(string fund, long id, CancellationToken token)
    {
        var key = new { Fund = fund, Id = id };
        if (await db.FindAsync<HeadRow>(HeadSql, key, token) is not { } head) return new PaymentRequestNotFound(fund, id);
        var officers = await db.ListAsync<OfficerRow>(OfficersSql, key, token);
        return new PaymentChoices(
            id, head.Status, head.TitleVi, head.TitleEn, await db.ListAsync<OpenLine>(LinesSql, key, token),
            [.. officers.Select(one => new AdvanceOfficer(one.UserName, one.Name, one.OpenOrder, one.SettleBy))],
            profiles.All, head.Cash, head.Bank);
    }

    private sealed record HeadRow
    {
        public string Status { get; init; } = "";

        public string TitleVi { get; init; } = "";

        public string TitleEn { get; init; } = "";

        public Money Cash { get; init; }

        public Money Bank { get; init; }
    }

    private sealed record OfficerRow
    {
        public string UserName { get; init; } = "";

        public string Name { get; init; } = "";

        public int? OpenOrder { get; init; }

        public LocalDate? SettleBy { get; init; }
    }
}
