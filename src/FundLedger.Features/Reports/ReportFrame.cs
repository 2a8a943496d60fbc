using FundLedger.Domain;
using FundLedger.Features.Ledger;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using FundLedger.Pdf;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Reports;

/// <summary>How a report is headed and signed, and who gets it. The words are the fund's own, in Vietnamese.</summary>
public sealed record ReportFrame
{
    public LocalDate ValidFrom { get; init; }

    /// <summary>The body above the issuing one; null for none.</summary>
    public string? Superior { get; init; }

    public string Issuer { get; init; } = "";

    /// <summary>What follows the number, e.g. <c>BC-QBTTE</c>.</summary>
    public string Symbol { get; init; } = "";

    /// <summary>Where it is signed.</summary>
    public string Place { get; init; } = "";

    /// <summary>Nơi nhận, one line each.</summary>
    public string[] Recipients { get; init; } = [];

    /// <summary>"TM. HỘI ĐỒNG QUẢN LÝ QUỸ"; null where the signer signs for nobody else.</summary>
    public string? OnBehalf { get; init; }

    /// <summary>"KT. CHỦ TỊCH"; null where the signer holds the office.</summary>
    public string? InsteadOf { get; init; }

    public string Position { get; init; } = "";

    public string? Signer { get; init; }

    internal Letterhead Head(LocalDate day) => Letterhead.National(
        Superior, Issuer, $"Số: ……/{Symbol}", FormattableString.Invariant($"{Place}, ngày …… tháng …… năm {day.Year}"));

    internal SignatureBlock Signature => new(null, [new Signature(string.Join('\n', Lines), Signer, null)]) { Recipients = Recipients };

    private IEnumerable<string> Lines =>
        ((string?[])[OnBehalf, InsteadOf, Position]).OfType<string>().Select(line => line.ToUpperInvariant());
}

/// <summary>The frame that holds today; null where none was set.</summary>
public sealed record GetReportFrame(string Fund) : IQuery<ReportFrameInForce>;

public sealed record ReportFrameInForce(ReportFrame? Frame);

internal sealed class GetReportFrameHandler(FrozenReports frozen, ReportFrames frames)
    : IRequestHandler<GetReportFrame, Result<ReportFrameInForce>>
{
    public async Task<Result<ReportFrameInForce>> Handle(GetReportFrame request, CancellationToken cancellationToken)
    {
        var fund = await frozen.FundAsync(request.Fund, cancellationToken);
        return fund.Error is { } refusal ? refusal
            : new ReportFrameInForce(await frames.OnAsync(fund.Value.FundId, fund.Value.Today, cancellationToken));
    }
}

/// <summary>Finds the frame of a paper.</summary>
internal sealed class ReportFrames(Db db)
{
    private const string FindSql = """
        SELECT valid_from, superior, issuer, symbol, place, recipients, on_behalf, instead_of, position, signer
        FROM report_frames WHERE fund_id = @FundId AND frame_no = @Frame
        """;

    private const string OnSql = "SELECT report_frame_on(@FundId, @Day)";

    private const string OfFrozenSql = "SELECT frame_no FROM report_freezes WHERE fund_id = @FundId AND freeze_no = @Number";

    public async Task<ReportFrame?> OnAsync(int fundId, LocalDate day, CancellationToken token) =>
        await FindAsync(fundId, await db.SingleAsync<int?>(OnSql, new { FundId = fundId, Day = day }, token), token);

    /// <summary>That a frozen report was sent with.</summary>
    public async Task<ReportFrame?> OfFrozenAsync(int fundId, int number, CancellationToken token) =>
        await FindAsync(fundId, await db.SingleAsync<int?>(OfFrozenSql, new { FundId = fundId, Number = number }, token), token);

    private async Task<ReportFrame?> FindAsync(int fundId, int? frame, CancellationToken token) =>
        frame is null ? null : await db.FindAsync<ReportFrame>(FindSql, new { FundId = fundId, Frame = frame }, token);
}
